"""An output of a rule against one of its inputs: the exact function as lines, jumps and gaps.

Everything is computed by the rule itself. Between the corners of a piece the function is a straight line, or follows
it more closely than a picture can show; from one piece to the next it jumps, or is refused in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from contracts_kit.calculation.calculate import Prepared
from contracts_kit.calculation.outputs import as_decimal
from contracts_kit.calculation.sampling import ALL_POINTS, Sample, corners, jumps_after, sampled
from contracts_kit.content.rules import Input, Output
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place
from contracts_kit.records import dataclass
from contracts_kit.values.types import ValueType
from contracts_kit.values.units import factor_of

FINENESS = 1_000_000
"""A range of numbers that are not whole is looked at in at least so many places."""
SPLINTER = 8
"""Of a line that is so many places long, rounding decides the slope."""
MOST_CORNERS = 600
"""Of a curved line more corners than that are not drawn."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The values of an input from `first` on, `step` apart, `count` steps: what can be asked of the function.

    Dates count as days. `place` of a value is its number of steps from the first.
    """

    type: ValueType
    first: Fraction
    step: Fraction
    count: int

    @property
    def last(self) -> Fraction:
        """The last value."""
        return self.number(self.count)

    @property
    def is_whole(self) -> bool:
        """Whether nothing lies between two values: whole numbers and days."""
        return self.type.kind in ("integer", "date")

    def number(self, place: int) -> Fraction:
        """The number at a place; of a date its ordinal."""
        return self.first + place * self.step

    def value(self, number: Fraction) -> Any:
        """The number as a value of the input's type."""
        if self.type.kind == "date":
            return date.fromordinal(int(number))
        return int(number) if self.type.kind == "integer" else as_decimal(number)

    def places_near(self, numbers: Iterable[Fraction]) -> Iterator[int]:
        """The places at and below each number that lies in the range."""
        for number in numbers:
            if self.first <= number <= self.last:
                yield int((number - self.first) // self.step)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight piece of the function, from one point to another."""

    start: int
    first: Fraction
    end: int
    last: Fraction

    @property
    def is_flat(self) -> bool:
        """Whether the value stays."""
        return self.first == self.last

    @property
    def slope(self) -> Fraction:
        """The rise for each step of the scale."""
        return (self.last - self.first) / (self.end - self.start) if self.end > self.start else Fraction(0)


@dataclass(frozen=True, slots=True)
class Gap:
    """Places from `start` to `end` at which the calculation is refused, with the reason at the first of them."""

    start: int
    end: int
    reason: Finding


@dataclass(frozen=True, slots=True)
class Curve:
    """An output against an input. `pieces` are runs of lines that hang together; between two is a jump or a gap.

    `tolerance` is by how much values are rounded. `followed`: every bend was followed to its place; else the function
    has more of them than points are calculated.
    """

    input: Input
    output: Output
    scale: Scale
    tolerance: Fraction
    pieces: tuple[tuple[Line, ...], ...]
    gaps: tuple[Gap, ...]
    followed: bool

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line in order."""
        return tuple(line for piece in self.pieces for line in piece)

    @property
    def most(self) -> Fraction:
        """The greatest value."""
        return max(max(line.first, line.last) for line in self.lines)

    @property
    def least(self) -> Fraction:
        """The least value."""
        return min(min(line.first, line.last) for line in self.lines)


class Function:
    """An output of a prepared rule as a function of one input, the other inputs being given.

    `counts`: the function's input is how many of a list's entries have come; every list that is given ends there.
    """

    def __init__(
        self, prepared: Prepared, input_: Input, output: Output, given: Mapping[str, Any], counts: bool = False
    ) -> None:
        self.prepared = prepared
        self.input = input_
        self.output = output
        self.counts = counts
        self.given = {name: value for name, value in given.items() if counts or name != input_.name}
        self.factor = factor_of(input_.type.unit) if input_.type.is_number else Fraction(1)

    def with_given(self, prepared: Prepared, given: Mapping[str, Any]) -> Function:
        """The same function of a rule prepared otherwise, or with other inputs given."""
        return Function(prepared, self.input, self.output, given, self.counts)

    def inputs_at(self, value: Any) -> dict[str, Any]:
        """Every input of the rule where the function's input has this value."""
        if self.counts:
            return {name: one[:value] if isinstance(one, list) else one for name, one in self.given.items()}
        return {**self.given, self.input.name: value}

    def at(self, value: Any) -> Fraction | None:
        """The output where the input has this value; None where it is nothing. Raises InputError."""
        if self.factor != 1:  # a bare number is given in the listed unit: 5 for 50000
            value = as_decimal(Fraction(value) / self.factor)
        found = self.prepared.calculate(self.inputs_at(value)).outputs[self.output.name]
        return None if found is None else Fraction(found)


def tolerance_of(output: Output) -> Fraction:
    """By how much an output is rounded: a cent, or its last printed place."""
    if output.type.kind == "money":
        return Fraction(1, 100)
    return Fraction(1, 10**output.shown) if output.shown is not None else Fraction(0)


def scale_of(input_: Input, first: Any, last: Any) -> Scale:
    """The scale from one value of an input to another. Raises InputError `chart_range_order`."""
    if not first < last:
        raise refuse("chart_range_order", Place(path="range"), first=_shown(first), last=_shown(last))
    if input_.type.kind == "date":
        return Scale(input_.type, Fraction(first.toordinal()), Fraction(1), last.toordinal() - first.toordinal())
    start, end = Fraction(first), Fraction(last)
    if input_.type.kind == "integer":
        return Scale(input_.type, start, Fraction(1), int(end - start))
    step = Fraction(1, 100) if input_.type.kind == "money" else Fraction(1)
    while (end - start) / step < FINENESS and input_.type.kind != "money":
        step /= 10
    while ((end - start) / step).denominator != 1 and step > Fraction(1, 10**12):
        step /= 10
    return Scale(input_.type, start, step, int((end - start) / step))


def _shown(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def curve(function: Function, scale: Scale, known: Iterable[Fraction] = ()) -> Curve:
    """The curve of a function over a scale. `known` are values of the input at which it may well bend.

    Raises InputError where the calculation is refused everywhere (with its reason), or needs a parameter that is blank.
    """
    refusals: dict[int, Finding] = {}

    def measure(place: int) -> Fraction | None:
        try:
            value = function.at(scale.value(scale.number(place)))
        except InputError as error:
            if error.code == "missing_param":
                raise
            refusals[place] = error.findings[0]
            return None
        if value is None:
            refusals[place] = Finding("chart_nothing", details={"name": function.output.name})
        return value

    tolerance = tolerance_of(function.output)
    samples, followed = sampled(measure, scale.count, tolerance, scale.places_near(known))
    pieces = tuple(_pieces(samples, tolerance))
    if not pieces:
        reason = next(iter(refusals.values()))
        raise InputError(
            Finding("chart_refused_everywhere", Place(path=function.input.name), {"message": _both(reason)})
        )
    return Curve(function.input, function.output, scale, tolerance, pieces, tuple(_gaps(samples, refusals)), followed)


def _both(finding: Finding) -> dict[str, str]:
    return {language: finding.message(language).rstrip("。.") for language in ("zh", "en")}


def _pieces(samples: tuple[Sample, ...], tolerance: Fraction) -> Iterator[tuple[Line, ...]]:
    run: list[Sample] = []
    for index, sample in enumerate(samples):
        if sample.value is not None:
            run.append(sample)
        ends = sample.value is None or index == len(samples) - 1 or jumps_after(samples, index, tolerance)
        if ends and run:
            yield _lines(run, tolerance)
            run = []


def _lines(run: list[Sample], tolerance: Fraction) -> tuple[Line, ...]:
    if len(run) == 1:
        only = run[0].value or Fraction(0)
        return (Line(run[0].place, only, run[0].place, only),)
    chosen = corners(run, tolerance)
    if len(chosen) > MOST_CORNERS:
        values = [sample.value or Fraction(0) for sample in run]
        chosen = corners(run, max(tolerance, (max(values) - min(values)) / (4 * MOST_CORNERS)))
    chosen = _without_splinters(run, chosen, tolerance)
    made = []
    for one, other in pairwise(chosen):
        first, middle, last = (run[index].value or Fraction(0) for index in (one, (one + other) // 2, other))
        if abs(last - first) <= tolerance:  # level, but for the rounding at its ends
            first = last = middle
        made.append(Line(run[one].place, first, run[other].place, last))
    return tuple(made)


def _without_splinters(run: list[Sample], chosen: list[int], tolerance: Fraction) -> list[int]:
    """The corners without those that only rounding makes: a few places on, in line with what comes before or level."""
    kept = chosen[:1]
    for index in chosen[1:]:
        if len(kept) > 1 and tolerance and _is_splinter(run[kept[-2]], run[kept[-1]], run[index], tolerance):
            kept[-1] = index
        else:
            kept.append(index)
    return kept


def _is_splinter(before: Sample, start: Sample, end: Sample, tolerance: Fraction) -> bool:
    width = end.place - start.place
    if width > SPLINTER or end.place <= ALL_POINTS:
        return False
    assert before.value is not None and start.value is not None and end.value is not None
    rise = end.value - start.value
    expected = (start.value - before.value) * Fraction(width, start.place - before.place)
    return min(abs(rise), abs(rise - expected)) <= 4 * tolerance


def _gaps(samples: tuple[Sample, ...], refusals: Mapping[int, Finding]) -> Iterator[Gap]:
    start: int | None = None
    for index, sample in enumerate(samples):
        if sample.value is None and start is None:
            start = sample.place
        if start is not None and (sample.value is not None or index == len(samples) - 1):
            end = samples[index - 1].place if sample.value is not None else sample.place
            yield Gap(start, end, refusals[start])
            start = None
