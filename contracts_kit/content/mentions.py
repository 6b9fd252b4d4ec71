"""What a wording mentions: parameters, references, readings, tables, forms, tick boxes, each with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from contracts_kit.content.conditions import conditions_of
from contracts_kit.content.model import Clause, Family, Option
from contracts_kit.content.wording import reading_tags, tags_of
from contracts_kit.content.wording_jinja import CallTag, ForTag, IfTag, NameTag, Piece, TextTag
from contracts_kit.errors import InputError
from contracts_kit.findings import LANGUAGES


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a wording: its source, its line, and the list parameter of each loop variable around it."""

    source: str
    line: int
    loops: Mapping[str, str]


@dataclass(slots=True)
class Mentions:
    """All tags of a wording, in whichever branch they stand. `loops` of a tag as in `Condition`."""

    names: list[tuple[NameTag, Mapping[str, str]]] = field(default_factory=list)
    calls: list[CallTag] = field(default_factory=list)
    loops: list[ForTag] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    texts: list[TextTag] = field(default_factory=list)

    def parameters(self) -> Iterator[tuple[str, int]]:
        """The name of each parameter that is printed, ticked or looped over, with its line."""
        for tag, loops in self.names:
            yield loops.get(tag.name, tag.name), tag.line
        for call in self.calls:
            if call.function in ("tick", "fields"):
                yield from ((name, call.line) for name in call.arguments[: 1 if call.function == "tick" else None])
        for loop in self.loops:
            yield loop.parameter, loop.line

    def called(self, function: str) -> Iterator[tuple[str, int]]:
        """The first argument of each call of a function (`ref`, `reading`, `table`, `form`), with its line."""
        for call in self.calls:
            if call.function == function:
                yield call.arguments[0], call.line


def mentions(pieces: tuple[Piece, ...]) -> Mentions:
    """The mentions of a wording."""
    found = Mentions()
    _walk(pieces, {}, found)
    return found


def _walk(pieces: tuple[Piece, ...], loops: Mapping[str, str], found: Mentions) -> None:
    for piece in pieces:
        if isinstance(piece, TextTag):
            found.texts.append(piece)
        elif isinstance(piece, NameTag):
            found.names.append((piece, loops))
        elif isinstance(piece, CallTag):
            found.calls.append(piece)
        elif isinstance(piece, IfTag):
            for branch in piece.branches:
                if branch.condition is not None:
                    found.conditions.append(Condition(branch.condition, branch.line, loops))
                _walk(branch.pieces, loops, found)
        else:
            found.loops.append(piece)
            _walk(piece.pieces, {**loops, piece.variable: piece.parameter}, found)


def clause_mentions(clause: Clause) -> Iterator[tuple[str, str, Mentions]]:
    """Variant, language and mentions of each wording of a clause; a wording that cannot be read is left out."""
    for variant, by_language in clause.wordings.items():
        for language, wording in by_language.items():
            try:
                yield variant, language, mentions(tags_of(wording, clause.place.file, clause.id))
            except InputError:
                continue


def reading_mentions(option: Option, languages: tuple[str, ...] = LANGUAGES) -> Iterator[tuple[str, str, Mentions]]:
    """Value, language and mentions of each reading of an option; a reading that cannot be read is left out."""
    for value in option.readings:
        for language in languages:
            try:
                yield value, language, mentions(reading_tags(option, value, language))
            except InputError:
                continue


def printed_parameters(clause: Clause, family: Family) -> frozenset[str]:
    """The parameters that a clause prints: in its wording, in a reading or a table that it prints, or by a choice.

    A parameter that decides what is printed (a condition, the variant) counts: the wording states its outcome.
    """
    found: set[str] = {clause.variant_by} if clause.variant_by else set()
    seen: set[str] = set()

    def add(mentioned: Mentions) -> None:
        found.update(name for name, _ in mentioned.parameters())
        for condition in mentioned.conditions:
            try:
                names = conditions_of(family).compile(condition.source, None, condition.loops).names
            except InputError:
                continue
            found.update(condition.loops.get(name, name) for name in names)
        for table, _ in mentioned.called("table"):
            if table in family.tables:
                cells = (cell for row in family.tables[table].rows for cell in row.values())
                found.update(cell for cell in cells if cell in family.parameters)
        for name, _ in mentioned.called("reading"):
            if name in family.options and name not in seen:
                seen.add(name)
                for _, _, inner in reading_mentions(family.options[name]):
                    add(inner)

    for _, _, mentioned in clause_mentions(clause):
        add(mentioned)
    return frozenset(found)
