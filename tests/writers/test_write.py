from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from contracts_kit.errors import InputError
from contracts_kit.writers import write as module
from contracts_kit.writers.write import to_bytes, write, write_bytes
from tests.writers.sample_tree import sample

CONTRACT: Any = SimpleNamespace(document=sample("zh"), template=None)


def refused(error: pytest.ExceptionInfo[InputError]) -> str:
    (finding,) = error.value.findings
    return finding.kind


@pytest.mark.parametrize("format", ["txt", "md", "html", ".txt", "TXT"])
def test_a_contract_is_bytes_in_each_format(format: str) -> None:
    assert "质量协议" in to_bytes(CONTRACT, format).decode("utf-8")


def test_the_suffix_names_the_format(tmp_path: Path) -> None:
    for name in ("a.txt", "a.md", "b.MD"):
        assert write(CONTRACT, tmp_path / name).read_bytes() == to_bytes(CONTRACT, name.split(".")[1])


def test_an_unknown_suffix_is_refused_with_the_list(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        write(CONTRACT, tmp_path / "a.doc")
    assert refused(error) == "unknown_suffix"
    assert ".docx, .pdf, .html, .md, .txt" in str(error.value)
    with pytest.raises(InputError) as error:
        to_bytes(CONTRACT, "odt")
    assert refused(error) == "unknown_format"
    assert list(tmp_path.iterdir()) == []


def test_a_setting_that_a_format_does_not_take_is_refused() -> None:
    with pytest.raises(InputError) as error:
        to_bytes(CONTRACT, "txt", engine="typst")
    assert refused(error) == "unknown_write_option"


def test_a_path_that_cannot_be_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        write(CONTRACT, str(tmp_path / "a\0.txt"))
    assert refused(error) == "output_failed"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        write(CONTRACT, tmp_path / "none" / "a.txt")
    assert refused(error) == "output_folder_missing"
    assert str(tmp_path / "none") in str(error.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(InputError) as error:
        write(CONTRACT, tmp_path / "a.txt")
    assert refused(error) == "output_is_folder"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EACCES, "output_not_allowed"),
        (errno.EROFS, "output_not_allowed"),
        (errno.EIO, "output_failed"),
    ],
)
def test_a_failed_write_leaves_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: str
) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def fail(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(module.os, "replace", fail)
    with pytest.raises(InputError) as error:
        write(CONTRACT, target)
    assert refused(error) == kind
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_the_temporary_file_has_no_document_s_suffix_and_the_next_run_removes_it(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = tmp_path / f".a.txt.tmp-{dead.pid}"
    left.write_bytes(b"half")
    other = tmp_path / f".b.txt.tmp-{dead.pid}"
    other.write_bytes(b"half")
    write(CONTRACT, tmp_path / "a.txt")
    assert sorted(p.name for p in tmp_path.iterdir()) == [other.name, "a.txt"]


def test_the_temporary_file_of_a_running_process_stays(tmp_path: Path) -> None:
    running = tmp_path / f".a.txt.tmp-{os.getppid()}"
    running.write_bytes(b"half")
    write_bytes(tmp_path / "a.txt", b"whole")
    assert running.exists()


def test_a_killed_run_leaves_no_half_file_under_the_name(tmp_path: Path) -> None:
    code = (
        "import os, sys; from contracts_kit.writers import write as w\n"
        "w.os.replace = lambda *_: os.kill(os.getpid(), 9)\n"
        f"w.write_bytes({str(tmp_path / 'a.docx')!r}, b'content')"
    )
    killed = subprocess.run([sys.executable, "-c", code], check=False)
    assert killed.returncode != 0
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".a.docx.tmp-")
    write_bytes(tmp_path / "a.docx", b"content")
    assert [p.name for p in tmp_path.iterdir()] == ["a.docx"]


def test_a_long_file_name_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("供" * 80 + ".txt")
    write_bytes(target, b"x")
    assert target.read_bytes() == b"x"


def test_a_contract_brings_its_family_s_word_template(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        to_bytes(SimpleNamespace(document=sample("zh"), template=str(tmp_path / "none.docx")), "docx")  # type: ignore[arg-type]
    assert refused(error) == "file_missing"
