"""Whatever the supplier is called, every writer prints that name and no other, or it is refused by its parameter."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from contracts_kit.assembly.contract import Contract, assemble
from contracts_kit.content.library import load_library
from contracts_kit.content.model import Library
from contracts_kit.errors import InputError
from contracts_kit.findings import Place
from contracts_kit.review.inspect import carried_data
from contracts_kit.writers.write import to_bytes
from tests.writers.contract_documents import FAMILIES, ROOT
from tests.writers.html_words import html_lines
from tests.writers.pdf_words import pdf_lines, same_words
from tests.writers.word_words import word_lines

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PIECES = [
    *(
        "{{ 7*7 }}",
        "{% if x %}",
        "{#",
        "#}",
        "{{p body }}",
        "<b>x</b>",
        "</w:t></w:r>",
        "]]>",
        "<!--",
        "&amp;",
        "&#65;",
    ),
    *("**", "__", "_a_", "~~", "`", "\\", "|", "[a](b)", "![x](y)", "# ", "1. ", "- ", "+", "> ", "$x$", "#let x = 1"),
    *('#panic("no")', "@x", "=1+1", "//", "https://a.b", "'", '"', "“”", "（）", "________", "□", "☑", "①", "株式会社"),
    *("中华", "𠮷野家", "犇", "㛃", "Łódź", "Ελληνικά", "Привет", "e\u0301", "A\u030a\u0323", "\u212b", "ﬁ", "㍿", "½"),
    *(
        "한국",
        "שלום",
        "العربية",
        "😀",
        "👨\u200d👩\u200d👧",
        "\u0300",
        "\u200d",
        "\u200c",
        "\u00ad",
        "\u00a0",
        "\u3000",
    ),
    *("  ", "\t", "\n", "\r\n", "\u2028", "\x00", "\x07", "\x0b", "\x1f", "\x85", "\ufeff", "\u202e", "\u2066"),
    *("\ud800", "\udc00", "\ufffe", "\uffff", "\ufdd0", "\ue000", "\uf8ff", "\U000f0000", "\U0010fffd", "\U000e0041"),
]
names = st.one_of(
    st.text(max_size=30),
    st.text(st.characters(exclude_categories=()), max_size=20),
    st.lists(st.sampled_from(PIECES) | st.characters(max_codepoint=0x9FFF), min_size=1, max_size=8).map("".join),
    st.lists(st.sampled_from(PIECES[:60]), min_size=1, max_size=6).map("".join),
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0x24F), min_size=1, max_size=200),
)


@cache
def library() -> Library:
    return load_library(ROOT)


def contract_with(name: str, language: str) -> Contract | None:
    """The contract with this supplier; None where the name is refused, by its parameter, or nothing is left of it."""
    values: dict[str, Any] = {"buyer": {"name": "采购方"}, "supplier": {"name": name}}
    try:
        contract = assemble(FAMILIES[0], values, language=language, library=library(), examples=False)
    except InputError as refused:
        assert_named(refused, "supplier.name")
        return None
    supplier = contract.values.values["supplier"]
    if supplier is None or supplier["name"] is None:
        assert not name.strip()
        return None
    kept = supplier["name"]
    assert bare(kept) == bare(unicodedata.normalize("NFC", name))
    assert unicodedata.is_normalized("NFC", kept) and kept == kept.strip() and "\n" not in kept
    return contract


def assert_named(refused: InputError, path: str) -> None:
    assert {finding.place.path for finding in refused.findings} == {path}
    for finding in refused.findings:
        for language in ("zh", "en"):
            finding.line(language).encode("utf-8")


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def markdown_lines(page: bytes) -> list[str]:
    return html.unescape(re.sub(r"<[^>]*>", "", COMMONMARK.render(page.decode("utf-8")))).splitlines()


LINES: dict[str, Callable[[bytes], list[str]]] = {
    "docx": word_lines,
    "html": html_lines,
    "md": markdown_lines,
    "txt": lambda page: page.decode("utf-8").split("\n"),
    "pdf": pdf_lines,
}
BEFORE = {"zh": "供应商：", "en": "Supplier: "}


def assert_printed(contract: Contract, format: str) -> None:
    """The line at the top that names the supplier ends in the name, or the writer refuses it by its parameter."""
    try:
        made = to_bytes(contract, format)
    except InputError as refused:
        assert format in ("pdf", "html"), refused
        assert_named(refused, "parameters.supplier.name")
        return
    name = contract.values.values["supplier"]["name"]
    expected = BEFORE[contract.language] + name
    lines = LINES[format](made)
    if format == "docx":
        assert carried_data(made, Place())["values"]["supplier"]["name"] == name
    if format == "pdf":
        assert any(same_words(expected, line) for line in lines), lines[:6]
    else:
        assert expected in lines, lines[:6]


@given(names, st.sampled_from(["zh", "en"]))
@example("".join(piece for piece in PIECES[:60] if piece.isprintable())[:200], "zh")
@example("A  B\u00a0C\u3000D", "en")
@example("a" * 200, "en")
@example("中" * 200, "zh")
@example("a" * 201, "zh")
@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
def test_a_name_stands_in_word_html_markdown_and_text_as_it_is(name: str, language: str) -> None:
    contract = contract_with(name, language)
    if contract is not None:
        for format in ("docx", "html", "md", "txt"):
            assert_printed(contract, format)


@given(names, st.sampled_from(["zh", "en"]))
@example("A  B\u00a0C\u3000D", "en")
@example("中" * 200, "zh")
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_a_name_stands_in_the_pages_as_it_is(name: str, language: str) -> None:
    contract = contract_with(name, language)
    if contract is not None:
        assert_printed(contract, "pdf")
