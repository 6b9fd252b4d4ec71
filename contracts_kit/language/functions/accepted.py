"""What the arguments of the library's functions may be."""

from __future__ import annotations

from collections.abc import Callable

from contracts_kit.language.infer_calls import Accepts, Argument
from contracts_kit.language.types import Type
from contracts_kit.language.units_algebra import common, measure_of
from contracts_kit.values.bilingual import Bilingual


def _kind(*kinds: str) -> Callable[[Type], bool]:
    return lambda type_: type_.kind in kinds


def _in_unit(unit: str, *, whole: bool = True) -> Callable[[Type], bool]:
    measure = measure_of(unit)

    def test(type_: Type) -> bool:
        return type_.kind == "number" and (type_.whole or not whole) and common(type_.measure, measure) is not None

    return test


def _list(test: Callable[[Type], bool]) -> Callable[[Type], bool]:
    return lambda type_: type_.kind == "list" and (type_.element.kind == "anything" or test(type_.element))


def _whole(type_: Type) -> bool:
    return type_.kind == "number" and type_.whole and not type_.measure.is_money


def _ordered(type_: Type) -> bool:
    return type_.kind in ("number", "date", "datetime") and not type_.optional


NUMBER = Accepts(_kind("number"), "数字", "a number")
MONEY = Accepts(lambda t: t.kind == "number" and (t.measure.is_money or t.measure.kind == "zero"), "金额", "money")
WHOLE = Accepts(_whole, "整数", "a whole number")
DATE = Accepts(_kind("date"), "日期", "a date")
DATETIME = Accepts(_kind("datetime"), "时刻", "a moment")
MAP = Accepts(_kind("map"), "对照表", "a map")
DAYS = Accepts(_in_unit("days"), "日数（整数，days）", "a whole number of days")
WORKING_DAYS = Accepts(_in_unit("working_days"), "工作日数（working_days）", "a whole number of working days")
MONTHS = Accepts(
    _in_unit("months"), "月数（months）；年数用 add_years", "a whole number of months (for years: add_years)"
)
YEARS = Accepts(_in_unit("years"), "年数（years）", "a whole number of years")
HOURS = Accepts(_in_unit("hours", whole=False), "小时数（hours）", "hours")
SPAN = Accepts(
    lambda t: any(_in_unit(unit)(t) for unit in ("days", "months", "years")) and t.measure.kind == "exact",
    "日数、月数或年数",
    "a number of days, months or years",
)
LIST = Accepts(_kind("list"), "列表", "a list")
ROWS = Accepts(_list(_kind("record")), "记录的列表", "a list of records")
DATES = Accepts(_list(lambda t: t.kind == "date" and not t.optional), "日期列表", "a list of dates")
BOOLEANS = Accepts(_list(lambda t: t.kind == "boolean" and not t.optional), "是非列表", "a list of conditions")
NUMBERS = Accepts(_list(lambda t: t.kind == "number" and not t.optional), "数字列表", "a list of numbers")
RATIOS = Accepts(
    _list(lambda t: t.kind == "number" and not t.measure.bases and not t.optional), "比例列表", "a list of ratios"
)
SORTABLE = Accepts(_list(_ordered), "数字或日期的列表", "a list of numbers or dates")
TEXTS = Accepts(_list(lambda t: t.kind == "text" and not t.optional), "文字列表", "a list of texts")
ORDERED = Accepts(
    lambda t: _ordered(t) or _list(_ordered)(t), "数字或日期，或其列表", "numbers or dates, or a list of them"
)
TEXT = Accepts(_kind("text"), "文字", "a text")
QUOTED = Accepts(_kind("text"), "引号里的文字", "a text in quotes", literal=True)
ANY = Accepts(lambda t: True, "值", "a value", optional=True)


def one(name: str, accepts: Accepts) -> Argument:
    """An argument that must be there."""
    return Argument(name, accepts)


def maybe(name: str, accepts: Accepts) -> Argument:
    """An argument that may be left out."""
    return Argument(name, accepts, needed=False)


def more(name: str, accepts: Accepts) -> Argument:
    """Any number of arguments, at the end."""
    return Argument(name, accepts, needed=False, many=True)


def named(name: str, accepts: Accepts) -> Argument:
    """An argument written `name=value`, which may be left out."""
    return Argument(name, accepts, needed=False, named=True)


def words(zh: str, en: str) -> Bilingual:
    """A text in both languages."""
    return Bilingual(zh, en)
