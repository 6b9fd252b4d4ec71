"""Whatever stands in a file of a workspace, it is a finding or a clause: never a traceback, never a long wait."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.content.checks.figures import figures
from contracts_kit.content.checks.markers import scan
from contracts_kit.content.library import examine
from contracts_kit.content.mentions import mentions
from contracts_kit.content.wording_jinja import read_tags
from contracts_kit.content.wording_markdown import faults, read_markdown
from contracts_kit.content.workspace_files import Files, read_files
from contracts_kit.errors import InputError
from contracts_kit.findings import Place

GARDEN = read_files(Path(__file__).parent.parent / "workspaces" / "garden_lease")
NAMES = sorted(GARDEN.content)
PIECES = st.sampled_from(
    [
        "{{",
        "}}",
        "{% if ",
        "{% endif %}",
        "{% for x in plots %}",
        "---\n",
        "## zh\n",
        "```",
        "|",
        "\n",
        "*",
        ": ",
        "- ",
        "  ",
        "[",
        "'",
        '"',
        "\x00",
        "\ue000",
        "\ufeff",
        "&a ",
        "{{ reading('counting') }}",
        "{{ ref('x') }}",
        "1. ",
        "一、",
    ]
)


@given(st.sampled_from(NAMES), st.integers(0, 3000), st.integers(0, 40), PIECES | st.text(max_size=12))
def test_a_file_changed_anywhere_is_read_or_refused(name: str, at: int, cut: int, inserted: str):
    content = GARDEN.content[name].decode("utf-8")
    at = min(at, len(content))
    changed = (content[:at] + inserted + content[at + cut :]).encode("utf-8", "surrogatepass")
    _, findings = examine(Files(GARDEN.root, {**GARDEN.content, name: changed}, "x"))
    for finding in findings:
        assert finding.message("zh") and finding.message("en") and str(finding.place)


SIZE = 20_000
LONG = {
    "brackets": "[" * SIZE,
    "stars": "*a " * (SIZE // 3),
    "bars": "|" * SIZE,
    "underscores": "_" * SIZE,
    "numbers": "一" * SIZE,
    "number words": "two " * (SIZE // 4),
    "statutes": "Article 1 of " + "the " * (SIZE // 4),
    "open tags": "{{" * (SIZE // 2),
    "open blocks": "{%" * (SIZE // 2),
    "open comments": "{#" * (SIZE // 2),
    "nested items": "".join("  " * n + "- a\n" for n in range(150)),
    "quotation marks": "**“" * (SIZE // 3),
    "digits": "1" * SIZE,
    "items": "1. " * (SIZE // 3),
}


def work(text: str) -> float:
    """The seconds that reading and checking a wording takes."""
    start = time.perf_counter()
    list(scan(text))
    read_markdown(text, [], "zh")
    faults(text, [])
    try:
        pieces = mentions(read_tags(text, Place("x", 1)))
    except InputError:
        pass
    else:
        for language in ("zh", "en"):
            list(figures(pieces, language, [], set()))
    return time.perf_counter() - start


@pytest.fixture(scope="module")
def usual() -> float:
    """What an ordinary wording of the same size takes, in this very run."""
    text = "1. 采购方应当在收到货物之后验收。\n" * (SIZE // 20)
    work(text)
    return work(text)


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_no_wording_takes_many_times_as_long_as_an_ordinary_one(text: str, usual: float):
    assert work(text) < 60 * usual
