"""Bare figures in a wording: a number that is typed where a parameter should be.

What counts: Arabic digits; Chinese number words before a unit (三日, 两次), as a fraction (百分之十, 三分之二) or a
discount (八折); English number words before a unit (three days). What does not:

- what stands under `literals` with a reason;
- an article of a statute right after its title, 《…》第五百八十四条 or Article 584 of the Civil Code: it is a citation;
- the designation of a standard: GB/T 2828.1-2012, ISO 9001;
- 一 before anything but a period or a share (一方, 一次, 一份), and a number word inside a longer word (同一, 任一).

An article number that is not a statute's (第八条, Article 8) is a reference typed by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from contracts_kit.content.mentions import Mentions, reading_mentions
from contracts_kit.content.model import Option
from contracts_kit.content.subject import Subject
from contracts_kit.findings import Finding

_HAN = "零〇一二三四五六七八九十百千万亿两"
_MANY = "零〇二三四五六七八九十百千万亿两"
_PERIOD = "个?(?:工作日|自然日|日历日|小时|分钟|季度|月|年|周|星期)|日|天|周岁"
_COUNTED = (
    "次|件|份|批次?|倍|元|角|分钱|万元|成|家|名|人|台|套|只|箱|种|项|吨|公斤|千克|克|公里|米|厘米|毫米|"
    "平方米|立方米|个百分点|轮|页|期|笔|档|级|个"
)
_UNITS_EN = (
    "(?:calendar |working |business |clear )?(?:days?|weeks?|months?|years?|hours?|minutes?|quarters?)|"
    "times|occasions|percent|per cent|percentage points?|pieces|units|copies|originals|counterparts|batches|"
    "instal+ments|lots|items|persons|people|tonnes|kilogram(?:me)?s|metres|yuan|RMB|CNY"
)
_NUMBER_EN = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half)"
)
_ARTICLE_ZH = rf"第[{_HAN}\d]{{1,16}}[条款项章节编](?:之[{_HAN}])?"
_LAW_EN = r"(?:[A-Z][A-Za-z']*|of|the|on|and|for|People's|Republic)"

# What is no figure although it looks like one; taken out before the figures are looked for.
EXEMPT: dict[str, tuple[re.Pattern[str], ...]] = {
    "zh": (
        re.compile(rf"》(?:（[^）]*）)?(?:{_ARTICLE_ZH}[、和及至]?)+"),
        re.compile(r"\b(?!RMB|CNY|USD|EUR|HKD|JPY)[A-Z]{2,}(?:/[A-Z]+)?[  -]?\d[\d.]*(?:[-—:：]\d{2,4})?"),
    ),
    "en": (
        re.compile(
            r"\b[Aa]rticles? \d+(?:(?:, | and | to |-)\d+)* of (?:the )?"
            rf"(?:{_LAW_EN} ){{0,16}}(?:Code|Law|Act|Regulations?|Measures|Provisions|Rules|Interpretations?)\b"
        ),
        re.compile(r"\b(?!RMB|CNY|USD|EUR|HKD|JPY)[A-Z]{2,}(?:/[A-Z]+)?[  -]?\d[\d.]*(?:[-—:]\d{2,4})?"),
    ),
}

# An article number typed by hand, then bare figures; the first pattern that fits a place is reported.
REFERENCES: dict[str, re.Pattern[str]] = {
    "zh": re.compile(rf"(?:{_ARTICLE_ZH})+|附件[{_HAN}\d]{{1,16}}"),
    "en": re.compile(r"\b(?:[Aa]rticle|[Cc]lause|[Ss]ection|[Aa]nnex|[Pp]aragraph)s? (?:\d+(?:\.\d+)*|[IVX]+)\b"),
}
_ARABIC = r"[¥￥$€]?\d{1,30}(?:[,，]\d{3}){0,9}(?:[.．]\d{1,20})?\s?(?:%|％|‰|[A-Za-z]{1,12}\b|[\u4e00-\u9fff]{0,2})"
FIGURES: dict[str, re.Pattern[str]] = {
    "zh": re.compile(
        rf"(?:[百千万]分之|[{_HAN}]{{1,16}}分之)[{_HAN}]{{1,16}}(?:点[{_HAN}]{{1,16}})?|[{_HAN}]{{1,16}}个百分点|"
        rf"(?<![{_HAN}])[{_MANY}][{_HAN}]{{0,16}}(?:点[{_HAN}]{{1,16}})?(?:{_PERIOD}|{_COUNTED})|"
        rf"(?<![{_HAN}])一[{_HAN}]{{1,16}}(?:{_PERIOD}|{_COUNTED})|"
        rf"(?<![{_HAN}下上前后同每任某统另唯逐第])一(?:{_PERIOD}|倍|成|个百分点)|半(?:个月|年|天|日)|"
        rf"[{_MANY}]折|第[{_MANY}][{_HAN}]{{0,16}}(?:次|日|天|年|批|期|个)|{_ARABIC}"
    ),
    "en": re.compile(
        rf"\b{_NUMBER_EN}(?:[- ]{_NUMBER_EN}){{0,6}}(?: \(\d+\))?[- ](?:{_UNITS_EN})\b|\b(?:twice|thrice)\b|{_ARABIC}",
        re.IGNORECASE,
    ),
}
# Words with a number in them that count nothing.
ORDINARY = re.compile("万一|千方百计|三包|第三方|第三人|十分|一一|百分比|千分比")


def figures_of_clause(subject: Subject) -> Iterator[Finding]:
    """Bare figures and typed references in a clause's wording and in the readings that it prints; unused literals."""
    literals = [text for text, _ in subject.clause.literals]
    used: set[str] = set()
    printed: dict[str, None] = {}
    for _, language, mentioned in subject.mentions:
        for line, kind, figure in figures(mentioned, language, literals, used):
            yield subject.found(kind, line, found=figure)
        printed.update((name, None) for name, _ in mentioned.called("reading"))
    for name in printed:
        if name in subject.family.options:
            yield from _in_readings(subject.family.options[name], literals, used)
    for index, literal in enumerate(literals):
        if literal and literal not in used:
            yield Finding("literal_unused", subject.file.literal_place(index), {"found": literal})


def _in_readings(option: Option, literals: list[str], used: set[str]) -> Iterator[Finding]:
    """Figures in the readings of an option; the literals of the clause that prints them hold there too."""
    for value, language, mentioned in reading_mentions(option):
        for _, kind, figure in figures(mentioned, language, literals, used):
            path = f"{option.id}.reading.{value}.{language}"
            yield Finding(kind, replace(option.place, path=path), {"found": figure})


def figures(mentioned: Mentions, language: str, literals: list[str], used: set[str]) -> Iterator[tuple[int, str, str]]:
    """Line, kind and text of each figure in the literal text of a wording. `used` gathers the literals met."""
    for piece in mentioned.texts:
        text = piece.text
        for literal in sorted(filter(None, literals), key=len, reverse=True):
            if literal in text:
                used.add(literal)
                text = text.replace(literal, "\0" * len(literal))
        for pattern in (_MARKER, ORDINARY, *EXEMPT[language]):
            text = pattern.sub(lambda m: "\0" * len(m[0]), text)
        for kind, pattern in (("typed_reference", REFERENCES[language]), ("bare_figure", FIGURES[language])):
            for match in pattern.finditer(text):
                yield piece.line + text.count("\n", 0, match.start()), kind, match[0].strip()
            text = pattern.sub(lambda m: "\0" * len(m[0]), text)


_MARKER = re.compile(r"^[ ]*\d+(?:[、．)）]|\.(?!\d))", re.MULTILINE)
