"""Sections in sections, alternatives of a choice, names for parts of a value, lists without repetition, drawn levels."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from contracts_kit.assembly.contract import Contract, assemble
from contracts_kit.assembly.tree import Article, Block, Chart, Example, Section
from contracts_kit.content.library import load_library
from contracts_kit.content.model import Library
from contracts_kit.errors import InputError
from contracts_kit.writers.docx.contents import entries
from contracts_kit.writers.docx.writer import write_docx
from contracts_kit.writers.html.writer import write_html
from contracts_kit.writers.pdf.writer import write_pdf
from contracts_kit.writers.text import text_lines
from tests.writers.html_words import html_lines
from tests.writers.pdf_words import different_lines
from tests.writers.word_words import word_lines

WORKSPACE = Path(__file__).parents[1] / "workspaces" / "stall_licence"


@pytest.fixture(scope="module")
def stalls() -> Library:
    return load_library(WORKSPACE)


def made(library: Library, language: str = "zh", **values: object) -> Contract:
    return assemble("stall_licence", values=values, language=language, library=library)


def headings(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Section):
            found += [f"{block.number}{block.title}", *headings(block.blocks)]
        elif isinstance(block, Article):
            found.append(block.number)
    return found


def test_sections_in_sections_begin_anew_and_articles_run_through(stalls: Library) -> None:
    zh, en = (headings(made(stalls, language).document.blocks) for language in ("zh", "en"))
    assert zh == [
        *("第一节总则", "第一条", "第二节费用", "一、付款", "（一）按时付款", "第二条", "（二）迟延付款", "第三条"),
        *("二、担保", "第四条"),
    ]
    assert en == [
        *("Section 1General", "Article 1", "Section 2Money", "A.Payment", "(i)In time", "Article 2", "(ii)Late"),
        *("Article 3", "B.Security", "Article 4"),
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_writer_says_the_same_of_sections_in_sections(stalls: Library, language: str) -> None:
    document = made(stalls, language, payment="cash").document
    lines = text_lines(document)
    assert word_lines(write_docx(document)) == lines
    assert [line for line in html_lines(write_html(document)) if line.strip()] == lines
    assert different_lines(lines, write_pdf(document)) == []


def test_a_table_of_contents_may_list_sections_alone(stalls: Library) -> None:
    listed = entries(made(stalls).document)
    assert [(entry.level, entry.title) for entry in listed] == [
        *((1, "总则"), (1, "费用"), (2, "付款"), (2, "按时付款"), (2, "迟延付款"), (2, "担保"), (1, "计算示例")),
    ]


@pytest.mark.parametrize(
    ("payment", "printed"),
    [
        (None, ["（一）□以现金支付。", "（二）□在5日内转账。"]),
        ("cash", ["（一）以现金支付。"]),
        ("transfer", ["（一）在5日内转账。"]),
    ],
)
def test_a_choice_prints_the_alternative_chosen_or_all_with_boxes(
    stalls: Library, payment: str | None, printed: list[str]
) -> None:
    lines = text_lines(made(stalls, payment=payment).document)
    start = lines.index("摊位费按下列方式支付：") + 1
    assert lines[start : lines.index("（二）迟延付款")] == printed


def test_an_open_choice_is_listed_with_its_article(stalls: Library) -> None:
    blanks = {(blank.name, blank.article) for blank in made(stalls).blanks}
    assert {("payment", "第二条 付款"), ("opening_day", "第一条 摊位"), ("licence_number", "第一条 摊位")} <= blanks


def test_a_value_may_be_given_by_each_name_that_it_holds(stalls: Library) -> None:
    given = made(
        stalls,
        stall_no="7",
        signer_name="示例",
        opening_year=2026,
        opening_month="5",
        opening_day_of_month=2,
        sign_year="2026",
        sign_month=1,
        sign_day=31,
    )
    assert "协议编号为7，摊主为示例，开业日为2026年5月2日" in "".join(text_lines(given.document))
    assert given.values.values["holder"]["sign_date"].isoformat() == "2026-01-31"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"stall_no": "7", "licence_no": "8"}, "given twice"),
        ({"opening_year": 2026, "opening_day_of_month": 2}, "opening_month"),
        ({"opening_year": 2026, "opening_month": 2, "opening_day_of_month": 30}, "2026-02-30"),
        ({"opening_day": "2026-05-03", "opening_year": 2026, "opening_month": 5, "opening_day_of_month": 2}, "twice"),
        (
            {"stalls": [{"place": "A", "width": 1}, {"place": "B", "width": 1}, {"place": "A", "width": 2}]},
            "repeats row 1",
        ),
        ({"stalls": [{"place": "A", "width": 1}, {"place": "B", "width": 99}]}, "99"),
    ],
)
def test_names_dates_and_rows_that_do_not_fit_are_refused(
    stalls: Library, values: dict[str, object], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        made(stalls, **values)


def test_a_row_that_repeats_another_is_named_with_its_path(stalls: Library) -> None:
    with pytest.raises(InputError) as refused:
        made(stalls, stalls=[{"place": "A", "width": 1}, {"place": "A", "width": 60}])
    assert [(f.kind, f.place.path) for f in refused.value.findings] == [
        ("parameter_out_of_bounds", "stalls[2].width"),
        ("parameter_row_twice", "stalls[2].place"),
    ]


def charts(contract: Contract) -> dict[str, Chart]:
    blocks = contract.document.parts[0].blocks
    found = [block for example in blocks if isinstance(example, Example) for block in example.blocks]
    return {block.rule: block for block in found if isinstance(block, Chart)}


def test_a_chart_below_an_example_marks_the_amounts_that_it_reaches(stalls: Library) -> None:
    fee = charts(made(stalls))["sl_late_fee"].made()
    assert not isinstance(fee, str)
    panel = fee.panels[0]
    assert panel.levels == (150, 500)
    assert [(mark.x, mark.y, mark.text) for mark in panel.marks] == [
        (15, 150, "自15日起：达到欠款 30%（¥150.00）"),
        (50, 500, "自50日起：达到欠款 100%（¥500.00）"),
    ]
    moved = charts(made(stalls, late_rate="7%/day"))["sl_late_fee"].made()
    assert not isinstance(moved, str)
    assert [mark.x for mark in moved.panels[0].marks] == [5, 15]  # 35 a day: 175 on the fifth, 525 on the fifteenth


def test_a_chart_may_count_the_entries_of_a_list(stalls: Library) -> None:
    open_ = charts(made(stalls, "en"))["sl_deposit"].made()
    assert not isinstance(open_, str)
    panel = open_.panels[0]
    assert (panel.first, panel.last, open_.x.label, panel.dotted) == (1, 4, "instalment", True)
    assert [stroke.points for stroke in panel.strokes] == [((1, 700), (3, 100), (4, 0))]
    assert ("2", Decimal(400)) in [(str(mark.x), mark.y) for mark in panel.marks]


def test_the_chart_stands_in_pages_and_html_and_adds_no_word(stalls: Library) -> None:
    document = made(stalls).document
    pages = write_pdf(document)
    assert pages.count(b"/Figure") >= 2 and "达到欠款" in write_html(document).decode()
    assert not any("达到欠款" in line for line in text_lines(document))
