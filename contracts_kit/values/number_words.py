"""Whole numbers in words and signs: 一百零三, 二〇二六, ③, IV."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_SMALL_UNITS = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_VALUES = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    **{c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖") if i},
    **dict.fromkeys("〇", 0),
    **dict.fromkeys("两兩貳弍弐", 2),
    **dict.fromkeys("參叄叁", 3),
    **dict.fromkeys("陸", 6),
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
LARGE_UNITS = "".join(_GROUPS)
NUMERAL_CHARACTERS = "".join((*_VALUES, *_TENS, *_GROUPS))
MAX_LENGTH = 60


def chinese_number(number: int) -> str:
    """A whole number in Chinese words as in 第一百零三条: 十二, 一百零三, 一千二百, 三万零五. From 0 to 10^16 - 1."""
    if not 0 <= number < 10**16:
        raise ValueError(f"{number} has no Chinese words here")
    words = chinese_words(number, _DIGITS, _SMALL_UNITS, ("", "万", "亿", "万亿"))
    return words[1:] if words.startswith("一十") else words


def chinese_words(
    number: int, digits: str, small_units: tuple[tuple[int, str], ...], group_units: tuple[str, str, str, str]
) -> str:
    """The words of a number from its digits, the units within a group of four, and the units of the groups.

    One 零 stands for a run of zeros between digits; zeros at the end of a number or of a group that ends in
    its unit (壹拾万壹仟) say nothing.
    """
    if number == 0:
        return digits[0]
    parts: list[str] = []
    pending_zero = False
    for group in range(3, -1, -1):
        four = number // 10 ** (4 * group) % 10**4
        if not four:
            pending_zero = pending_zero or bool(parts)
            # 万亿: the unit of the group above is 万, and 亿 follows even where the group of 亿 itself is empty
            if group == 2 and parts and parts[-1] == "万":
                parts.append("亿")
            continue
        if parts and four < 1000:
            pending_zero = True
        for size, unit in small_units:
            digit = four // size % 10
            if digit:
                if pending_zero:
                    parts.append(digits[0])
                pending_zero = False
                parts.append(digits[digit] + unit)
            elif parts and four % size:
                pending_zero = True
        parts.append("万" if group == 3 else group_units[group])
        pending_zero = False
    return "".join(parts)


def read_chinese_number(text: str) -> int | None:
    """The whole number that the words say, or None where they are none: 三十五, 十, 一百零三, 壹拾万, 两千.

    Ordinary and capital numerals are read, 零 may be written or left out where usage differs, and digits by
    themselves are read as digits (二〇二六).
    """
    if not text or len(text) > MAX_LENGTH:
        return None
    if len(text) > 1 and all(c in _VALUES for c in text):
        return int("".join(str(_VALUES[c]) for c in text)) if text[0] not in "零〇" and len(text) <= 12 else None
    if len(text) > 1 and text[0] in "零〇":
        return None
    if sum(text.count(unit) for unit in "亿億") > 1:
        return None
    head, mark, tail = _split(text, "亿億")
    if not mark:
        return _below_hundred_million(text)
    above = _below_hundred_million(head) if head else None
    if not above:
        return None
    below = _below_hundred_million(tail, behind_a_unit=True) if tail else 0
    return None if below is None else above * 10**8 + below


def _split(text: str, units: str) -> tuple[str, str, str]:
    for unit in units:
        if unit in text:
            return text.partition(unit)
    return text, "", ""


def _below_hundred_million(text: str, behind_a_unit: bool = False) -> int | None:
    if sum(text.count(unit) for unit in "万萬") > 1:
        return None
    head, mark, tail = _split(text, "万萬")
    if not mark:
        return _below_ten_thousand(text, behind_a_unit)
    above = _below_ten_thousand(head, behind_a_unit)
    if not above:
        return None
    below = _below_ten_thousand(tail, behind_a_unit=True) if tail else 0
    return None if below is None else above * 10**4 + below


def _below_ten_thousand(text: str, behind_a_unit: bool) -> int | None:
    """A number of one group. 零 may stand between units; a last digit right behind a unit larger than 十 needs it.

    People say 一万五 for 15,000 and 一百一 for 110: without 零 such a digit could mean two numbers.
    """
    total, last_size, digit = 0, 10**4 if behind_a_unit else 10**5, None
    zero = False
    for position, character in enumerate(text):
        if character in "零〇":
            if digit is not None or zero:
                return None
            zero = True
        elif character in _VALUES:
            if digit is not None:
                return None
            digit = _VALUES[character]
        elif character in _TENS:
            size = _TENS[character]
            if size >= last_size or (digit is None and (size != 10 or (position and not zero))):
                return None
            total, last_size, digit, zero = total + (1 if digit is None else digit) * size, size, None, False
        else:
            return None
    if digit is None:
        return total if text and not zero else (0 if text in ("零", "〇") else None)
    after_unit = last_size < 10**5
    return total + digit if not after_unit or zero or last_size == 10 else None


def chinese_digits(number: int) -> str:
    """The digits of a number one by one, as solemn dates write them: 二〇二六."""
    return "".join("〇一二三四五六七八九"[int(c)] for c in str(number))


def circled(number: int) -> str:
    """A circled number from ① to ㊿; beyond that the number in brackets."""
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return f"({number})"


def roman(number: int) -> str:
    """A number from 1 to 3999 in Roman numerals."""
    if not 1 <= number <= 3999:
        raise ValueError(f"{number} has no Roman numeral")
    text = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        text += letters * count
    return text


TIMES_IN_WORDS = {1: "once", 2: "twice"}
"""How often, as an English sentence says it: at most once, failed twice in a row."""
