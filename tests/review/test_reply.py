"""A returned notice: what the other side filled in is read back, by field."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

import contracts_kit as ck
from contracts_kit.content.library import load_library
from contracts_kit.review.inspect import inspect
from contracts_kit.writers.pdf.libreoffice import OfficeWorker
from contracts_kit.writers.zip_records import write_zip

GARDEN = Path(__file__).parents[1] / "workspaces" / "garden_lease"
FACTS = {"written_on": "2026-03-02", "days_late": 3}


@pytest.fixture
def sent() -> bytes:
    made = ck.notice("reminder", facts=FACTS, language="en", library=load_library(GARDEN))
    return ck.to_bytes(made, "docx")


def filled(docx: bytes, changes: dict[str, tuple[str, str]]) -> bytes:
    """The file as Word saves it once controls are filled in: tag -> (its kind in the properties, the text in it)."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    document = parts["word/document.xml"].decode("utf-8")
    for tag, (kind, text) in changes.items():
        found = re.search(
            rf'<w:sdt><w:sdtPr>(?:(?!</w:sdtPr>).)*<w:tag w:val="{re.escape(tag)}"/>.*?</w:sdt>', document
        )
        assert found, tag
        control = found.group().replace("<w:showingPlcHdr/>", "")
        if kind == "ticked":
            control = control.replace('<w14:checked w14:val="0"/>', '<w14:checked w14:val="1"/>')
        elif kind == "date":
            control = control.replace("<w:date>", f'<w:date w:fullDate="{text}T00:00:00Z">')
        control = re.sub(r"(<w:t[^>]*>)[^<]*(</w:t>)", rf"\g<1>{text}\g<2>", control)
        document = document[: found.start()] + control + document[found.end() :]
    return write_zip({**parts, "word/document.xml": document.encode("utf-8")})


def reply(docx: bytes, folder: Path) -> dict[str, Any]:
    (folder / "returned.docx").write_bytes(docx)
    return {name: field["value"] for name, field in inspect(folder / "returned.docx")["notice"]["reply"].items()}


def test_a_notice_says_what_it_was_made_of(sent: bytes, tmp_path: Path) -> None:
    (tmp_path / "sent.docx").write_bytes(sent)
    carried = inspect(tmp_path / "sent.docx")
    notice = carried["notice"]
    assert (notice["form"], notice["version"], notice["blank"]) == ("reminder", 2, False)
    assert notice["facts"]["days_late"] == "3"
    assert notice["facts"]["charge"] == notice["results"]["late"]["late_charge"] == "0.36"
    assert notice["reply"]["paid_on"]["label"] == "date of payment"
    assert [clause["clause"] for clause in carried["manifest"]][:1] == ["garden_lease.reminder"]
    assert "garden_lease.rent" in [clause["clause"] for clause in carried["manifest"]]


def test_what_nobody_filled_in_is_nothing(sent: bytes, tmp_path: Path) -> None:
    assert set(reply(sent, tmp_path).values()) == {None}


def test_every_kind_of_field_is_read_back(sent: bytes, tmp_path: Path) -> None:
    changes = {
        "answer": ("choice", "objection"),
        "paid=true": ("ticked", "■"),
        "paid_on": ("date", "2026-03-09"),
        "amount": ("text", "CNY 120.36"),
        "words": ("text", "Paid &amp; done &lt;today&gt;"),
    }
    assert reply(filled(sent, changes), tmp_path) == {
        "answer": "objects",
        "paid": True,
        "paid_on": "2026-03-09",
        "amount": "CNY 120.36",
        "words": "Paid & done <today>",
    }


def test_what_is_ticked_both_ways_is_told_as_both(sent: bytes, tmp_path: Path) -> None:
    both = {"paid=true": ("ticked", "■"), "paid=false": ("ticked", "■")}
    assert reply(filled(sent, both), tmp_path)["paid"] == ["true", "false"]


def test_a_line_that_was_typed_over_with_blanks_is_still_open(sent: bytes, tmp_path: Path) -> None:
    assert reply(filled(sent, {"words": ("text", "____ ")}), tmp_path)["words"] is None


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not installed")
def test_a_file_that_libreoffice_saved_is_read_back_too(sent: bytes, tmp_path: Path) -> None:
    """It keeps no tags of controls; the bookmarks beside them tell which field is which."""
    changes = {
        "answer": ("choice", "objection"),
        "paid=false": ("ticked", "■"),
        "paid_on": ("date", "2026-03-09"),
        "words": ("text", "done"),
    }
    with OfficeWorker() as worker:
        (saved,) = worker.convert([filled(sent, changes)], target="docx")
    assert reply(saved, tmp_path) == {
        "answer": "objects",
        "paid": False,
        "paid_on": "2026-03-09",
        "amount": None,
        "words": "done",
    }


def test_a_contract_has_no_notice(tmp_path: Path) -> None:
    ck.write(ck.assemble("garden_lease", library=load_library(GARDEN)), tmp_path / "lease.docx")
    assert "notice" not in inspect(tmp_path / "lease.docx")
