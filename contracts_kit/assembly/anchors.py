"""Names of places in a document: stable from one contract to the next, and good as a Word bookmark.

A bookmark begins with a letter, holds letters, digits and `_`, and has at most 40 characters.
"""

from __future__ import annotations

import hashlib
import re

LONGEST = 40
_HASH_LENGTH = 8
_OTHER = re.compile(r"[^A-Za-z0-9]+")


def anchor_name(kind: str, name: str) -> str:
    """The anchor of a thing: `clause`, `objection` gives `clause_objection`. A long name is cut and hashed."""
    plain = _OTHER.sub("_", f"{kind}_{name}").strip("_")
    if len(plain) <= LONGEST:
        return plain
    return f"{plain[: LONGEST - _HASH_LENGTH - 1]}_{_hash(name)}"


class Anchors:
    """The anchors of one document; each is given once."""

    def __init__(self, family: str) -> None:
        self._family = family
        self._taken: set[str] = set()

    def clause(self, clause: str) -> str:
        """The anchor of a clause: without the family's name where it is the document's own."""
        family, _, slug = clause.partition(".")
        return self.unique("clause", slug if family == self._family else clause)

    def unique(self, kind: str, name: str) -> str:
        """The anchor of a thing; where another thing has that name already, with a hash and a number behind it."""
        wanted = anchor_name(kind, name)
        found, count = wanted, 1
        while found in self._taken:
            tail = f"_{_hash(f'{name}#{count}')}"
            found, count = wanted[: LONGEST - len(tail)] + tail, count + 1
        self._taken.add(found)
        return found


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8")).hexdigest()[:_HASH_LENGTH]
