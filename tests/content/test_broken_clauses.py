"""Each folder of tests/broken/clauses is laid over a sound workspace and must be found: that kind, on that line.

`expected.txt` says so in one line: `broken: KIND, FILE:LINE, also OTHER KINDS. Why.`
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from contracts_kit.content.library import load_library
from contracts_kit.errors import InputError
from contracts_kit.messages import content_checks, content_clauses, content_notices, content_rules
from contracts_kit.review.lint import lint

TESTS = Path(__file__).parent.parent
BASE = TESTS / "workspaces" / "garden_lease"
SAMPLES = sorted(p for p in (TESTS / "broken" / "clauses").iterdir() if p.is_dir())
EXPECTED = re.compile(r"broken: (\w+), ([^:,\s]+?)(?::(\d+))?(?:, also ([\w ]+))?\. .+\n")

# Not found in a file of a workspace: met when something is asked of a library. Tested where it is asked.
ASKED = {
    "workspace_missing",
    "unknown_family",
    "unknown_rule",
    "unknown_notice",
    "variant_undecided",
    "wording_too_long",
}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.name)
def test_each_broken_sample_is_found_on_its_line(sample: Path, tmp_path: Path):
    shutil.copytree(BASE, tmp_path / "w")
    shutil.copytree(sample, tmp_path / "w", dirs_exist_ok=True)
    found = EXPECTED.fullmatch((sample / "expected.txt").read_text("utf-8"))
    assert found, "expected.txt is not in its form"
    kind, file, line, also = found[1], found[2], found[3], set((found[4] or "").split())
    assert kind == sample.name
    findings = lint(tmp_path / "w")
    places = {(f.kind, f.place.file, f.place.line) for f in findings}
    assert (kind, file, int(line) if line else None) in places, [f.line() for f in findings]
    others = {f.kind for f in findings if f.level == "error"} - {kind} - also
    assert not others, [f.line() for f in findings if f.kind in others]
    if any(f.level == "error" for f in findings):
        with pytest.raises(InputError) as error:
            load_library(tmp_path / "w")
        assert kind in {f.kind for f in error.value.findings}
    for finding in findings:
        assert finding.message("zh") and finding.message("en")


def test_every_kind_of_finding_about_clauses_and_rules_has_a_broken_sample():
    kinds = {**content_clauses.KINDS, **content_checks.KINDS, **content_rules.KINDS, **content_notices.KINDS}
    assert set(kinds) - ASKED <= {sample.name for sample in SAMPLES}


def test_the_sound_workspace_has_no_finding():
    assert lint(BASE) == []
