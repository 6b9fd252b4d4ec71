"""Bookmarks: one for each article, section, annex and example, and one for the first place of each value.

Numbers of bookmarks count from a first id, names are unique without regard to case, at most 40 characters, and are
letters, digits and `_` only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

LONGEST_NAME = 40
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


class BookmarkCounts(NamedTuple):
    """Where the bookmarks stand: how many there are, and which names are taken."""

    number: int
    taken: frozenset[str]


@dataclass(slots=True)
class Bookmarks:
    """The bookmarks of one document while it is written. `reserved` are the anchors of headings, in lower case."""

    first_id: int
    reserved: frozenset[str] = frozenset()
    _next: int = 0
    _taken: set[str] = field(default_factory=set)
    _counts: BookmarkCounts | None = None  # stands for the names above until one is added

    def around(self, name: str, content: str) -> str:
        """Content between the two ends of the bookmark of a heading."""
        self._take(name.lower())
        return self._mark(name, content)

    def first_place(self, name: str, content: str) -> str:
        """Content of a value with a bookmark of its parameter's name, the first time; later ones stand bare."""
        key = name.lower()
        if key in (self._taken if self._counts is None else self._counts.taken):
            return content
        self._take(key)
        if key in self.reserved or len(name) > LONGEST_NAME or _NAME.match(name) is None:
            return content
        return self._mark(name, content)

    def counts(self) -> BookmarkCounts:
        """Where the bookmarks stand now; the same object until something is added, so that it is compared at once."""
        if self._counts is None:
            self._counts = BookmarkCounts(self._next, frozenset(self._taken))
        return self._counts

    def move_to(self, counts: BookmarkCounts) -> None:
        """Go on from there."""
        self._next, self._counts = counts.number, counts

    def _take(self, key: str) -> None:
        if self._counts is not None:
            self._taken, self._counts = set(self._counts.taken), None
        self._taken.add(key)

    def _mark(self, name: str, content: str) -> str:
        number = self.first_id + self._next
        self._next += 1
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
