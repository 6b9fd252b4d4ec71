"""How long the command line, and reading the whole library, take from a standing start."""

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

_IMPORTED = "from contracts_kit.content.library import load_library"
_LOADED = f"import os\n{_IMPORTED}\nfor family in load_library().families.values(): family.rules\nos._exit(0)"
_LOADED_TARGET = 0.4


def measure(rounds: int) -> list[Result]:
    """Whole processes of the installed command, the parse cache warm (the first, untimed round fills it)."""
    command = Path(sys.executable).with_name("contracts-kit")
    works = {what: process([command, *arguments], folder=documents.ROOT) for what, (arguments, _) in _COMMANDS.items()}
    for name, program in (("python -c pass", "pass"), ("imported", _IMPORTED), ("loaded", _LOADED)):
        works[name] = process([sys.executable, "-c", program], folder=documents.ROOT, cached=False)
    times = interleaved(works, rounds, warm=2)
    start = {"python -c pass": times["python -c pass"]}
    what = (
        f"The library loaded with all of its {len(documents.library().families)} families read, in a cold process "
        "without any cache (its start and first import, also given, taken off)"
    )
    behind = {"whole process": times["loaded"], "its start and import": times["imported"]}
    loaded = Result(what, times["loaded"] - times["imported"], _LOADED_TARGET, "most", "s", behind)
    return [
        *(Result(what, times[what], target, "most", "s", start) for what, (_, target) in _COMMANDS.items()),
        loaded,
    ]
