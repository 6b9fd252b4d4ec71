"""Every command that a page of documentation shows is run, and what it prints is what the page says.

A block ```console holds a session: a line `$ command`, then what it prints. `...` alone on a line stands for any
number of lines, inside a line for any text. Sessions of one page share a folder and run in order.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "docs" / "authoring.md", ROOT / "docs" / "rules.md"]


def sessions(page: Path) -> list[tuple[str, list[str]]]:
    """The commands of a page with what each is said to print."""
    found: list[tuple[str, list[str]]] = []
    text = page.read_text(encoding="utf-8")
    for _, block in re.findall(r"^(`{3,})console\n(.*?)^\1$", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif (line + " ").startswith("> ") and not found[-1][1]:
                found[-1] = (found[-1][0] + "\n" + line[2:], [])
            else:
                found[-1][1].append(line)
    return found


def matches(printed: str, expected: list[str]) -> bool:
    parts = []
    for line in expected:
        if line.strip() == "...":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(r".*?".join(re.escape(p) for p in line.rstrip().split("...")) + r"[ ]*\n")
    return (
        re.fullmatch("".join(parts), printed if printed.endswith("\n") or not printed else printed + "\n") is not None
    )


@pytest.mark.parametrize("page", [p for p in PAGES if p.exists()], ids=lambda p: p.name)
def test_the_commands_of_a_page_print_what_it_says(page: Path, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "CONTRACTS_KIT_LANG": "en",
        "COLUMNS": "100",
    }
    for command, expected in sessions(page):
        done = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, encoding="utf-8", timeout=120,
        )  # fmt: skip
        assert matches(done.stdout, expected), f"$ {command}\n{done.stdout}"


def test_the_readme_opens_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.index("make demo") < 1500
    assert text.index("make test") < 1500
