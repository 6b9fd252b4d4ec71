"""The line that says how far a batch is."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from contracts_kit.cli.console import Console
from contracts_kit.cli.progress import Progress


class Terminal:
    """A standard error that is or is not a terminal, and keeps what was written."""

    def __init__(self, is_terminal: bool) -> None:
        self.is_terminal = is_terminal
        self.said = ""

    def isatty(self) -> bool:
        return self.is_terminal

    def write(self, text: str) -> None:
        self.said += text

    def flush(self) -> None:
        pass


def seconds(*moments: float) -> Iterator[float]:
    yield from moments


def shown(monkeypatch: pytest.MonkeyPatch, terminal: bool, language: str, moments: list[float]) -> str:
    """What is shown by a work of 1,000 whose steps end at these moments."""
    error = Terminal(terminal)
    monkeypatch.setattr(sys, "stderr", error)
    monkeypatch.setenv("COLUMNS", "80")
    clock = seconds(0.0, *moments)
    with Progress(Console(language), 1000, clock=lambda: next(clock)) as progress:
        for number, _ in enumerate(moments):
            progress.step(made=number != 0, failed=number == 1)
    return error.said


def test_elsewhere_a_line_comes_now_and_then_and_none_for_a_short_work(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, False, "en", [1.0, 2.0, 9.9]) == ""
    said = shown(monkeypatch, False, "en", [1.0, 5.0, 10.0, 11.0, 20.0])
    assert said == ("3/1000  0%  0.2/s  1:23:05 left  1 failed\n5/1000  0%  0.2/s  1:22:55 left  1 failed\n")


def test_a_terminal_has_a_bar_that_is_wiped_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    said = shown(monkeypatch, True, "zh", [0.05, 0.2, 0.4])
    assert said.startswith("\r\x1b[K[") and said.endswith("\r\x1b[K")
    assert "2/1000  0%  每秒 5.0  剩余 3:20  失败 1" in said
    assert "\n" not in said


def test_what_was_there_already_does_not_count_for_the_rate() -> None:
    progress = Progress(Console("en"), 10, clock=lambda: 0.0)
    for _ in range(5):
        progress.step(made=False)
    assert progress.text(10.0) == "5/10  50%  0.0/s  -:-- left"
