"""Whether our fonts can print a document: a character that none of them has is refused beforehand, by its parameter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from contracts_kit.assembly.tree import Blank, Document, Origin, Value
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding, Place
from contracts_kit.writers.fonts import character_name, uncovered

LEFT_OUT = frozenset({"values", "options", "manifest", "labels", "origin", "raw", "template", "library_digest"})
"""Fields that carry data and are never printed."""


def check_printable(document: Document) -> None:
    """Refuse characters that no font of ours prints, and controls; all findings at once.

    Raises:
        InputError: kind `character_without_glyph`, with the parameter's or the clause's place.
    """
    found: dict[tuple[str, str], Finding] = {}
    for text, place, where in _texts(document, Place(path="document"), "document"):
        if bad := uncovered(text):
            characters = ", ".join(character_name(c) for c in bad[:5])
            found.setdefault(
                (str(place), characters),
                Finding("character_without_glyph", place, {"where": where, "characters": characters}),
            )
    if found:
        raise InputError(found.values())


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
        for entry in fields(node):
            if entry.name not in LEFT_OUT:
                yield from _texts(getattr(node, entry.name), place, where)
