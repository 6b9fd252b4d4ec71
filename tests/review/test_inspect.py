"""`inspect`: a finished Word file says which parameters, options and clauses it was made of."""

from __future__ import annotations

import io
import zipfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from contracts_kit.errors import InputError
from contracts_kit.review.inspect import inspect
from contracts_kit.writers.docx.custom_xml import NAMESPACE
from contracts_kit.writers.docx.writer import write_docx
from contracts_kit.writers.zip_records import write_zip
from tests.writers.sample_tree import HOSTILE, sample

VALUES: dict[str, Any] = {
    "text": HOSTILE,
    "lines": "一\n二\r\n三",
    "blank": None,
    "yes": True,
    "count": 12_345_678_901_234_567_890,
    "record": {"name": "海岳 & <株>", "nested": {"deep": ["a", None, False]}},
    "rows": [{"a": "1.00"}, {"a": "2.00"}],
    "empty": "",
    'odd "name" <x>': "y",
}


def refused(path: Path) -> str:
    with pytest.raises(InputError) as error:
        inspect(path)
    return error.value.findings[0].kind


def test_everything_that_was_put_in_comes_out_with_its_type(tmp_path: Path) -> None:
    document = replace(sample("zh"), values=VALUES)
    (tmp_path / "a.docx").write_bytes(write_docx(document))
    carried = inspect(tmp_path / "a.docx")
    assert carried["values"] == VALUES
    assert carried["options"] == dict(document.options)
    assert carried["manifest"] == [asdict(entry) for entry in document.manifest]
    assert {name: carried[name] for name in ("family", "language", "title", "number", "date", "draft")} == {
        "family": "sample_agreement",
        "language": "zh",
        "title": "质量协议",
        "number": "QA-2026-001",
        "date": "2026-03-25",
        "draft": "草案",
    }


def test_the_part_is_found_under_another_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(sample("en")))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["customXml/item7.xml"] = parts.pop("customXml/item1.xml")
    (tmp_path / "a.docx").write_bytes(write_zip(parts))
    assert inspect(tmp_path / "a.docx")["language"] == "en"


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.docx") == "file_missing"
    assert refused(tmp_path) == "file_unreadable"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x05\x06"])
def test_what_is_no_word_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    assert refused(tmp_path / "a.docx") == "not_a_word_file"


def test_a_word_file_of_somebody_else_carries_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(write_zip({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))
    assert refused(tmp_path / "a.docx") == "carries_nothing"


@pytest.mark.parametrize(
    "xml",
    [
        f'<contract xmlns="{NAMESPACE}"><values>',
        f'<!DOCTYPE x [<!ENTITY a "aaaa">]><contract xmlns="{NAMESPACE}">&a;</contract>',
        f'<contract xmlns="{NAMESPACE}">' + "<values>" * 100 + "</values>" * 100 + "</contract>",
        f'<contract xmlns="{NAMESPACE}"><values><value name="a" type="integer">1e9</value></values></contract>',
        f'<contract xmlns="{NAMESPACE}"><values><value name="a" type="float">1</value></values></contract>',
        f'<contract xmlns="{NAMESPACE}"><clauses><clause id="a"/></clauses></contract>',
    ],
)
def test_damaged_data_is_refused(tmp_path: Path, xml: str) -> None:
    parts = {"[Content_Types].xml": b"<x/>", "customXml/item1.xml": xml.encode()}
    (tmp_path / "a.docx").write_bytes(write_zip(parts))
    assert refused(tmp_path / "a.docx") == "carried_data_broken"


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<x/>")
        package.writestr("word/document.xml", b"\0" * 70_000_000)
    assert refused(tmp_path / "a.docx") == "package_too_large"
