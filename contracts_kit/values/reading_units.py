"""Whether the unit that somebody wrote beside a number is the unit that the value has.

Written around a number may stand: a currency (`RMB 1,000`, `1000元`), a unit (`3个工作日`, `500 ppm`), a period or
a thing behind `/`, `per`, `a`, 每 (`3%/day`, `每日万分之五`, `5元/件`). A unit may be left out; a wrong one is refused,
and nothing is converted: 24小时 is not one day, because a contract that says one does not say the other.
"""

from __future__ import annotations

import re

from contracts_kit.values.units import CompoundUnit, Unit, find_unit

_SYMBOLS = {
    "¥": ("CNY", "JPY"),
    "$": ("USD", "HKD", "SGD"),
    "US$": ("USD",),
    "HK$": ("HKD",),
    "€": ("EUR",),
    "£": ("GBP",),
}
_ENDING = re.compile(r"[整正]$")
_BREAKS = re.compile(r"\s*/\s*|\s*\bper\s+|\s*\b(?:an?|each|every)\s+|\s*[每按]\s*", re.IGNORECASE)
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year"}
_ADVERBS |= {"annually": "year", "hourly": "hour"}
_PERIODS_BEFORE_SHARE = ("日", "月", "年")


class WrittenUnit:
    """The unit written around a number: the words above the line and below it."""

    def __init__(self, before: str, after: str, *, share: bool) -> None:
        self.above: list[str] = []
        self.below: list[str] = []
        if share and before in _PERIODS_BEFORE_SHARE:  # 日万分之五
            before = "每" + before
        head, *rest = _BREAKS.split(before)
        self._add_above(head)
        for index, word in enumerate(rest):
            # 每日人民币5元: the last word before the number may run on into a currency
            below, above = _run_on(word) if index == len(rest) - 1 else (word, "")
            self.below.append(below)
            self._add_above(above)
        head, *rest = _BREAKS.split(_ENDING.sub("", after).strip() if after.endswith(("元整", "元正")) else after)
        if head.casefold() in _ADVERBS:
            self.below.append(_ADVERBS[head.casefold()])
        else:
            self._add_above(head)
        self.below += rest

    def _add_above(self, word: str) -> None:
        if word.strip():
            self.above.append(word.strip())

    @property
    def nothing(self) -> bool:
        """Whether no unit was written at all."""
        return not self.above and not self.below

    def fits(self, expected: CompoundUnit | None) -> bool:
        """Whether what was written is the unit expected, or as much of it as cannot be mistaken."""
        parts = expected.parts if expected is not None else ()
        above = [unit for unit, exponent in parts if exponent > 0]
        below = [unit for unit, exponent in parts if exponent < 0]
        if any(unit.dimension == "calendar" for unit in above):
            self.below = [word for word in self.below if not _means(word, find_unit("months"))]
        if not all(any(_means(word, unit) for unit in above) for word in self.above):
            return False
        if not self.below:
            return True
        if len(self.below) != len(below):
            return False
        waiting = list(below)
        for word in self.below:
            match = next((unit for unit in waiting if _means(word, unit)), None)
            if match is None:
                return False
            waiting.remove(match)
        return True

    def factor_power(self) -> int:
        """By which power of ten a currency unit written above the line multiplies: 4 for CNY_10k, else 0."""
        return sum(4 for word in self.above if (unit := find_unit(word)) is not None and unit.factor == 10000)


def _run_on(word: str) -> tuple[str, str]:
    """A word below the line and the currency that follows it: 日人民币, 日RMB."""
    match = re.match(r"(?P<below>.*?)(?P<above>人民币|rmb|cny|usd|eur|[¥$€£])$", word.strip(), re.IGNORECASE)
    return (match["below"], match["above"]) if match is not None else (word, "")


def _means(word: str, unit: Unit | None) -> bool:
    """Whether `word` is a name of `unit`: an alias, what it prints as, a currency's symbol, with or without 个."""
    if unit is None:
        return False
    word = " ".join(word.split())
    if unit.dimension == "money":
        pieces = [word] if word in _SYMBOLS or find_unit(word) else re.split(r"\s+|(?<=[¥$€£])", word)
        return all(_means_currency(piece, unit) for piece in pieces if piece)
    for spelling in (word, word.removeprefix("个"), word.replace(" ", "_").replace("-", "_")):
        lower = spelling.casefold()
        names = (unit.name, unit.singular, unit.zh, unit.zh.removeprefix("个"), unit.en, unit.en_plural, *unit.aliases)
        if lower in {name.casefold() for name in names if name} or find_unit(spelling) is unit:
            return True
    if unit.dimension == "calendar" and word in ("st", "nd", "rd", "th"):
        return True
    return unit.dimension == "ratio" and find_unit(word) is find_unit("multiple")


def _means_currency(word: str, unit: Unit) -> bool:
    if word in _SYMBOLS:
        return unit.base in _SYMBOLS[word]
    if word in ("圆", "块", "yuan", "Yuan"):
        return unit.base == "CNY"
    found = find_unit(word)
    return found is not None and found.base == unit.base
