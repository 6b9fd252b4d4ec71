"""The exact engine: LibreOffice's pages of the Word document, in the package's fonts, with a time limit."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import time
from datetime import date
from pathlib import Path

import pypdf
import pytest

from contracts_kit.errors import InputError
from contracts_kit.writers.docx.writer import write_docx
from contracts_kit.writers.pdf import libreoffice
from contracts_kit.writers.pdf.libreoffice import OfficeWorker, find_office, settle
from contracts_kit.writers.pdf.writer import write_pdf
from tests.writers.sample_tree import sample

needs_office = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not installed"),
]


@pytest.fixture(scope="module")
def pages() -> bytes:
    return write_pdf(sample("zh"), engine="libreoffice")


class TestWithLibreOffice:
    pytestmark = needs_office

    def test_the_word_document_opens_with_the_package_fonts_only(self, pages: bytes) -> None:
        reader = pypdf.PdfReader(io.BytesIO(pages))
        fonts = {str(o["/BaseFont"]).split("+")[-1] for o in _fonts(reader)}
        assert fonts and all(name.startswith(("NotoSerifSC", "NotoSansSC")) for name in fonts)
        text = "".join(page.extract_text() for page in reader.pages)
        assert "第一条" in text and "附件二" in text and "第 4 页" in text.replace("\n", "")

    def test_no_clock_stands_in_the_file_and_the_pages_are_the_same_again(self, pages: bytes) -> None:
        """Not the same bytes: LibreOffice writes the fonts in an order that changes from run to run."""
        first, second = (
            pypdf.PdfReader(io.BytesIO(pdf)) for pdf in (pages, write_pdf(sample("zh"), engine="libreoffice"))
        )
        assert first.metadata is not None and "20260325" in str(first.metadata["/CreationDate"])
        assert first.metadata == second.metadata
        assert [page.extract_text() for page in first.pages] == [page.extract_text() for page in second.pages]
        assert settle(pages, date(2026, 3, 25)) == pages

    def test_many_documents_are_made_in_one_call_in_their_order(self) -> None:
        with OfficeWorker() as worker:
            made = worker.convert([write_docx(sample(language, articles=n)) for language, n in (("zh", 0), ("en", 12))])
            folder = worker._folder
        short, long = (pypdf.PdfReader(io.BytesIO(pdf)) for pdf in made)
        assert len(short.pages) < len(long.pages)
        assert "Quality Agreement" in long.pages[0].extract_text()
        assert not folder.exists()

    def test_an_endless_call_is_ended_with_its_children(self) -> None:
        with OfficeWorker(time_limit=0.2) as worker:
            with pytest.raises(InputError) as error:
                worker.convert([write_docx(sample("zh"))])
            profile = str(worker._folder)
        assert error.value.findings[0].kind == "office_time_limit"
        assert profile not in _running()


def test_a_program_that_makes_nothing_is_said_so(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\necho broken installation >&2\nexit 3\n")
    program.chmod(0o755)
    with OfficeWorker(program=str(program)) as worker, pytest.raises(InputError) as error:
        worker.convert([b"x"])
    (finding,) = error.value.findings
    assert finding.kind == "office_failed"
    assert "exit code 3" in finding.message("en") and "broken installation" in finding.message("en")


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_a_hanging_program_and_its_children_are_ended(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    child = f"sleep 61.{os.getpid()}"  # no other run of this test has the same
    program.write_text(f"#!/bin/sh\n{child} &\nwait\n")
    program.chmod(0o755)
    with OfficeWorker(program=str(program), time_limit=0.2) as worker, pytest.raises(InputError):
        worker.convert([b"x"])
    for _ in range(50):  # what was killed is gone when the system has got round to it
        if child not in _running():
            break
        time.sleep(0.1)
    assert child not in _running()


def test_a_machine_without_libreoffice_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice.shutil, "which", lambda name: None)
    with pytest.raises(InputError) as error:
        find_office()
    assert error.value.findings[0].kind == "office_missing"
    assert "libreoffice-writer-nogui" in str(error.value)


def test_parameters_cannot_be_attached_by_libreoffice() -> None:
    with pytest.raises(InputError) as error:
        write_pdf(sample("zh"), engine="libreoffice", attach=True)
    assert error.value.findings[0].kind == "attachment_needs_typst"


def _fonts(reader: pypdf.PdfReader) -> list[pypdf.generic.DictionaryObject]:
    return [font.get_object() for page in reader.pages for font in page["/Resources"].get("/Font", {}).values()]


def _running() -> str:
    """The command lines of all processes; a small machine has no `ps`."""
    if not Path("/proc").is_dir():
        return subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=False).stdout
    lines = []
    for found in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            lines.append(found.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return "\n".join(lines)
