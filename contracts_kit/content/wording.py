"""The wording of a clause as a skeleton: tags read once, conditions decided, Markdown parsed once for each outcome.

A value never becomes markup: it is not in the Markdown that is parsed. Each tag becomes one private-use character,
the Markdown is parsed, and a slot takes the place of the character.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping
from typing import Any, Protocol

from contracts_kit.content.conditions import conditions_of, full_clause_id
from contracts_kit.content.model import Clause, Family, Option, Wording
from contracts_kit.content.slots import (
    CalculationSlot,
    ChartSlot,
    FieldsSlot,
    FormSlot,
    ParameterSlot,
    ReadingSlot,
    ReferenceSlot,
    SkeletonBlock,
    SkeletonInline,
    SkeletonParagraph,
    SkeletonText,
    TableSlot,
    TickSlot,
)
from contracts_kit.content.wording_cache import READ, Terms
from contracts_kit.content.wording_jinja import CallTag, ForTag, IfTag, NameTag, Piece, TextTag, read_tags
from contracts_kit.content.wording_markdown import MAX_SLOTS, Slot, read_markdown, slot_character
from contracts_kit.errors import refuse
from contracts_kit.findings import Place
from contracts_kit.values.bilingual import Bilingual

Rows = Mapping[str, tuple[str, int]]


class World(Protocol):
    """Decides what a wording depends on: its conditions, the length of its lists, the options it prints."""

    def holds(self, condition: str, rows: Rows) -> bool:
        """Whether a condition holds, with the row of each loop variable."""

    def length(self, parameter: str) -> int:
        """How many rows a list parameter has."""

    def option(self, option: str) -> str:
        """The value of an option."""


def skeleton(
    clause: Clause,
    language: str,
    family: Family,
    values: Mapping[str, Any],
    options: Mapping[str, str],
    included: Collection[str] = (),
    section: str | None = None,
) -> tuple[SkeletonBlock, ...]:
    """The wording of a clause in one language for one contract, with slots for what assembly puts in.

    `values` holds every parameter (None: a blank), `options` every option by id, `included` the ids of the clauses
    of the contract, for conditions that ask `included('clause.id')`. `section` names a section of a notice in place of
    a variant. The terms of the house are in the text already. Raises InputError where a condition reads a blank, or
    where no variant is chosen.
    """
    wording = clause.wordings[variant_of(clause, values) if section is None else section][language]
    return skeleton_in(_Contract(family, values, options, included), clause, wording, family)


def variant_of(clause: Clause, values: Mapping[str, Any]) -> str:
    """The variant of a clause that the parameter `variant_by` chooses; "" for a clause without variants."""
    if clause.variant_by is None:
        return ""
    chosen = values.get(clause.variant_by)
    key = str(chosen).lower() if isinstance(chosen, bool) else chosen
    if key not in clause.wordings:
        raise refuse(
            "variant_undecided",
            clause.place,
            code="missing_param",
            name=clause.variant_by,
            known=", ".join(clause.wordings),
        )
    return str(key)


def skeleton_in(world: World, clause: Clause, wording: Wording, family: Family) -> tuple[SkeletonBlock, ...]:
    """The skeleton of a wording in a world."""
    rendered = Rendering(world, clause, family, wording.language)
    rendered.add(tags_of(wording, clause.place.file, clause.id), {})
    terms = house_terms(family.terms, wording.language)
    return _blocks(rendered, terms)


def _blocks(rendered: Rendering, terms: Terms) -> tuple[SkeletonBlock, ...]:
    key = "".join(rendered.source), tuple(rendered.slots), rendered.language, terms, rendered.clause.id
    found = READ.skeletons.get(key)
    if found is None:
        blocks = read_markdown(key[0], key[1], rendered.language)
        found = READ.add_skeleton(key, _with_terms(blocks, terms) if terms else blocks)
    return found


def tags_of(wording: Wording, file: str | None, clause: str) -> tuple[Piece, ...]:
    """The literal text and tags of a wording, read once for each process."""
    return _tags(wording.text, file, wording.line, clause)


def _tags(text: str, file: str | None, line: int, clause: str) -> tuple[Piece, ...]:
    key = text, file, line, clause
    found = READ.tags.get(key)
    return READ.add_tags(key, read_tags(text, Place(file, line, clause=clause))) if found is None else found


class Rendering:
    """The Markdown of a wording in one world, its slots, and the line of the file for each line of the Markdown."""

    def __init__(self, world: World, clause: Clause, family: Family, language: str) -> None:
        self.world = world
        self.clause = clause
        self.family = family
        self.language = language
        self.source: list[str] = []
        self.slots: list[Slot] = []
        self.slot_lines: list[int] = []
        self.lines: list[int] = []

    def add(self, pieces: tuple[Piece, ...], rows: Rows) -> None:
        """Add the pieces, with the row of each loop variable in force."""
        for piece in pieces:
            if isinstance(piece, TextTag):
                self.text(piece.text, piece.line)
            elif isinstance(piece, IfTag):
                for branch in piece.branches:
                    if branch.condition is None or self.world.holds(branch.condition, rows):
                        self.add(branch.pieces, rows)
                        break
            elif isinstance(piece, ForTag):
                for index in range(self.world.length(piece.parameter)):
                    self.add(piece.pieces, {**rows, piece.variable: (piece.parameter, index)})
            else:
                self.slot(self.slot_of(piece, rows), piece.line)

    def text(self, text: str, line: int) -> None:
        """Add literal text that begins on this line of the file."""
        self._begin(line)
        self.source.append(text)
        self.lines.extend(line + n for n in range(1, text.count("\n") + 1))

    def slot(self, slot: Slot, line: int) -> None:
        """Add a slot."""
        if len(self.slots) >= MAX_SLOTS:
            raise refuse("wording_too_long", self.clause.place, allowed=MAX_SLOTS)
        self._begin(line)
        self.source.append(slot_character(len(self.slots)))
        self.slots.append(slot)
        self.slot_lines.append(line)

    def _begin(self, line: int) -> None:
        """Where a line of the Markdown begins, note the line of the file: lines of tags alone are not in it."""
        if not self.lines:
            self.lines.append(line)
        elif self.source and self.source[-1].endswith("\n"):
            self.lines[-1] = line

    def slot_of(self, tag: NameTag | CallTag, rows: Rows) -> Slot:
        """The slot of a tag."""
        if isinstance(tag, NameTag):
            if tag.name in rows:
                parameter, index = rows[tag.name]
                return ParameterSlot(parameter, tag.field, index, tag.filter)
            return ParameterSlot(tag.name, tag.field, None, tag.filter)
        first = tag.arguments[0]
        if tag.function == "ref":
            return ReferenceSlot(full_clause_id(first, self.family.name, self.family.clauses))
        if tag.function == "table":
            return TableSlot(first)
        if tag.function == "form":
            return FormSlot(first)
        if tag.function == "fields":
            return FieldsSlot(tag.arguments)
        if tag.function == "calculation":
            return CalculationSlot(first)
        if tag.function == "article":
            rule = self.family.rules.get(first)
            return ReferenceSlot(rule.clause if rule is not None else first)
        if tag.function == "chart":
            return ChartSlot(first)
        if tag.function == "tick":
            return TickSlot(first, tag.arguments[1])
        return self.reading(first, tag.line)

    def reading(self, name: str, line: int) -> ReadingSlot:
        """The reading of an option in this world."""
        option = self.family.options.get(name)
        if option is None:
            raise refuse("unknown_option", Place(self.clause.place.file, line, clause=self.clause.id), name=name)
        value = self.world.option(name)
        return ReadingSlot(name, value, reading_inlines(option, value, self.language, self.family, self.world))


def reading_inlines(
    option: Option, value: str, language: str, family: Family, world: World
) -> tuple[SkeletonInline, ...]:
    """The printed text of one value of an option: inline wording, perhaps with conditions and parameters.

    Raises InputError `reading_not_one_paragraph` where it is anything but one paragraph, `option_value_without_reading`
    where there is none.
    """
    reading = option.readings.get(value)
    if reading is None:
        raise refuse("reading_missing", option.place, name=option.id, value=value)
    clause = Clause(option.id, family.name, Bilingual("", ""), 1, (), {}, place=option.place)
    rendering = Rendering(world, clause, family, language)
    rendering.add(reading_tags(option, value, language), {})
    blocks = _blocks(rendering, ())
    only = blocks[0] if len(blocks) == 1 else None
    if not isinstance(only, SkeletonParagraph) or any(isinstance(i, ReadingSlot) for i in only.inlines):
        raise refuse("reading_not_one_paragraph", option.place, name=option.id)
    return only.inlines


def reading_tags(option: Option, value: str, language: str) -> tuple[Piece, ...]:
    """The literal text and tags of one reading of an option."""
    return _tags(option.readings[value][language], option.place.file, option.place.line or 1, option.id)


class _Contract:
    """The world of one contract: its values and options."""

    def __init__(
        self, family: Family, values: Mapping[str, Any], options: Mapping[str, str], included: Collection[str]
    ) -> None:
        self.family = family
        self.values = values
        self.options = options
        self.included = included

    def holds(self, condition: str, rows: Rows) -> bool:
        return conditions_of(self.family).holds(condition, self.values, self.options, self.included, rows)

    def length(self, parameter: str) -> int:
        return len(self.values.get(parameter) or ())

    def option(self, option: str) -> str:
        chosen = self.options.get(option)
        return self.family.options[option].default if chosen is None else chosen


# --- the words of the house ------------------------------------------------------------------------------------------


def house_terms(terms: Mapping[str, Bilingual], language: str) -> Terms:
    """The terms of a language that the house prints otherwise than the clauses write them."""
    return tuple((word, printed[language]) for word, printed in terms.items() if printed[language] != word)


def print_terms(text: str, terms: Terms) -> str:
    """Literal text with the terms of the house, all replaced at once; an English term also in its plural."""
    if not terms:
        return text
    printed = dict(terms)
    return _term_pattern(tuple(printed)).sub(lambda match: printed[match[0]], text)


@functools.lru_cache(maxsize=64)
def _term_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = []
    for word in sorted(words, key=len, reverse=True):
        latin = word.isascii()
        parts.append(rf"(?<![A-Za-z]){re.escape(word)}(?=s?(?![A-Za-z]))" if latin else re.escape(word))
    return re.compile("|".join(parts))


def _with_terms(node: Any, terms: Terms) -> Any:
    """The skeleton with the terms of the house in its texts."""
    if isinstance(node, SkeletonText):
        return SkeletonText(print_terms(node.text, terms), node.strong, node.emphasis)
    if isinstance(node, tuple):
        return tuple(_with_terms(child, terms) for child in node)
    made = {name: _with_terms(getattr(node, name), terms) for name in _NESTED if hasattr(node, name)}
    return type(node)(**{**{n: getattr(node, n) for n in node.__slots__}, **made}) if made else node


_NESTED = ("inlines", "items", "blocks", "rows")
