"""What may be written for a type, said in a few words with an example: the second half of every refusal of a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.types import ValueType
from contracts_kit.values.units import CompoundUnit, read_unit, unit_label

MOST_CHOICES = 40
_MOST_FIELDS = 6
_WORDS = {
    "date": ("日期，如 2026-03-25", "a date such as 2026-03-25"),
    "datetime": ("日期和时刻，如 2026-03-25 17:00", "a date with a time such as 2026-03-25 17:00"),
    "text": ("文字", "a text"),
    "boolean": ("是或否", "yes or no"),
    "choice": ("可选值之一", "one of the choices"),
    "record": ("各字段的映射", "a mapping of fields"),
    "list": ("列表", "a list"),
    "rows": ("记录的列表", "a list of records"),
    "map": ("映射", "a mapping"),
}
_EXAMPLES = {"date": "2026-03-25", "datetime": "2026-03-25 17:00", "ratio": "10%", "decimal": "2.5", "integer": "3"}


def expected_form(type: ValueType, choice_labels: Mapping[str, Bilingual] | None = None) -> dict[str, str]:
    """What is expected for this type in both languages, as a detail of a message.

    With `choice_labels`, even {}, it is said in full: the values of a choice, each with its words, and how a list or a
    record is written.
    """
    if type.kind == "choice" and choice_labels is not None:
        return {
            "zh": f"以下之一：{known_choices(type, choice_labels, 'zh')}",
            "en": f"one of {known_choices(type, choice_labels, 'en')}",
        }
    if type.kind in _WORDS:
        zh, en = _WORDS[type.kind]
        example = _written(type) if choice_labels is not None else ""
        return {"zh": f"{zh}，写作 {example}", "en": f"{en}, written {example}"} if example else {"zh": zh, "en": en}
    unit = compound_unit(type)
    below = "" if unit is None else unit_below(unit, "zh")
    below_en = "" if unit is None else unit_below(unit, "en")
    if type.kind == "money":
        currency = (unit and unit.currency) or "CNY"
        zh, en = (f"金额，如 1000.00元{below}", f"an amount such as {currency} 1,000.00{below_en}")
        return {"zh": zh if currency == "CNY" else f"金额，如 {currency} 1,000.00{below}", "en": en}
    if type.kind == "ratio":
        if unit is not None and below:
            period_en = below_en.removeprefix("/")
            return {
                "zh": f"每{below.removeprefix('/')}的比率，如 3%{below}",
                "en": f"a rate per {period_en}, such as 3%{below_en}",
            }
        return {"zh": "比率，如 10% 或 0.10", "en": "a ratio such as 10% or 0.10"}
    label_zh = unit_label(unit.text, "zh") if unit is not None else ""
    label_en = unit_label(unit.text, "en") if unit is not None else ""
    if " of " in label_en:  # “3 day of the month” is no English
        label_en = ""
    whole = type.kind == "integer"
    return {
        "zh": f"{'整数' if whole else '数字'}，如 {'3' if whole else '2.5'}{label_zh}",
        "en": f"a {'whole ' if whole else ''}number such as {'3' if whole else '2.5'} {label_en}".rstrip(),
    }


def known_choices(type: ValueType, labels: Mapping[str, Bilingual], language: str) -> str:
    """The choices with their words, for a message."""
    return ", ".join(f"{v} ({labels[v][language]})" if v in labels else v for v in type.choices[:MOST_CHOICES])


def _written(type: ValueType) -> str:
    """How a value that holds others is written; empty where nothing need be said."""
    if type.kind == "list" and type.of is not None:
        return f"[{_EXAMPLES.get(type.of.kind, '…')}, …]"
    if type.kind in ("rows", "record") and type.fields:
        names = [f"{name}: …" for name in list(type.fields)[:_MOST_FIELDS]]
        record = "{" + ", ".join([*names, *["…"] * (len(type.fields) > _MOST_FIELDS)]) + "}"
        return f"- {record}" if type.kind == "rows" else record
    return ""


def compound_unit(type: ValueType) -> CompoundUnit | None:
    """The type's unit; CNY for money without one, None for a bare number. Raises InputError `unknown_unit`."""
    if type.unit is None:
        return read_unit("CNY") if type.kind == "money" else None
    return read_unit(type.unit)


def unit_below(unit: CompoundUnit, language: str) -> str:
    """The denominators of a unit as they are printed behind a number: `/day`, `/件/日`; empty without any."""
    words = []
    for entry, exponent in unit.parts:
        if exponent < 0:
            words.append("/" + (entry.zh.removeprefix("个") if language == "zh" else entry.en))
    return "".join(words)


def shown(given: Any, longest: int = 60) -> str:
    """What was given, short enough for a message, with every character that a terminal cannot show as its code."""
    if isinstance(given, dict):
        return "{…}" if given else "{}"
    if isinstance(given, (list, tuple)):
        return "[…]" if given else "[]"
    text = str(given) if isinstance(given, (str, int, bool)) else repr(given)
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
