"""Units: one table of what can be measured or counted, and the way compound units are written.

A unit is written as a product and quotients of names: `CNY`, `days`, `ratio/day`, `CNY/pcs/day`. Canonical is the
plural in the numerator and the singular in a denominator; every alias (`piece`, `件`) is accepted. Nothing is
converted silently: kilograms and tonnes are two units, days and working days too. `factor` says how many of the
dimension's base unit one is; it is used where a value is read (5万元 is 50000 CNY), never inside an expression.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from contracts_kit.errors import refuse
from contracts_kit.findings import Place, nearest
from contracts_kit.records import dataclass

MAX_FACTORS = 6


@dataclass(frozen=True, slots=True)
class Unit:
    """One named unit: canonical plural `name`, `singular`, and its words. `base` is what the unit algebra counts.

    `dimension` is money, ratio, ppm, time, mass, length, area ..., or count for a counted noun. `base` is "" where
    the unit has no dimension (a ratio, a multiple). `factor`: how many of `base` one of it is.
    """

    name: str
    singular: str
    dimension: str
    base: str
    factor: Fraction
    zh: str
    en: str
    en_plural: str
    aliases: tuple[str, ...] = ()


# name, singular, zh, en, en plural, aliases (lower case where Latin)
_COUNTED = """
pcs|pcs|件|piece|pieces|piece,pieces,units,unit,件,个,只,片,台
times|time|次|time|times|time,occurrence,occurrences,event,events,次
batches|batch|批|batch|batches|批,批次
lots|lot|批|lot|lots|
bags|bag|袋|bag|bags|袋,包
packages|package|件包装|package|packages|包装
parcels|parcel|包裹|parcel|parcels|包裹
pallets|pallet|托盘|pallet|pallets|托盘,托
layers|layer|层|layer|layers|层
persons|person|人|person|persons|person,people,人,名
vehicles|vehicle|辆|vehicle|vehicles|辆,车
vehicle_days|vehicle_day|辆日|vehicle-day|vehicle-days|辆日
stores|store|店|store|stores|店,家
store_months|store_month|店月|store-month|store-months|店月
branches|branch|家分公司|branch|branches|家分公司
bidders|bidder|家投标人|bidder|bidders|家投标人
documents|document|份文件|document|documents|份文件
copies|copy|份|copy|copies|份
sets|set|套|set|sets|套
items|item|项|item|items|项
item_tests|item_test|项次|item test|item tests|项次
tests|test|次试验|test|tests|次试验
elements|element|元素|element|elements|元素
parts|part|个零件|part|parts|零件
notices|notice|份通知|notice|notices|份通知
cases|case|例|case|cases|例,起
categories|category|类|category|categories|类
entries|entry|条|entry|entries|条
rows|row|行|row|rows|行
kinds|kind|种|kind|kinds|种
positions|position|名次|position|positions|名次,位
steps|step|档|step|steps|档,级,阶
grades|grade|等级|grade|grades|等级
models|model|型号|model|models|型号
signatures|signature|个签名|signature|signatures|签名
seals|seal|枚印章|seal|seals|枚
"""

# name, singular, dimension, factor, zh, en, en plural, aliases
_MEASURED = """
ratio|ratio|ratio|1||||
multiple|multiple|ratio|1|倍|time|times|multiples,multiplier,multipliers,倍
ppm|ppm|ppm|1|ppm|ppm|ppm|百万分率
days|day|time|1|日|day|days|天,日,calendar_day,calendar_days,自然日,日历日
working_days|working_day|time|1|个工作日|working day|working days|工作日,business_day,business_days,个工作日
weeks|week|time|1|周|week|weeks|周,星期
months|month|time|1|个月|month|months|月,个月
quarters|quarter|time|1|个季度|quarter|quarters|季度,季
years|year|time|1|年|year|years|年
hours|hour|time|1|小时|hour|hours|小时,时,h
minutes|minute|time|1|分钟|minute|minutes|分钟,min
days_of_month|day_of_month|calendar|1|日|day of the month|day of the month|号
months_of_year|month_of_year|calendar|1|月|||月份
calendar_years|calendar_year|calendar|1|年|||年份
kg|kg|mass|1|千克|kg|kg|公斤,千克,kilogram,kilograms
g|g|mass|1/1000|克|g|g|克,gram,grams
t|t|mass|1000|吨|t|t|吨,tonne,tonnes,ton,tons
mm|mm|length|1/1000|毫米|mm|mm|毫米
cm|cm|length|1/100|厘米|cm|cm|厘米
m|m|length|1|米|m|m|米,metre,metres
cm3|cm3|volume|1|立方厘米|cm³|cm³|cm³,立方厘米
mesh|mesh|mesh|1|目|mesh|mesh|目
MPa|MPa|pressure|1|兆帕|MPa|MPa|mpa,兆帕
degC|degC|temperature|1|℃|°C|°C|degc,℃,°c,摄氏度
aql|aql|aql|1|AQL|AQL|AQL|
"""

# code, factor over, zh, aliases; a currency's symbol is in every language the code's own
_CURRENCIES = {
    "CNY": ("元", ("cny", "rmb", "元", "人民币", "人民币元")),
    "USD": ("美元", ("usd", "美元")),
    "EUR": ("欧元", ("eur", "欧元")),
    "HKD": ("港元", ("hkd", "港元", "港币")),
    "JPY": ("日元", ("jpy", "日元")),
    "GBP": ("英镑", ("gbp", "英镑")),
    "KRW": ("韩元", ("krw", "韩元")),
    "SGD": ("新加坡元", ("sgd", "新加坡元")),
}


def _table() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for line in _COUNTED.strip().splitlines():
        name, singular, zh, en, plural, aliases = line.split("|")
        units[name] = Unit(name, singular, "count", name, Fraction(1), zh, en, plural, _split(aliases))
    for line in _MEASURED.strip().splitlines():
        name, singular, dimension, factor, zh, en, plural, aliases = (x.strip() for x in line.split("|"))
        base = "" if dimension == "ratio" else name
        units[name] = Unit(name, singular, dimension, base, Fraction(factor), zh, en, plural, _split(aliases))
    for code, (zh, currency_aliases) in _CURRENCIES.items():
        units[code] = Unit(code, code, "money", code, Fraction(1), zh, code, code, currency_aliases)
    ten_thousand = ("cny_10k", "万元", "人民币万元")
    units["CNY_10k"] = Unit(
        "CNY_10k", "CNY_10k", "money", "CNY", Fraction(10000), "万元", "CNY 10k", "CNY 10k", ten_thousand
    )
    return units


def _split(aliases: str) -> tuple[str, ...]:
    return tuple(a.strip() for a in aliases.split(",") if a.strip())


UNITS: dict[str, Unit] = _table()
CURRENCIES: tuple[str, ...] = tuple(_CURRENCIES)
# What is counted as one thing times another: 3 vehicles late for 2 days are 6 vehicle-days, each at a rate a vehicle
# a day. They are read and printed as units of their own; the algebra counts their parts.
COMPOUND_BASES: dict[str, tuple[str, ...]] = {
    "vehicle_days": ("vehicles", "days"),
    "store_months": ("stores", "months"),
    "item_tests": ("items", "tests"),
}
# Units whose whole numbers a bare whole number may stand for: everything counted, time, ppm and the like.
COUNTABLE_DIMENSIONS = frozenset({"count", "time", "calendar", "ppm", "mesh", "aql"})

# Exact conversions that people write as a bare factor: 12 × years is months, months ÷ 12 is years. Days and months
# meet only in `days / 30`, which is how terms of payment are turned into months.
CONVERSIONS: dict[tuple[str, str, str], str] = {
    ("*", "years", "12"): "months",
    ("/", "months", "12"): "years",
    ("*", "quarters", "3"): "months",
    ("/", "months", "3"): "quarters",
    ("/", "days", "30"): "months",
    ("*", "weeks", "7"): "days",
    ("/", "days", "7"): "weeks",
    ("*", "days", "24"): "hours",
    ("/", "hours", "24"): "days",
    ("*", "hours", "60"): "minutes",
    ("/", "minutes", "60"): "hours",
    ("*", "t", "1000"): "kg",
    ("/", "kg", "1000"): "t",
    ("*", "kg", "1000"): "g",
    ("/", "g", "1000"): "kg",
    ("*", "m", "1000"): "mm",
    ("*", "", "1000000"): "ppm",
    ("/", "ppm", "1000000"): "",
}
# The same for what is so much a month: 12 × t/month is t/year.
PERIOD_CONVERSIONS: dict[tuple[str, str, str], str] = {
    ("*", "months", "12"): "years",
    ("*", "months", "3"): "quarters",
    ("/", "years", "12"): "months",
    ("/", "quarters", "3"): "months",
    ("*", "quarters", "4"): "years",
}


def _names() -> dict[str, Unit]:
    names: dict[str, Unit] = {}
    for entry in UNITS.values():
        for spelling in (entry.name, entry.singular, *entry.aliases):
            names.setdefault(spelling, entry)
            names.setdefault(spelling.lower(), entry)
    return names


_BY_NAME: dict[str, Unit] = _names()


def find_unit(name: str) -> Unit | None:
    """The unit of this name or alias, in any case of its Latin letters; None where the table has none."""
    return _BY_NAME.get(name) or _BY_NAME.get(name.lower())


@dataclass(frozen=True, slots=True)
class CompoundUnit:
    """A product and quotients of named units, as written: each unit with its exponent (1 or -1)."""

    parts: tuple[tuple[Unit, int], ...]

    @property
    def bases(self) -> tuple[tuple[str, int], ...]:
        """What the unit algebra counts: base names with exponents, sorted, those that cancel left out."""
        counted: dict[str, int] = {}
        for entry, exponent in self.parts:
            for base in COMPOUND_BASES.get(entry.base, (entry.base,) if entry.base else ()):
                counted[base] = counted.get(base, 0) + exponent
        return tuple(sorted((base, exponent) for base, exponent in counted.items() if exponent))

    @property
    def factor(self) -> Fraction:
        """By how much a bare number given in this unit is multiplied: 10000 for CNY_10k, else 1.

        Only money is converted when it is read; other units keep their own numbers.
        """
        result = Fraction(1)
        for entry, exponent in self.parts:
            if entry.dimension == "money":
                result *= entry.factor**exponent
        return result

    @property
    def currency(self) -> str | None:
        """The currency in the numerator, None where there is none."""
        return next((entry.base for entry, exponent in self.parts if entry.dimension == "money" and exponent > 0), None)

    @property
    def text(self) -> str:
        """The canonical way of writing it: `CNY/pieces/day` is `CNY/pcs/day`."""
        top = [entry.name for entry, exponent in self.parts if exponent > 0]
        below = [entry.singular for entry, exponent in self.parts if exponent < 0]
        return "/".join(["*".join(top) or "1", *below])


@lru_cache(maxsize=1024)
def _read(text: str) -> CompoundUnit | None:
    if len(text) > 80:
        return None
    pieces = re.split(r"([*/·×])", text.strip())
    parts: list[tuple[Unit, int]] = []
    sign = 1
    for index, piece in enumerate(pieces):
        if index % 2:
            sign = -1 if piece == "/" else 1
            continue
        entry = find_unit(piece.strip())
        if entry is None:
            if piece.strip() == "1" and index == 0:
                continue
            return None
        parts.append((entry, sign))
    return CompoundUnit(tuple(parts)) if parts and len(parts) <= MAX_FACTORS else None


def read_unit(text: str, place: Place | None = None) -> CompoundUnit:
    """The unit written in `text`, aliases allowed. Raises InputError `unknown_unit`."""
    found = _read(text)
    if found is None:
        raise refuse("unknown_unit", place, name=text[:80], suggestion=_suggestion(text))
    return found


def _suggestion(text: str) -> str | None:
    for piece in re.split(r"[*/·×]", text[:80]):
        if find_unit(piece.strip()) is None:
            return nearest(piece.strip(), _BY_NAME)
    return None


def unit_label(unit: str, language: str, *, one: bool = False) -> str:
    """How a unit is printed after a number: `元/件/日`, `working days`; empty for a ratio. `one`: the singular.

    `unit` is written as `read_unit` accepts it; raises InputError `unknown_unit` otherwise.
    """
    words: list[str] = []
    first = True
    for entry, exponent in read_unit(unit).parts:
        if language == "zh":
            word = entry.zh.removeprefix("个") if exponent < 0 else entry.zh
        else:
            word = entry.en if exponent < 0 or one else entry.en_plural
        if first and exponent > 0:
            words.append(word)
        else:
            words.append(("/" if exponent < 0 else "·") + word)
        first = False
    return "".join(words)


def factor_of(unit: str | None) -> Fraction:
    """By how much a bare number given in `unit` is multiplied when it is read: 10000 for CNY_10k, else 1."""
    return Fraction(1) if unit is None else read_unit(unit).factor
