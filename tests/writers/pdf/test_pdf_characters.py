"""A value is only words: it never becomes typst, and a character that no font has is refused by its parameter."""

from __future__ import annotations

import dataclasses
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts_kit.assembly.tree import Document, Origin, Paragraph, Text, Value
from contracts_kit.errors import InputError
from contracts_kit.writers import fonts
from contracts_kit.writers.pdf.writer import write_pdf
from tests.writers.pdf_words import pdf_lines, same_words
from tests.writers.sample_tree import sample


def document_with(*paragraphs: Paragraph, language: str = "zh") -> Document:
    return dataclasses.replace(sample(language), blocks=paragraphs, parts=(), front=(), header="", subtitle="")


def value(text: str) -> Paragraph:
    return Paragraph((Text("供应商："), Value("supplier", text, text, "name"), Text("。")))


LITERAL = (
    '#let x = 1; #x #panic("no")',
    "$x^2$ _a_ *b* `c` = d - e + f / g",
    "<script>alert(1)</script> &amp; <label>",
    "{{ 7*7 }} {% raw %} [#x] \\u{41} \\ ~ -- --- ...",
    "@preview/x:1.0.0 // comment /* c */ https://a.b",
    "\"quoted\" 'single' “中文” ‘引号’",
    "犇喆㛃𬭎䶮𬱖𫖮𬸚𫍯𬀪𬟁𫄨",
    "Łódź Ğ ş Čapek Ελληνικά Привет",
    "① √ ※ ≥ ≤ ± ℃ × ‰ ㎡ ￥ Ⅰ ㈠ № □ ■",
    "office ffi fl fi",
)


@pytest.mark.parametrize("text", LITERAL)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_value_is_printed_as_it_is(text: str, language: str) -> None:
    lines = pdf_lines(write_pdf(document_with(value(text), language=language)))
    assert any(same_words(f"供应商：{text}。", line) for line in lines), lines


REFUSED = {
    "right-to-left override": "\u202egnirts",
    "isolate": "a\u2066b",
    "byte order mark": "a\ufeffb",
    "private use": "\ue123",
    "private use, plane 16": "\U0010abcd",
    "emoji": "供应商😀",
    "control": "a\x07b",
    "line separator": "a\u2028b",
    "surrogate": "\ud800",
    "rare character": "𡥪",
    "hangul": "한국",
    "zero width joiner": "a\u200db",
    "soft hyphen": "co\u00adop",
    "noncharacter": "a\uffffb",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_a_character_that_cannot_be_printed_is_refused_by_its_parameter(text: str) -> None:
    with pytest.raises(InputError) as error:
        write_pdf(document_with(value(text)))
    (finding,) = error.value.findings
    assert finding.kind == "character_without_glyph"
    assert finding.place.path == "parameters.supplier.name"
    assert "U+" in finding.message("zh")
    finding.message("en").encode()


def test_a_character_in_the_wording_is_refused_by_its_clause() -> None:
    bad = Paragraph((Text("☐ 是"),), origin=Origin("sample.box", 1))
    with pytest.raises(InputError) as error:
        write_pdf(document_with(bad, value("\u202e")))
    assert [finding.place.clause for finding in error.value.findings] == ["sample.box", None]


@settings(max_examples=40)
@given(st.text(st.characters(), min_size=1, max_size=30).map(str.strip).filter(bool))
def test_any_name_is_printed_or_refused(name: str) -> None:
    try:
        pdf = write_pdf(document_with(value(name)))
    except InputError as error:
        assert error.findings[0].kind == "character_without_glyph"
        return
    printed = "".join(pdf_lines(pdf)).replace("\n", "").replace(" ", "")
    expected = name.replace("\n", "").replace("\t", "").replace(" ", "")
    assert unicodedata.normalize("NFC", expected) in unicodedata.normalize("NFC", printed)


@settings(max_examples=60)
@given(st.characters(min_codepoint=32, max_codepoint=0x2FFFF).filter(fonts.is_printable))
def test_what_the_fonts_are_said_to_cover_is_set(character: str) -> None:
    """typst itself refuses a character without a glyph: it never does for one that `fonts` lets pass."""
    for language in ("zh", "en"):
        write_pdf(document_with(value(f"a{character}b"), language=language))


def test_every_latin_letter_of_the_built_in_face_is_set() -> None:
    codes = []
    for item in fonts.LATIN_RANGES.split():
        first, _, last = item.partition("-")
        codes += range(int(first, 16), int(last or first, 16) + 1)
    letters = [chr(code) for code in codes if not unicodedata.combining(chr(code))]
    assert len(letters) > 1200
    text = " ".join(letters)
    strong = Paragraph((Text(text, strong=True), Text(text, emphasis=True), Text(text)))
    for language in ("zh", "en"):
        write_pdf(document_with(strong, language=language))


def test_the_fonts_cover_the_characters_of_chinese_names() -> None:
    assert fonts.uncovered("王李张刘陈犇喆㛃𬭎䶮𬱖𫖮𬸚𫍯𬀪𬟁𫄨，。“”（）《》、；：？！") == ()
    assert fonts.uncovered("☐😀") == ("☐", "😀")
    assert fonts.character_name("😀") == "😀 (U+1F600 GRINNING FACE)"
    assert fonts.character_name("\u202e") == "(U+202E RIGHT-TO-LEFT OVERRIDE)"
