"""How long the command line takes from a standing start."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import documents
from benchmarks.result import Result
from benchmarks.timing import interleaved, process

_COMMANDS = {
    "`contracts-kit --help`, cold": (("--help",), 0.2),
    "`contracts-kit calc`, cold": (
        (
            "calc",
            "qa_user_claim_recovery",
            "-i",
            "examples/facts/user_claim.yaml",
            "-p",
            "examples/quality_agreement.yaml",
        ),
        0.35,
    ),
    "`contracts-kit calc RULE` on its own example, cold": (("calc", "qa_user_claim_recovery"), 0.35),
}


def measure(rounds: int) -> list[Result]:
    """Whole processes of the installed command, the parse cache warm (the first, untimed round fills it)."""
    command = Path(sys.executable).with_name("contracts-kit")
    works = {what: process([command, *arguments], folder=documents.ROOT) for what, (arguments, _) in _COMMANDS.items()}
    python = "python -c pass"
    times = interleaved(
        {**works, python: process([sys.executable, "-c", "pass"], folder=documents.ROOT)}, rounds, warm=2
    )
    return [
        Result(what, times[what], target, "most", "s", {python: times[python]})
        for what, (_, target) in _COMMANDS.items()
    ]
