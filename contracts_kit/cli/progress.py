"""How far a long work is: a bar on a terminal, a line now and then elsewhere, on standard error.

The clock is asked here and nowhere below: it decides what is shown, never what is made.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from types import TracebackType

from contracts_kit.cli.console import Console
from contracts_kit.values.text_width import text_width

SECONDS_BETWEEN_FRAMES = 0.1
SECONDS_BETWEEN_LINES = 10.0
_WIDEST_BAR = 30


class Progress:
    """Counts what is finished of `total`, and says how fast it goes and how long it will take.

    A work that is over within the first interval says nothing. `clock` gives seconds; a test gives its own.
    """

    def __init__(self, console: Console, total: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._total = total
        self._clock = clock
        self._terminal = sys.stderr.isatty()
        self._between = SECONDS_BETWEEN_FRAMES if self._terminal else SECONDS_BETWEEN_LINES
        self._started = self._shown = clock()
        self._finished = self._made = self._failed = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wipe()

    def step(self, *, made: bool = True, failed: bool = False) -> None:
        """One more is finished. What was not `made`, since it was there already, does not count for the rate."""
        self._finished += 1
        self._made += made
        self._failed += failed
        now = self._clock()
        if now - self._shown >= self._between:
            self._shown = now
            self._show(now - self._started)

    def _show(self, seconds: float) -> None:
        text = self.text(seconds)
        if not self._terminal:
            sys.stderr.write(f"{text}\n")
        else:
            room = shutil.get_terminal_size().columns - text_width(text) - 4
            width = min(_WIDEST_BAR, room)
            filled = width * self._finished // self._total
            bar = f"[{'#' * filled}{'-' * (width - filled)}] " if width >= 5 else ""
            sys.stderr.write(f"\r\x1b[K{bar}{text}")
        sys.stderr.flush()

    def text(self, seconds: float) -> str:
        """What is shown after so many seconds: 312/1000  31%  85.0/s  0:08 left."""
        rate = self._made / seconds if seconds > 0 else 0.0
        left = _clock_face((self._total - self._finished) / rate) if rate > 0 else "-:--"
        parts = [
            f"{self._finished}/{self._total}",
            f"{100 * self._finished // self._total}%",
            self._console.text(f"每秒 {rate:.1f}", f"{rate:.1f}/s"),
            self._console.text(f"剩余 {left}", f"{left} left"),
        ]
        if self._failed:
            parts.append(self._console.text(f"失败 {self._failed}", f"{self._failed} failed"))
        return "  ".join(parts)

    def _wipe(self) -> None:
        if self._terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _clock_face(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
