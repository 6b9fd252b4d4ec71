"""Every refusal of `refusals.yaml`: the exit status, the words, few lines, and nothing written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

CASES: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("refusals.yaml").read_text(encoding="utf-8"))
MOST_LINES = 3


def content(given: Any) -> bytes:
    """The bytes of a file of the table."""
    if isinstance(given, str):
        return given.encode()
    if "hex" in given:
        return bytes.fromhex(given["hex"])
    if "repeat" in given:
        return (given.get("before", "") + given["repeat"] * given["times"] + given.get("after", "")).encode()
    found: bytes = given["text"].encode(given["encoding"])
    return found


def files_in(folder: Path) -> dict[str, int]:
    return {
        os.path.relpath(os.path.join(where, name), folder): os.path.getsize(os.path.join(where, name))
        for where, _, names in os.walk(folder)
        for name in names
    }


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_in_a_few_lines_and_nothing_is_written(name: str, run: Callable[..., Result], here: Path) -> None:
    case = CASES[name]
    for file, given in case.get("files", {}).items():
        path = here / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content(given))
    before = files_in(here)
    result = run(
        "--lang",
        case.get("lang", "en"),
        *case["command"].split(),
        stdin=content(case["stdin"]) if "stdin" in case else None,
    )
    said = result.stdout + result.stderr
    assert result.exit_code == case.get("status", 2), said
    for words in case["says"]:
        assert words in said
    assert "Traceback" not in said
    lines = [line for line in result.stderr.splitlines() if line and not line.startswith(("Usage:", "Try "))]
    assert len([line for line in lines if "is blank:" not in line]) <= MOST_LINES
    assert all(len(line) < 400 for line in lines)
    assert files_in(here) == before
