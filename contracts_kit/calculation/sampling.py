"""Samples an exact function on a lattice, more closely where it bends, jumps or is refused.

The function is known only by calculating it. An interval is taken for straight when two points inside it lie on its
chord; the interval that departs most is divided first, down to two neighbours of the lattice, so that a threshold or a
step is found to the exact place. What is left when the points are used up departs less than everything found.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise

from contracts_kit.records import dataclass

INTERVALS = 160
"""How many intervals are looked at before any is divided."""
MOST_POINTS = 4000
ALL_POINTS = 1000
"""A lattice of at most so many points is calculated whole."""
_UNLIKE = Fraction(10) ** 40  # further from the chord than any amount: one side is refused, the other is not

Measure = Callable[[int], Fraction | None]


@dataclass(frozen=True, slots=True)
class Sample:
    """The value at a place of the lattice; None where the calculation is refused."""

    place: int
    value: Fraction | None


def sampled(
    measure: Measure, count: int, tolerance: Fraction, known: Iterable[int] = ()
) -> tuple[tuple[Sample, ...], bool]:
    """Samples of `measure` at places from 0 to `count`, in order, and whether every bend was followed to its place.

    `tolerance` is by how much values are rounded: a smaller departure from a straight line is none. `known` are places
    where the function may well bend; they and their neighbours are sampled.
    """
    found: dict[int, Fraction | None] = {}

    def value(place: int) -> Fraction | None:
        if place not in found:
            found[place] = measure(place)
        return found[place]

    if count <= ALL_POINTS:
        return tuple(Sample(place, value(place)) for place in range(count + 1)), True
    grid = {round(Fraction(count * i, INTERVALS)) for i in range(INTERVALS + 1)}
    grid.update(place + step for place in known for step in (-1, 0, 1) if 0 <= place + step <= count)
    places = sorted(grid)
    for place in places:
        value(place)
    heap: list[tuple[Fraction, int, int, int]] = []

    def judge(start: int, end: int) -> None:
        """Queue an interval that is not straight, with the place at which it departs most."""
        if end - start < 2:
            return
        probes = sorted({(start + end) // 2, start + max(1, (end - start) * 38 // 100)})
        worst, at = max((_departure(start, value(start), end, value(end), p, value(p)), p) for p in probes)
        if worst > tolerance:
            heapq.heappush(heap, (-worst, start, at, end))

    for start, end in pairwise(places):
        judge(start, end)
    while heap and len(found) < MOST_POINTS:
        _, start, at, end = heapq.heappop(heap)
        judge(start, at)
        judge(at, end)
    return tuple(Sample(place, found[place]) for place in sorted(found)), not heap


def _departure(
    start: int, first: Fraction | None, end: int, last: Fraction | None, place: int, value: Fraction | None
) -> Fraction:
    """How far a value lies from the chord."""
    if first is None or last is None or value is None:
        return Fraction(0) if first is last is value else _UNLIKE
    return abs(value - first - (last - first) * Fraction(place - start, end - start))


def jumps_after(samples: tuple[Sample, ...], index: int, tolerance: Fraction) -> bool:
    """Whether the function jumps between the sample of this index and the next: more than its slopes beside explain."""
    here, there = samples[index], samples[index + 1]
    if here.value is None or there.value is None or there.place - here.place != 1:
        return False
    beside = [_slope(samples, index - 1), _slope(samples, index + 1)]
    known = [abs(slope) for slope in beside if slope is not None]
    factor = 2 if len(known) == 2 else 4  # at an end, a steep bend must not pass for a jump
    return bool(known) and abs(there.value - here.value) > tolerance + factor * sum(known)


def _slope(samples: tuple[Sample, ...], index: int) -> Fraction | None:
    if not 0 <= index < len(samples) - 1:
        return None
    here, there = samples[index], samples[index + 1]
    if here.value is None or there.value is None:
        return None
    return (there.value - here.value) / (there.place - here.place)


def corners(run: list[Sample], tolerance: Fraction) -> list[int]:
    """The indexes in a run of samples between which all others lie on straight lines, the first and the last included.

    Every sample has a value. A line is drawn on as long as one slope suits all of its samples.
    """
    chosen = [0]
    while chosen[-1] < len(run) - 1:
        start = chosen[-1]
        low: Fraction | None = None
        high: Fraction | None = None
        end = start + 1
        for index in range(start + 1, len(run)):
            width = run[index].place - run[start].place
            rise = (run[index].value or Fraction(0)) - (run[start].value or Fraction(0))
            if low is not None and high is not None and not low <= rise / width <= high:
                break
            end = index
            below, above = (rise - tolerance) / width, (rise + tolerance) / width
            low = below if low is None else max(low, below)
            high = above if high is None else min(high, above)
        chosen.append(end)
    return chosen
