"""The reply in a returned notice: what the other side filled into its controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_TICKED = frozenset({"1", "true", "on"})


def filled_reply(document: Element, fields: Mapping[str, str]) -> dict[str, Any]:
    """The value of each field by name; None where it was left open.

    `document` is the root of the document part, `fields` the kind of value of each. A date is an ISO text where it was
    picked, else the text that was typed; a choice its value; yes or no a boolean; a list of choices a list; the rest
    are texts. What is ticked both ways is a list of both.
    """
    found: dict[str, Any] = dict.fromkeys(fields)
    ticked: dict[str, list[str]] = {}
    for control in document.iter(f"{_W}sdt"):
        properties = control.find(f"{_W}sdtPr")
        tag = _value(properties.find(f"{_W}tag")) if properties is not None else None
        if properties is None or tag is None:
            continue
        name, equals, value = tag.partition("=")
        if name not in fields:
            continue
        if equals:
            checked = properties.find(f"{_W14}checkbox/{_W14}checked")
            if checked is not None and (checked.get(f"{_W14}val") or "").lower() in _TICKED:
                ticked.setdefault(name, []).append(value)
        elif properties.find(f"{_W}showingPlcHdr") is None:
            found[name] = _text_of(control, properties)
    for name, values in ticked.items():
        found[name] = _ticked(values, fields[name])
    return found


def _ticked(values: list[str], kind: str) -> Any:
    if kind == "list" or len(values) > 1:
        return values
    return values[0] == "true" if kind == "boolean" else values[0]


def _text_of(control: Element, properties: Element) -> str | None:
    """What stands in a control; nothing for an empty line."""
    date = properties.find(f"{_W}date")
    if date is not None and date.get(f"{_W}fullDate"):
        return str(date.get(f"{_W}fullDate"))[:10]
    text = "".join(_texts(control.find(f"{_W}sdtContent"))).strip()
    if not text.strip("_ "):
        return None
    for item in properties.iter(f"{_W}listItem"):
        if text in (item.get(f"{_W}displayText"), item.get(f"{_W}value")):
            return item.get(f"{_W}value")
    return text


def _texts(content: Element | None) -> Iterator[str]:
    for node in content.iter() if content is not None else ():
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag in (f"{_W}br", f"{_W}p"):
            yield "\n"


def _value(element: Element | None) -> str | None:
    return element.get(f"{_W}val") if element is not None else None
