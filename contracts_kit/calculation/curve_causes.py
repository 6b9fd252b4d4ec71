"""What of the contract places the marks of a curve: found by moving each parameter and input, and looking what moves.

A threshold of 30 is that of the parameter which has the value 30 and takes the threshold along when it is larger; one
that only happens to have the same value is not named.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import combinations
from typing import Any

from contracts_kit.calculation.calculate import prepare
from contracts_kit.calculation.curve import Curve, Function, Line
from contracts_kit.calculation.curve_marks import Mark, Quantity, unnamed_marks
from contracts_kit.calculation.inputs import read_inputs
from contracts_kit.calculation.outputs import as_decimal
from contracts_kit.content.library import with_called_rules
from contracts_kit.errors import InputError
from contracts_kit.values.expected_forms import compound_unit
from contracts_kit.values.types import ValueType


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
    given = read_inputs(prepared.rule, function.inputs_at(first))
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
    causes = _Causes(function, curve, known)
    return tuple(causes.named(mark, line) for mark, line in unnamed_marks(curve))


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
            return function.with_given(prepared, {**function.given, quantity.name: given})
        values = replace(prepared.parameters, values={**prepared.parameters.values, quantity.name: value})
        changed = prepare(prepared.rule.id, values, dict(prepared.options), prepared.library)
        return function.with_given(changed, function.given)


def _days(shift: Fraction) -> Any:
    return timedelta(days=int(shift))


def _like(quantity: Quantity, shift: Fraction) -> Any:
    """A shift as the value it is added to: a Fraction where that is one, else exact all the same."""
    if isinstance(quantity.value, int) and shift.denominator == 1:
        return int(shift)
    return shift if isinstance(quantity.value, Fraction) else as_decimal(shift)
