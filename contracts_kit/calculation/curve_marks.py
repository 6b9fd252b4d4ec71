"""The marks of a curve: where it begins to rise, jumps, changes its slope, and where it stays at a limit.

Nothing is guessed from the shape of the rule: the places come from the curve. What they are called comes from the
contract, see `curve_causes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal

from contracts_kit.calculation.curve import Curve, Line
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.types import ValueType

MOST_MARKS = 9
"""Of more places of one kind, a picture names only the first and the last."""
FEWEST_STAIRS = 4
_LONGER = Fraction(3, 2)  # how much longer than a tread of a stair the level is that it ends at

MarkKind = Literal["rises", "falls", "slope", "jump", "stairs", "limit", "floor", "reaches"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A parameter or an input of the rule with its value: what may place a mark. `number`: exact, of a date its day."""

    name: str
    label: Bilingual
    type: ValueType
    value: Any
    number: Fraction
    is_input: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of a curve that means something.

    `number` is the value of the input there and `above` says that this value itself still counts before the place.
    `before` and `after` are the output on both sides, `slope` the rise for one more of the input from here on (None:
    not a straight line). A stair rises by `rise` for every `width`. `placed_by` are the quantities whose sum is the
    place, `level_by` those whose product is the level.
    """

    kind: MarkKind
    number: Fraction
    above: bool
    before: Fraction
    after: Fraction
    slope: Fraction | None = None
    width: Fraction | None = None
    rise: Fraction | None = None
    placed_by: tuple[Quantity, ...] = ()
    level_by: tuple[Quantity, ...] = ()
    width_by: tuple[Quantity, ...] = ()


def unnamed_marks(curve: Curve) -> list[tuple[Mark, Line]]:
    """The marks of a curve from left to right, each with the line that ends there; what places them is still open."""
    found = list(_places(curve))
    lines = {id(mark): line for mark, line in found}
    return [(mark, lines[id(mark)]) for mark in _of_interest([mark for mark, _ in found], curve.followed)]


def _of_interest(found: list[Mark], followed: bool) -> list[Mark]:
    """The marks without those of a kind that is met too often to be told apart, or of a curve not followed to them."""
    made = []
    for kind in ("rises", "falls", "slope", "jump", "stairs", "limit", "floor"):
        ours = [mark for mark in found if mark.kind == kind and (followed or kind != "slope")]
        made += ours if len(ours) <= MOST_MARKS else [ours[0], ours[-1]] if kind == "jump" else []
    return sorted(made, key=lambda mark: mark.number)


def _places(curve: Curve) -> Iterator[tuple[Mark, Line]]:
    """Each mark, with the line that ends at it."""
    lines = curve.lines
    joined = {id(b) for piece in curve.pieces for _, b in pairwise(piece)}
    stairs = _stairs(curve)
    inside = {index for first, last in stairs for index in range(first, last + 1)}
    for first, _ in stairs:
        width = curve.scale.step * (lines[first + 1].start - lines[first].start) if first + 1 < len(lines) else None
        number, above = jump_place(curve, lines[first - 1], lines[first])
        before, after = lines[first - 1].last, lines[first].first
        yield Mark("stairs", number, above, before, after, width=width, rise=after - before), lines[first - 1]
    for index in range(1, len(lines)):
        before_, after_ = lines[index - 1], lines[index]
        final = index == len(lines) - 1 and after_.is_flat and after_.end > after_.start
        level = after_.first
        if id(after_) in joined:
            number = _bend_place(curve, before_, after_)
            slope = slope_of(curve, after_)
            if final and level in (curve.most, curve.least):
                yield Mark("limit" if level == curve.most else "floor", number, False, level, after_.last), before_
            elif before_.is_flat and index == 1:
                yield Mark("rises" if slope > 0 else "falls", number, False, level, level, slope), before_
            else:
                yield Mark("slope", number, False, level, level, slope), before_
        elif after_.start - before_.end == 1:  # else a gap lies between them
            number, above = jump_place(curve, before_, after_)
            tread = after_.end - after_.start > _LONGER * (before_.end - before_.start)
            if final and index > 1 and tread and index - 1 in inside and level in (curve.most, curve.least):
                yield Mark("limit" if level == curve.most else "floor", number, above, before_.last, level), before_
            elif index not in inside:
                yield Mark("jump", number, above, before_.last, level, slope_of(curve, after_)), before_


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line of a curve between the places where it really begins and ends; `opens`, `closes`: they belong to it."""

    start: Fraction
    end: Fraction
    first: Fraction
    last: Fraction
    opens: bool = True
    closes: bool = True


def stretches(curve: Curve) -> tuple[Stretch, ...]:
    """Every line of a curve, from left to right."""
    made: list[Stretch] = []
    joined = {id(line) for piece in curve.pieces for line in piece[1:]}
    previous: Line | None = None
    for line in curve.lines:
        here = Stretch(curve.scale.number(line.start), curve.scale.number(line.end), line.first, line.last)
        if previous is not None and id(line) in joined:
            meeting = _bend_place(curve, previous, line)
            made[-1], here = replace(made[-1], end=meeting), replace(here, start=meeting)
        elif previous is not None and line.start - previous.end == 1 and not curve.scale.is_whole:
            number, above = jump_place(curve, previous, line)
            made[-1] = replace(made[-1], end=number, closes=above)
            here = replace(here, start=number, opens=not above)
        made.append(here)
        previous = line
    return tuple(made)


def _stairs(curve: Curve) -> list[tuple[int, int]]:
    """Runs of equal steps: the indexes of the first and the last line that begin with one."""
    lines = curve.lines
    runs: list[tuple[int, int]] = []
    start = 1
    while start < len(lines):
        end = start
        while end + 1 < len(lines) and _is_step(curve, lines, end) and _alike_steps(curve, lines, start, end + 1):
            end += 1
        if end - start + 1 >= FEWEST_STAIRS:
            runs.append((start, end))
        start = end + 1
    return runs


def _is_step(curve: Curve, lines: tuple[Line, ...], index: int) -> bool:
    before, after = lines[index - 1], lines[index]
    return before.is_flat and after.is_flat and after.start - before.end == 1


def _alike_steps(curve: Curve, lines: tuple[Line, ...], first: int, index: int) -> bool:
    """Whether a step rises as much as the first one, a tread of the same width after the last."""
    if not _is_step(curve, lines, index):
        return False
    rise, wanted = lines[index].first - lines[index - 1].first, lines[first].first - lines[first - 1].first
    width, usual = lines[index].start - lines[index - 1].start, lines[first + 1].start - lines[first].start
    return abs(rise - wanted) <= curve.tolerance and abs(width - usual) <= 1


def jump_place(curve: Curve, before: Line, after: Line) -> tuple[Fraction, bool]:
    """Where a jump from one line to the next lies, and whether the value of that place itself still counts before."""
    low, high = curve.scale.number(before.end), curve.scale.number(after.start)
    if curve.scale.is_whole:
        return high, False
    number = simplest(low, high)
    return number, number != high


def _bend_place(curve: Curve, before: Line, after: Line) -> Fraction:
    """Where two lines meet: the simplest number that their rounding allows."""
    corner = curve.scale.number(after.start)
    turn = abs(after.slope - before.slope)
    if curve.scale.is_whole or not turn:
        return corner
    blur = (2 * curve.tolerance / turn + 1) * curve.scale.step
    meeting = corner
    if turn:
        offset = (before.last - before.first - before.slope * (before.end - before.start)) / turn
        meeting = corner + offset * curve.scale.step
    return simplest(max(meeting - blur, curve.scale.first), min(meeting + blur, curve.scale.last))


def slope_of(curve: Curve, line: Line) -> Fraction:
    """The rise of a line for one more of the input: the simplest number that its rounding allows."""
    width = (line.end - line.start) * curve.scale.step
    if not width:
        return Fraction(0)
    slope, blur = (line.last - line.first) / width, 2 * curve.tolerance / width
    return simplest(slope - blur, slope + blur) if blur and slope else slope


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The number from `low` to `high` with the fewest figures."""
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest(-high, -low)
    step = Fraction(10) ** (len(str(int(high))) + 1)
    while True:
        number = -(-low // step) * step
        if number <= high:
            return number
        step /= 10
