"""How the cells of a workbook look: one table of looks, one of number formats."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from contracts_kit.calculation.outputs import value_type_of
from contracts_kit.language.types import Type

INK, PALE, LINE, ACCENT = "#1F2933", "#FFF8DC", "#D0D7DE", "#1F4E79"
FACES = {"zh": "宋体", "en": "Calibri"}
BASE: dict[str, Any] = {"font_size": 10, "font_color": INK, "valign": "vcenter"}
_BOX = {"border": 1, "border_color": LINE}
_WRAP = {"text_wrap": True}

LOOKS: dict[str, dict[str, Any]] = {
    "plain": {},
    "text": {},
    "title": {"bold": True, "font_size": 15, "font_color": ACCENT},
    "link": {"font_color": "#0B5CAD", "underline": 1},
    "section": {"bold": True, "font_size": 11, "font_color": ACCENT, "bottom": 2, "bottom_color": ACCENT},
    "table": {"bold": True, "font_color": ACCENT},
    "heading": {**_BOX, **_WRAP, "bold": True, "bg_color": "#E8EEF4"},
    "position": {"font_color": "#8A949E", "align": "right"},
    "label": {**_BOX, **_WRAP},
    "unit": {**_BOX, "font_color": "#5B6670"},
    "note": {**_BOX, **_WRAP, "font_color": "#5B6670"},
    "wrapped": {**_BOX, **_WRAP},
    "name": {"font_name": "Consolas", "font_size": 9, "font_color": "#8A949E"},
    "input": {**_BOX, "bg_color": PALE, "locked": False},
    "formula": {**_BOX},
    "helper": {**_BOX, "font_color": "#A7B0B8"},
    "result": {**_BOX, "bold": True, "bg_color": "#EAF4EA"},
    "fixed": {**_BOX, "bg_color": "#E3E3E3", "italic": True},
    "code": {**_BOX, "font_color": "#B42318"},
    "check": {**_BOX, "font_color": "#B42318"},
    "banner": {"bold": True, "font_color": "#B42318"},
    "clause": {**_BOX, **_WRAP, "valign": "top", "bg_color": "#FBFBFB"},
}

_FORMS = {"date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm", "money": "#,##0.00##", "integer": "0"}
_MOST_PLACES = 6


def number_format(type_: Type | None, value: Any) -> str:
    """The number format of a value of a type; "" is the general one."""
    if type_ is None or type_.kind in ("text", "boolean", "nothing", "anything", "list", "map", "record", "result"):
        return ""
    declared = value_type_of(type_)
    if declared.kind == "ratio":
        return _percent(value)
    return _FORMS.get(declared.kind, "")


def _percent(value: Any) -> str:
    """Per cent with as many places as the value has; a multiple such as 3 as a plain number."""
    if not isinstance(value, (int, Decimal, Fraction)) or isinstance(value, bool):
        return "0.00%"
    exact = Fraction(value) * 100
    if abs(exact) > 100:
        return ""
    places = next((p for p in range(_MOST_PLACES + 1) if (exact * 10**p).denominator == 1), 4)
    return "0." + "0" * places + "%" if places else "0%"
