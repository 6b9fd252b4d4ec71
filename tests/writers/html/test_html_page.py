"""The page of HTML: one file without script, well-formed, with the words of the document and nothing a value put in."""

from __future__ import annotations

import dataclasses
import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from contracts_kit.assembly.tree import Document, Paragraph, Reference, Text, Value
from contracts_kit.errors import InputError
from contracts_kit.writers.html.writer import write_html
from tests.writers.html_words import html_lines
from tests.writers.sample_tree import HOSTILE, sample

NAMED = {"html": "http://www.w3.org/1999/xhtml"}


def tree(page: bytes) -> etree._Element:
    """The page read as XML: what is not well-formed fails here."""
    return etree.fromstring(page)


def document_with(*paragraphs: Paragraph) -> Document:
    return dataclasses.replace(sample("zh"), blocks=paragraphs, parts=(), front=(), header="", subtitle="")


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en-GB")])
def test_the_page_is_well_formed_and_says_its_language(language: str, tag: str) -> None:
    root = tree(write_html(sample(language)))
    assert root.get("lang") == tag
    assert root.findtext("head/title") == (
        "质量协议 QA-2026-001" if language == "zh" else "Quality Agreement QA-2026-001"
    )
    assert root.find("head/meta[@name='viewport']") is not None


def test_the_page_needs_no_other_file_and_no_script() -> None:
    page = write_html(sample("zh")).decode()
    root = tree(page.encode())
    assert not root.xpath("//script | //link | //img | //iframe | //object | //@src | //@onclick | //form")
    assert not re.search(r"url\(|@import|https?://", page)
    policy = root.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'")
    assert all(target.startswith("#") for target in root.xpath("//@href"))


def test_a_value_never_becomes_markup() -> None:
    plain, hostile = tree(write_html(sample("zh", supplier="乙方"))), tree(write_html(sample("zh", supplier=HOSTILE)))
    assert [e.tag for e in plain.iter()] == [e.tag for e in hostile.iter()]
    assert HOSTILE in "".join(hostile.itertext())
    for text in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><b>", "&lt;", "]]>", "<!--"):
        page = tree(write_html(sample("zh", supplier=text)))
        assert [e.tag for e in page.iter()] == [e.tag for e in plain.iter()]
        assert text in "".join(page.itertext())


def test_the_header_cannot_end_the_style_sheet() -> None:
    hostile = '"; } </style><script>x</script> \\" 中文'
    page = tree(write_html(dataclasses.replace(sample("zh"), header=hostile)))
    assert len(page.xpath("//style")) == 1 and not page.xpath("//script")
    assert page.xpath("string(//header/span)") == hostile
    style = page.findtext("head/style")
    assert style is not None and style.count("{") == style.count("}")


def test_each_value_says_its_parameter_to_mouse_keyboard_and_programs() -> None:
    root = tree(write_html(sample("zh")))
    (rate,) = root.xpath("//*[@data-parameter='late_rate']")
    assert rate.get("title") == "逾期违约金比率（late_rate）"
    assert rate.get("tabindex") == "0"
    names = root.xpath("//*[@data-parameter='supplier.name']/@title")
    assert set(names) == {"供应商名称（supplier.name）"}
    (blank,) = root.xpath("//*[@class='blank'][@data-parameter='deposit']")
    assert blank.text == "_" * 12


def test_each_article_is_linkable_and_each_reference_is_a_link_to_it() -> None:
    root = tree(write_html(sample("zh")))
    anchors = root.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    for link in root.xpath("//a[starts-with(@href,'#')]/@href"):
        assert link[1:] in anchors
    articles = root.xpath("//article")
    assert [a.get("data-clause") for a in articles] == ["sample.standards", "sample.deposit", "sample.late"]
    assert all(a.xpath(".//a[@class='pilcrow']/@href")[0] == f"#{a.get('id')}" for a in articles)
    assert root.xpath("//p//a[@href='#clause_late']")[0].text == "第三条"


def test_the_contents_list_sections_articles_and_annexes() -> None:
    root = tree(write_html(sample("en")))
    assert root.xpath("//nav//a/text()") == [
        "Section 1 Quality",
        "Article 1 Standards of quality",
        "Article 2 Quality deposit",
        "Section 2 Liability",
        "Article 3 Delay",
        "Annex 1 Worked examples",
        "Annex 2 Rectification notice",
    ]
    assert not tree(write_html(dataclasses.replace(sample("en"), contents="none"))).xpath("//nav")


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [int(e.tag[1]) for e in tree(write_html(sample("zh"))).iter() if re.fullmatch(r"h[1-6]", str(e.tag))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_table_headers_have_a_scope() -> None:
    headers = tree(write_html(sample("zh"))).xpath("//th")
    assert headers and all(h.get("scope") in ("col", "row") for h in headers)


def test_a_draft_is_marked_on_the_screen_and_on_paper() -> None:
    root = tree(write_html(sample("zh")))
    assert root.get("data-draft") == "草案"
    assert root.xpath("string(//header/strong)") == "草案"
    assert "草案" not in "\n".join(html_lines(write_html(sample("zh"))))
    finished = tree(write_html(sample("zh", draft=False)))
    assert finished.get("data-draft") is None and not finished.xpath("//header/strong")


def test_a_line_feed_in_a_value_is_a_line_break() -> None:
    page = write_html(document_with(Paragraph((Value("note", "a\nb", "a\nb"),))))
    assert b"a<br/>b" in page


def test_an_anchor_is_only_an_attribute() -> None:
    page = write_html(document_with(Paragraph((Text("见"), Reference('x" onclick="y', "第一条")))))
    assert tree(page).xpath("//p/a/@href") == ['#x" onclick="y']


@pytest.mark.parametrize("text", ["a\u202eb", "a\ufeffb", "\x00", "\ue000", "\x1b[31m", "a\u2028b", "\ud800"])
def test_a_control_is_refused_by_its_parameter(text: str) -> None:
    with pytest.raises(InputError) as error:
        write_html(document_with(Paragraph((Value("supplier", text, text, "name"),))))
    (finding,) = error.value.findings
    assert (finding.kind, finding.place.path) == ("character_without_glyph", "parameters.supplier.name")


@settings(max_examples=150)
@given(st.text(max_size=40))
def test_any_name_is_printed_or_refused(name: str) -> None:
    try:
        page = write_html(document_with(Paragraph((Text("甲"), Value("supplier", name, name, "name"), Text("乙")))))
    except InputError as error:
        assert error.findings[0].kind == "character_without_glyph"
        return
    assert html_lines(page)[1] == f"甲{name}乙".replace("\n", " ")
