"""Where a curve reaches an amount that means something: the value of the goods, a share of it, a sum to be held."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from contracts_kit.calculation.curve import Curve, Line
from contracts_kit.calculation.curve_marks import Mark, Quantity
from contracts_kit.content.charts import share_of
from contracts_kit.content.rules import ChartLevel
from contracts_kit.findings import Place
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.types import ValueType

_SHARE = ValueType("ratio", "ratio")


@dataclass(frozen=True, slots=True)
class Level:
    """An amount, and what it is: a quantity of the contract, or (of two) a share of it."""

    amount: Fraction
    by: tuple[Quantity, ...]


def levels_of(asked: Iterable[ChartLevel], known: Iterable[Quantity], place: Place) -> tuple[Level, ...]:
    """The levels asked for, from the lowest; one whose quantity has no value is left out."""
    quantities = {quantity.name: quantity for quantity in known}
    made = []
    for level in asked:
        quantity, share = quantities.get(level.of), share_of(level, place)
        if quantity is None:
            continue
        if share is None:
            made.append(Level(quantity.number, (quantity,)))
        else:
            part = Quantity("share", Bilingual("", ""), _SHARE, share, Fraction(share), False)
            made.append(Level(quantity.number * part.number, (quantity, part)))
    return tuple(sorted(made, key=lambda level: level.amount))


def reached(curve: Curve, levels: Iterable[Level]) -> list[Mark]:
    """A mark where the curve first reaches each level, from below or from above; none where it does not."""
    made = []
    for level in levels:
        place = _first(curve, level.amount)
        if place is not None:
            number = curve.scale.number(place)
            made.append(Mark("reaches", number, False, level.amount, level.amount, level_by=level.by))
    return made


def _first(curve: Curve, amount: Fraction) -> int | None:
    lines = curve.lines
    start = lines[0].first
    if start == amount:
        return None  # it begins there: nothing is reached
    rising = start < amount
    for line in lines:
        if _beyond(line.first, amount, rising):
            return line.start
        if _beyond(line.last, amount, rising):
            return _inside(line, amount)
    return None


def _beyond(value: Fraction, amount: Fraction, rising: bool) -> bool:
    return value >= amount if rising else value <= amount


def _inside(line: Line, amount: Fraction) -> int:
    """The first place of a line at which it has come to an amount that lies between its ends."""
    steps = (amount - line.first) / line.slope
    return line.start + -(-steps.numerator // steps.denominator)
