"""Where a value stands: a place sharpened to the line of what was written, or led to an entry inside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from contracts_kit.findings import Place


def at_line(place: Place, given: object) -> Place:
    """The place, sharpened to the line of `given` where a reader of files noted one."""
    line = getattr(given, "line", None)
    if isinstance(line, int) and not isinstance(given, date) and line > 0:
        return replace(place, line=line, column=getattr(given, "column", None))
    return place


def below(place: Place, step: str | int) -> Place:
    """The place of a field, or of an entry counted from 0, of the value at `place`."""
    path = (
        f"{place.path or ''}[{step + 1}]" if isinstance(step, int) else f"{place.path}.{step}" if place.path else step
    )
    return Place(place.file, place.line, place.column, path, place.part, place.clause, place.row)


def key_place(given: Mapping[Any, Any], name: object, place: Place) -> Place:
    """The place of a field of a record, at its own line where a reader of files noted one."""
    inner = below(place, str(name))
    places = getattr(given, "key_places", None)
    if isinstance(places, Mapping) and name in places:
        line, column = places[name]
        return Place(inner.file, line, column, inner.path, inner.part, inner.clause, inner.row)
    return inner
