"""Numbers as people write them, exactly: `1,000.00`, `1/3`, `10万`, `百分之十`, `三十五`, `1.5 million`.

The grammar is our own: `1e999999999`, `NaN`, `1_000`, `٣` and `1,00` are numbers to Python's parsers and typing
errors to a reader of contracts. Digits and signs of full width, which Chinese input methods write, are read as
their ASCII forms; no other digits are.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction

from contracts_kit.records import dataclass
from contracts_kit.values.number_words import LARGE_UNITS, NUMERAL_CHARACTERS, read_chinese_number

Number = int | Decimal | Fraction

MAX_INTEGER_DIGITS = 21
MAX_DECIMALS = 20
_EXACT = Context(prec=120)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xFFE5: 0xA5, 0x2212: 0x2D}
_DIGITS = re.compile(
    r"(?P<over>\d+)/(?P<under>\d+)|(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?", re.ASCII
)
_GARBLED = re.compile(r"[0-9_.,/]|\s+[0-9]|[eE][+-]?[0-9]")
_POWERS = {"百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8}
_POWER_RUN = re.compile(r"\s*([百千]?(?:[万萬][亿億]|[万萬亿億])|[百千](?![克米瓦]))")
_STRAY = re.compile(r"[.,+_]\s*$")
_ENGLISH_POWERS = {"thousand": 3, "million": 6, "billion": 9}
_ENGLISH_POWER = re.compile(r"\s*(thousand|million|billion)\b", re.IGNORECASE)
_PARTS = {"百": 2, "千": 3, "万": 4, "萬": 4, "十万": 5, "百万": 6}
_OF_PARTS = re.compile(r"(?P<under>[^\s分每按]{1,12})分之(?P<rest>.+)", re.DOTALL)
_PERCENT = re.compile(r"\s*(?:(?P<percent>%|per\s?cent\b)|(?P<permille>‰|per\s?mille?\b))", re.IGNORECASE)
_NUMERALS = re.compile(f"[{NUMERAL_CHARACTERS}]+(?:点[{NUMERAL_CHARACTERS}]+)?")
_MULTIPLIED = frozenset("百千万萬亿億")


class Malformed(Exception):
    """No number of the grammar; `reason` is `number`, `digits` (too many of them) or `zero` (a fraction over zero)."""

    def __init__(self, reason: str = "number") -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class NumberText:
    """A number found in a text, with what stands around it.

    `share` is true where it is written as a share: `10%`, `百分之十`, `三分之一`. `multiplied` is true where a word
    such as 万 or million belongs to it. `before` and `after` are stripped of blanks.
    """

    value: Number
    share: bool
    multiplied: bool
    before: str
    after: str


def ascii_forms(text: str) -> str:
    """The text with characters of full width as their ASCII forms, and blanks at the ends removed."""
    return text.translate(_FULL_WIDTH).strip()


def exact_number(whole: str, decimals: str = "", power: int = 0, negative: bool = False) -> int | Decimal:
    """The number `whole.decimals` times ten to the `power`: an int where no decimals remain, else a Decimal.

    Raises Malformed("digits") beyond 21 digits before or 20 behind the point.
    """
    significant = whole.lstrip("0")
    if len(significant) + max(power, 0) > MAX_INTEGER_DIGITS or len(decimals) + max(-power, 0) > MAX_DECIMALS:
        raise Malformed("digits")
    exponent = power - len(decimals)
    digits = int(whole + decimals)
    if negative:
        digits = -digits
    return digits * 10**exponent if exponent >= 0 else _EXACT.scaleb(Decimal(digits), exponent)


def exact_fraction(over: Number, under: Number) -> Number:
    """`over / under`: an int or a Decimal where that is exact within 20 decimals, else a Fraction.

    Raises Malformed("zero") for a division by zero.
    """
    if under == 0:
        raise Malformed("zero")
    fraction = Fraction(over) / Fraction(under)
    if fraction.denominator == 1:
        return fraction.numerator
    rest, twos, fives = fraction.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest != 1 or places > MAX_DECIMALS:
        return fraction
    return _EXACT.scaleb(Decimal(fraction.numerator * 10**places // fraction.denominator), -places)


def shifted(number: Number, power: int) -> Number:
    """The number times ten to the `power`, exactly; an int where no decimals remain."""
    if isinstance(number, Fraction):
        return exact_fraction(number * Fraction(10) ** power, 1)
    sign, digits, exponent = Decimal(number).as_tuple()
    exponent = int(exponent) + power
    text = "".join(map(str, digits))
    if exponent >= 0:
        return exact_number(text, "", exponent, bool(sign))
    text = text.rjust(-exponent + 1, "0")
    return exact_number(text[:exponent], text[exponent:], 0, bool(sign))


def find_number(text: str) -> NumberText:
    """The one number in `text`. The text must be in `ascii_forms`. Raises Malformed."""
    before, rest = "", text
    parts = _OF_PARTS.search(text)
    if parts is not None:
        return _share_of_parts(text, parts)
    start = re.search(r"[0-9]", text)
    if start is None:
        return _numerals(text)
    before, rest = text[: start.start()], text[start.start() :]
    before, negative = _sign(before)
    match = _DIGITS.match(rest)
    if match is None or _STRAY.search(before):
        raise Malformed
    after = rest[match.end() :]
    if _GARBLED.match(after) and not _is_unit_behind_slash(after):
        raise Malformed
    power, after = _power(after)
    share = _PERCENT.match(after)
    if share is not None:
        power -= 2 if share["percent"] else 3
        after = after[share.end() :]
    value: Number
    if match["over"] is not None:
        over, under = exact_number(match["over"]), exact_number(match["under"])
        value = shifted(exact_fraction(-over if negative else over, under), power)
    else:
        value = exact_number(match["whole"].replace(",", ""), match["decimals"] or "", power, negative)
    multiplied = power > 0 or (share is not None and power > -2)
    return NumberText(value, share is not None, multiplied, before.strip(), after.strip())


def _is_unit_behind_slash(after: str) -> bool:
    """Whether a slash begins a unit (`0.03/day`) and not a second number."""
    return after.startswith("/") and re.match(r"/\s*[0-9]", after) is None


def _sign(before: str) -> tuple[str, bool]:
    """What stands before a number without its sign, and whether there was one. Two signs are malformed."""
    signs = re.findall(r"[-负]", before)
    if len(signs) > 1:
        raise Malformed
    return re.sub(r"[-负]", "", before), bool(signs)


def _power(after: str) -> tuple[int, str]:
    match = _POWER_RUN.match(after)
    if match is not None and not after.startswith(("百分", "千分", "万分")):
        return sum(_POWERS[c] for c in match[1]), after[match.end() :]
    match = _ENGLISH_POWER.match(after)
    if match is not None:
        return _ENGLISH_POWERS[match[1].lower()], after[match.end() :]
    return 0, after


def _share_of_parts(text: str, parts: re.Match[str]) -> NumberText:
    """`百分之十`, `万分之0.5`, `三分之一`, with what stands before and after: `每日万分之五`."""
    before, under = text[: parts.start()], parts["under"]
    run = re.search(f"[{NUMERAL_CHARACTERS}0-9]+$", under)
    if run is None:
        raise Malformed
    before += under[: run.start()]
    over = find_number(parts["rest"])
    if over.share or over.before:
        raise Malformed
    before, negative = _sign(before)
    value = -over.value if negative else over.value
    share = shifted(value, -_PARTS[run[0]]) if run[0] in _PARTS else exact_fraction(value, _whole(run[0]))
    return NumberText(share, True, False, before.strip(), over.after)


def _whole(run: str) -> int:
    if run.isascii():
        return int(exact_number(run))
    number = read_chinese_number(run)
    if number is None:
        raise Malformed
    return number


def _numerals(text: str) -> NumberText:
    """A number in Chinese numerals: `三十五`, `两`, `三点五`, `十万`."""
    for match in _NUMERALS.finditer(text):
        before, negative = _sign(text[: match.start()])
        run, after = match[0], text[match.end() :]
        whole_text, point, decimals_text = run.partition("点")
        whole = read_chinese_number(whole_text)
        if whole is None:
            continue
        value: Number = whole
        if point:
            decimals = "".join(str("〇一二三四五六七八九".find("〇" if c == "零" else c)) for c in decimals_text)
            if "-" in decimals:
                raise Malformed
            value = exact_number(str(whole), decimals)
        power, after = _power(after)
        value = shifted(-value if negative else value, power)
        share = _PERCENT.match(after)
        if share is not None:
            value, after = shifted(value, -2 if share["percent"] else -3), after[share.end() :]
        multiplied = bool(power) or bool(_MULTIPLIED & set(run) & set(LARGE_UNITS))
        return NumberText(value, share is not None, multiplied, before.strip(), after.strip())
    raise Malformed
