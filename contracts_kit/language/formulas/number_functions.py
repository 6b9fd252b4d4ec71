"""Functions of numbers as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from contracts_kit.language import nodes
from contracts_kit.language.formulas import build, lists
from contracts_kit.language.formulas.around import FormulaOf
from contracts_kit.language.formulas.terms import Listed, Scalar, Term
from contracts_kit.values.units import read_unit

if TYPE_CHECKING:
    from contracts_kit.language.formulas.translate import Names, Translator

CENT_PLACES = 2
_FAR = "9.9E+307"


def _round_money(t: Translator, node: nodes.Call, bound: Names) -> Term:
    return build.half_up(t.scalar(node.arguments[0], bound), CENT_PLACES)


def _round_to(t: Translator, node: nodes.Call, bound: Names) -> Term:
    value, step = node.arguments
    number = t.scalar(value, bound)
    if isinstance(step, nodes.Number):
        places = _places(step.digits)
        if places is not None:
            return build.half_up(number, places)
    by = t.scalar(step, bound)
    quotient = build.operation(number, "/", by, tidy=False, safe=False)
    rounded = build.half_up(quotient, 0)
    product = build.operation(rounded, "*", by, tidy=True, safe=False)
    return build.if_(build.compared(by, "<=", Scalar("0")), build.INVALID, product)


def _places(digits: str) -> int | None:
    """The places of a step that is a power of ten: 2 of 0.01, -2 of 100; None of another."""
    step = Fraction(digits)
    for places in range(-12, 13):
        if step == Fraction(10) ** -places:
            return places
    return None


def _floor(t: Translator, node: nodes.Call, bound: Names) -> Term:
    return build.whole_part(t.scalar(node.arguments[0], bound))


def _ceil(t: Translator, node: nodes.Call, bound: Names) -> Term:
    return build.rounded_up(t.scalar(node.arguments[0], bound))


def _abs(t: Translator, node: nodes.Call, bound: Names) -> Term:
    return build.call("ABS", t.scalar(node.arguments[0], bound))


def _extreme(function: str, sign: str) -> FormulaOf:
    """MIN or MAX, of several values or of a list."""
    far = ("-" if function == "MAX" else "") + _FAR

    def formula(t: Translator, node: nodes.Call, bound: Names) -> Term:
        if len(node.arguments) == 1:
            listed = t.masked(node.arguments[0], bound)
            return with_default(t, node, bound, listed, lists.aggregate(listed, function, far))
        values = [t.scalar(a, bound) for a in node.arguments]
        if any(value.wide for value in values):
            return _one_by_one(values, sign)
        return build.call(function, *values)

    return formula


def _one_by_one(values: Sequence[Scalar], sign: str) -> Scalar:
    """The extreme of values that are ranges: a spreadsheet's own function would take it over all rows."""
    found = values[0]
    for value in values[1:]:
        found = build.if_(build.compared(found, sign, value), found, value)
    return found


def with_default(t: Translator, node: nodes.Call, bound: Names, listed: Listed, found: Scalar) -> Scalar:
    """What a list comes to, or the default where it is empty."""
    default = dict(node.named).get("default")
    empty = build.compared(lists.count(listed), "=", Scalar("0"))
    return build.if_(empty, build.INVALID if default is None else t.scalar(default, bound), found)


def _sum(t: Translator, node: nodes.Call, bound: Names) -> Term:
    listed = t.masked(node.arguments[0], bound)
    whole = t.type_of(node).whole
    return lists.aggregate(listed, "SUM", "0", tidy=whole)


def _mean(t: Translator, node: nodes.Call, bound: Names) -> Term:
    listed = t.masked(node.arguments[0], bound)
    total = lists.aggregate(listed, "SUM", "0")
    mean = build.operation(total, "/", lists.count(listed), tidy=False, safe=False)
    return with_default(t, node, bound, listed, mean)


def _quantity(t: Translator, node: nodes.Call, bound: Names) -> Term:
    value = t.scalar(node.arguments[0], bound)
    unit = node.arguments[1]
    assert isinstance(unit, nodes.Text)
    factor = Fraction(read_unit(unit.value).factor)
    if factor == 1:
        return value
    by = Scalar(str(factor.numerator) if factor.denominator == 1 else f"({factor.numerator}/{factor.denominator})")
    return build.operation(value, "*", by, tidy=value.tidy and factor.denominator == 1)


def _not_decidable(t: Translator, node: nodes.Call, bound: Names) -> Term:
    return Scalar('"not_decidable"')


FORMULAS: dict[str, FormulaOf] = {
    "round_money": _round_money,
    "round_to": _round_to,
    "floor": _floor,
    "ceil": _ceil,
    "abs": _abs,
    "min": _extreme("MIN", "<="),
    "max": _extreme("MAX", ">="),
    "sum": _sum,
    "mean": _mean,
    "quantity": _quantity,
    "not_decidable": _not_decidable,
}
