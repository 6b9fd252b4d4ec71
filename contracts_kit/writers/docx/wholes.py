"""Whole articles that are written once for a batch.

A batch's contracts share most of their articles (the same objects). What an article's OOXML depends on besides is where
the counts stand when it begins: ids of controls and bookmarks, names of bookmarks that are taken, lists. The same
article begun at the same counts gives the same OOXML and leaves the same counts behind.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from contracts_kit.writers.docx.bookmarks import BookmarkCounts
from contracts_kit.writers.docx.numbering import NumberingCounts

if TYPE_CHECKING:
    from contracts_kit.writers.docx.writing import Writing

MOST_WHOLES = 256
"""About four contracts of the largest kind, a megabyte or two of OOXML."""


class Counts(NamedTuple):
    """Where everything that is counted stands."""

    controls: int
    bookmarks: BookmarkCounts
    numbering: NumberingCounts


class Whole(NamedTuple):
    """An article as it was written: itself and the labels its controls have, and what it added to the counts."""

    node: object
    labels: object
    written: str
    after: Counts
    nums: tuple[str, ...]


class Wholes:
    """The articles written last, in one template, language, numbering and set of anchors. Threads may share it."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, Counts], Whole] = {}
        self._lock = threading.Lock()

    def written(self, writing: Writing, node: object, write: Callable[[], str]) -> str:
        """The OOXML of an article, with the counts of `writing` moved on as if it had been written now."""
        before = Counts(writing.controls, writing.bookmarks.counts(), writing.numbering.counts())
        key = id(node), before
        with self._lock:
            found = self._found.pop(key, None)
            if found is not None and found.node is node and found.labels is writing.document.labels:
                self._found[key] = found  # now the newest
            else:
                found = None
        if found is not None:
            writing.controls = found.after.controls
            writing.bookmarks.move_to(found.after.bookmarks)
            writing.numbering.move_to(found.after.numbering, found.nums)
            return found.written
        made = write()
        after = Counts(writing.controls, writing.bookmarks.counts(), writing.numbering.counts())
        nums = writing.numbering.nums_from(before.numbering)
        with self._lock:
            self._found[key] = Whole(node, writing.document.labels, made, after, nums)
            if len(self._found) > MOST_WHOLES:
                del self._found[next(iter(self._found))]
        return made
