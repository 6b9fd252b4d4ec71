"""Loading a library: where it is found, what is refused, what is kept, and that a family is files and nothing else."""

from __future__ import annotations

import os
import pickle
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from contracts_kit.content import cache, library
from contracts_kit.content.library import find_family, find_rule, load_library, workspace_root
from contracts_kit.content.presence import Presence
from contracts_kit.errors import InputError

TESTS = Path(__file__).parent.parent
GARDEN = TESTS / "workspaces" / "garden_lease"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GARDEN, tmp_path / "w"))


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv(cache.VARIABLE, str(folder))
    monkeypatch.setattr(library, "_kept", {})
    return folder


def test_a_family_is_files_and_nothing_else():
    garden = load_library(GARDEN).families["garden_lease"]
    assert garden.title.en == "Garden Lease"
    assert list(garden.clauses) == [
        "garden_lease.ending",
        "garden_lease.plot",
        "garden_lease.rent",
        "garden_lease.well",
        "common.parties",
        "common.disputes",
    ]
    assert set(garden.options) == {"counting", "gl_late_charge.cap"}
    assert garden.rules["gl_late_charge"].parameters_read == {"monthly_rent", "late_rate"}
    assert garden.rules["gl_late_charge"].options_read == {"counting", "cap"}
    assert "buyer" in garden.parameters and garden.tables["spacing"].key == "crop"
    assert garden.forms["handover"].title.zh == "交接单"
    disputes = garden.clauses["common.disputes"]
    assert disputes.version == 2 and set(disputes.wordings) == {"owner", "garden"}
    assert disputes.negotiation["owner"].stance == "fallback"


def test_a_second_family_beside_the_first_needs_no_code(workspace: Path):
    for sample in ("figure_without_rule",):
        shutil.copytree(TESTS / "broken" / "clauses" / sample, workspace, dirs_exist_ok=True)
    path = workspace / "clauses" / "shed" / "parameters.yaml"
    path.write_text(path.read_text("utf-8").replace("default: 3日", "text_only: A custom., default: 3日"), "utf-8")
    assert set(load_library(workspace).families) == {"garden_lease", "shed"}


def test_the_library_of_this_project_is_sound():
    loaded = load_library(TESTS.parent)
    assert loaded.findings == ()
    assert loaded.families


def test_the_workspace_at_or_above_the_current_folder_is_taken(workspace: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(workspace / "clauses" / "common")
    assert workspace_root() == workspace
    assert "garden_lease" in load_library().families


def test_elsewhere_the_package_brings_its_own_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert workspace_root() in (library.PACKAGE / "_content", TESTS.parent)


def test_a_folder_that_is_no_workspace_is_refused(tmp_path: Path):
    with pytest.raises(InputError) as error:
        load_library(tmp_path)
    assert [f.kind for f in error.value.findings] == ["workspace_missing"]


def test_names_that_do_not_exist_are_refused_with_the_nearest():
    loaded = load_library(GARDEN)
    for find, name, kind, near in (
        (find_family, "garden_leese", "unknown_family", "garden_lease"),
        (find_rule, "gl_late_charges", "unknown_rule", "gl_late_charge"),
    ):
        with pytest.raises(InputError) as error:
            find(loaded, name)
        (finding,) = error.value.findings
        assert (finding.kind, finding.details["suggestion"]) == (kind, near)
    family, rule = find_rule(loaded, "gl_late_charge")
    assert (family.name, rule.clause) == ("garden_lease", "garden_lease.rent")


def test_everything_wrong_in_all_files_comes_at_once(workspace: Path):
    (workspace / "clauses/garden_lease/tools.md").write_text("no front matter", "utf-8")
    (workspace / "clauses/garden_lease/parameters.yaml").write_bytes(b"title: \xff")
    (workspace / "clauses/garden_lease/tables/spacing.csv").write_text("a,a\n", "utf-8")
    with pytest.raises(InputError) as error:
        load_library(workspace)
    kinds = {f.kind for f in error.value.findings}
    assert {"front_matter_missing", "wrong_encoding", "table_column_twice"} <= kinds


@pytest.mark.parametrize(
    "content", [b"\x00", b"---\n---", b"---\n- a\n---\n", b"---\n&a\n---\n## zh\n", b"\xff\xfe", b"---"]
)
def test_a_file_of_anything_is_a_finding_and_never_a_traceback(workspace: Path, content: bytes):
    for name in ("tools.md", "tables/tools.csv", "tables/tools.yaml", "parameters.yaml"):
        (workspace / "clauses/garden_lease" / name).write_bytes(content)
    (workspace / "templates/garden_lease/outline.yaml").write_bytes(content)
    with pytest.raises(InputError) as error:
        load_library(workspace)
    assert all(f.message("zh") and f.message("en") and f.place.file for f in error.value.findings)


# --- what is kept ----------------------------------------------------------------------------------------------------


def test_a_library_is_read_once_and_kept_under_its_content(workspace: Path, empty_cache: Path, monkeypatch):
    first = load_library(workspace)
    (entry,) = empty_cache.iterdir()
    assert stat.S_IMODE(empty_cache.stat().st_mode) == 0o700
    monkeypatch.setattr(library, "_kept", {})
    monkeypatch.setattr(library, "examine", lambda files: pytest.fail("read again"))
    again = load_library(workspace)
    assert again.digest == first.digest and again.families["garden_lease"] == first.families["garden_lease"]
    assert load_library(workspace) is again
    assert pickle.loads(entry.read_bytes()).digest == first.digest


def test_a_changed_word_is_read_anew(workspace: Path, empty_cache: Path):
    before = load_library(workspace)
    path = workspace / "clauses/garden_lease/well.md"
    path.write_text(path.read_text("utf-8").replace("维修", "修理"), "utf-8")
    after = load_library(workspace)
    assert after.digest != before.digest
    one, other = (x.families["garden_lease"].clauses["garden_lease.well"] for x in (before, after))
    assert one.digest != other.digest


def test_a_copy_elsewhere_is_the_same_library_with_its_own_root(workspace: Path, tmp_path: Path):
    other = shutil.copytree(workspace, tmp_path / "other")
    assert load_library(workspace).digest == load_library(other).digest
    assert load_library(other).root == str(other)


@pytest.mark.parametrize("damage", ["rubbish", "folder", "others"])
def test_a_cache_that_cannot_be_used_does_no_harm(workspace: Path, empty_cache: Path, monkeypatch, damage: str):
    load_library(workspace)
    (entry,) = empty_cache.iterdir()
    if damage == "rubbish":
        entry.write_bytes(b"not a pickle")
    elif damage == "folder":
        entry.unlink()
        entry.mkdir()
    else:
        empty_cache.chmod(0o777)
        entry.write_bytes(pickle.dumps("planted"))
    monkeypatch.setattr(library, "_kept", {})
    assert "garden_lease" in load_library(workspace).families


def test_the_cache_can_be_switched_off(workspace: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv(cache.VARIABLE, "off")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(library, "_kept", {})
    assert cache.cache_folder() is None
    load_library(workspace)
    assert not (tmp_path / "home").exists()


def test_loading_from_the_cache_imports_no_parser(workspace: Path, empty_cache: Path):
    load_library(workspace)
    code = (
        "import sys; from contracts_kit.content.library import load_library; load_library(sys.argv[1]);"
        "print([m for m in ('jinja2', 'markdown_it', 'chinese_calendar', 'csv') if m in sys.modules])"
    )
    env = {**os.environ, cache.VARIABLE: str(empty_cache)}
    done = subprocess.run([sys.executable, "-c", code, str(workspace)], capture_output=True, text=True, env=env)
    assert done.stdout.strip() == "[]", done.stderr


# --- which clauses stand in a contract -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("has_well", "standing"),
    [(True, {"well", "ending"}), (False, {"ending"})],
)
def test_entries_stand_as_their_conditions_say(has_well: bool, standing: set[str]):
    garden = load_library(GARDEN).families["garden_lease"]
    values = {name: parameter.default for name, parameter in garden.parameters.items()} | {"has_well": has_well}
    presence = Presence(garden, values, {})
    assert {c.partition(".")[2] for c in presence.clauses} == standing | {"plot", "rent", "disputes", "parties"}
    assert garden.outline is not None
    entries = presence.entries(garden.outline.entries)
    assert [e.clause or e.title.en for e in entries][:2] == ["common.parties", "The lease"]
    assert [a.id for a in presence.annexes(garden.outline.annexes)] == ["examples"]


# --- one fault, one finding ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "before", "after", "kinds"),
    [
        ("clauses/garden_lease/parameters.yaml", "type: money", "type: mony", {"unknown_type"}),
        ("clauses/garden_lease/parameters.yaml", "parameters:\n", "parameters: [\n", {"not_yaml"}),
        ("clauses/garden_lease/rent.md", "  outputs:\n", "  outputs: [\n", {"not_yaml"}),
        ("clauses/garden_lease/rent.md", "monthly_rent * late_rate", "monthly_rent + late_rate", {"cannot_combine"}),
        ("clauses/garden_lease/rent.md", "type: days", "type: dais", {"unknown_type"}),
        ("clauses/common/parameters.yaml", "type: party", "type: partie", {"unknown_type"}),
    ],
)
def test_what_cannot_be_read_is_said_once_and_not_in_other_words(
    workspace: Path, file: str, before: str, after: str, kinds: set[str]
):
    path = workspace / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(InputError) as error:
        load_library(workspace)
    assert {f.kind for f in error.value.findings} == kinds, str(error.value)


def test_a_family_without_parameters_of_its_own_is_checked_all_the_same(workspace: Path):
    shutil.copytree(TESTS / "broken" / "clauses" / "unused_clause", workspace, dirs_exist_ok=True)
    (workspace / "clauses/shed/parameters.yaml").write_text("", "utf-8")
    use = workspace / "clauses/shed/use.md"
    use.write_text(use.read_text("utf-8").replace("工棚共用", "工棚共用{{ x }}三日"), "utf-8")
    with pytest.raises(InputError) as error:
        load_library(workspace)
    assert {f.kind for f in error.value.findings} == {"unknown_parameter", "bare_figure", "parity_slots"}


def test_a_change_to_any_file_is_noticed_at_the_next_look(workspace: Path):
    first = load_library(workspace).digest
    assert load_library(workspace).digest == first
    clause = workspace / "clauses" / "garden_lease" / "plot.md"
    clause.write_text(clause.read_text(encoding="utf-8").replace("version: 1", "version: 7", 1), encoding="utf-8")
    changed = load_library(workspace).digest
    assert changed != first
    added = workspace / "clauses" / "garden_lease" / "tables" / "more.csv"
    added.write_text("name\nx\n", encoding="utf-8")
    assert load_library(workspace).digest not in (first, changed)
    added.unlink()
    assert load_library(workspace).digest == changed
    (workspace / "clauses" / "another").mkdir()
    (workspace / "clauses" / "another" / "parameters.yaml").write_text(
        "title: {zh: 另, en: Another}\n", encoding="utf-8"
    )
    assert "another" in load_library(workspace).families
