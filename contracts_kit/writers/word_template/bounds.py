"""How much one rendering may do, and what it notes on its way.

Templates come from people who may be careless or hostile: loops, texts and results are counted, not timed, so that
a template is refused on every machine or on none.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

LOOP_STEPS = 2_000_000
TEXT_LENGTH = 64_000_000
POWER_BITS = 4096
# Characters that XML allows and a number that nobody can guess: no value can hold the mark of what is put in last. It
# never reaches a file.
_MARK, _MARK_END = f"\ue000{int.from_bytes(os.urandom(16))}.", "\ue001"
_KEPT = re.compile(f"{re.escape(_MARK)}(\\d+){_MARK_END}")


class Refused(Exception):
    """Something a template may not do; becomes an `InputError` that names the part and the tag."""

    def __init__(self, kind: str, **details: Any) -> None:
        self.kind = kind
        self.details = details
        super().__init__(kind)


class Report:
    """What one rendering of one part has used up and what must follow it. One for each rendering."""

    __slots__ = ("delimiters", "elements", "kept", "kept_length", "listing", "steps", "tables", "unbalanced")

    def __init__(self) -> None:
        self.steps = 0
        self.listing = False  # a value held \n, \t, \a or \f
        self.delimiters = False  # a value held an escaped delimiter such as {_{
        self.elements = False  # a value brought elements of its own
        self.tables = False  # among them tables, parts of tables or pictures
        self.unbalanced = False  # a value brought markup that is not well-formed by itself
        self.kept: list[tuple[str, ...]] = []  # what goes into the finished part, in the place of its mark
        self.kept_length = 0

    def keep(self, pieces: tuple[str, ...]) -> str:
        """The mark in whose place these pieces go into the finished part; refuses when there are too many."""
        self.kept_length += sum(map(len, pieces))
        check_length(self.kept_length)
        self.kept.append(pieces)
        return f"{_MARK}{len(self.kept) - 1}{_MARK_END}"

    def whole(self, xml: str) -> list[str]:
        """The finished part in pieces, with what was kept in the places of its marks."""
        if not self.kept:
            return [xml]
        found: list[str] = []
        for place, text in enumerate(_KEPT.split(xml)):
            found.extend(self.kept[int(text)] if place % 2 else (text,))
        return found

    def count(self, steps: int) -> None:
        """Count steps of loops; refuses when there are too many."""
        self.steps += steps
        if self.steps > LOOP_STEPS:
            raise too_much(LOOP_STEPS)


def too_much(allowed: int) -> Refused:
    """The refusal of a template that repeats or lengthens without end."""
    return Refused("word_template_too_much", allowed=allowed)


def counted(context: Any, items: Iterable[Any]) -> Iterable[Any]:
    """What a `for` goes over, counted against what a rendering may do."""
    report: Report = context.report
    if isinstance(items, (list, tuple, dict, str, range)):
        report.count(len(items))
        return items
    return _counted_one_by_one(report, items)


def _counted_one_by_one(report: Report, items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        report.count(1)
        yield item


def check_length(length: int) -> None:
    """Refuse a text that would be longer than a part may be."""
    if length > TEXT_LENGTH:
        raise too_much(TEXT_LENGTH)


def multiply(left: Any, right: Any) -> Any:
    """`left * right`, of a bounded length."""
    for text, times in ((left, right), (right, left)):
        if isinstance(text, (str, bytes, list, tuple)) and isinstance(times, int):
            check_length(len(text) * max(times, 0))
    _check_bits(left, right, lambda a, b: a.bit_length() + b.bit_length())
    return left * right


def power(left: Any, right: Any) -> Any:
    """`left ** right`, of a bounded size."""
    _check_bits(left, right, lambda a, b: a.bit_length() * max(b, 0))
    return left**right


def _check_bits(left: Any, right: Any, bits: Callable[[int, int], int]) -> None:
    if isinstance(left, int) and isinstance(right, int) and bits(left, right) > POWER_BITS:
        raise too_much(POWER_BITS)


def add(left: Any, right: Any) -> Any:
    """`left + right`, of a bounded length."""
    if isinstance(left, (str, list, tuple)) and isinstance(right, (str, list, tuple)):
        check_length(len(left) + len(right))
    return left + right
