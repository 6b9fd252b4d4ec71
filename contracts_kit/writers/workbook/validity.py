"""What may be typed into a cell: as a condition in a formula, as a rule of the cell, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from contracts_kit.content.model import Parameter
from contracts_kit.content.rules import Input, Limit
from contracts_kit.language.formulas.grid import quoted_text
from contracts_kit.records import dataclass
from contracts_kit.values.types import ValueType
from contracts_kit.writers.workbook.words import word

FIRST_DAY = 61
"""1 March 1900: earlier dates are counted differently by Excel and LibreOffice."""
LAST_DAY = 2_958_465
_EPOCH = date(1899, 12, 30)
_SIGNS = {("lower", True): (">=", "at_least"), ("lower", False): (">", "above")}
_SIGNS |= {("upper", True): ("<=", "at_most"), ("upper", False): ("<", "below")}
_LONGEST_LIST = 255


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a range."""

    side: str
    limit: Any
    inclusive: bool


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a cell may hold. `optional`: it may be empty."""

    type: ValueType
    sides: tuple[Side, ...] = ()
    optional: bool = False

    def condition(self, cell: str) -> str:
        """The formula of whether a cell holds what it may."""
        empty = "TRUE" if self.optional else "FALSE"
        found = self._filled(cell)
        return f'IF({cell}="",{empty},{found})'

    def _filled(self, cell: str) -> str:
        kind = self.type.kind
        if kind == "boolean":
            return f"ISLOGICAL({cell})"
        if kind == "choice":
            listed = ",".join(quoted_text(c) for c in self.type.choices)
            return f"ISNUMBER(MATCH({chosen_text(cell, self.type.choices)},{{{listed}}},0))"
        if kind == "text":
            return "TRUE"
        parts = [f"ISNUMBER({cell})", f"NOT(ISLOGICAL({cell}))"]
        if kind in ("date", "datetime"):
            parts += [f"{cell}>={FIRST_DAY}", f"{cell}<={LAST_DAY}"]
        for side in self.sides:
            parts.append(f"{cell}{_SIGNS[side.side, side.inclusive][0]}{number_text(side.limit)}")
        if kind in ("integer", "date"):
            parts.append(f"INT({cell})={cell}")
        return f"IFERROR(AND({','.join(parts)}),FALSE)"

    def words(self, language: str) -> str:
        """What the cell may hold, in words."""
        kind = self.type.kind
        if kind == "choice":
            return word("one_of", language, ", ".join(self.type.choices))
        key = {"boolean": "yes_no", "integer": "whole"}.get(
            kind, kind if kind in ("date", "datetime", "text") else "number"
        )
        parts = [word(key, language)]
        for side in self.sides:
            parts.append(word(_SIGNS[side.side, side.inclusive][1], language, shown_limit(side.limit)))
        return ("，" if language == "zh" else ", ").join(parts)

    def data_validation(self) -> dict[str, Any] | None:
        """Excel's own rule for the cell; None where there is none."""
        kind = self.type.kind
        if kind in ("boolean", "choice"):
            source = ["TRUE", "FALSE"] if kind == "boolean" else list(self.type.choices)
            if len(",".join(source)) > _LONGEST_LIST:
                return None
            return {"validate": "list", "source": source}
        return None


def chosen_text(cell: str, values: Sequence[str]) -> str:
    """The text of a choice: Excel makes a truth value of a typed true and a number of a typed 1."""
    if any(value in ("true", "false") for value in values):
        return f'IF(ISLOGICAL({cell}),IF({cell},"true","false"),{cell}&"")'
    return f'{cell}&""' if any(value[:1].isdigit() for value in values) else cell


def allowed_input(declared: Input) -> Allowed:
    """What an input's cell may hold."""
    optional = declared.type.optional or declared.has_default or declared.default_expression is not None
    return Allowed(declared.type, limits(declared.type, declared.least, declared.most), optional)


def allowed_field(declared: Input, name: str) -> Allowed:
    """What the cells of a column of rows may hold."""
    type_ = declared.type.fields[name]
    sides = limits(type_, declared.field_least.get(name), declared.field_most.get(name))
    return Allowed(type_, sides, type_.optional or name in declared.field_defaults or type_.kind == "text")


def allowed_parameter(parameter: Parameter) -> Allowed:
    """What a parameter's cell may hold; a limit in 万元 where the cell is."""
    factor = 10_000 if parameter.listed_unit == "CNY_10k" else 1
    sides = []
    for bound in parameter.bounds:
        limit = bound.limit
        if factor != 1 and isinstance(limit, (int, Decimal, Fraction)):
            limit = Fraction(limit) / factor
        sides.append(Side(bound.side, limit, bound.inclusive))
    return Allowed(parameter.type, tuple(sides), True)


def limits(type_: ValueType, least: Limit, most: Limit) -> tuple[Side, ...]:
    """The range of a number."""
    if not type_.is_number:
        return ()
    sides = []
    if least is not None:
        sides.append(Side("lower", least, True))
    if most is not None:
        sides.append(Side("upper", most, True))
    return tuple(sides)


def number_text(value: Any) -> str:
    """A number or a date as it stands in a formula."""
    if isinstance(value, datetime):
        return repr(serial(value))
    if isinstance(value, date):
        return str(int(serial(value)))
    if isinstance(value, Fraction) and value.denominator != 1:
        return f"({value.numerator}/{value.denominator})"
    return format(Decimal(str(value)), "f")


def shown_limit(value: Any) -> str:
    """A limit in words."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return format(float(value), ",.10g")


def serial(day: date) -> float:
    """A date as a spreadsheet counts it; a moment with its fraction of a day, without its offset."""
    if isinstance(day, datetime):
        plain = day.replace(tzinfo=None)
        seconds = (plain - datetime(plain.year, plain.month, plain.day)).total_seconds()
        return (plain.date() - _EPOCH).days + seconds / 86_400
    return (day - _EPOCH).days


def joined(parts: Sequence[str], language: str) -> str:
    """Texts in one line."""
    return ("；" if language == "zh" else "; ").join(part for part in parts if part)
