"""The marks of a curve: where it begins to rise, jumps, changes its slope, and where it stays at a limit.

Nothing is guessed from the shape of the rule. The places come from the curve; what they are called comes from the
contract: a parameter or an input that has the very value of the place and that moves the curve when it is moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any, Literal

from contracts_kit.calculation.calculate import prepare
from contracts_kit.calculation.curve import Curve, Function, Line
from contracts_kit.calculation.inputs import read_inputs
from contracts_kit.calculation.outputs import as_decimal
from contracts_kit.content.library import with_called_rules
from contracts_kit.errors import InputError
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.expected_forms import compound_unit
from contracts_kit.values.types import ValueType

MOST_MARKS = 9
"""Of more places of one kind, a picture names only the first and the last."""
FEWEST_STAIRS = 4
_LONGER = Fraction(3, 2)  # how much longer than a tread of a stair the level is that it ends at

MarkKind = Literal["rises", "falls", "slope", "jump", "stairs", "limit", "floor"]


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


def quantities(function: Function, first: Any) -> tuple[Quantity, ...]:
    """Every parameter that the rule reads, itself or by rules that it calls, and every other input, that is a number
    or a date and has a value. `first` is a value of the function's input.
    """
    prepared = function.prepared
    found: list[Quantity] = []
    rules = with_called_rules(prepared.library, prepared.family, prepared.rule)
    names = frozenset().union(*(rule.parameters_read for rule in rules))
    for name, parameter in prepared.family.parameters.items():
        value = prepared.parameters.values.get(name)
        if name in names and (number := _number(value, parameter.type)) is not None:
            found.append(Quantity(name, parameter.label, parameter.type, value, number, False))
    given = read_inputs(prepared.rule, {**function.given, function.input.name: first})
    for name, declared in prepared.rule.inputs.items():
        number = _number(given.get(name), declared.type) if name != function.input.name else None
        if number is not None:
            found.append(Quantity(name, declared.label, declared.type, given[name], number, True))
    return tuple(found)


def _number(value: Any, type_: ValueType) -> Fraction | None:
    if value is None:
        return None
    if type_.kind == "date":
        return Fraction(value.toordinal())
    return Fraction(value) if type_.is_number else None


def alike(one: ValueType, other: ValueType) -> bool:
    """Whether values of two types can be compared: the same kind of thing in the same unit."""
    if one.kind == "date" or other.kind == "date":
        return one.kind == other.kind
    if not (one.is_number and other.is_number):
        return False
    units = compound_unit(one), compound_unit(other)
    bases = [unit.bases if unit is not None else () for unit in units]
    return bases[0] == bases[1] and (one.kind == "ratio") == (other.kind == "ratio")


def marks(function: Function, curve: Curve, known: tuple[Quantity, ...]) -> tuple[Mark, ...]:
    """The marks of a curve from left to right, each with the quantities of the contract that place it."""
    found = list(_places(curve))
    lines = {id(mark): line for mark, line in found}
    causes = _Causes(function, curve, known)
    return tuple(
        causes.named(mark, lines[id(mark)]) for mark in _of_interest([mark for mark, _ in found], curve.followed)
    )


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


class _Causes:
    """Finds what of the contract places a mark: what has its value, and takes the place along when it is moved."""

    def __init__(self, function: Function, curve: Curve, known: tuple[Quantity, ...]) -> None:
        self.function = function
        self.curve = curve
        self.along = [q for q in known if alike(q.type, function.input.type)]
        self.amounts = [q for q in known if alike(q.type, function.output.type)]
        self.shares = [q for q in known if q.type.kind == "ratio" and alike(q.type, ValueType("ratio", "ratio"))]
        self._moved: dict[tuple[str, Fraction], Function | None] = {}

    def named(self, mark: Mark, before: Line) -> Mark:
        """The mark with the quantities that place it; `before` is the line that ends there."""
        level = self._level(mark) if mark.kind in ("limit", "floor") else ()
        return replace(mark, placed_by=self._place(mark, before), level_by=level, width_by=self._width(mark))

    def _place(self, mark: Mark, before: Line) -> tuple[Quantity, ...]:
        for quantity in self.along:
            if quantity.number == mark.number and self._takes_along(quantity, mark, before):
                return (quantity,)
        if self.function.input.type.kind == "date":
            return ()
        for one, other in combinations(self.along, 2):
            makes_it = one.number + other.number == mark.number and one.number and other.number
            if makes_it and all(self._takes_along(quantity, mark, before) for quantity in (one, other)):
                return one, other
        return ()

    def _takes_along(self, quantity: Quantity, mark: Mark, before: Line) -> bool:
        """Whether with a larger quantity the line before the mark goes on beyond it.

        A limit is also placed by what would let it begin earlier if it were smaller.
        """
        scale = self.curve.scale
        place = int((mark.number - scale.first) // scale.step)
        far = max(2, min(scale.count // 50, (before.end - before.start) // 2 or 2) // 2 * 2)
        shift, at = far * scale.step, min(place + far // 2, scale.count)
        goes_on = before.last + before.slope * (at - before.end)
        if self._gives(quantity, shift, at, goes_on):
            return True
        return mark.kind in ("limit", "floor") and self._gives(quantity, -shift, place, mark.before)

    def _gives(self, quantity: Quantity, shift: Fraction, place: int, wanted: Fraction) -> bool:
        """Whether the output at a place is what is wanted where a quantity is moved, and is not where it is not."""
        moved = self._with(quantity, shift)
        found = None if moved is None else self._at(moved, place)
        usual = self._at(self.function, place)
        near = 2 * self.curve.tolerance
        return found is not None and abs(found - wanted) <= near and (usual is None or abs(usual - wanted) > near)

    def _width(self, mark: Mark) -> tuple[Quantity, ...]:
        """What is the width of a stair: the third step comes more than once as much later as it is wider."""
        scale = self.curve.scale
        if mark.width is None or mark.rise is None:
            return ()
        wide = int(mark.width / scale.step)
        shift = max(1, wide // 10)
        place = int((mark.number - scale.first) // scale.step) + 2 * wide + shift * 3 // 2 + 1
        if not 0 <= place <= scale.count or wide <= 2 * shift:
            return ()
        for quantity in self.along:
            as_wide = quantity.number == mark.width
            if as_wide and self._gives(quantity, shift * scale.step, place, mark.after + mark.rise):
                return (quantity,)
        return ()

    def _level(self, mark: Mark) -> tuple[Quantity, ...]:
        for amount in self.amounts:
            if amount.number == mark.after and self._lifts(amount):
                return (amount,)
        for amount in self.amounts:
            for share in self.shares:
                makes_it = abs(amount.number * share.number - mark.after) <= self.curve.tolerance
                if makes_it and self._lifts(amount) and self._lifts(share):
                    return amount, share
        return ()

    def _lifts(self, quantity: Quantity) -> bool:
        """Whether the level at the end of the curve falls in proportion to a quantity."""
        moved = self._with(quantity, -quantity.number / 10)
        last = self.curve.lines[-1]
        found = None if moved is None else self._at(moved, last.end)
        return found is not None and abs(found - last.last * Fraction(9, 10)) <= 2 * self.curve.tolerance

    def _at(self, function: Function, place: int) -> Fraction | None:
        try:
            return function.at(self.curve.scale.value(self.curve.scale.number(place)))
        except InputError:
            return None

    def _with(self, quantity: Quantity, shift: Fraction) -> Function | None:
        """The function with a quantity moved; None where it cannot be."""
        key = quantity.name, shift
        if key not in self._moved:
            self._moved[key] = self._made(quantity, shift)
        return self._moved[key]

    def _made(self, quantity: Quantity, shift: Fraction) -> Function | None:
        function, prepared = self.function, self.function.prepared
        value = quantity.value + (_days(shift) if quantity.type.kind == "date" else _like(quantity, shift))
        if quantity.is_input:
            declared = prepared.rule.inputs[quantity.name]
            own = Function(prepared, declared, function.output, {})
            given = value / own.factor if own.factor != 1 else value
            return Function(prepared, function.input, function.output, {**function.given, quantity.name: given})
        values = replace(prepared.parameters, values={**prepared.parameters.values, quantity.name: value})
        changed = prepare(prepared.rule.id, values, dict(prepared.options), prepared.library)
        return Function(changed, function.input, function.output, function.given)


def _days(shift: Fraction) -> Any:
    return timedelta(days=int(shift))


def _like(quantity: Quantity, shift: Fraction) -> Any:
    """A shift as the value it is added to: a Fraction where that is one, else exact all the same."""
    if isinstance(quantity.value, int) and shift.denominator == 1:
        return int(shift)
    return shift if isinstance(quantity.value, Fraction) else as_decimal(shift)
