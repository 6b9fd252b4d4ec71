"""The words of a chart: what its axes and marks are called, and its tiers as rows of a table."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from contracts_kit.calculation.curve import Curve, Gap
from contracts_kit.calculation.curve_marks import Mark, Quantity, Stretch, slope_of, stretches
from contracts_kit.calculation.outputs import output_value
from contracts_kit.calculation.sampling import MOST_POINTS
from contracts_kit.content.rules import Input, Output
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.expected_forms import compound_unit
from contracts_kit.values.printing import print_value
from contracts_kit.values.types import ValueType
from contracts_kit.values.units import unit_label

MOST_ROWS = 48
"""A table of more tiers prints only the first and the last of them."""

_PHRASES = {
    "rises": Bilingual("{place}：由此开始增加{slope}", "{place}: rises from here{slope}"),
    "falls": Bilingual("{place}：由此开始减少{slope}", "{place}: falls from here{slope}"),
    "slope": Bilingual("{place}：此后增减不同{slope}", "{place}: another slope from here{slope}"),
    "jump": Bilingual("{from_}：由{before}变为{after}", "{from_}: from {before} to {after}"),
    "stairs": Bilingual(
        "{from_}：由{before}变为{after}，此后每{width}再{more}{rise}",
        "{from_}: from {before} to {after}, then {rise} {more} for every {width}",
    ),
    "limit": Bilingual("上限：{level}，{from_}", "limit: {level}, {from_}"),
    "reaches": Bilingual("{from_}：达到{level}", "{from_}: reaches {level}"),
    "floor": Bilingual("下限：{level}，{from_}", "lower limit: {level}, {from_}"),
}
_MORE, _LESS = Bilingual("增加", "more"), Bilingual("减少", "less")
_FROM = Bilingual("自{}起", "from {}")
_ABOVE = Bilingual("超过{}后", "above {}")
_SLOPE = Bilingual("，每{unit} {rise}", ", {rise} for each {unit}")
_BY_SHARE = Bilingual("，按{}", ", at {}")
_LEVEL = Bilingual("{name}{share}（{amount}）", "{share} of {name} ({amount})")
_UNTIL = Bilingual("由{}至{}", "from {} to {}")
_OPENING = {True: Bilingual("{}起", "from {}"), False: Bilingual("超过{}", "above {}")}
_CLOSING = {True: Bilingual("至{}", " up to {}"), False: Bilingual("，不足{}", " to below {}")}
_CONSTANT = Bilingual("在此范围内不变：{}", "the same over this range: {}")
_STRAIGHT = Bilingual("在此范围内按比例变化{}", "a straight line over this range{}")
_UNFOLLOWED = Bilingual("按{:,}个点绘制，更细的变化未画出", "drawn through {:,} points; finer changes are not shown")
_LEFT_OUT = Bilingual("……", "…")
_REFUSED = Bilingual("不予计算：{}", "not computed: {}")


def axis_text(part: Input | Output, language: str) -> str:
    """The label of an axis with the unit of its values."""
    unit = _unit_of(part.type, language)
    label = part.label[language]
    if not unit:
        return label
    return f"{label}（{unit}）" if language == "zh" else f"{label} ({unit})"


def _unit_of(type_: ValueType, language: str) -> str:
    unit = compound_unit(type_) if type_.is_number and type_.kind != "ratio" else None
    if unit is None or type_.kind == "money":
        return ""
    return unit_label(unit.text, language)


def mark_text(mark: Mark, drawn: Curve, language: str) -> str:
    """A mark in words: where it lies, by the name that the contract has for it, and what happens there."""
    along, amount = drawn.input.type, drawn.output.type
    place = _place(mark, along, language)
    slope = mark.slope if mark.slope is None or mark.kind != "falls" else -mark.slope
    return _PHRASES[mark.kind][language].format(
        place=place,
        from_=(_ABOVE if mark.above else _FROM)[language].format(place),
        before=_amount(mark.before, drawn, language),
        after=_amount(mark.after, drawn, language),
        slope=_slope(slope, along, amount, language),
        width=_width(mark, along, language),
        rise="" if mark.rise is None else _amount(abs(mark.rise), drawn, language),
        more=(_MORE if (mark.rise or 0) > 0 else _LESS)[language],
        level=_level(mark, drawn, language),
    )


def along_text(number: Fraction, type_: ValueType, language: str) -> str:
    """A value of the input as it is printed."""
    if type_.kind == "date":
        return print_value(date.fromordinal(int(number)), type_, language)
    return print_value(_plain(number, type_), type_, language)


def _plain(number: Fraction, type_: ValueType) -> Any:
    return output_value(number, type_)


def _amount(number: Fraction, drawn: Curve, language: str) -> str:
    output = drawn.output
    return print_value(output_value(number, output.type, output.shown), output.type, language)


def _named(quantity: Quantity, language: str) -> str:
    value = print_value(quantity.value, quantity.type, language)
    return f"{quantity.label[language]} {value}"


def _place(mark: Mark, along: ValueType, language: str) -> str:
    value = along_text(mark.number, along, language)
    if not mark.placed_by:
        return value
    names = " + ".join(_named(quantity, language) for quantity in mark.placed_by)
    return names if len(mark.placed_by) == 1 else f"{value}（{names}）" if language == "zh" else f"{value} ({names})"


def _width(mark: Mark, along: ValueType, language: str) -> str:
    if mark.width is None:
        return ""
    if mark.width_by:
        name = mark.width_by[0].label[language]
        value = along_text(mark.width, along, language)
        return f"{value}（{name}）" if language == "zh" else f"{value} ({name})"
    if along.kind == "date":
        return f"{int(mark.width)}日" if language == "zh" else f"{int(mark.width)} days"
    return along_text(mark.width, along, language)


def _slope(slope: Fraction | None, along: ValueType, amount: ValueType, language: str) -> str:
    """How much the amount rises for one more of the input, between money and money as a rate; "" for a level."""
    if not slope:
        return ""
    if along.kind == "money" and amount.kind == "money":
        share = print_value(output_value(slope, ValueType("ratio", "ratio")), ValueType("ratio"), language)
        return _BY_SHARE[language].format(share)
    step = Fraction(1, 100) if along.kind == "ratio" else Fraction(1)
    rise = print_value(output_value(slope * step, amount), amount, language)
    if along.kind == "date":
        unit = "日" if language == "zh" else "day"
    else:
        unit = along_text(step, along, language)
        unit = unit if unit.startswith("1%") else unit.removeprefix("1").lstrip()
    return _SLOPE[language].format(unit=unit, rise=rise)


def _level(mark: Mark, drawn: Curve, language: str) -> str:
    amount = _amount(mark.after, drawn, language)
    if not mark.level_by:
        return amount
    first = mark.level_by[0]
    share = "100%"
    if len(mark.level_by) == 2:
        share = print_value(mark.level_by[1].value, mark.level_by[1].type, language)
    elif not first.is_input:
        return _named(first, language)
    gap = " " if language == "zh" else ""
    return _LEVEL[language].format(name=first.label[language] + gap, share=share, amount=amount)


def tier_rows(drawn: Curve, language: str) -> tuple[tuple[str, ...], ...]:
    """The curve as rows of a table: along, amount. Of many tiers the first and the last ones."""
    rows: list[tuple[str, ...]] = [_tier(stretch, drawn, language) for stretch in stretches(drawn)]
    rows += [_gap(gap, drawn, language) for gap in drawn.gaps]
    if len(rows) > MOST_ROWS:
        half = MOST_ROWS // 2
        rows = [*rows[:half], (_LEFT_OUT[language],) * 2, *rows[-half:]]
    return tuple(rows)


def note_text(drawn: Curve, language: str) -> str:
    """What the marks do not say: that nothing changes over the range, or that not every step could be followed."""
    if not drawn.followed:
        return _UNFOLLOWED[language].format(MOST_POINTS)
    if drawn.most == drawn.least:
        return _CONSTANT[language].format(_amount(drawn.most, drawn, language))
    if len(drawn.lines) == 1:
        along, amount = drawn.input.type, drawn.output.type
        return _STRAIGHT[language].format(_slope(slope_of(drawn, drawn.lines[0]), along, amount, language))
    return ""


def gap_text(gap: Gap, drawn: Curve, language: str) -> str:
    """Where and why the calculation is refused."""
    return ("：" if language == "zh" else ": ").join(_gap(gap, drawn, language))


def _gap(gap: Gap, drawn: Curve, language: str) -> tuple[str, str]:
    start, end = (along_text(drawn.scale.number(p), drawn.input.type, language) for p in (gap.start, gap.end))
    where = start if gap.start == gap.end else _UNTIL[language].format(start, end)
    return where, _REFUSED[language].format(gap.reason.message(language))


def _tier(stretch: Stretch, drawn: Curve, language: str) -> tuple[str, str]:
    start, end = (along_text(number, drawn.input.type, language) for number in (stretch.start, stretch.end))
    where = start
    if start != end:
        opening, closing = _OPENING[stretch.opens][language], _CLOSING[stretch.closes][language]
        where = opening.format(start) + closing.format(end)
    first, last = _amount(stretch.first, drawn, language), _amount(stretch.last, drawn, language)
    return where, first if first == last else _UNTIL[language].format(first, last)
