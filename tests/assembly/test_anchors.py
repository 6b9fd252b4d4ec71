from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.assembly.anchors import Anchors, anchor_name

BOOKMARK = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")


@given(st.text())
def test_an_anchor_is_a_word_bookmark_whatever_the_name(name: str) -> None:
    assert BOOKMARK.fullmatch(anchor_name("clause", name))


def test_a_clause_of_the_document_s_own_family_is_named_without_it() -> None:
    anchors = Anchors("loan")
    assert anchors.clause("loan.late") == "clause_late"
    assert anchors.clause("common.disputes") == "clause_common_disputes"


def test_the_same_clause_twice_has_two_anchors() -> None:
    anchors = Anchors("loan")
    made = {anchors.clause("loan.late") for _ in range(5)}
    assert len(made) == 5
    assert all(BOOKMARK.fullmatch(name) for name in made)


def test_long_names_that_begin_alike_are_told_apart() -> None:
    long = "clause_of_a_very_long_name_that_does_not_fit_"
    assert anchor_name("clause", long + "one") != anchor_name("clause", long + "two")
