"""The first real family: what holds for its contracts in both languages, whatever the parties are called."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from contracts_kit.assembly.contract import Contract, assemble, assemble_examples
from contracts_kit.assembly.examples import MOST_COLUMNS
from contracts_kit.assembly.tree import Article, Block, Example, ItemList, Reference, Section, Table
from contracts_kit.content.library import load_library
from contracts_kit.content.model import Library
from contracts_kit.content.parameter_file import read_parameter_file
from contracts_kit.errors import InputError
from contracts_kit.writers.markdown import write_markdown
from contracts_kit.writers.text import text_lines

ROOT = Path(__file__).parent.parent.parent
FAMILY = "quality_agreement"
EXAMPLE = ROOT / "examples" / "quality_agreement.yaml"


@lru_cache(maxsize=1)
def library() -> Library:
    return load_library(ROOT)


def make(language: str, examples: bool = False, **values: Any) -> Contract:
    return assemble(FAMILY, values, language=language, library=library(), examples=examples)


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


def test_both_languages_have_the_same_articles_items_and_tables() -> None:
    zh, en = make("zh"), make("en")
    assert shape(zh.document.blocks) == shape(en.document.blocks)
    assert [m.clause for m in zh.manifest] == [m.clause for m in en.manifest]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_item_runs_into_the_one_before(language: str) -> None:
    joined = [line for line in text_lines(make(language).document) if re.search(r"[。.]\s?1\. ", line)]
    assert joined == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_tag_and_no_sign_of_markdown_is_left(language: str) -> None:
    for line in text_lines(make(language).document):
        assert not re.search(r"\{\{|\}\}|\{%|%\}|\*\*", line), line


def test_chinese_text_has_no_blank_between_chinese_characters() -> None:
    document = make("zh").document
    for line in text_lines(document):
        words = line.partition(" ")[2] if line.startswith("第") else line
        assert not re.search(r"[\u4e00-\u9fff，。；：、（）] [\u4e00-\u9fff，。；：、（）]", words), line
        assert not re.search(r" [，。；：、）]", words), line


def test_every_article_knows_its_clause_and_every_reference_its_article() -> None:
    contract = make("zh")
    articles = [b for b in contract.document.blocks if isinstance(b, Article)]
    numbers = {a.anchor: a.number for a in articles}
    assert len(numbers) == len(articles) > 20
    found = re.findall(r"Reference\(anchor='(\w+)', text='(\w+)'", repr(contract.document.blocks))
    assert found
    assert all(numbers[anchor] == text for anchor, text in found)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_file_is_complete(language: str) -> None:
    values = read_parameter_file(EXAMPLE, library(), FAMILY)
    contract = assemble(FAMILY, values, language=language, library=library(), examples=False)
    assert [b.name for b in contract.blanks if not b.by_hand] == []
    assert contract.document.draft is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_has_a_worked_example_or_says_what_is_missing(language: str) -> None:
    document = assemble_examples(FAMILY, {}, language=language, library=library()).document
    examples = [block for block in document.blocks if isinstance(block, Example)]
    assert {e.rule for e in examples} == set(library().families[FAMILY].rules)
    anchors = [e.anchor for e in examples]
    assert len(set(anchors)) == len(anchors)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", anchor) for anchor in anchors)
    assert all(any(isinstance(i, Reference) for b in e.blocks for i in getattr(b, "inlines", ())) for e in examples)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_example_moves_with_the_contract_s_own_parameters(language: str) -> None:
    def words(**values: Any) -> str:
        contract = assemble_examples(FAMILY, values, language=language, library=library())
        return "\n".join(text_lines(contract.document))

    assert words(brand_loss_rate="10%") != words(brand_loss_rate="20%")
    label = library().families[FAMILY].parameters["quality_deposit_amount"].label[language]
    assert label in words()
    assert len(words(quality_deposit_amount="50万元")) > len(words())


def test_the_annex_of_examples_is_switched_by_parameter_and_by_argument() -> None:
    assert [p.anchor for p in assemble(FAMILY, {}, library=library()).document.parts] == ["annex_examples"]
    assert assemble(FAMILY, {"with_examples": False}, library=library()).document.parts == ()
    assert assemble(FAMILY, {}, library=library(), examples=False).document.parts == ()
    assert len(assemble(FAMILY, {"with_examples": False}, library=library(), examples=True).document.parts) == 1


def test_two_assemblies_of_the_same_values_are_equal() -> None:
    one, two = (assemble(FAMILY, {}, library=load_library(ROOT)) for _ in range(2))
    assert one.document == two.document


@given(name=st.text(min_size=1, max_size=40))
@settings(max_examples=100, deadline=None)
def test_whatever_a_party_is_called_it_survives_text_and_markdown_or_is_refused(name: str) -> None:
    try:
        contract = make("zh", supplier={"name": name})
    except InputError as refused:
        assert all(f.message("zh") and f.message("en") for f in refused.findings)
        return
    supplier = contract.values.values["supplier"]
    if supplier is None:
        return
    printed = supplier["name"]
    lines = text_lines(contract.document)
    assert sum(line.count(printed) for line in lines) >= 2
    page = MarkdownIt("commonmark").enable("table").render(write_markdown(contract.document).decode("utf-8"))
    words = html.unescape(re.sub(r"<[^>]*>", "", page))
    assert re.sub(r"[\s|]", "", words) == re.sub(r"[\s|]", "", "".join(lines))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_table_of_the_examples_is_wider_than_a_page(language: str) -> None:
    annexes = [b for part in make(language, examples=True).document.parts for b in part.blocks]
    tables = [b for found in annexes if isinstance(found, Example) for b in found.blocks if isinstance(b, Table)]
    assert tables and all(len(table.widths) <= MOST_COLUMNS for table in tables)
    assert all(len(row) == len(table.widths) for table in tables for row in table.rows)
