"""Wordings that one process has read serve the next; a cache that cannot be used changes nothing."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from contracts_kit.content import cache

GARDEN = Path(__file__).parent.parent / "workspaces" / "garden_lease"
ASSEMBLE = """
import pickle, sys
from contracts_kit.assembly.contract import assemble
from contracts_kit.content.library import load_library
contract = assemble("garden_lease", {}, library=load_library(sys.argv[1]))
print(*[m for m in ("jinja2", "markdown_it") if m in sys.modules])
print(repr(contract.document))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "cache"
    made.mkdir(mode=0o700)
    return made


def assembled(folder: Path | str) -> tuple[str, str]:
    """The parsers that a fresh process loaded to assemble a contract, and the document it made."""
    done = subprocess.run(
        [sys.executable, "-c", ASSEMBLE, GARDEN],
        capture_output=True,
        text=True,
        env={**os.environ, cache.VARIABLE: str(folder)},
    )
    parsers, _, document = done.stdout.partition("\n")
    assert document, done.stderr
    return parsers, document


def test_the_second_process_reads_no_wording_and_makes_the_same_document(folder: Path) -> None:
    first = assembled(folder)
    second = assembled(folder)
    assert first[0] == "jinja2 markdown_it"
    assert second == ("", first[1])
    assert assembled("off") == first


@pytest.mark.parametrize("planted", [b"", b"no pickle", pickle.dumps("planted"), pickle.dumps((1, 2))])
def test_a_broken_entry_is_read_anew(folder: Path, planted: bytes) -> None:
    first = assembled(folder)
    for entry in folder.iterdir():
        entry.write_bytes(planted)
    assert assembled(folder) == first
