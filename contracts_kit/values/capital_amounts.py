"""Amounts of renminbi in capital numerals (大写): ¥107,000.53 is 人民币壹拾万柒仟元零伍角叁分, and back.

Rules from 支付结算办法 annex 1 and 会计基础工作规范 art. 52. Where they differ the default satisfies both: 整 is
written after 元 and after 角 and never after 分. Of the two places in which a 零 may stand in ¥107,000.53, it stands
after 元, as both sources print it; reading accepts every variant.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from contracts_kit.errors import refuse
from contracts_kit.findings import Place
from contracts_kit.values.number_words import chinese_words, read_chinese_number

PREFIX = "人民币"
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_SMALL_UNITS = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
_GROUP_UNITS = ("", "万", "亿", "万亿")
_LIMIT = 10**16
_SIMPLER = str.maketrans("圓圆正貳叄參陸萬億角", "元元整贰叁叁陆万亿角")
_NUMERALS = "零〇壹贰叁肆伍陆柒捌玖两拾佰仟万亿"
_FORM = re.compile(
    rf"(?:(?P<yuan>[{_NUMERALS}]+)元)?(?:零?(?P<jiao>[壹贰叁肆伍陆柒捌玖])角|零角)?"
    rf"(?:零?(?P<fen>[壹贰叁肆伍陆柒捌玖])分|零分)?整?"
)
_DIGIT_RUN = re.compile(r"[壹贰叁肆伍陆柒捌玖两]{2}")
_LOOKS = re.compile(r"[壹贰貳叁叄參肆伍陆陸柒捌玖拾佰仟]|[元圆圓][整正]$|[角分整]$|零元")


def capital_amount(
    amount: int | Decimal | Fraction,
    *,
    prefix: bool = True,
    zheng: str = "整",
    zheng_after_jiao: bool = True,
    place: Place | None = None,
) -> str:
    """The amount in capital numerals: 人民币壹拾万元整 for 100000.

    `prefix` false leaves 人民币 out. `zheng` is 整 or 正; `zheng_after_jiao` false leaves it out after 角,
    as banks may.
    A negative amount begins with 负. Raises InputError `amount_not_in_cents` beyond two decimals and from 10^16 on.
    """
    cents = Fraction(amount) * 100
    if cents.denominator != 1 or abs(cents) >= _LIMIT * 100:
        raise refuse("amount_not_in_cents", place, found=str(amount)[:60])
    sign = "负" if cents < 0 else ""
    yuan, rest = divmod(abs(int(cents)), 100)
    jiao, fen = divmod(rest, 10)
    words = ""
    if yuan or not rest:
        words = chinese_words(yuan, _DIGITS, _SMALL_UNITS, _GROUP_UNITS) + "元"
    if jiao:
        # a 零 may stand for 万 = 0 before 仟 and for 元 = 0 before 角; where it may stand twice, it stands here once
        if yuan > 10**5 and yuan // 10**4 % 10 == 0 and yuan // 1000 % 10 and yuan % 10 == 0:
            words += _DIGITS[0]
        words += _DIGITS[jiao] + "角"
    elif fen and yuan:
        words += _DIGITS[0]
    if fen:
        words += _DIGITS[fen] + "分"
    elif not jiao or zheng_after_jiao:
        words += zheng
    return (PREFIX if prefix else "") + sign + words


def looks_capital(text: str) -> bool:
    """Whether a text is meant as an amount in capital numerals: it has such numerals or ends in 整, and no figure."""
    return not re.search(r"[0-9]", text) and "分之" not in text and bool(_LOOKS.search(text))


def read_capital_amount(text: str, place: Place | None = None) -> int | Decimal:
    """The amount that capital numerals say, with or without 人民币 and 整, with every 零 that usage leaves open.

    Raises InputError `amount_words`.
    """
    body = re.sub(r"\s", "", text).removeprefix(PREFIX).removeprefix("：").removeprefix(":").translate(_SIMPLER)
    negative = body.startswith("负")
    body = body.removeprefix("负")
    match = _FORM.fullmatch(body) if len(body) <= 60 else None
    if match is None or not body.replace("整", "") or _DIGIT_RUN.search(body):
        raise refuse("amount_words", place, found=text[:60])
    yuan_text = match["yuan"]
    yuan = 0
    if yuan_text is not None:
        found = read_chinese_number(yuan_text if yuan_text in "零〇" else yuan_text.removesuffix("零"))
        if found is None:
            raise refuse("amount_words", place, found=text[:60])
        yuan = found
    cents = "零壹贰叁肆伍陆柒捌玖".index(match["jiao"] or "零") * 10 + "零壹贰叁肆伍陆柒捌玖".index(
        match["fen"] or "零"
    )
    amount: int | Decimal = yuan if cents == 0 else Decimal(yuan * 100 + cents).scaleb(-2)
    return -amount if negative else amount
