"""What a measurement says: a number, what it was measured against, and the target it has to reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table. `found` and `target` are times of something ("x") or seconds ("s").

    `target` None: measured for its own sake. `at` says on which side of the target is good. `times`
    are the medians behind a ratio, by name, in seconds.
    """

    what: str
    found: float
    target: float | None
    at: Literal["least", "most"]
    unit: Literal["x", "s"]
    times: dict[str, float]

    @property
    def reached(self) -> bool:
        """Whether the target was reached; without one there is nothing to miss."""
        if self.target is None:
            return True
        return self.found >= self.target if self.at == "least" else self.found <= self.target

    def row(self) -> str:
        """The line of the Markdown table."""
        behind = "; ".join(f"{name} {_time(seconds)}" for name, seconds in self.times.items())
        asked = "-" if self.target is None else f"at {self.at} {self._number(self.target)}"
        reached = "-" if self.target is None else "yes" if self.reached else "**no**"
        return f"| {self.what} | {self._number(self.found)} | {asked} | {reached} | {behind} |"

    def _number(self, value: float) -> str:
        return f"{value:.1f} x" if self.unit == "x" else f"{value:.2f} s"


def _time(seconds: float) -> str:
    if seconds < 0.001:
        return f"{seconds * 1_000_000:.0f} µs"
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"
