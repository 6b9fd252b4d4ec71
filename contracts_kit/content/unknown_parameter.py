"""What is said of a parameter that does not exist: the one that was meant, or all those that are like it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from contracts_kit.findings import Finding, Place, nearest
from contracts_kit.values.expected_forms import shown

_SLIP = 0.6
_MOST_ALIKE = 24


def unknown_parameter(name: str, known: Sequence[str], family: str, place: Place) -> Finding:
    """The finding for a name that is none of the `known` ones of a family.

    A slip of the pen gets the name that was meant (`unknown_parameter`); a word of its own among several names that
    begin alike gets all of those (`parameter_not_known`).
    """
    near = nearest(name, known)
    alike = [other for other in known if "_" in name and other.partition("_")[0] == name.partition("_")[0]]
    if near is not None and (len(alike) < 2 or _slip(name, near)):
        details: dict[str, Any] = {"name": shown(name), "suggestion": near}
        return Finding("unknown_parameter", place, details)
    listing = f"contracts-kit list parameters --family {family}"
    names = ", ".join(alike[:_MOST_ALIKE]) + ("" if len(alike) <= _MOST_ALIKE else ", …")
    hint = {"zh": f"全部参数：{listing}。", "en": f"All of them: {listing}."}
    if alike:
        hint = {"zh": f"名称相近的有：{names}。{hint['zh']}", "en": f"Like it there are {names}. {hint['en']}"}
    return Finding("parameter_not_known", place, {"name": shown(name), "known": hint})


def _slip(name: str, near: str) -> bool:
    """Whether a name differs from a near one by a slip of the pen, not by a word of its own: `years`, not `moon`."""
    words, others = name.lower().split("_"), near.lower().split("_")
    for end in (0, -1):
        while words and others and words[end] == others[end]:
            words.pop(end)
            others.pop(end)
    return not words or not others or SequenceMatcher(None, "_".join(words), "_".join(others)).ratio() > _SLIP
