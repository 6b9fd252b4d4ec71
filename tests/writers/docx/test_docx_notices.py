"""A notice in Word: what it states is fixed, what is to be filled in is a control of its kind, and nothing else is."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from contracts_kit.writers.docx.default_template import default_template
from contracts_kit.writers.docx.protection import PROTECTION, protected
from contracts_kit.writers.docx.writer import write_docx
from contracts_kit.writers.write import to_bytes
from tests.ooxml_checks import faults
from tests.writers.contract_documents import NOTICES, document_named, notice_named
from tests.writers.sample_tree import sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
CLAIM = "notice qa_user_claim_notice facts zh"


def part(docx: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read(name).decode("utf-8")


def controls(docx: bytes) -> dict[str, ElementTree.Element]:
    """The properties of each control that has a tag, by its tag."""
    root = ElementTree.fromstring(part(docx, "word/document.xml"))
    found = {}
    for properties in root.iter(f"{W}sdtPr"):
        tag = properties.find(f"{W}tag")
        if tag is not None:
            found[str(tag.get(f"{W}val"))] = properties
    return found


@pytest.mark.parametrize("name", NOTICES)
def test_the_file_is_sound(name: str) -> None:
    assert faults(to_bytes(notice_named(name), "docx")) == []


@pytest.mark.parametrize(
    "name", [name for name in NOTICES if name.endswith("facts zh")] + [CLAIM.replace("facts", "blank")]
)
def test_openxml_audit_finds_nothing(name: str, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    (tmp_path / "notice.docx").write_bytes(to_bytes(notice_named(name), "docx"))
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "notice.docx")).errors] == []


def test_each_field_of_the_reply_is_a_control_of_its_kind() -> None:
    found = controls(write_docx(document_named(CLAIM)))
    assert set(found) == {"received_on", "position", "requested_on", "remarks"}
    date = found["received_on"].find(f"{W}date")
    assert date is not None and date.find(f"{W}dateFormat").get(f"{W}val") == "yyyy年M月d日"  # type: ignore[union-attr]
    items = found["position"].findall(f"{W}dropDownList/{W}listItem")
    assert [item.get(f"{W}value") for item in items] == ["accepted", "inspection"]
    assert items[0].get(f"{W}displayText") == "接受本通知的处理"
    assert found["remarks"].find(f"{W}text") is not None
    for properties in found.values():
        assert properties.find(f"{W}showingPlcHdr") is not None
        assert properties.find(f"{W}lock").get(f"{W}val") == "sdtLocked"  # type: ignore[union-attr]
        assert properties.find(f"{W}alias") is not None


def test_yes_or_no_is_two_boxes_to_tick() -> None:
    found = controls(write_docx(document_named("notice qa_nonconformity_notice facts en")))
    for value in ("true", "false"):
        box = found[f"confirmed={value}"].find(f"{W14}checkbox/{W14}checked")
        assert box is not None and box.get(f"{W14}val") == "0"


def test_the_facts_of_an_issued_notice_are_no_controls_and_those_of_an_empty_form_are() -> None:
    facts = {"user_compensation", "travel_costs", "notice_received_date"}
    assert not facts & set(controls(write_docx(document_named(CLAIM))))
    assert facts <= set(controls(write_docx(document_named(CLAIM.replace("facts", "blank")))))


def test_only_the_controls_can_be_changed() -> None:
    assert PROTECTION in part(write_docx(document_named(CLAIM)), "word/settings.xml")
    assert "documentProtection" not in part(write_docx(sample("zh")), "word/settings.xml")


def test_the_protection_stands_where_the_schema_has_it() -> None:
    settings = part(default_template(), "word/settings.xml")
    assert re.search(r"<w:zoom [^>]*/><w:documentProtection [^>]*/><w:defaultTabStop", protected(settings))
    assert protected(protected(settings)) == protected(settings)
    assert protected("<w:settings><w:zoom/></w:settings>") == f"<w:settings><w:zoom/>{PROTECTION}</w:settings>"


def test_the_same_facts_give_the_same_bytes() -> None:
    document = document_named(CLAIM)
    assert write_docx(document) == write_docx(document)
