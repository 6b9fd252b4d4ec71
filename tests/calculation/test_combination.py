"""Claims that meet: the policy of a `combine` block against a plain reading of its parts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.language.combining import Combination, combined

POLICY = Combination(
    amount=lambda row: row["amount"],
    leave_out=[("void", lambda row: row["void"])],
    one_of=[("same", ("event", "item"), lambda: "largest", lambda row: row["item"] != "other", None)],
    displaced=[("stepped", ("event",), lambda row: row["item"] == "flat", lambda row: row["item"] == "step")],
    multiply=[("double", lambda row: 2, lambda row: row["event"] == "b")],
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "event": st.sampled_from("ab"),
            "item": st.sampled_from(["flat", "step", "other"]),
            "amount": st.integers(0, 9),
            "void": st.booleans(),
        }
    ),
    max_size=12,
)


def plain_total(rows: list[dict[str, Any]]) -> int:
    """The same policy, group by group, written without the engine."""
    total = 0
    for event in "ab":
        standing = [row for row in rows if row["event"] == event and not row["void"]]
        most = {
            item: max((row["amount"] for row in standing if row["item"] == item), default=None)
            for item in ("flat", "step")
        }
        kept = [most["step"]] if most["step"] is not None else [most["flat"]] if most["flat"] is not None else []
        kept += [row["amount"] for row in standing if row["item"] == "other"]
        total += sum(kept) * (2 if event == "b" else 1)
    return total


@given(ROWS)
def test_what_counts_is_what_a_plain_reading_gives(rows: list[dict[str, Any]]) -> None:
    assert sum(line["charged"] for line in combined(rows, POLICY)) == plain_total(rows)


@given(ROWS)
def test_every_candidate_is_told_what_became_of_it_in_its_place(rows: list[dict[str, Any]]) -> None:
    lines = combined(rows, POLICY)
    assert [{name: line[name] for name in rows[0]} for line in lines] == rows if rows else lines == []
    assert all(line["counted"] == (line["outcome"] == "counted") for line in lines)
    assert all(line["charged"] == 0 for line in lines if not line["counted"])


@given(ROWS)
def test_an_event_never_takes_from_another(rows: list[dict[str, Any]]) -> None:
    alone = sum(sum(line["charged"] for line in combined([r for r in rows if r["event"] == e], POLICY)) for e in "ab")
    assert alone == sum(line["charged"] for line in combined(rows, POLICY))


@pytest.mark.parametrize(
    ("take", "counted"),
    [("first", [True, False, False]), ("largest", [False, True, False]), ("smallest", [True, False, False])],
)
def test_of_equals_the_first_counts(take: str, counted: list[bool]) -> None:
    rows = [{"amount": Decimal(amount)} for amount in ("1", "2", "2")]
    policy = Combination(lambda row: row["amount"], [], [("one", (), lambda: take, None, None)], [], [])
    assert [line["counted"] for line in combined(rows, policy)] == counted


def test_the_chosen_one_counts_however_small() -> None:
    rows = [{"amount": 5, "mark": False}, {"amount": 1, "mark": True}]
    policy = Combination(
        lambda row: row["amount"], [], [("one", (), lambda: "largest", None, lambda row: row["mark"])], [], []
    )
    assert [line["charged"] for line in combined(rows, policy)] == [0, 1]
