"""Library functions that stand for what a rule would write out: both say the same."""

from __future__ import annotations

import time
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rule_files import TESTS, library_of, read_family

from contracts_kit.calculation.calculate import calculate
from contracts_kit.content.model import Library

EXTRA = {
    "quality_agreement": """
  by_function:
    title: {zh: 时间窗, en: Windows}
    inputs:
      complaints: {type: rows, fields: {date: date, province: text, event_id: text, pcs: {type: integer, unit: pcs}, loss: money}}
    options:
      month_window: {values: [rolling, rolling_to_same_day, calendar], default: rolling}
      year_window: {values: [rolling, rolling_to_same_day, calendar], default: rolling}
    rows:
      months:
        over: windows(complaints, 'date', complaint_window_months, options.month_window)
        columns:
          by_province: group(rows, 'province')
          most: max([sum(g.rows.pcs) for g in by_province])
    steps:
      years: windows(complaints, 'date', complaint_window_years, options.year_window)
    outputs:
      province_month_complaint_pcs: {type: integer, unit: pcs, is: 'max(months.most, default=0)'}
      year_complaint_pcs: {type: integer, unit: pcs, is: 'max([sum(w.rows.pcs) for w in years], default=0)'}
      single_complaint_loss: {type: money, is: "max([sum(g.rows.loss) for g in group(complaints, 'event_id')], default=0)"}
""",
    "tender_package": """
  by_function:
    title: {zh: 份额, en: Shares}
    inputs:
      bids: {type: rows, fields: {bidder: text, price: {type: money, optional: true}, admissible: boolean, submitted_at: {type: text, optional: true}}}
    options:
      tie_policy: {values: [manual, equal_split, earliest_submission], default: manual}
    steps:
      ok: '[b for b in bids if b.admissible and b.price is not None]'
      award: allocate(ok, 'bidder', 'price', [award_share_first, award_share_second], options.tie_policy, 'submitted_at')
    outputs:
      shares: {type: map, of: ratio, is: award.shares}
      tied: {type: list, of: text, is: 'award.tied if count(ok) > 1 else []'}
      unallocated: {type: ratio, is: award.unallocated, shown: 6}
""",
}


@cache
def library(name: str) -> Library:
    folder = TESTS / "shapes" / name
    family, findings = read_family((folder / "rules.yaml").read_text(encoding="utf-8") + EXTRA[name], name, folder)
    assert not findings, [f.line() for f in findings]
    return library_of({name: family})


COMPLAINTS = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.dates(date(2023, 11, 1), date(2025, 3, 31)),
            "province": st.sampled_from("xy"),
            "event_id": st.sampled_from("abc"),
            "pcs": st.integers(0, 50),
            "loss": st.integers(0, 1000),
        }
    ),
    max_size=12,
)
KINDS = st.sampled_from(["rolling", "rolling_to_same_day", "calendar"])


@given(COMPLAINTS, KINDS, KINDS)
def test_windows_finds_what_a_filter_over_dates_finds(
    complaints: list[dict[str, Any]], months: str, years: str
) -> None:
    options = {"month_window": months, "year_window": years}
    found = calculate("by_function", {"complaints": complaints}, None, options, library=library("quality_agreement"))
    written = calculate(
        "qa_complaint_window_aggregation",
        {"complaints": complaints},
        None,
        options,
        library=library("quality_agreement"),
    )
    assert found.outputs == written.outputs


def _seconds(count: int) -> float:
    """What windows over so many rows take."""
    start = date(2020, 1, 1)
    rows = [
        {
            "date": start + timedelta(days=7 * i % 1500),
            "province": "xyz"[i % 3],
            "event_id": str(i),
            "pcs": 1,
            "loss": 1,
        }
        for i in range(count)
    ]
    began = time.perf_counter()
    calculate("by_function", {"complaints": rows}, library=library("quality_agreement"))
    return time.perf_counter() - began


def test_windows_over_sixteen_times_the_rows_do_not_take_their_square() -> None:
    few = min(_seconds(250) for _ in range(3))
    assert _seconds(4000) < 100 * few  # a square would be 256


BIDS = st.lists(
    st.fixed_dictionaries(
        {
            "price": st.sampled_from([None, "10", "11", "12.5"]),
            "admissible": st.booleans(),
        }
    ),
    max_size=5,
)


@given(BIDS, st.sampled_from(["manual", "equal_split", "earliest_submission"]))
def test_allocate_gives_the_shares_that_a_rule_writes_out(bids: list[dict[str, Any]], ties: str) -> None:
    named = [{**b, "bidder": f"b{i}", "submitted_at": f"2026-01-0{9 - i}"} for i, b in enumerate(bids)]
    ranked = sorted(b["price"] for b in named if b["admissible"] and b["price"] is not None)
    if len(ranked) == 1:  # one bidder alone: the rule has an option for it, the function gives the first share
        ties = "manual"
    options = {"tie_policy": ties}
    found = calculate("by_function", {"bids": named}, None, options, library=library("tender_package")).outputs
    written = calculate("itt_award_allocation", {"bids": named}, None, options, library=library("tender_package"))
    assert {name: found[name] for name in ("shares", "unallocated")} == {
        name: written.outputs[name] for name in ("shares", "unallocated")
    }
    assert found["tied"] == written.outputs["tied"]
