"""What a part of an expression is on a sheet: one value, a record of them, a list of bounded length."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from contracts_kit.language.formulas.grid import Column, Table
from contracts_kit.records import dataclass

ABSENT: Any = type("Absent", (), {"__repr__": lambda self: "ABSENT"})()
"""Stands among the known items of a list for a row that is not in use."""

COMPARISON, SUM, PRODUCT, ATOM = range(4)
"""How strongly the outermost operator of a formula binds."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as the text of a formula, without its equals sign.

    `tidy`: the number carries no residue of binary arithmetic. `safe`: it cannot be an error. `array`: the cell that
    holds it must be entered as an array formula. `wide`: it has one value for each row of a range. `raw` is the
    reference itself where `text` guards against an empty cell. `column`: the text is a column of cells. `mask` names
    the marks of the rows in use outside of which the column's cells are empty.
    """

    text: str
    tidy: bool = True
    safe: bool = True
    array: bool = False
    wide: bool = False
    strength: int = ATOM
    raw: str | None = None
    column: Column | None = None
    mask: str | None = None

    def inside(self, least: int) -> str:
        """The text, in brackets where its operator binds less than `least`."""
        return self.text if self.strength >= least else f"({self.text})"


@dataclass(frozen=True, slots=True)
class Record:
    """A record: a term for each field."""

    fields: Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class PerRow:
    """What each row of a table has of its own (a list for each): a term for the row of that index."""

    make: Callable[[int], Term]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that has room for `size` items. `present` marks those in use, `element` is what they hold.

    `full`: the items in use stand at the top without gaps. `table` holds the columns (None where there are none:
    the list exists only inside a formula). `items` are the known values row by row, ABSENT where a row is not in use;
    None where nothing is known.
    """

    size: int
    present: Scalar
    element: Term
    full: bool = True
    table: Table | None = None
    items: tuple[Any, ...] | None = None
    key: str | None = None


Term = Scalar | Record | PerRow | Listed


def column_term(column: Column, *, optional: bool = False, tidy: bool = True, safe: bool = False) -> Scalar:
    """A column of cells as a term; `optional`: an empty cell is nothing."""
    text = str(column)
    if optional:
        return Scalar(f'IF({text}="","",{text})', tidy, safe, wide=True, raw=text, column=column)
    return Scalar(text, tidy, safe, wide=True, column=column)


def at(term: Term, index: int) -> Term:
    """What a term over the rows of a table is in one row."""
    if isinstance(term, Record):
        return Record({name: at(field, index) for name, field in term.fields.items()})
    if isinstance(term, PerRow):
        return term.make(index)
    if isinstance(term, Scalar) and term.column is not None:
        cell = term.column.cell(index)
        if term.raw is not None:
            return replace(term, text=f'IF({cell}="","",{cell})', raw=cell, wide=False, column=None, mask=None)
        return replace(term, text=cell, wide=False, column=None, mask=None)
    return term


def columns_of(term: Term) -> bool:
    """Whether a term consists of columns of cells, so that single rows can be named."""
    if isinstance(term, Record):
        return all(columns_of(field) for field in term.fields.values())
    return isinstance(term, PerRow) or (isinstance(term, Scalar) and (term.column is not None or not term.wide))
