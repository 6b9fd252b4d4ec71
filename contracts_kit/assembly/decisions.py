"""What decides which words stand in a contract, apart from the values that are printed in them.

Conditions of the outline and of the wordings, variants, the length of lists, options: contracts that agree in these
have the same articles with the same numbers, and share one plan. What counts is the outcome of a condition, not the
values it reads, so that a batch of suppliers with and without an account has two plans and not one for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contracts_kit.assembly.printed_values import value_key
from contracts_kit.content.conditions import conditions_of, name_included
from contracts_kit.content.mentions import Mentions, mentions
from contracts_kit.content.model import Annex, Clause, Entry, Family, Outline
from contracts_kit.content.outlines import clauses_of
from contracts_kit.content.wording import reading_tags, tags_of
from contracts_kit.errors import InputError
from contracts_kit.language.expression import Expression

UNDECIDED = "?"
"""The outcome of a condition that reads a blank. It is an error only where the contract asks for it."""


class Decisions:
    """The decisions of one family's contracts in one language."""

    def __init__(self, family: Family, outline: Outline, language: str) -> None:
        self._family = family
        self._conditions: dict[str, Expression] = {}
        self._whole: set[str] = set()
        self._lists: set[str] = set()
        for holder in _conditioned(outline):
            if holder.when is not None:
                self._condition(holder.when)
        for clause in _clauses(family, outline):
            if clause.variant_by is not None:
                self._whole.add(clause.variant_by)
            for wordings in clause.wordings.values():
                self._mentioned(mentions(tags_of(wordings[language], clause.place.file, clause.id)))
        for option in family.options.values():
            for value in option.readings:
                self._mentioned(mentions(reading_tags(option, value, language)))
        self._names = tuple(sorted(self._whole & set(family.parameters)))
        self._lengths = tuple(sorted(self._lists - self._whole))
        self._expressions = tuple((e, tuple(e.names)) for e in self._conditions.values())

    def key(self, values: Mapping[str, Any], options: Mapping[str, str]) -> tuple[Any, ...]:
        """A key that is the same for contracts in which everything is decided alike."""
        outcomes: list[Any] = [value_key(values.get(name)) for name in self._names]
        outcomes += [len(values.get(name) or ()) for name in self._lengths]
        for expression, names in self._expressions:
            try:
                outcomes.append(bool(expression.evaluate({name: values.get(name) for name in names}, options)))
            except InputError:
                outcomes.append(UNDECIDED)
        return (*outcomes, *options.values())

    def _condition(self, source: str, loops: Mapping[str, str] | None = None) -> None:
        """A condition counts by its outcome; where it asks for rows or clauses, by what it reads."""
        if not loops and not name_included(source, self._family)[1]:
            self._conditions[source] = conditions_of(self._family).compile(source)
            return
        names = conditions_of(self._family).compile(source, None, loops or {}).names
        self._whole.update((loops or {}).get(name, name) for name in names)

    def _mentioned(self, found: Mentions) -> None:
        for condition in found.conditions:
            self._condition(condition.source, condition.loops)
        self._lists.update(loop.parameter for loop in found.loops)


def _clauses(family: Family, outline: Outline) -> Iterator[Clause]:
    for entry in clauses_of(outline):
        if entry.clause is not None:
            yield family.clauses[entry.clause]
    yield from family.forms.values()


def _conditioned(outline: Outline) -> Iterator[Entry | Annex]:
    def walk(entries: tuple[Entry, ...]) -> Iterator[Entry]:
        for entry in entries:
            yield entry
            yield from walk(entry.entries)

    yield from walk(outline.entries)
    for annex in outline.annexes:
        yield annex
        yield from walk(annex.entries)
