"""What the retail supply contract asks of the tree: strong references, lists as wide as their words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts_kit.assembly.contract import assemble
from contracts_kit.assembly.tree import Document, Reference, Table
from contracts_kit.content.library import load_library

ROOT = Path(__file__).parent.parent.parent
in_both_languages = pytest.mark.parametrize("language", ["zh", "en"])


def document(language: str, **values: Any) -> Document:
    return assemble("retail_supply_contract", values, language=language, library=load_library(ROOT)).document


def nodes(node: Any, kind: type) -> Iterator[Any]:
    """Every node of a kind below this one, in order."""
    if isinstance(node, tuple):
        for below in node:
            yield from nodes(below, kind)
    elif hasattr(node, "__slots__"):
        if isinstance(node, kind):
            yield node
        for name in node.__slots__:
            if name not in ("origin", "raw"):
                yield from nodes(getattr(node, name), kind)


@in_both_languages
def test_a_reference_among_strong_words_is_strong(language: str) -> None:
    references = list(nodes(document(language).blocks, Reference))
    assert {reference.strong for reference in references} == {True, False}


@in_both_languages
@pytest.mark.parametrize("filled", [True, False])
def test_the_column_of_company_names_is_the_widest_of_a_list(language: str, filled: bool) -> None:
    store = {"store": "一店", "company": "示例电器（样本市）分公司", "entry_date": "2026-01-01"}
    annexes = document(language, **{"stores": [store]} if filled else {}).parts
    (table,) = nodes(next(part for part in annexes if "stores" in part.anchor).blocks, Table)
    assert max(table.widths) == table.widths[1] > table.widths[0]
