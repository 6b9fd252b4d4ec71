"""The retail supply contract as a document: its sections and articles, live references, choices, blanks, annexes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from contracts_kit.assembly.contract import Contract, assemble
from contracts_kit.assembly.tree import Article, Block, Section
from contracts_kit.content.library import load_library
from contracts_kit.content.parameter_file import read_parameter_file
from contracts_kit.values.number_words import chinese_number
from contracts_kit.writers.docx.writer import write_docx
from contracts_kit.writers.html.writer import write_html
from contracts_kit.writers.pdf.writer import write_pdf
from contracts_kit.writers.text import text_lines

ROOT = Path(__file__).parents[2]
FAMILY = "retail_supply_contract"
CHOICES = {
    "payment_method": 3,
    "vat_invoice_method": 2,
    "sample_machine_option": 3,
    "floor_fee_method": 2,
    "discount_base_method": 2,
    "discount_payment_method": 3,
    "price_protection_payment_method": 2,
    "deposit_payment_method": 2,
}
"""The either-ors of the source, with the number of their alternatives."""


@cache
def example() -> dict[str, Any]:
    library = load_library(ROOT)
    read = read_parameter_file(ROOT / "examples" / f"{FAMILY}.yaml", library, FAMILY)
    return {name: value for name, value in read.values.items() if name in read.given}


def made(language: str = "zh", **changed: object) -> Contract:
    values = {"parameters": {**plain(example()), **changed}, "options": {"deposit_scheme": "both"}}
    return assemble(FAMILY, values, language=language, library=load_library(ROOT))


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """The example's parameters as its own file has them, for another assembly."""
    document = assemble(FAMILY, read_parameter_file(ROOT / "examples" / f"{FAMILY}.yaml", load_library(ROOT), FAMILY))
    return {name: value for name, value in document.document.values.items() if name in values}


@cache
def contract() -> Contract:
    return made()


def sections(blocks: tuple[Block, ...], level: int = 1) -> Iterator[tuple[int, str]]:
    for block in blocks:
        if isinstance(block, Section):
            yield level, block.number
            yield from sections(block.blocks, level + 1)


def articles(blocks: tuple[Block, ...]) -> Iterator[Article]:
    for block in blocks:
        if isinstance(block, Article):
            yield block
        elif isinstance(block, Section):
            yield from articles(block.blocks)


def references(of: Contract) -> list[tuple[str, str]]:
    """Each reference of the text: the anchor that it leads to, and the number that it prints."""
    return re.findall(r"Reference\(anchor='(\w+)', text='([^']+)'", repr(of.document.blocks))


def test_twelve_sections_with_six_and_five_below_the_fourth() -> None:
    found = list(sections(contract().document.blocks))
    assert [n for level, n in found if level == 1] == [f"第{chinese_number(n)}节" for n in range(1, 13)]
    assert [n for level, n in found if level == 2] == [f"{chinese_number(n)}、" for n in range(1, 7)]
    assert [n for level, n in found if level == 3] == [f"（{chinese_number(n)}）" for n in range(1, 6)]


def test_122_articles_run_through_the_sections() -> None:
    numbers = [article.number for article in articles(contract().document.blocks)]
    assert numbers == [f"第{chinese_number(n)}条" for n in range(1, 123)]


def test_every_provision_of_the_source_stands_in_an_article_or_on_the_cover() -> None:
    family = load_library(ROOT).families[FAMILY]
    placed = {entry.clause for entry in contract().document.manifest}
    grounds = {ground for name in placed for ground in family.clauses[name].grounds}
    assert {f"RSC-{n}" for n in range(1, 123)} | {"RSC-cover", "RSC-sign", "RSC-annex"} <= grounds


def test_references_are_live_in_word_pages_and_html() -> None:
    document = contract().document
    count = len(references(contract()))
    assert count >= 60
    with zipfile.ZipFile(BytesIO(write_docx(document))) as package:
        word = package.read("word/document.xml").decode()
    fields = re.findall(r"<w:instrText[^>]*> ?REF (\w+)", word)
    bookmarks = set(re.findall(r'<w:bookmarkStart [^>]*w:name="(\w+)"', word))
    assert len(fields) >= count and set(fields) <= bookmarks
    page = write_html(document).decode()
    links = re.findall(r'<a [^>]*href="#([\w.-]+)"', page)
    assert len(links) >= count and set(links) <= set(re.findall(r'id="([\w.-]+)"', page)) | {"text"}
    reader = pypdf.PdfReader(BytesIO(write_pdf(document)))
    marks = [mark.get_object() for p in reader.pages for mark in p.get("/Annots", [])]
    assert sum(mark["/Subtype"] == "/Link" for mark in marks) >= count


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_optional_article_moves_all_that_follow_and_every_reference_with_them(language: str) -> None:
    before, after = made(language), made(language, with_notice_article=True)
    old, new = ({a.anchor: a.ordinal for a in articles(c.document.blocks)} for c in (before, after))
    assert len(new) == len(old) + 1 == 123
    assert all(new[anchor] == ordinal + (ordinal > 1) for anchor, ordinal in old.items())
    one, other = references(before), references(after)
    assert [anchor for anchor, _ in one] == [anchor for anchor, _ in other] and len(one) >= 60
    moved = [a != b for (anchor, a), (_, b) in zip(one, other, strict=True) if old.get(anchor, 0) > 1]
    assert moved and all(moved)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("choice", "count"), CHOICES.items())
def test_a_choice_left_open_prints_all_alternatives_with_boxes(choice: str, count: int, language: str) -> None:
    def boxes(of: Contract) -> int:
        return sum(line.count("□") for line in text_lines(of.document))

    filled, open_ = made(language), made(language, **{choice: None})
    assert boxes(filled) == 0
    assert boxes(open_) == count
    assert choice in {blank.parameter for blank in open_.blanks}


def test_both_storage_fees_are_never_due_on_the_same_goods() -> None:
    lines = text_lines(contract().document)
    assert sum("在任何情况下不得同时收取" in line for line in lines) == 2  # in both articles


def test_every_reading_in_force_is_printed() -> None:
    family = load_library(ROOT).families[FAMILY]
    words = "".join(text_lines(contract().document))
    silent = set()
    for option in family.options.values():
        reading = option.readings[option.default].zh if option.unprinted is None else ""
        pieces = re.split(r"\{\{.*?\}\}|\{%.*?%\}|\*\*", reading)
        if not all(piece.strip("，；。 ") in words for piece in pieces if "{%" not in reading):
            silent.add(option.id)
    assert silent == {
        "deposit_scheme",  # the example has its other reading
        "rsc_sample_ownership.mock_up_owner",  # the example's samples are no mock-ups
        "rsc_vat_invoice_settlement.net_cash",  # the example invoices net
    }


def test_annexes_hold_companies_stores_models_and_examples() -> None:
    parts = {part.anchor: part for part in contract().document.parts}
    assert list(parts) == [
        *("annex_related_companies", "annex_stores", "annex_special_price", "annex_special_supply"),
        *("annex_exclusive", "annex_examples"),
    ]
    assert "示例十店" in repr(parts["annex_stores"]) and "示例 YS-01 饮水机" in repr(parts["annex_special_price"])


def test_the_annex_of_examples_shows_the_rules_that_matter_and_draws_five() -> None:
    page = write_html(contract().document).decode()
    assert re.findall(r'<figure class="chart" data-rule="(\w+)"', page) == [
        "rsc_slow_moving_storage_fee",
        "rsc_post_termination_storage_fee",
        "rsc_late_performance_penalty",
        "rsc_deposit_withholding",
        "rsc_deposit_topup_penalty",
    ]
    assert "达到应换退产品的供价总额 30%（¥30,000.00）" in page
    assert "达到应换退产品的供价总额 100%（¥100,000.00）" in page
    assert "自2031年9月21日起：达到迟延部分的价值 100%（¥100,000.00）" in page
    assert "自结算期次6起：达到应缴保证金 100%（¥90,000.00）" in page


@pytest.mark.parametrize(
    "rule",
    [
        *("rsc_slow_moving_storage_fee", "rsc_post_termination_storage_fee", "rsc_late_performance_penalty"),
        *("rsc_deposit_withholding", "rsc_deposit_topup_penalty", "rsc_offsite_penalty", "rsc_offsite_late_surcharge"),
        *("rsc_margin_compensation", "rsc_guaranteed_sales_compensation", "rsc_price_protection"),
        *("rsc_annual_discount_true_up", "rsc_festival_promotion_fee", "rsc_store_month_fee"),
    ],
)
def test_the_annex_works_an_example_of(rule: str) -> None:
    family = load_library(ROOT).families[FAMILY]
    title = family.rules[rule].title.zh
    annex = repr(next(part for part in contract().document.parts if part.anchor == "annex_examples"))
    assert title in annex
