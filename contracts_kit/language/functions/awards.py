"""Functions for what an expression would say badly: windows over dated rows, shares by rank with ties."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from contracts_kit.errors import refuse
from contracts_kit.language.functions.accepted import QUOTED, RATIOS, ROWS, SPAN, TEXT, maybe, one, words
from contracts_kit.language.functions.dates import month_shift
from contracts_kit.language.infer_calls import Function, Given
from contracts_kit.language.runtime import MAX_WORK, Exact, divide, shift
from contracts_kit.language.types import DATE as A_DATE
from contracts_kit.language.types import TEXT as A_TEXT
from contracts_kit.language.types import Type, list_of, number, record_of

WINDOW_KINDS = ("rolling", "rolling_to_same_day", "calendar")
TIES = ("manual", "equal_split", "earliest_submission")


def _windows(rows: Sequence[Mapping[str, Any]], by: str, span: Exact, unit: str, kind: str) -> list[dict[str, Any]]:
    """One window from each date of the rows, with the rows inside it; see the function's line."""
    ordered = sorted(rows, key=lambda row: row[by])
    dates = [row[by] for row in ordered]
    count = int(span)
    made: dict[tuple[date, date], dict[str, Any]] = {}
    work = 0
    for day in dates:
        first, end = _edges(day, count, unit, kind)
        if (first, end) in made:
            continue
        inside = ordered[bisect_left(dates, first) : bisect_left(dates, end)]
        work += len(inside)
        if work > MAX_WORK:
            raise refuse("too_much_work")
        made[first, end] = {"first": first, "last": shift(end, -1), "rows": inside}
    return list(made.values())


def _edges(day: date, count: int, unit: str, kind: str) -> tuple[date, date]:
    """The first day of the window and the day after its last."""
    if unit == "days":
        return day, shift(day, count + (kind == "rolling_to_same_day"))
    months = count * (12 if unit == "years" else 1)
    if kind == "calendar":
        first = day.replace(day=1) if unit == "months" else day.replace(month=1, day=1)
        return first, month_shift(first, months)
    if kind == "rolling_to_same_day":
        return day, shift(month_shift(day, months, "clamp"), 1)
    return day, month_shift(day, months, "overflow")


def _field(
    given: Given, index: int, kinds: tuple[str, ...], zh: str, en: str, *, optional: bool = False
) -> Type | None:
    record = given.types[0].element
    if record.kind == "anything":
        return None
    field = record.field(given.literal(index))
    if field is None or field.kind not in kinds or (field.optional and not optional):
        raise given.wrong(index, zh, en)
    return field


def _one_of(given: Given, index: int, allowed: tuple[str, ...]) -> None:
    choices = given.types[index].choices
    if choices is None or any(c not in allowed for c in choices):
        raise given.wrong(index, "、".join(allowed), "one of " + ", ".join(allowed))


def _windows_result(given: Given) -> Type:
    _field(given, 1, ("date",), "日期字段的名称", "the name of a date field")
    if len(given.types) > 3:
        _one_of(given, 3, WINDOW_KINDS)
    rows = given.types[0]
    return list_of(record_of([("first", A_DATE), ("last", A_DATE), ("rows", rows)]))


def _windows_code(rows: Sequence[Mapping[str, Any]], by: str, span: Any, kind: str = "rolling") -> list[dict[str, Any]]:
    count, unit = span  # the compiler gives the span with its unit
    return _windows(rows, by, count, unit, kind)


def _allocate(
    rows: Sequence[Mapping[str, Any]],
    name: str,
    rank: str,
    shares: Sequence[Exact],
    ties: str = "manual",
    order: str | None = None,
) -> dict[str, Any]:
    """Shares by rank; see the function's line."""
    by_rank: dict[Any, list[Mapping[str, Any]]] = {}
    for row in sorted(rows, key=lambda r: r[rank]):
        by_rank.setdefault(row[rank], []).append(row)
    given: dict[str, Exact] = {}
    tied: list[str] = []
    place = 0
    for group in by_rank.values():
        if place >= len(shares):
            break
        here = shares[place : place + len(group)]
        if len(group) == 1:
            given[group[0][name]] = here[0]
        else:
            tied = tied or [row[name] for row in group]
            if ties == "manual":
                break
            if ties == "equal_split":
                for row in group:
                    given[row[name]] = divide(sum(here), len(group))
            else:
                earliest = sorted(group, key=lambda r: (r[order] is not None, r[order])) if order else group
                given.update({row[name]: share for row, share in zip(earliest, here, strict=False)})
        place += len(group)
    return {"shares": given, "tied": tied, "unallocated": sum(shares) - sum(given.values())}


def _allocate_result(given: Given) -> Type:
    _field(given, 1, ("text",), "文字字段的名称", "the name of a text field")
    _field(given, 2, ("number", "date"), "可排序字段的名称", "the name of a field to rank by")
    if len(given.types) > 4:
        _one_of(given, 4, TIES)
    if len(given.types) > 5:
        _field(given, 5, ("text", "date", "datetime", "number"), "字段的名称", "the name of a field", optional=True)
    ratio = number(endless=True)
    return record_of(
        [("shares", Type("map", of=ratio, key=A_TEXT)), ("tied", list_of(A_TEXT)), ("unallocated", number())]
    )


_CODE: Callable[..., Any] = _windows_code
FUNCTIONS = (
    Function(
        "windows",
        words("时间窗", "windows"),
        words(
            "从每条记录的日期起的时间窗，各含 first、last、rows；"
            "rolling 至对应日前一日，rolling_to_same_day 至对应日，calendar 为自然月或自然年。",
            "A window from the date of each row, with first, last and rows: rolling ends the day before the "
            "same day later, "
            "rolling_to_same_day on it, calendar is the calendar month or year.",
        ),
        ("count(windows([], 'date', quantity(1, 'months')))", "0"),
        (one("rows", ROWS), one("by", QUOTED), one("span", SPAN), maybe("kind", TEXT)),
        _windows_result,
        _CODE,
    ),
    Function(
        "allocate",
        words("按名次分配", "shares by rank"),
        words(
            "按名次（从小到大）分配份额，得 shares、tied、unallocated；"
            "并列时 manual 不分，equal_split 平分，earliest_submission 按先后。",
            "Shares by rank, lowest first, as shares, tied and unallocated; equal ranks get "
            "nothing (manual), equal parts "
            "(equal_split), or the shares in the order of a field (earliest_submission).",
        ),
        ("allocate([], 'name', 'price', [0.7, 0.3]).unallocated", "1"),
        (
            one("rows", ROWS),
            one("name", QUOTED),
            one("rank", QUOTED),
            one("shares", RATIOS),
            maybe("ties", TEXT),
            maybe("order", QUOTED),
        ),
        _allocate_result,
        _allocate,
    ),
)
