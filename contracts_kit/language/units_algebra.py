"""The algebra of units: what a product, a quotient, a sum of measured numbers is measured in.

A `Measure` is a product of base units with exponents. Four things stand beside the exact ones, because people write
numbers without a unit: a literal 0 is nought of anything; a whole literal may be added to or compared with anything
counted, but multiplying by it changes no unit; a whole number declared without a unit is a count of anything, so that
it stands for one counted unit, whichever the place needs; any other number without a unit is a plain ratio.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from contracts_kit.records import dataclass
from contracts_kit.values.units import (
    COMPOUND_BASES,
    CONVERSIONS,
    COUNTABLE_DIMENSIONS,
    PERIOD_CONVERSIONS,
    UNITS,
    read_unit,
)

Bases = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number is measured in: base units with exponents, and how strictly they are meant."""

    bases: Bases = ()
    kind: Literal["exact", "count", "whole", "zero"] = "exact"

    def text(self, language: str) -> str:
        """The unit as a message names it."""
        if self.kind == "zero":
            return "0"
        if self.kind == "whole" or (self.kind == "count" and not self.bases):
            return "个数" if language == "zh" else "a count"
        if not self.bases:
            return "比例" if language == "zh" else "a ratio"
        if self.bases in _COMPOUNDS:
            return _COMPOUNDS[self.bases]
        top = [name if n == 1 else f"{name}^{n}" for name, n in self.bases if n > 0]
        below = [UNITS[name].singular if n == -1 else f"{name}^{-n}" for name, n in self.bases if n < 0]
        return "/".join(["*".join(top) or "ratio", *below])

    @property
    def is_money(self) -> bool:
        """Whether it is money, or money for each something."""
        return self.kind in ("exact", "count") and any(
            UNITS[name].dimension == "money" and n == 1 for name, n in self.bases
        )


_COMPOUNDS = {tuple(sorted((part, 1) for part in parts)): name for name, parts in COMPOUND_BASES.items()}
PLAIN = Measure()
COUNT = Measure((), "count")
WHOLE = Measure((), "whole")
ZERO = Measure((), "zero")


@lru_cache(maxsize=1024)
def measure_of(unit: str | None) -> Measure:
    """The measure of a unit as it is written; None is a plain number."""
    return PLAIN if unit is None else Measure(read_unit(unit).bases)


def _countable(base: str) -> bool:
    return UNITS[base].dimension in COUNTABLE_DIMENSIONS


def _combined(left: Bases, right: Bases, sign: int) -> Bases:
    counted = dict(left)
    for name, exponent in right:
        counted[name] = counted.get(name, 0) + sign * exponent
    return tuple(sorted((name, n) for name, n in counted.items() if n))


def product(left: Measure, right: Measure, sign: int = 1) -> Measure:
    """The measure of a product; with `sign` -1 of a quotient."""
    if left.kind == "zero":
        return ZERO
    if right.kind == "zero":
        return ZERO if sign > 0 else left
    if left.kind == "whole" and right.kind == "whole":
        return WHOLE if sign > 0 else PLAIN
    if right.kind == "whole":
        return left
    kind: Literal["exact", "count"] = "count" if "count" in (left.kind, right.kind) else "exact"
    bases = _combined(() if left.kind == "whole" else left.bases, right.bases, sign)
    return Measure(bases, kind)


def converted(operator: str, measure: Measure, factor: str) -> Measure | None:
    """The measure where a bare factor converts a unit exactly (12 × years is months); None where it does not."""
    if measure.kind != "exact" or len(measure.bases) > 2:
        return None
    if not measure.bases or (len(measure.bases) == 1 and measure.bases[0][1] == 1):
        base = measure.bases[0][0] if measure.bases else ""
        target = CONVERSIONS.get((operator, base, factor))
        return None if target is None else Measure(((target, 1),) if target else ())
    for base, exponent in measure.bases:
        target = PERIOD_CONVERSIONS.get((operator, base, factor)) if exponent == -1 else None
        if target is not None:
            return Measure(_combined(_combined(measure.bases, ((base, 1),), 1), ((target, 1),), -1))
    return None


def power(base: Measure, exponent: int | None) -> Measure | None:
    """The measure of a power; None where a unit would be raised to an exponent that is not known at load."""
    if base.kind in ("whole", "zero") or not base.bases:
        return PLAIN if base.kind == "exact" else base
    if exponent is None:
        return None
    return Measure(tuple((name, n * exponent) for name, n in base.bases) if exponent else (), base.kind)


def common(left: Measure, right: Measure) -> Measure | None:
    """The measure of two numbers that are added or compared; None where they do not go together."""
    if left == right or right.kind == "zero":
        return left
    if left.kind == "zero":
        return right
    if "whole" in (left.kind, right.kind):
        other = right if left.kind == "whole" else left
        return other if other.kind != "exact" or _takes_whole(other.bases) else None
    if "count" in (left.kind, right.kind):
        difference = _combined(left.bases, right.bases, -1)
        inverse = tuple((name, -n) for name, n in difference)
        if difference and not (_takes_whole(difference) or _takes_whole(inverse)):
            return None
        return right if right.kind == "exact" else left
    return None


def _takes_whole(bases: Bases) -> bool:
    """Whether a bare count may stand for this: one counted unit, or one that is counted as a product."""
    return bases in _COMPOUNDS or not bases or (len(bases) == 1 and bases[0][1] == 1 and _countable(bases[0][0]))


def unit_text(measure: Measure) -> str | None:
    """The measure as a unit that `values.units` reads; None for a plain number or a count of anything."""
    if measure.kind != "exact" or not measure.bases or any(abs(n) > 1 for _, n in measure.bases):
        return None
    if measure.bases in _COMPOUNDS:
        return _COMPOUNDS[measure.bases]
    top = [name for name, n in measure.bases if n > 0]
    below = [UNITS[name].singular for name, n in measure.bases if n < 0]
    return "/".join(["*".join(top) or "ratio", *below])
