"""Writes a family's worked examples as a workbook: parameters, readings and a sheet for each rule, all live."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from contracts_kit.assembly.contract import Contract, assemble
from contracts_kit.assembly.tree import Article, Block, Section, inline_text
from contracts_kit.content.model import Family, Library, Option
from contracts_kit.content.parameter_values import ParameterValues
from contracts_kit.content.rules import Rule
from contracts_kit.errors import InputError
from contracts_kit.writers.text import block_lines, numbered
from contracts_kit.writers.workbook.book import Book, ClauseText
from contracts_kit.writers.workbook.contents_sheet import contents_sheet, fill_contents
from contracts_kit.writers.workbook.option_sheet import add_option_sheet
from contracts_kit.writers.workbook.parameter_sheet import add_parameter_sheet
from contracts_kit.writers.workbook.rule_sheet import add_rule_sheet

ROWS = 30
"""How many rows a list of inputs has room for."""


@dataclass(frozen=True)
class Workbook:
    """A workbook that was written: its bytes, and why each rule that is not live is fixed, by rule id."""

    content: bytes
    fixed: Mapping[str, InputError]


def write_examples_workbook(family: str, values: ParameterValues, language: str, library: Library) -> bytes:
    """The workbook of a family's rules with the parameters of a contract, the clauses as that contract prints them.

    Raises InputError where the contract cannot be assembled.
    """
    contract = assemble(family, values, language=language, library=library, examples=False)
    found, document = library.families[family], contract.document
    standing = {entry.clause for entry in contract.manifest}
    made = workbook(
        replace(found, parameters={name: p for name, p in found.parameters.items() if name in document.values}),
        values,
        language,
        library,
        clauses=clause_texts(contract),
        title=document.title,
        facts={rule.id: rule.example for rule in found.rules.values() if rule.clause in standing and _shown(rule)},
    )
    return made.content


def _shown(rule: Rule) -> bool:
    """Whether a rule has an example, or needs none."""
    return bool(rule.example) or not rule.inputs


def workbook(
    family: Family,
    values: ParameterValues,
    language: str,
    library: Library,
    *,
    clauses: Mapping[str, ClauseText] | None = None,
    title: str | None = None,
    facts: Mapping[str, Mapping[str, Any]] | None = None,
) -> Workbook:
    """A workbook of a family.

    `facts` gives the inputs by rule, for the rules to show; None shows every rule with its own example. `clauses` are
    the printed clauses by id; None prints none. `title` None is the family's own.
    """
    from contracts_kit.writers.workbook.render import render

    book = Book(library, family, values, language, clauses or {}, ROWS)
    first = contents_sheet(book)
    book.sheets.append(first)
    shown = [rule for rule in family.rules.values() if facts is None or rule.id in facts]
    add_parameter_sheet(book)
    add_option_sheet(book, _options(family, shown))
    fixed: dict[str, InputError] = {}
    with book.under_calendar():
        for rule in shown:
            if facts is None and not _shown(rule):
                continue
            reason = add_rule_sheet(book, rule, rule.example if facts is None else facts[rule.id])
            if reason is not None:
                fixed[rule.id] = reason
    fill_contents(book, first, title or family.title[language], fixed)
    return Workbook(render(book), fixed)


def _options(family: Family, rules: Iterable[Rule]) -> dict[str, Option]:
    """The options that these rules read, shared ones first."""
    found: dict[str, Option] = {}
    for rule in rules:
        for option in rule.options.values():
            found.setdefault(option.id, option)
    return dict(sorted(found.items(), key=lambda item: item[1].rule is not None))


def clause_texts(contract: Contract) -> dict[str, ClauseText]:
    """The clauses of a contract as it prints them, by clause id."""
    made: dict[str, ClauseText] = {}
    blocks = [*contract.document.blocks, *(b for part in contract.document.parts for b in part.blocks)]
    for article in _articles(blocks):
        heading = numbered(article.number, inline_text(article.title))
        made.setdefault(article.origin.clause, ClauseText(heading, article.number, tuple(block_lines(article.blocks))))
    return made


def _articles(blocks: Iterable[Block]) -> Iterator[Article]:
    for block in blocks:
        if isinstance(block, Article):
            yield block
        elif isinstance(block, Section):
            yield from _articles(block.blocks)
