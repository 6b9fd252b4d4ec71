"""Our checks of a Word file: a sound file has no fault, and each check catches the fault it is for."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pytest

from contracts_kit.writers.docx.writer import write_docx
from contracts_kit.writers.zip_records import write_zip
from tests.ooxml_checks import faults
from tests.writers.sample_tree import sample

DOCUMENT, NUMBERING = "word/document.xml", "word/numbering.xml"

# what is broken -> part, the text there (a pattern), what it becomes, and what must be said of it
SEEDED = {
    "a list that is not defined": (DOCUMENT, r'<w:numId w:val="1"/>', '<w:numId w:val="99"/>', "takes the list 99"),
    "a list without a definition": (
        NUMBERING,
        r'<w:abstractNumId w:val="1"/>',
        '<w:abstractNumId w:val="77"/>',
        "has no definition 77",
    ),
    "a definition after the lists": (
        NUMBERING,
        "</w:numbering>",
        '<w:abstractNum w:abstractNumId="50"/></w:numbering>',
        "stands after the first",
    ),
    "a field that is not closed": (DOCUMENT, '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "", "field is not closed"),
    "a field without a beginning": (DOCUMENT, '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "", "without its begin"),
    "a cell without a paragraph": (
        DOCUMENT,
        r"(</w:tcPr>)<w:p>.*?</w:p>(</w:tc>)",
        r"\1\2",
        "does not end with a paragraph",
    ),
    "a row too narrow": (DOCUMENT, r"<w:tc>(?:(?!<w:tc>).)*?</w:tc></w:tr>", "</w:tr>", "columns, the grid"),
    "two tables in a row": (DOCUMENT, r"</w:tbl>", "</w:tbl><w:tbl><w:tblGrid/></w:tbl>", "follow each other"),
    "a bookmark id twice": (
        DOCUMENT,
        r'<w:bookmarkStart w:id="10001"',
        '<w:bookmarkStart w:id="10000"',
        "bookmark id 10000 stands twice",
    ),
    "a bookmark name twice": (
        DOCUMENT,
        'w:name="clause_late"',
        'w:name="Clause_Deposit"',
        "the bookmark clause_deposit stands twice",
    ),
    "a bookmark without an end": (DOCUMENT, r'<w:bookmarkEnd w:id="10001"/>', "", "no beginning or no end"),
    "a reference to nothing": (
        DOCUMENT,
        "REF clause_late ",
        "REF clause_lost ",
        "the bookmark clause_lost, which is missing",
    ),
    "a control id twice": (
        DOCUMENT,
        r'<w:id w:val="1000002"/>',
        '<w:id w:val="1000001"/>',
        "control id 1000001 stands twice",
    ),
    "controls side by side": (DOCUMENT, r'<w:r><w:t xml:space="preserve"></w:t></w:r>', "", "side by side"),
    "a style that is not there": (
        DOCUMENT,
        '<w:pStyle w:val="Title"/>',
        '<w:pStyle w:val="Lost"/>',
        "the style Lost is missing",
    ),
    "a font on a run": (
        DOCUMENT,
        "<w:r><w:t",
        '<w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t',
        "a run names a font",
    ),
    "a relationship to nothing": (
        "word/_rels/document.xml.rels",
        'Target="header1.xml"',
        'Target="header9.xml"',
        "header9.xml, which is missing",
    ),
    "a relationship that is not there": (
        "word/_rels/document.xml.rels",
        'Id="rIdheader"',
        'Id="rIdLost"',
        "rIdheader, which is missing",
    ),
    "a type for nothing": (
        "[Content_Types].xml",
        "/word/footer1.xml",
        "/word/footer9.xml",
        "word/footer9.xml is declared",
    ),
    "a part that is not XML": (DOCUMENT, "</w:body>", "", "is not XML"),
}


@cache
def _parts() -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(write_docx(sample("zh")))) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("articles", [0, 12])
def test_what_we_write_has_no_fault(language: str, articles: int) -> None:
    assert faults(write_docx(sample(language, articles=articles))) == []


@pytest.mark.parametrize("fault", SEEDED)
def test_each_check_catches_its_fault(fault: str) -> None:
    part, pattern, becomes, said = SEEDED[fault]
    parts = dict(_parts())
    broken, count = re.subn(pattern, becomes, parts[part], count=1, flags=re.DOTALL)
    assert count == 1, f"the pattern of {fault!r} finds nothing"
    parts[part] = broken
    found = faults(write_zip({name: text.encode() for name, text in parts.items()}))
    assert any(said in line for line in found), found


def test_the_template_has_no_fault() -> None:
    from contracts_kit.writers.docx.default_template import default_template

    assert faults(default_template()) == []
