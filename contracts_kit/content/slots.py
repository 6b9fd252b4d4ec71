"""The skeleton of a clause's wording: its blocks and lines, with slots where assembly puts what it knows.

A skeleton is the wording of one clause in one language for one outcome of its conditions. It holds no value: a
parameter, a reference, a tick box is a slot, so that one skeleton serves every contract with that outcome. A line
never contains a line break, and literal text is final but for the terms of the house (`Family.terms`).

"""

from __future__ import annotations

from typing import Literal

from contracts_kit.records import dataclass

# --- what stands in a line -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SkeletonText:
    """Literal text of the wording."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class ParameterSlot:
    """The printed value of a parameter.

    `field` is a field of a record (`supplier.name`), or with `row` (counted from 0) a field of that row of a list
    of records; `row` alone is an element of a plain list. `filter` is the style of printing (`capital`), or None.
    """

    name: str
    field: str | None = None
    row: int | None = None
    filter: str | None = None
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class ReferenceSlot:
    """The number of the article that carries a clause: `第八条`. `clause` is the clause's full id."""

    clause: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class ReadingSlot:
    """The printed text of an option in force. `option` is its id and `value` its value in this contract.

    `inlines` are the wording of that reading, ready to stand in the line (its emphasis included).
    """

    option: str
    value: str
    inlines: tuple[SkeletonInline, ...]


@dataclass(frozen=True, slots=True)
class TickSlot:
    """A tick box: ticked where the parameter (a choice, or a boolean with `true` / `false`) has this value."""

    parameter: str
    value: str


@dataclass(frozen=True, slots=True)
class SkeletonBreak:
    """A line break that the wording forces (two spaces or a backslash at the end of a line)."""


SkeletonInline = SkeletonText | ParameterSlot | ReferenceSlot | ReadingSlot | TickSlot | SkeletonBreak

# --- blocks ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SkeletonParagraph:
    """A paragraph."""

    inlines: tuple[SkeletonInline, ...]


@dataclass(frozen=True, slots=True)
class SkeletonItem:
    """One item of a list. Its first block is a paragraph, unless it holds only a table or a form."""

    blocks: tuple[SkeletonBlock, ...]


@dataclass(frozen=True, slots=True)
class SkeletonList:
    """A list: numbered from 1 in the scheme's style for its depth, or with bullets."""

    items: tuple[SkeletonItem, ...]
    bulleted: bool = False


@dataclass(frozen=True, slots=True)
class SkeletonCell:
    """A cell of a table that stands in the wording."""

    inlines: tuple[SkeletonInline, ...]
    align: Literal["left", "centre", "right"] = "left"


@dataclass(frozen=True, slots=True)
class SkeletonTable:
    """A table that stands in the wording; the first `header_rows` rows are headings. Every row has as many cells."""

    rows: tuple[tuple[SkeletonCell, ...], ...]
    header_rows: int = 1


@dataclass(frozen=True, slots=True)
class TableSlot:
    """A data table of the family (`Family.tables`), printed whole in place of a paragraph."""

    name: str


@dataclass(frozen=True, slots=True)
class FormSlot:
    """A form of the family, in place of a paragraph."""

    name: str


@dataclass(frozen=True, slots=True)
class FieldsSlot:
    """Fields of a notice in a table: a line for each with its label, or the rows of one that is a table itself."""

    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """The names as the wording lists them."""
        return "', '".join(self.names)


@dataclass(frozen=True, slots=True)
class CalculationSlot:
    """A calculation of a notice: its steps, its results and the article that it rests on."""

    name: str


@dataclass(frozen=True, slots=True)
class ChartSlot:
    """The chart of a rule, in place of a paragraph."""

    name: str


BlockSlot = TableSlot | FormSlot | ChartSlot | FieldsSlot | CalculationSlot
"""What stands alone in its paragraph and takes its place."""
BLOCK_FUNCTIONS: dict[type, str] = {
    TableSlot: "table",
    FormSlot: "form",
    ChartSlot: "chart",
    FieldsSlot: "fields",
    CalculationSlot: "calculation",
}

SkeletonBlock = SkeletonParagraph | SkeletonList | SkeletonTable | BlockSlot
