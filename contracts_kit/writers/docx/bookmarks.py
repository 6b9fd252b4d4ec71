"""Bookmarks: one for each article, section, annex and example, and one for the first place of each value.

Numbers of bookmarks count from a first id, names are unique without regard to case, at most 40 characters, and are
letters, digits and `_` only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

LONGEST_NAME = 40
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


@dataclass(slots=True)
class Bookmarks:
    """The bookmarks of one document while it is written. `reserved` are the anchors of headings, in lower case."""

    first_id: int
    reserved: frozenset[str] = frozenset()
    _next: int = 0
    _taken: set[str] = field(default_factory=set)

    def around(self, name: str, content: str) -> str:
        """Content between the two ends of the bookmark of a heading."""
        self._taken.add(name.lower())
        return self._mark(name, content)

    def first_place(self, name: str, content: str) -> str:
        """Content of a value with a bookmark of its parameter's name, the first time; later ones stand bare."""
        key = name.lower()
        if key in self._taken:
            return content
        self._taken.add(key)
        if key in self.reserved or len(name) > LONGEST_NAME or _NAME.match(name) is None:
            return content
        return self._mark(name, content)

    def _mark(self, name: str, content: str) -> str:
        number = self.first_id + self._next
        self._next += 1
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
