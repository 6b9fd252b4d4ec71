"""Charts in a page: plots inline, marks and tiers as text; the same page with a table where nothing can be drawn."""

from __future__ import annotations

import hashlib

import pytest
from lxml import etree

from contracts_kit.assembly.contract import Contract, assemble
from contracts_kit.assembly.tree import Article, Chart
from contracts_kit.writers import charts
from contracts_kit.writers.docx.writer import write_docx
from contracts_kit.writers.html.writer import write_html
from contracts_kit.writers.markdown import write_markdown
from contracts_kit.writers.pdf.writer import write_pdf
from contracts_kit.writers.text import text_lines
from contracts_kit.writers.write import left_out, to_bytes
from tests.calculation.charts_of_parts_supply import library
from tests.writers.html_words import html_lines
from tests.writers.pdf_words import different_lines
from tests.writers.word_words import word_lines

SVG = "{http://www.w3.org/2000/svg}"


def contract(language: str = "zh", **values: object) -> Contract:
    return assemble("parts_supply", values, language=language, library=library())


def figures(page: bytes) -> list[etree._Element]:
    return list(etree.fromstring(page).iter("figure"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_shows_each_panel_with_its_marks_and_its_tiers(language: str) -> None:
    found = figures(to_bytes(contract(language), "html"))
    assert [figure.get("data-rule") for figure in found] == ["ppm_deduction", "late_charge", "rush_charge"]
    assert len(found[0].findall(f".//{SVG}svg")) == 5
    for plot in found[0].iter(f"{SVG}svg"):
        assert plot.get("role") == "img" and "ppm" in plot.get("aria-label")
    marks = ["".join(item.itertext()) for item in found[1].iter("li")]
    assert (
        marks[0]
        == {
            "zh": "① 宽限期 3日：由此开始增加，每日 ¥400.00",
            "en": "① grace period 3 days: rises from here, CNY 400.00 for each day",
        }[language]
    )
    assert len(found[1].findall(".//tbody/tr")) == 3


def test_a_chart_is_that_of_the_contracts_own_values() -> None:
    words = "".join(figures(to_bytes(contract(grace_days=9), "html"))[1].itertext())
    assert "宽限期 9日" in words and "宽限期 3日" not in words
    assert "宽限期 3日" in "".join(figures(to_bytes(contract(), "html"))[1].itertext())


def test_a_chart_that_needs_a_blank_is_a_sentence_and_draws_once_it_is_filled_in() -> None:
    for language, sentence in (
        ("zh", "本图须先填写“加急费”，方可绘制。"),
        ("en", "This chart can be drawn once “rush fee” is filled in."),
    ):
        last = figures(to_bytes(contract(language), "html"))[2]
        assert last.findtext("p") == sentence and last.find(f".//{SVG}svg") is None
    filled = figures(to_bytes(contract(rush_fee="500"), "html"))[2]
    assert len(filled.findall(f".//{SVG}svg")) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_words_are_the_same_in_every_format(language: str) -> None:
    document = contract(language).document
    assert any(
        isinstance(block, Chart)
        for article in document.blocks
        if isinstance(article, Article)
        for block in article.blocks
    )
    lines = text_lines(document)
    assert word_lines(write_docx(document)) == lines
    assert different_lines(lines, write_pdf(document)) == []
    assert [line for line in html_lines(write_html(document)) if line.strip()] == lines
    assert "chart" not in write_markdown(document).decode().lower()


def test_nothing_is_computed_for_a_format_that_shows_no_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise AssertionError("a chart was computed")

    monkeypatch.setattr("contracts_kit.calculation.chart.make_chart", fail)
    made = contract("zh", late_rate="0.4%")
    for format in ("docx", "txt", "md"):
        assert to_bytes(made, format)


def test_without_the_extra_the_page_has_the_tables_open_and_a_warning_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    made = contract()
    assert left_out(made, "html") == ()
    monkeypatch.setattr(charts, "find_spec", lambda name: None)
    found = figures(to_bytes(made, "html"))
    assert not [plot for figure in found for plot in figure.iter(f"{SVG}svg")]
    assert found[0].find(".//details").get("open") == "open"
    assert "电子类目标值 30 ppm" in "".join(found[0].itertext())
    warnings = left_out(made, "html")
    assert [(w.kind, w.level, w.place.path) for w in warnings] == [
        ("chart_not_drawn", "warning", "ppm_deduction"),
        ("chart_not_drawn", "warning", "late_charge"),
    ]
    assert "pip install 'contracts-kit[charts]'" in warnings[0].message("en")
    assert left_out(made, "docx") == ()


def test_the_same_contract_gives_the_same_page() -> None:
    assert (
        hashlib.sha256(to_bytes(contract(), "html")).digest() == hashlib.sha256(to_bytes(contract(), "html")).digest()
    )


def test_no_id_of_a_page_is_there_twice() -> None:
    ids = [e.get("id") for e in etree.fromstring(to_bytes(contract("en", rush_fee="5"), "html")).iter() if e.get("id")]
    assert len(ids) == len(set(ids))
