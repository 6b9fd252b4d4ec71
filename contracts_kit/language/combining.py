"""Which of several claims count: left out, one of those alike, displaced by another, multiplied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from contracts_kit.language.runtime import times
from contracts_kit.records import dataclass

Row = Mapping[str, Any]
Holds = Callable[[Row], Any]
COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Combination:
    """A policy as functions of a candidate. Every part has its name first; see `content.combination`.

    `leave_out`: (name, when). `one_of`: (name, within, take, when, chosen). `displaced`: (name, within, when, by).
    `multiply`: (name, by, when). A part's `when` or `chosen` may be None.
    """

    amount: Holds
    leave_out: Sequence[tuple[str, Holds]]
    one_of: Sequence[tuple[str, tuple[str, ...], Callable[[], str], Holds | None, Holds | None]]
    displaced: Sequence[tuple[str, tuple[str, ...], Holds, Holds]]
    multiply: Sequence[tuple[str, Holds, Holds | None]]


def combined(rows: Sequence[Row], policy: Combination) -> list[dict[str, Any]]:
    """The candidates in their order, each with `charged`, `counted` and `outcome`."""
    outcomes: dict[int, str] = {}

    def standing() -> Iterator[tuple[int, Row]]:
        return ((index, row) for index, row in enumerate(rows) if index not in outcomes)

    for name, when in policy.leave_out:
        outcomes |= {index: name for index, row in standing() if when(row)}
    for name, within, take, only, chosen in policy.one_of:
        looked_at = [(index, row) for index, row in standing() if only is None or only(row)]
        groups: dict[tuple[Any, ...], list[int]] = {}
        for index, row in looked_at:
            groups.setdefault(tuple(row[field] for field in within), []).append(index)
        for alike in groups.values():
            best = _best(rows, alike, policy.amount, take(), chosen)
            outcomes |= {index: name for index in alike if index != best}
    for name, within, gives_way, by in policy.displaced:
        present = {tuple(row[field] for field in within) for _, row in standing() if by(row)}
        outcomes |= {i: name for i, row in standing() if gives_way(row) and tuple(row[f] for f in within) in present}
    made = []
    for index, row in enumerate(rows):
        counts = index not in outcomes
        charged = _multiplied(row, policy) if counts else 0
        made.append({**row, "charged": charged, "counted": counts, "outcome": outcomes.get(index, COUNTED)})
    return made


def _best(rows: Sequence[Row], alike: list[int], amount: Holds, take: str, chosen: Holds | None) -> int:
    """The one that counts of candidates that are alike; of equals the first."""
    marked = [index for index in alike if chosen is not None and chosen(rows[index])]
    among = marked or alike
    if take == "first":
        return among[0]
    sign = -1 if take == "largest" else 1
    return min(among, key=lambda index: (sign * amount(rows[index]), index))


def _multiplied(row: Row, policy: Combination) -> Any:
    charged = policy.amount(row)
    for _, by, when in policy.multiply:
        if when is None or when(row):
            charged = times(charged, by(row))
    return charged
