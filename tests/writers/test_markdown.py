from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from contracts_kit.assembly.tree import Cell, Document, LineBreak, Paragraph, Table, Text
from contracts_kit.errors import InputError
from contracts_kit.values.reading_text import clean_text
from contracts_kit.writers.markdown import write_markdown
from contracts_kit.writers.markdown_text import escaped, escaped_start, line
from contracts_kit.writers.text import text_lines
from tests.writers.sample_tree import HOSTILE, sample

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def rendered(markdown: str) -> str:
    """The words of Markdown as a reader of it shows them, without any whitespace."""
    page = COMMONMARK.render(markdown)
    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]*>", "", page)))


def words(document: Document) -> str:
    return re.sub(r"\s", "", "".join(text_lines(document)).replace(" | ", ""))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_reader_of_the_markdown_sees_the_words_of_the_document(language: str) -> None:
    document = sample(language)
    assert rendered(write_markdown(document).decode("utf-8")) == words(document)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_headings_lists_and_tables_are_seen_as_such(language: str) -> None:
    kinds = [token.type for token in COMMONMARK.parse(write_markdown(sample(language)).decode("utf-8"))]
    assert kinds.count("heading_open") == 1 + 2 + 3 + 2 + 2  # title, sections, articles, annexes, example and form
    assert kinds.count("table_open") == 4
    assert "code_block" not in kinds and "hr" not in kinds and "ordered_list_open" not in kinds
    assert "blockquote_open" not in kinds and "fence" not in kinds


def plain(text: str) -> Document:
    """A document whose one paragraph, one cell and title are this text."""
    table = Table(((Cell((Text("a"),)),), (Cell((Text(text),)),)), (1,))
    return Document(
        "f", "en", "T", "", (), (Paragraph((Text(text),)), Paragraph((Text("b "), Text(text), Text(" e"))), table),
        (), "", None, "2000-01-01", "", "articles",
    )  # fmt: skip


@given(st.text(max_size=60))
@example(HOSTILE)
@example("# not a heading")
@example("1. no item")
@example("- no bullet")
@example("***")
@example("===")
@example("| a | b |")
@example("[a]: http://x")
@example("<script>alert(1)</script>")
@example("&copy; &#65;")
@example("`code` ~~gone~~ **bold** _it_ \\")
@example("![x](y)")
@example("~~~")
@example("    code")
@settings(max_examples=300, deadline=None)
def test_whatever_a_party_is_called_it_is_its_text_in_markdown_or_is_refused(given: str) -> None:
    try:
        text = clean_text(given)
    except InputError:
        return
    markdown = write_markdown(plain(text)).decode("utf-8")
    once = re.sub(r"\s", "", text)
    assert rendered(markdown) == f"T{once}b{once}ea{once}"
    kinds = {token.type for token in COMMONMARK.parse(markdown)}
    assert kinds <= {
        "heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close", "table_open", "table_close",
        "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close",
        "td_open", "td_close",
    }  # fmt: skip


@given(st.text(alphabet="a#*_`~[]()<>!|\\&-+=.1 中（）：“”,", min_size=1, max_size=12))
@settings(max_examples=300, deadline=None)
def test_emphasis_is_seen_beside_any_neighbour(text: str) -> None:
    for strong, emphasis in ((True, False), (False, True), (True, True)):
        markdown = line((Text("前"), Text(text, strong, emphasis), Text("后")))
        assert rendered(markdown) == re.sub(r"\s", "", f"前{text}后")


def test_strong_chinese_between_brackets_is_strong() -> None:
    page = COMMONMARK.render(line((Text("（甲方）", strong=True), Text("应当"))))
    assert page == "<p><strong>（甲方）</strong>应当</p>\n"


def test_stars_are_used_where_they_work() -> None:
    assert line((Text("the "), Text("Buyer", strong=True), Text(" pays"))) == "the **Buyer** pays"


def test_a_forced_break_is_a_backslash() -> None:
    assert line((Text("a"), LineBreak(), Text("b"))) == "a\\\nb"


@pytest.mark.parametrize("text", ["# a", "1. a", "23) a", "- a", "+ a", "=", ":--", "--- a"])
def test_nothing_begins_a_block(text: str) -> None:
    assert COMMONMARK.render(escaped_start(escaped(text))) == f"<p>{html.escape(text)}</p>\n"


@pytest.mark.parametrize("text", ["see http://a.example", "www.a.example", "me@a.example"])
def test_an_address_becomes_no_link(text: str) -> None:
    assert "\\" in escaped(text)
    assert "<a" not in COMMONMARK.render(escaped(text))
