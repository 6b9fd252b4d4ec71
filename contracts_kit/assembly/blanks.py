"""Blanks: the line that a contract prints for a value to fill in by hand, and which blanks keep it a draft.

The line fits what is to be written on it, and what a printed value would carry stands beside it:

=================  =====================  ======================
type               zh                     en
=================  =====================  ======================
money              ¥____________          CNY ____________
money, capital     a line of 28           a line of 28
ratio              ____%                  ____%
days and the like  ____日                 ____ days
date               ______年____月____日   __________________
other numbers      ________               ________
text               ________________       ________________
=================  =====================  ======================

A blank of a choice is not a line: it prints every alternative with a box to tick.
"""

from __future__ import annotations

import re
from functools import lru_cache

from contracts_kit.records import dataclass
from contracts_kit.values.printing import print_value
from contracts_kit.values.types import ValueType

_LINE = "_"
WIDTHS = {"money": 12, "ratio": 4, "integer": 4, "decimal": 8, "boolean": 4, "datetime": 20}
LONG_FIELDS = {"name": 24, "address": 28, "business_address": 28, "bank": 24, "account": 24, "credit_code": 20}
TEXT_WIDTH = 16
CAPITAL_WIDTH = 28
DATES = {"zh": "______年____月____日", "en": "_" * 18}
"""Wide enough to write in: 4 mm for each figure."""
_SAMPLE = {"money": 7, "ratio": 7, "integer": 7, "decimal": 7}
_FIGURE = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")


@dataclass(frozen=True, slots=True)
class OpenBlank:
    """A blank that the contract prints: the parameter, perhaps a field of it, and where it stands.

    `article` is the number and title as printed (第十条 价款), or the name of the part above or below the articles.
    `by_hand`: it is written when the parties sign, and does not keep the document a draft.
    """

    parameter: str
    field: str | None
    label: str
    article: str
    by_hand: bool = False

    @property
    def name(self) -> str:
        """The name under which a parameter file sets it."""
        return f"{self.parameter}.{self.field}" if self.field else self.parameter


def blank_text(type: ValueType, language: str, style: str | None = None, field: str | None = None) -> str:
    """The line to fill in for a value of this type, with the unit or sign that the printed value would have."""
    key = type.kind, type.unit if type.kind in _SAMPLE else None
    return _blank_text(*key, language, style, field)


@lru_cache(maxsize=512)
def _blank_text(kind: str, unit: str | None, language: str, style: str | None, field: str | None) -> str:
    if style == "capital":
        return _LINE * CAPITAL_WIDTH
    if kind == "date":
        return DATES[language]
    line = _LINE * (WIDTHS.get(kind) or LONG_FIELDS.get(field or "", TEXT_WIDTH))
    if kind not in _SAMPLE:
        return line
    # The printer knows where sign and unit stand; its figure makes way for the line.
    printed = print_value(_SAMPLE[kind], ValueType(kind, unit), language, style=style)  # type: ignore[arg-type]
    return _FIGURE.sub(line, printed, count=1) if _FIGURE.search(printed) else line  # an English month has no figure
