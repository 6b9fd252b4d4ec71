"""How things are timed: interleaved, so that a slow minute of the machine falls on all of them, and by the median."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

Medians = dict[str, float]


def interleaved(works: Mapping[str, Callable[[int], object]], rounds: int, *, warm: int = 3) -> Medians:
    """Seconds for each work, the median of all rounds. Every other round goes backwards.

    A work is given the number of the round, to make another document each time. `warm` rounds come first, untimed.
    """
    taken: dict[str, list[float]] = {name: [] for name in works}
    for number in range(warm):
        for work in works.values():
            work(-1 - number)
    for number in range(rounds):
        for name in list(works) if number % 2 else reversed(list(works)):
            gc.collect()
            started = time.perf_counter()
            works[name](number)
            taken[name].append(time.perf_counter() - started)
    return {name: statistics.median(found) for name, found in taken.items()}


def process(
    command: Sequence[str | Path], *, folder: Path, given: str = "", cached: bool = True
) -> Callable[[int], object]:
    """A whole process as a work: its start counts. CalledProcessError, with what it said, if it fails.

    `cached` False: contracts-kit finds no parse cache and leaves none.
    """
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""} | ({} if cached else {"CONTRACTS_KIT_CACHE": "off"})

    def run(_: int) -> None:
        subprocess.run(
            list(map(str, command)),
            cwd=folder,
            env=environment,
            input=given,
            text=True,
            capture_output=True,
            check=True,
        )

    return run
