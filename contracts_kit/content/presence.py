"""Which entries of an outline stand in a contract: its conditions decided, those that ask for each other in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from contracts_kit.content.conditions import ANNEXED, clauses_asked, conditions_of
from contracts_kit.content.model import Annex, Entry, Family
from contracts_kit.errors import InputError, refuse


class Presence:
    """What an outline's conditions give for one contract."""

    def __init__(self, family: Family, values: Mapping[str, Any], options: Mapping[str, str]) -> None:
        self._family = family
        self._values = values
        self._options = options
        self._conditions = dict(presence_conditions(family))
        self._decided: dict[str, bool] = {}
        self.clauses: frozenset[str] = frozenset(c for c in self._conditions if self._stands(c, ()))

    def entries(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """The entries that stand in the contract, sections with what is left of them; an empty section goes."""
        made: list[Entry] = []
        for entry in entries:
            if entry.when is not None and not self._holds(entry.when, entry, ()):
                continue
            if entry.clause is not None:
                made.append(entry)
            elif below := self.entries(entry.entries):
                made.append(replace(entry, entries=below))
        return tuple(made)

    def annexes(self, annexes: tuple[Annex, ...]) -> tuple[Annex, ...]:
        """The annexes that stand in the contract, with the entries that are left of them."""
        made: list[Annex] = []
        for annex in annexes:
            if annex.when is None or self._holds(annex.when, annex, ()):
                made.append(replace(annex, entries=self.entries(annex.entries)))
        return tuple(made)

    def _stands(self, clause: str, asking: tuple[str, ...]) -> bool:
        if clause not in self._decided:
            if clause in asking:  # a library with a cycle does not load; this guards one made by hand
                raise refuse("condition_cycle", found=" → ".join((*asking, clause)))
            ways = self._conditions.get(clause, ())
            holders = Entry(clause=clause)
            self._decided[clause] = any(
                all(self._holds(when, holders, (*asking, clause)) for when in way) for way in ways
            )
        return self._decided[clause]

    def _holds(self, when: str, holder: Entry | Annex, asking: tuple[str, ...]) -> bool:
        included = {c for c in clauses_asked(when, self._family) if self._stands(c, asking)}
        try:
            return conditions_of(self._family).holds(when, self._values, self._options, included)
        except InputError as error:
            placed = [f if f.place.file else replace(f, place=holder.place) for f in error.findings]
            raise InputError(placed, code=error.code) from None


def presence_conditions(family: Family) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    """For each clause of the outline the ways in which it comes into a contract: the conditions that must all hold.

    The annex of a family counts as a clause `annexed.NAME`.
    """
    outline = family.outline
    if outline is None:
        return
    ways: dict[str, list[tuple[str, ...]]] = {}

    def walk(entries: tuple[Entry, ...], above: tuple[str, ...]) -> None:
        for entry in entries:
            conditions = (*above, entry.when) if entry.when is not None else above
            if entry.clause is not None:
                ways.setdefault(entry.clause, []).append(conditions)
            walk(entry.entries, conditions)

    walk(outline.entries, ())
    for annex in outline.annexes:
        above = (annex.when,) if annex.when is not None else ()
        if annex.content == "family":
            ways.setdefault(f"{ANNEXED}{annex.family}", []).append(above)
        walk(annex.entries, above)
    for clause, found in ways.items():
        yield clause, tuple(found)
