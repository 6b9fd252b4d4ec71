"""Functions of numbers: rounding, extremes, sums, quantities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from contracts_kit.errors import refuse
from contracts_kit.language.functions.accepted import (
    ANY,
    MONEY,
    NUMBER,
    NUMBERS,
    ORDERED,
    QUOTED,
    WHOLE,
    more,
    named,
    one,
    words,
)
from contracts_kit.language.infer_calls import Function, Given
from contracts_kit.language.runtime import Exact, divide
from contracts_kit.language.types import Type, both, list_of, number, unify
from contracts_kit.language.units_algebra import COUNT, PLAIN, common, measure_of
from contracts_kit.values.units import read_unit

CENT = Fraction(1, 100)
MAX_STEPS = 1_000


def half_up(value: Exact, step: Exact) -> Exact:
    """`value` rounded half up (away from zero) to a multiple of `step`. Raises InputError `rounding_step`."""
    if step <= 0:
        raise refuse("rounding_step")
    quotient = abs(Fraction(value)) / step
    whole = (2 * quotient.numerator + quotient.denominator) // (2 * quotient.denominator)
    made = Fraction(whole * step if value >= 0 else -whole * step)
    return made.numerator if made.denominator == 1 else made


def _round_money(value: Exact) -> Exact:
    return half_up(value, CENT)


def _floor(value: Exact) -> int:
    return value.numerator // value.denominator


def _ceil(value: Exact) -> int:
    return -(-value.numerator // value.denominator)


def _whole_result(given: Given) -> Type:
    measure = given.types[0].measure
    return number(COUNT if measure == PLAIN else measure, whole=True)


def _rounded_result(given: Given) -> Type:
    value, step = given.types
    fits = common(value.measure, step.measure) is not None or (
        step.measure.kind in ("exact", "whole") and not step.measure.bases
    )
    if not fits:
        raise given.wrong(1, "与被取整的数同一单位", "a step in the unit of the number")
    digits = getattr(given.nodes[1], "digits", None)
    if digits is not None and digits.strip("0.") not in ("1", "2", "5", "25"):
        raise given.wrong(1, "取整单位，如 0.000001 或 100", "the step to round to, such as 0.000001 or 100")
    if digits is not None and "." not in digits and 1 < int(digits) < 10 and value.measure.kind == "exact":
        raise given.wrong(1, "取整单位，如 0.000001 或 100", "the step to round to, such as 0.000001 or 100")
    return replace(value, endless=False, whole=value.whole or "." not in (digits or "."))


def _spread(values: tuple[Any, ...]) -> Sequence[Any]:
    return values[0] if len(values) == 1 and isinstance(values[0], (list, tuple)) else values


_NO_DEFAULT = object()


def _extreme(pick: Any, name: str) -> Any:
    def code(*values: Any, default: Any = _NO_DEFAULT) -> Any:
        spread = _spread(values)
        if not spread:
            if default is _NO_DEFAULT:
                raise refuse("list_is_empty", function=name)
            return default
        return pick(spread)

    return code


def _extreme_result(given: Given) -> Type:
    if len(given.types) == 1:
        if given.types[0].kind != "list":
            raise given.wrong(0, "列表，或两个以上的值", "a list, or two values or more")
        result = given.types[0].element
    else:
        for index, type_ in enumerate(given.types):
            if type_.kind == "list":
                raise given.wrong(index, "值", "a value")
        result = given.types[0]
        for index in range(1, len(given.types)):
            joined = unify(result, given.types[index])
            if joined is None:
                written = given.inference.source[given.nodes[0].start : given.nodes[index].end]
                raise given.inference.error(
                    "cannot_combine",
                    source=f"{given.function}({written[:100]})",
                    left=both(result),
                    right=both(given.types[index]),
                    operation={"zh": "比较", "en": "compared"},
                )
            result = joined
    return _with_default(given, result)


def _with_default(given: Given, result: Type) -> Type:
    default = given.named.get("default")
    if default is None:
        return result
    joined = unify(result, default)
    if joined is None:
        raise given.inference.error("branches_differ", source=given.function, left=both(result), right=both(default))
    return joined


def _same(given: Given) -> Type:
    return given.types[0]


def _total(values: Sequence[Exact]) -> Exact:
    made = sum(values)
    return made.numerator if isinstance(made, Fraction) and made.denominator == 1 else made


def _sum_result(given: Given) -> Type:
    element = given.types[0].element
    return number(measure_of(None), whole=True) if element.kind == "anything" else element


def _mean(values: Sequence[Exact], *, default: Any = _NO_DEFAULT) -> Any:
    if not values:
        if default is _NO_DEFAULT:
            raise refuse("list_is_empty", function="mean")
        return default
    return divide(sum(values), len(values))


def _mean_result(given: Given) -> Type:
    element = given.types[0].element
    return _with_default(given, number(element.measure, endless=True))


def _quantity(value: Exact, unit: str) -> Exact:
    factor = read_unit(unit).factor
    return value if factor == 1 else value * factor


def _quantity_result(given: Given) -> Type:
    value = given.types[0]
    if value.measure.bases or value.measure.kind == "count":
        raise given.wrong(0, "没有单位的数", "a number without a unit")
    return number(measure_of(given.literal(1)), whole=value.whole, endless=value.endless)


def _steps(first: int, last: int) -> list[int]:
    if last - first >= MAX_STEPS:
        raise refuse("too_many_rows", found=last - first + 1 if abs(last) < 10**12 else "…", allowed=MAX_STEPS)
    return list(range(first, last + 1))


def _steps_result(given: Given) -> Type:
    joined = unify(given.types[0], given.types[1])
    return list_of(number(joined.measure if joined and joined.measure.bases else COUNT, whole=True))


FUNCTIONS = (
    Function(
        "round_money",
        words("四舍五入到分", "rounded to the cent"),
        words("金额四舍五入到 0.01。", "Rounds money half up to 0.01."),
        ("round_money(quantity(0.005, 'CNY'))", "0.01"),
        (one("amount", MONEY),),
        lambda given: replace(given.types[0], endless=False),
        _round_money,
    ),
    Function(
        "round_to",
        words("取整", "rounded"),
        words("四舍五入到某一单位的倍数。", "Rounds half up to a multiple of a step: 0.000001, 100."),
        ("round_to(2 / 3, 0.01)", "0.67"),
        (one("number", NUMBER), one("step", NUMBER)),
        _rounded_result,
        half_up,
    ),
    Function(
        "floor",
        words("去尾", "whole part"),
        words("不大于它的整数。", "The greatest whole number that is not above it."),
        ("floor(7 / 2)", "3"),
        (one("number", NUMBER),),
        _whole_result,
        _floor,
    ),
    Function(
        "ceil",
        words("进一", "rounded up"),
        words("不小于它的整数。", "The least whole number that is not below it."),
        ("ceil(7 / 2)", "4"),
        (one("number", NUMBER),),
        _whole_result,
        _ceil,
    ),
    Function(
        "abs",
        words("绝对值", "absolute value"),
        words("不计正负。", "The number without its sign."),
        ("abs(3 - 5)", "2"),
        (one("number", NUMBER),),
        _same,
        abs,
    ),
    Function(
        "min",
        words("较小者", "the lesser"),
        words(
            "最小的数或最早的日期；空列表须给 default。",
            "The least number or earliest date; an empty list needs default.",
        ),
        ("min(3, 5)", "3"),
        (one("value", ORDERED), more("values", ORDERED), named("default", ANY)),
        _extreme_result,
        _extreme(min, "min"),
    ),
    Function(
        "max",
        words("较大者", "the greater"),
        words(
            "最大的数或最晚的日期；空列表须给 default。",
            "The greatest number or latest date; an empty list needs default.",
        ),
        ("max([3, 5, 4])", "5"),
        (one("value", ORDERED), more("values", ORDERED), named("default", ANY)),
        _extreme_result,
        _extreme(max, "max"),
    ),
    Function(
        "sum",
        words("合计", "sum"),
        words("各数之和；空列表为 0。", "The sum of the numbers; 0 of an empty list."),
        ("sum([3, 5, 4])", "12"),
        (one("numbers", NUMBERS),),
        _sum_result,
        _total,
    ),
    Function(
        "mean",
        words("平均", "mean"),
        words("各数的平均数；空列表须给 default。", "The mean of the numbers; an empty list needs default."),
        ("mean([3, 5, 4])", "4"),
        (one("numbers", NUMBERS), named("default", ANY)),
        _mean_result,
        _mean,
    ),
    Function(
        "quantity",
        words("数量", "quantity"),
        words(
            "给没有单位的数一个单位，如换算率 12 months/year。", "Gives a bare number a unit, such as 12 months/year."
        ),
        ("quantity(12, 'months/year') * quantity(2, 'years')", "24"),
        (one("number", NUMBER), one("unit", QUOTED)),
        _quantity_result,
        _quantity,
    ),
    Function(
        "steps",
        words("从…到…的整数", "whole numbers from … to …"),
        words(
            "从第一个到最后一个的整数，最多 1000 个。", "The whole numbers from the first to the last, at most 1000."
        ),
        ("steps(1, 4)", "[1, 2, 3, 4]"),
        (one("first", WHOLE), one("last", WHOLE)),
        _steps_result,
        _steps,
    ),
)
