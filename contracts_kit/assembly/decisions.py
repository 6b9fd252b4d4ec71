"""Which parameters decide what stands in a contract, apart from being printed in it.

Conditions of the outline and of the wordings, variants, the length of lists: contracts that agree in these and in
their options have the same articles with the same numbers, and share one plan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contracts_kit.assembly.printed_values import value_key
from contracts_kit.content.conditions import conditions_of
from contracts_kit.content.mentions import mentions
from contracts_kit.content.model import Annex, Entry, Family, Outline
from contracts_kit.content.outlines import clauses_of
from contracts_kit.content.wording import reading_tags, tags_of


def deciding_parameters(family: Family, outline: Outline, language: str) -> tuple[str, ...]:
    """The names of the parameters that decide, in a fixed order."""
    found = {name for name in _names(family, outline, language) if name in family.parameters}
    return tuple(sorted(found))


def decision_key(names: tuple[str, ...], values: Mapping[str, Any], options: Mapping[str, str]) -> tuple[str, ...]:
    """A key that is the same for contracts in which everything is decided alike."""
    return (*[value_key(values.get(name)) for name in names], *options.values())


def _names(family: Family, outline: Outline, language: str) -> Iterator[str]:
    conditions = conditions_of(family)
    for holder in _conditioned(outline):
        if holder.when is not None:
            yield from conditions.compile(holder.when, holder.place).names
    for entry in clauses_of(outline):
        clause = family.clauses[entry.clause or ""]
        if clause.variant_by is not None:
            yield clause.variant_by
        for wordings in clause.wordings.values():
            yield from _mentioned(tags_of(wordings[language], clause.place.file, clause.id), family)
    for option in family.options.values():
        for value in option.readings:
            yield from _mentioned(reading_tags(option, value, language), family)


def _mentioned(tags: Any, family: Family) -> Iterator[str]:
    found = mentions(tags)
    for condition in found.conditions:
        yield from conditions_of(family).compile(condition.source, None, condition.loops).names
    for loop in found.loops:
        yield loop.parameter
    for condition in found.conditions:
        yield from condition.loops.values()


def _conditioned(outline: Outline) -> Iterator[Entry | Annex]:
    def walk(entries: tuple[Entry, ...]) -> Iterator[Entry]:
        for entry in entries:
            yield entry
            yield from walk(entry.entries)

    yield from walk(outline.entries)
    for annex in outline.annexes:
        yield annex
        yield from walk(annex.entries)
