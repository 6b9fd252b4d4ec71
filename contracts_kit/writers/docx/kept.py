"""What was written or measured once is used again for the next document.

A batch's documents share most of their blocks (the same objects): only what a supplier's values touch is new. A block
without controls, bookmarks and lists gives the same OOXML in each of them, and every block has the same height.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from contracts_kit.writers.docx.wholes import Wholes

_MOST_NODES = 20_000
_MOST_SURROUNDINGS = 16

_DOCUMENTS = 4
Result = TypeVar("Result")
Nodes = dict[tuple[int, Hashable], tuple[object, object]]
"""Node identity and where it stands (its indent, its name) -> the node itself, so that its identity is not given to
another, and the result."""


class Kept:
    """Results by the surroundings they hold in (language, numbering, anchors) and by node. Belongs to a template."""

    def __init__(self) -> None:
        self._surroundings: dict[Hashable, _Results] = {}
        self._wholes: dict[Hashable, Wholes] = {}

    def nodes(self, surroundings: Hashable) -> Nodes:
        """The results for documents with the same surroundings, asked for once when a document begins."""
        found = self._surroundings.get(surroundings)
        if found is None:
            if len(self._surroundings) >= _MOST_SURROUNDINGS:
                self._surroundings.clear()
            found = self._surroundings[surroundings] = _Results()
        return found.pruned()

    def wholes(self, surroundings: Hashable) -> Wholes:
        """The articles of documents with the same surroundings."""
        found = self._wholes.get(surroundings)
        if found is None:
            if len(self._wholes) >= _MOST_SURROUNDINGS:
                self._wholes.clear()
            found = self._wholes[surroundings] = Wholes()
        return found


class _Results:
    """The results of some surroundings. What only one document has is never asked for again, and must not pile up.

    They may take as much room as `_DOCUMENTS` documents like the first; then all are forgotten, since the next document
    makes those that count anew.
    """

    def __init__(self) -> None:
        self._nodes: Nodes = {}
        self._most = 0

    def pruned(self) -> Nodes:
        """The results, not too many of them."""
        if not self._most:
            self._most = _DOCUMENTS * len(self._nodes)
        elif len(self._nodes) > self._most:
            self._nodes.clear()
            self._most = 0
        return self._nodes


def kept(nodes: Nodes, node: object, where: Hashable, make: Callable[[], Result]) -> Result:
    """The result for a node where it stands, made now where it is not kept yet."""
    key = (id(node), where)
    found = nodes.get(key)
    if found is not None and found[0] is node:
        return found[1]  # type: ignore[return-value]
    made = make()
    keep(nodes, node, where, made)
    return made


def keep(nodes: Nodes, node: object, where: Hashable, made: object) -> None:
    """Keep a result; all are forgotten when there are too many."""
    if len(nodes) >= _MOST_NODES:
        nodes.clear()
    nodes[(id(node), where)] = (node, made)
