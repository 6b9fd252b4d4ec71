"""The reply in a returned notice: what the other side filled into its controls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from contracts_kit.assembly.tree import OPEN_BOX

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_LINE = re.compile("_{2,}")
_FIGURE = re.compile("[0-9]")
LONGEST_UNIT = 8
"""What stands beside a line to fill in is no longer: CNY, %, 年月日, pieces."""
_TICKED = frozenset({"1", "true", "on"})


def filled_reply(document: Element, fields: Mapping[str, str]) -> dict[str, Any]:
    """The value of each field by name; None where it was left open.

    `document` is the root of the document part, `fields` the kind of value of each. A date is an ISO text where it was
    picked, else the text that was typed; a choice its value; yes or no a boolean; a list of choices a list; the rest
    are texts. What is ticked both ways is a list of both.
    """
    found: dict[str, Any] = dict.fromkeys(fields)
    ticked: dict[str, list[str]] = {}
    seen: set[str] = set()
    for control in document.iter(f"{_W}sdt"):
        properties = control.find(f"{_W}sdtPr")
        name, equals, value = _named(control, properties, fields)
        if properties is None or name not in fields or f"{name}={value}" in seen:
            continue
        seen.add(f"{name}={value}")
        if equals:
            checked = properties.find(f"{_W14}checkbox/{_W14}checked")
            if checked is not None and (checked.get(f"{_W14}val") or "").lower() in _TICKED:
                ticked.setdefault(name, []).append(value)
        elif properties.find(f"{_W}showingPlcHdr") is None:
            found[name] = _text_of(control, properties)
    for name, values in ticked.items():
        found[name] = _ticked(values, fields[name])
    return found


def _named(control: Element, properties: Element | None, fields: Mapping[str, str]) -> tuple[str, str, str]:
    """The field of a control, and the value that its box stands for: by its tag, else by the bookmark in it.

    LibreOffice keeps no tags when it saves a file, but it keeps bookmarks, and puts them into the control.
    """
    tag = _value(properties.find(f"{_W}tag")) if properties is not None else None
    if tag is not None:
        return tag.partition("=")
    for bookmark in control.iter(f"{_W}bookmarkStart"):
        marked = bookmark.get(f"{_W}name") or ""
        if marked in fields:
            return marked, "", ""
        name = next((n for n in fields if marked.startswith(f"{n}_")), None)
        if name is not None and control.find(f"{_W}sdtPr/{_W14}checkbox") is not None:
            return name, "=", marked[len(name) + 1 :]
    return "", "", ""


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
    for item in properties.iter(f"{_W}listItem"):
        if text in (item.get(f"{_W}displayText"), item.get(f"{_W}value")):
            return item.get(f"{_W}value")
    return None if _is_open(text) else text


def _is_open(text: str) -> bool:
    """Whether nothing was written: the line to fill in stands there with the unit beside it, or the boxes to tick."""
    rest = _LINE.sub("", text).strip()
    return not rest or OPEN_BOX in text or (rest != text and len(rest) <= LONGEST_UNIT and not _FIGURE.search(rest))


def _texts(content: Element | None) -> Iterator[str]:
    for node in content.iter() if content is not None else ():
        if node.tag == f"{_W}t":
            yield node.text or ""
        elif node.tag in (f"{_W}br", f"{_W}p"):
            yield "\n"


def _value(element: Element | None) -> str | None:
    return element.get(f"{_W}val") if element is not None else None
