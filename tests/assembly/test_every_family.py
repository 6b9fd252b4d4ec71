"""What holds for the contracts of every family that is shipped, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from contracts_kit.assembly.contract import Contract, assemble, assemble_examples
from contracts_kit.assembly.explained import MOST_COLUMNS
from contracts_kit.assembly.tree import Article, Block, Example, ItemList, Reference, Section, Table
from contracts_kit.content.annexed import without_annexes
from contracts_kit.content.library import load_library
from contracts_kit.content.model import Library
from contracts_kit.content.parameter_file import read_parameter_file
from contracts_kit.writers.text import text_lines

ROOT = Path(__file__).parent.parent.parent
FAMILIES = sorted(path.parent.name for path in (ROOT / "templates").glob("*/outline.yaml"))
pytestmark = pytest.mark.parametrize("family", FAMILIES)
in_both_languages = pytest.mark.parametrize("language", ["zh", "en"])


@lru_cache(maxsize=1)
def library() -> Library:
    return load_library(ROOT)


def make(family: str, language: str, examples: bool = False, **values: Any) -> Contract:
    return assemble(family, values, language=language, library=library(), examples=examples)


def shape(blocks: tuple[Block, ...]) -> list[Any]:
    """The structure of blocks without their words."""
    made: list[Any] = []
    for block in blocks:
        if isinstance(block, (Article, Section)):
            made.append((type(block).__name__, block.ordinal, shape(block.blocks)))
        elif isinstance(block, ItemList):
            made.append(("ItemList", [shape(item.blocks) for item in block.items]))
        else:
            made.append(type(block).__name__)
    return made


def articles_of(blocks: tuple[Block, ...]) -> Iterator[Article]:
    """The articles, those within sections too."""
    for block in blocks:
        if isinstance(block, Article):
            yield block
        elif isinstance(block, Section):
            yield from articles_of(block.blocks)


def test_both_languages_have_the_same_articles_items_and_tables(family: str) -> None:
    zh, en = make(family, "zh"), make(family, "en")
    assert shape(zh.document.blocks) == shape(en.document.blocks)
    assert [m.clause for m in zh.manifest] == [m.clause for m in en.manifest]


@in_both_languages
def test_no_item_runs_into_the_one_before(family: str, language: str) -> None:
    joined = [line for line in text_lines(make(family, language).document) if re.search(r"[。.]\s?1\. ", line)]
    assert joined == []


@in_both_languages
def test_no_tag_and_no_sign_of_markdown_is_left(family: str, language: str) -> None:
    for line in text_lines(make(family, language).document):
        assert not re.search(r"\{\{|\}\}|\{%|%\}|\*\*", line), line


def test_chinese_text_has_no_blank_between_chinese_characters(family: str) -> None:
    for line in text_lines(make(family, "zh").document):
        words = line.partition(" ")[2] if line.startswith(("第", "附件")) else line
        assert not re.search(r"[\u4e00-\u9fff，。；：、（）] [\u4e00-\u9fff，。；：、（）]", words), line
        assert not re.search(r" [，。；：、）]", words), line


def test_every_article_knows_its_clause_and_every_reference_its_article(family: str) -> None:
    contract = make(family, "zh")
    articles = list(articles_of(contract.document.blocks))
    numbers = {a.anchor: a.number for a in articles}
    assert len(numbers) == len(articles) > 20
    numbers |= {part.anchor: part.number for part in contract.document.parts}
    found = re.findall(r"Reference\(anchor='(\w+)', text='(\w+)'", repr(contract.document.blocks))
    assert found
    assert all(numbers[anchor] == text for anchor, text in found)


@in_both_languages
def test_the_example_file_is_complete(family: str, language: str) -> None:
    values = read_parameter_file(ROOT / "examples" / f"{family}.yaml", library(), family)
    contract = assemble(family, values, language=language, library=library(), examples=False)
    assert [b.name for b in contract.blanks if not b.by_hand] == []
    assert contract.document.draft is None


@in_both_languages
def test_every_rule_has_a_worked_example_or_says_what_is_missing(family: str, language: str) -> None:
    document = assemble_examples(family, {}, language=language, library=library()).document
    examples = [block for block in document.blocks if isinstance(block, Example)]
    assert {e.rule for e in examples} == set(without_annexes(library().families[family]).rules)
    anchors = [e.anchor for e in examples]
    assert len(set(anchors)) == len(anchors)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", anchor) for anchor in anchors)
    assert all(any(isinstance(i, Reference) for b in e.blocks for i in getattr(b, "inlines", ())) for e in examples)


def test_the_annex_of_examples_is_switched_by_parameter_and_by_argument(family: str) -> None:
    def annexed(values: dict[str, object], examples: bool | None = None) -> list[str]:
        parts = assemble(family, values, library=library(), examples=examples).document.parts
        return [part.anchor for part in parts]

    *others, last = annexed({})
    assert last == "annex_examples"
    assert annexed({"with_examples": False}) == annexed({}, examples=False) == others
    assert annexed({"with_examples": False}, examples=True) == [*others, last]


def test_two_assemblies_of_the_same_values_are_equal(family: str) -> None:
    one, two = (assemble(family, {}, library=load_library(ROOT)) for _ in range(2))
    assert one.document == two.document


@in_both_languages
def test_no_table_of_the_examples_is_wider_than_a_page(family: str, language: str) -> None:
    annexes = [b for part in make(family, language, examples=True).document.parts for b in part.blocks]
    tables = [b for found in annexes if isinstance(found, Example) for b in found.blocks if isinstance(b, Table)]
    assert tables and all(len(table.widths) <= MOST_COLUMNS for table in tables)
    assert all(len(row) == len(table.widths) for table in tables for row in table.rows)
