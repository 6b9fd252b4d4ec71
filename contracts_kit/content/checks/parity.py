"""Both languages of a clause say the same: in each world of its conditions the same slots, items and tables.

Sets of names, not counts: a language may print a value twice (an amount in figures and in capitals).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from contracts_kit.content.checks.worlds import MAX_WORLDS, CheckedWorld, TooMany, worlds
from contracts_kit.content.mentions import mentions
from contracts_kit.content.model import Clause, Family
from contracts_kit.content.slots import (
    CalculationSlot,
    ChartSlot,
    FieldsSlot,
    FormSlot,
    ParameterSlot,
    ReadingSlot,
    ReferenceSlot,
    SkeletonBlock,
    SkeletonList,
    SkeletonParagraph,
    SkeletonTable,
    TableSlot,
    TickSlot,
)
from contracts_kit.content.subject import Subject
from contracts_kit.content.wording import Rendering, tags_of
from contracts_kit.content.wording_jinja import Piece
from contracts_kit.content.wording_markdown import Slot, faults, read_markdown
from contracts_kit.errors import InputError
from contracts_kit.findings import LANGUAGES, Finding, Place

_OTHER = {"zh": "en", "en": "zh"}


@dataclass(slots=True)
class _Shape:
    """What of a wording must be the same in both languages. `slots` gives the line of the first of each."""

    slots: dict[str, int] = field(default_factory=dict)
    items: list[int] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    paragraphs: int = 0


def parity_of_clause(subject: Subject) -> Iterator[Finding]:
    """Where the languages of a clause differ, and where the Markdown of a world comes out wrong."""
    for variant, by_language in subject.clause.wordings.items():
        if set(by_language) != set(LANGUAGES) or not all(wording.text for wording in by_language.values()):
            continue
        try:
            pieces = {
                language: tags_of(w, subject.clause.place.file, subject.clause.id)
                for language, w in by_language.items()
            }
        except InputError:
            continue
        place = subject.at(by_language["zh"].line)
        shown = f" [{variant}]" if variant else ""
        yield from compare(pieces, subject.clause, subject.family, place, shown)


def compare(
    pieces: dict[str, tuple[Piece, ...]], clause: Clause, family: Family, place: Place, shown: str
) -> Iterator[Finding]:
    """Compare both languages in every world; each difference once. `shown` says which variant or reading it is."""
    conditions = [c for language in LANGUAGES for c in mentions(pieces[language]).conditions]
    cases = worlds(conditions, family)
    if isinstance(cases, TooMany):
        yield Finding("parity_too_many_worlds", place, {"found": cases.found, "allowed": MAX_WORLDS})
        return
    told: set[tuple[object, ...]] = set()
    for world in cases:
        shapes: dict[str, _Shape] = {}
        for language in LANGUAGES:
            try:
                rendering = Rendering(world, clause, family, language)
                rendering.add(pieces[language], {})
            except InputError:
                return  # an unknown option or the like is reported by the names
            for finding in _faults(rendering, clause):
                if (key := (finding.kind, finding.place.line, language)) not in told:
                    told.add(key)
                    yield finding
            shapes[language] = _shape(rendering, language)
        for difference, finding in _differences(shapes, world, place, shown):
            if difference not in told:
                told.add(difference)
                yield finding


def _faults(rendering: Rendering, clause: Clause) -> Iterator[Finding]:
    """What of the Markdown comes out wrong, on the lines of the file."""
    for fault in faults("".join(rendering.source), rendering.slots):
        line = rendering.lines[min(fault.line, len(rendering.lines) - 1)]
        yield Finding(fault.kind, Place(clause.place.file, line, clause=clause.id), fault.details)


def _shape(rendering: Rendering, language: str) -> _Shape:
    shape = _Shape()
    for slot, line in zip(rendering.slots, rendering.slot_lines, strict=True):
        for name in _slot_names(slot):
            shape.slots.setdefault(name, line)
    _measure(read_markdown("".join(rendering.source), rendering.slots, language), 0, shape)
    return shape


# How a slot that names one thing is written: the function, and where the slot keeps the name.
_CALLS: Mapping[type, tuple[str, str]] = {
    ReferenceSlot: ("ref", "clause"),
    ReadingSlot: ("reading", "option"),
    TableSlot: ("table", "name"),
    FormSlot: ("form", "name"),
    ChartSlot: ("chart", "name"),
    FieldsSlot: ("fields", "name"),
    CalculationSlot: ("calculation", "name"),
}


def _slot_names(slot: Slot) -> Iterator[str]:
    """A slot as it is written, without its filter: a language may print an amount in another style."""
    if isinstance(slot, ParameterSlot):
        yield f"{{{{ {slot.name}{f'.{slot.field}' if slot.field else ''} }}}}"
    elif isinstance(slot, TickSlot):
        yield f"{{{{ tick('{slot.parameter}', '{slot.value}') }}}}"
    elif type(slot) in _CALLS:
        function, kept = _CALLS[type(slot)]
        yield f"{{{{ {function}('{getattr(slot, kept)}') }}}}"


def _measure(blocks: tuple[SkeletonBlock, ...], depth: int, shape: _Shape) -> None:
    for block in blocks:
        if isinstance(block, SkeletonParagraph):
            shape.paragraphs += 1
        elif isinstance(block, SkeletonTable):
            shape.tables.append(f"{len(block.rows)}x{len(block.rows[0]) if block.rows else 0}")
        elif isinstance(block, SkeletonList):
            for item in block.items:
                shape.items.append(depth + 1)
                _measure(item.blocks, depth + 1, shape)


def _differences(
    shapes: dict[str, _Shape], world: CheckedWorld, place: Place, shown: str
) -> Iterator[tuple[tuple[object, ...], Finding]]:
    """The differences of one world, each with the key under which it is told once."""
    described = {language: shown + world.describe(language) for language in LANGUAGES}
    for language in LANGUAGES:
        other = shapes[_OTHER[language]]
        for name, line in other.slots.items():
            if name not in shapes[language].slots:
                details = {"language": language, "other": _OTHER[language], "found": name, "world": described}
                at = Place(place.file, line, clause=place.clause)
                yield ("slot", language, name), Finding("parity_slots", at, details)
    zh, en = shapes["zh"], shapes["en"]
    if zh.items != en.items:
        details = {"zh": _levels(zh.items), "en": _levels(en.items), "world": described}
        yield ("items",), Finding("parity_items", place, details)
    if zh.tables != en.tables:
        details = {"zh": ", ".join(zh.tables) or "-", "en": ", ".join(en.tables) or "-", "world": described}
        yield ("tables",), Finding("parity_tables", place, details)
    if zh.paragraphs != en.paragraphs and zh.items == en.items:
        details = {"zh": str(zh.paragraphs), "en": str(en.paragraphs), "world": described}
        yield ("paragraphs",), Finding("parity_paragraphs", place, details)


def _levels(items: list[int]) -> str:
    """The levels of the items as a row of figures: `1 1 2 2 1`."""
    return " ".join(str(depth) for depth in items[:40]) or "-"
