"""Whether a document can be printed: characters that cannot be are refused beforehand, by their parameter."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass

from contracts_kit.assembly.tree import Blank, Document, Origin, Value
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding, Place
from contracts_kit.writers.fonts import character_name

LEFT_OUT = frozenset({"values", "options", "manifest", "labels", "origin", "raw", "template", "library_digest", "made"})
"""Fields that carry data and are never printed."""

_WHOLE = Place(path="document")
"""The place of text that is put together from several values, such as a header."""

HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Unicode categories without a shape of their own: controls, marks that turn the reading direction, private use."""


def hidden_characters(text: str) -> tuple[str, ...]:
    """The controls and direction marks in a text, each once and sorted. A line feed and a tab are none."""
    return tuple(sorted(c for c in set(text) - {"\n", "\t"} if unicodedata.category(c) in HIDDEN_CATEGORIES))


def check_printable(document: Document, refused: Callable[[str], tuple[str, ...]]) -> None:
    """Refuse a document with characters that `refused` returns for one of its texts; all findings at once.

    Raises:
        InputError: kind `character_without_glyph`, with the parameter's or the clause's place.
    """
    if not refused("".join(printed_texts(document))):  # nearly always: whose text it is matters to a refusal only
        return
    found: dict[tuple[str, str], Finding] = {}
    for text, place, where in _texts(document, _WHOLE, "document"):
        if bad := refused(text):
            characters = ", ".join(character_name(c) for c in bad[:5])
            finding = Finding("character_without_glyph", place, {"where": where, "characters": characters})
            found.setdefault((str(place), characters), finding)
    named = {finding.details["characters"] for finding in found.values() if finding.place != _WHOLE}
    refusals = [f for f in found.values() if f.place != _WHOLE or f.details["characters"] not in named]
    if refusals:
        raise InputError(refusals)


def printed_texts(node: object) -> list[str]:
    """Every printed text of a document or of some of its nodes."""
    texts: list[str] = []
    _gather(node, texts)
    return texts


def _gather(node: object, texts: list[str]) -> None:
    if isinstance(node, str):
        texts.append(node)
    elif isinstance(node, tuple):
        for child in node:
            _gather(child, texts)
    elif type(node) in _FIELD_NAMES or is_dataclass(node):
        for name in _field_names(type(node)):
            _gather(getattr(node, name), texts)


def _texts(node: object, place: Place, where: str) -> Iterator[tuple[str, Place, str]]:
    """Every printed text below a node, with the place that it comes from."""
    if isinstance(node, str):
        yield node, place, where
    elif isinstance(node, tuple):
        for child in node:
            yield from _texts(child, place, where)
    elif is_dataclass(node):
        origin = getattr(node, "origin", None)
        if isinstance(origin, Origin):
            place, where = Place(clause=origin.clause), origin.clause
        if isinstance(node, Value | Blank) and node.parameter is not None:
            where = f"{node.parameter}.{node.field}" if node.field else node.parameter
            yield node.text, Place(path=f"parameters.{where}"), where
            return
        for name in _field_names(type(node)):
            yield from _texts(getattr(node, name), place, where)


def _field_names(kind: type) -> tuple[str, ...]:
    """The printed fields of a node, remembered by its kind."""
    if kind not in _FIELD_NAMES:
        _FIELD_NAMES[kind] = tuple(f.name for f in fields(kind) if f.name not in LEFT_OUT)
    return _FIELD_NAMES[kind]


_FIELD_NAMES: dict[type, tuple[str, ...]] = {}
