"""The seal of a workspace: checked content loads family by family; anything else is checked as if there were no seal."""

import json
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contracts_kit.content.library import examine, find_rule, load_library
from contracts_kit.content.model import Library
from contracts_kit.content.notices import find_notice
from contracts_kit.content.seal import SEAL, SealedFamilies, read_seal, seal_of
from contracts_kit.content.workspace_files import read_files
from contracts_kit.errors import InputError
from contracts_kit.review.lint import write_seal

ROOT = Path(__file__).parents[2]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONTRACTS_KIT_CACHE", "off")
    monkeypatch.setattr("contracts_kit.content.library._kept", {})
    for part in ("clauses", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part)
    (tmp_path / SEAL).unlink(missing_ok=True)
    return tmp_path


def examined(workspace: Path) -> Library:
    library, findings = examine(read_files(workspace))
    assert findings == ()
    return library


def test_the_seal_of_the_shipped_content_is_current() -> None:
    assert (ROOT / SEAL).read_bytes() == seal_of(examined(ROOT)), "run: contracts-kit lint --seal"


def test_a_sealed_library_is_what_the_checked_one_is(workspace: Path) -> None:
    checked = examined(workspace)
    write_seal(workspace)
    sealed = load_library(workspace)
    assert isinstance(sealed.families, SealedFamilies) and list(sealed.families) == list(checked.families)
    assert dict(sealed.families) == checked.families
    assert sealed.homes == checked.homes
    assert pickle.loads(pickle.dumps(sealed)) == checked


def test_a_sealed_library_reads_only_the_family_that_is_asked_for(workspace: Path) -> None:
    write_seal(workspace)
    families = load_library(workspace).families
    assert isinstance(families, SealedFamilies) and not families._read
    assert families["material_penalties"].rules
    assert list(families._read) == ["material_penalties"]
    with pytest.raises(KeyError):
        families["material_penaltie"]


def test_rules_and_notices_are_found_without_reading_every_family(workspace: Path) -> None:
    write_seal(workspace)
    library = load_library(workspace)
    family, rule = find_rule(library, "pen_iqc_batch_fine")
    assert (family.name, rule.id) == ("material_penalties", "pen_iqc_batch_fine")
    assert find_notice(library, "pen_defect_notice")[0].name == "material_penalties"
    assert isinstance(library.families, SealedFamilies) and list(library.families._read) == ["material_penalties"]
    with pytest.raises(InputError, match="pen_iqc_batch_fine"):
        find_rule(library, "pen_iqc_batch_fin")


def test_changed_content_has_no_seal_and_is_checked(workspace: Path) -> None:
    write_seal(workspace)
    clause = workspace / "clauses" / "material_penalties" / "scope.md"
    clause.write_text(
        clause.read_text(encoding="utf-8").replace("## en", "## en\n\n{{ nobody_knows }}"), encoding="utf-8"
    )
    assert read_seal(read_files(workspace)) is None
    with pytest.raises(InputError, match="nobody_knows"):
        load_library(workspace)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda seal: {**seal, "digest": "0" * 32},
        lambda seal: {**seal, "engine": "0.0.0"},
        lambda seal: {**seal, "homes": {"a_rule": "no_family"}},
        lambda seal: {**seal, "needs": 3},
        lambda seal: [],
        lambda seal: None,
    ],
)
def test_a_seal_that_does_not_fit_is_no_seal(workspace: Path, spoil: Callable[[Any], Any]) -> None:
    write_seal(workspace)
    seal = json.loads((workspace / SEAL).read_bytes())
    (workspace / SEAL).write_text(json.dumps(spoil(seal)))
    assert read_seal(read_files(workspace)) is None
    assert load_library(workspace).families.keys() == examined(workspace).families.keys()


def test_content_with_a_fault_gets_no_seal(workspace: Path) -> None:
    (workspace / "clauses" / "material_penalties" / "scope.md").unlink()
    with pytest.raises(InputError):
        write_seal(workspace)
    assert not (workspace / SEAL).exists()
