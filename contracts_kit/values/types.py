"""The type of a parameter, an input, an output or a field: what kind of value, and in which unit.

How values of each kind are held once they are read (`values.reading`):

=========  =====================================================================================================
money      int or Decimal (a Fraction where `a/b` was written), in the currency's main unit: 10万元 is 100000
ratio      the plain number: 10% is Decimal("0.10"); a rate per day (unit `ratio/day`) likewise
decimal    int, Decimal or Fraction, in `unit`: ppm, kg, CNY/pcs is money ...
integer    int, in `unit`: days, working_days, hours, months, years, pcs, times ...
date       datetime.date
datetime   datetime.datetime, with an offset only where one was given
text       str
boolean    bool
choice     str, one of `choices`
record     dict of its fields (a party is a record)
list       list of values of `of`
rows       list of dict, each with `fields`
map        dict from str to `of`
=========  =====================================================================================================

None stands for a blank, and for an optional input that is nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from contracts_kit.records import dataclass

KindName = Literal[
    "money",
    "ratio",
    "decimal",
    "integer",
    "date",
    "datetime",
    "text",
    "boolean",
    "choice",
    "record",
    "list",
    "rows",
    "map",
]
NUMBER_KINDS = frozenset({"money", "ratio", "decimal", "integer"})


@dataclass(frozen=True, slots=True)
class ValueType:
    """A kind of value with its unit.

    `unit` is written as in the unit table (`values.units`): `CNY`, `ratio/day`, `CNY/pcs`, `days`, `ppm`; None
    means a bare number, which for money means CNY. `optional` allows None. `choices` are the values of a choice,
    `of` is the type of a list's or map's elements, `fields` those of a record or of rows.
    """

    kind: KindName
    unit: str | None = None
    optional: bool = False
    choices: tuple[str, ...] = ()
    of: ValueType | None = None
    fields: Mapping[str, ValueType] = field(default_factory=dict)

    @property
    def is_number(self) -> bool:
        """Whether values of this type are numbers."""
        return self.kind in NUMBER_KINDS
