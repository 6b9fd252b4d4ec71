"""A batch as a whole: what it leaves in the folder, what it skips when it runs again, what a bad row does."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from loan_batches import COMMON, FAMILY, Planner, tree

from contracts_kit.batch import BatchPlan, BatchSettings, BatchSummary, Outcome, plan_batch, run_batch
from contracts_kit.content.library import load_library
from contracts_kit.content.model import Library
from contracts_kit.content.sheet_files import read_sheet_bytes
from contracts_kit.errors import InputError

LIST = "借用方,押金,运费承担方\n甲公司,1万元,\n乙公司,,borrower\n丙公司,3万元,\n"
TEXT = BatchSettings(formats=("txt",))


def run(plan: BatchPlan, folder: Path, settings: BatchSettings = TEXT) -> tuple[BatchSummary, dict[int, Outcome]]:
    outcomes: dict[int, Outcome] = {}

    def report(outcome: Outcome) -> None:
        assert outcome.row not in outcomes
        outcomes[outcome.row] = outcome

    return run_batch(plan, folder, settings, report=report), outcomes


def statuses(outcomes: dict[int, Outcome]) -> dict[int, str]:
    return {row: outcome.status for row, outcome in sorted(outcomes.items())}


def manifest(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


def test_each_supplier_gets_a_folder_and_a_line_of_the_manifest_in_the_order_of_the_list(
    planned: Planner, tmp_path: Path
) -> None:
    plan = planned(LIST)
    summary, outcomes = run(plan, tmp_path / "out", replace(TEXT, formats=("txt", "md"), languages=("zh", "en")))
    assert (summary.done, summary.skipped, summary.failed) == (3, 0, 0)
    assert statuses(outcomes) == {2: "done", 3: "done", 4: "done"}
    names = [f"{FAMILY}.{language}.{suffix}" for language in ("en", "zh") for suffix in ("md", "txt")]
    assert sorted(tree(tmp_path / "out")) == sorted(
        ["manifest.jsonl", *(f"{folder}/{name}" for folder in ("甲公司", "乙公司", "丙公司") for name in names)]
    )
    lines = manifest(tmp_path / "out")
    assert [(line["row"], line["supplier"], line["status"]) for line in lines] == [
        (2, "甲公司", "done"),
        (3, "乙公司", "done"),
        (4, "丙公司", "done"),
    ]
    found = tree(tmp_path / "out")
    for line in lines:
        assert line["clauses"][f"{FAMILY}.court"] == 1 and line["library"] == plan.library.digest
        assert [file["name"] for file in line["files"]] == names
        for file in line["files"]:
            path = tmp_path / "out" / line["folder"] / file["name"]
            assert (file["sha256"], file["bytes"]) == (found[f"{line['folder']}/{file['name']}"], path.stat().st_size)
    assert "1万元" not in (tmp_path / "out" / "甲公司" / names[3]).read_text(encoding="utf-8")
    assert "10,000.00" in (tmp_path / "out" / "甲公司" / names[3]).read_text(encoding="utf-8")
    assert "50,000.00" in (tmp_path / "out" / "乙公司" / names[3]).read_text(encoding="utf-8")


def test_a_document_is_the_one_that_assemble_makes(planned: Planner, loans: Library, tmp_path: Path) -> None:
    from contracts_kit.assembly.contract import assemble
    from contracts_kit.writers.write import to_bytes

    run(planned("借用方,押金\n甲公司,1万元\n"), tmp_path / "out", BatchSettings(formats=("docx",)))
    values = {
        "buyer": {"name": "示例出借公司"}, "supplier": {"name": "甲公司"}, "deposit": "1万元", "late_rate": "0.1%",
        "options": {"late_from": "same_day"},
    }  # fmt: skip
    made = to_bytes(assemble(FAMILY, values, library=loans), "docx")
    assert (tmp_path / "out" / "甲公司" / f"{FAMILY}.zh.docx").read_bytes() == made


def test_a_second_run_makes_nothing_and_changes_nothing(planned: Planner, tmp_path: Path) -> None:
    run(planned(LIST), tmp_path / "out")
    first, times = tree(tmp_path / "out"), {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*.txt")}
    summary, _ = run(planned(LIST), tmp_path / "out")
    assert (summary.done, summary.skipped, summary.failed) == (0, 3, 0)
    assert tree(tmp_path / "out") == first
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*.txt")} == times


def test_force_makes_everything_again(planned: Planner, tmp_path: Path) -> None:
    run(planned(LIST), tmp_path / "out")
    first = tree(tmp_path / "out")
    summary, _ = run(planned(LIST), tmp_path / "out", replace(TEXT, force=True))
    assert (summary.done, summary.skipped) == (3, 0)
    assert tree(tmp_path / "out") == first


@pytest.mark.parametrize(
    ("suppliers", "common", "expected"),
    [
        (LIST.replace("1万元", "10000"), COMMON, {2: "skipped", 3: "skipped", 4: "skipped"}),
        (LIST.replace("1万元", "2万元"), COMMON, {2: "done", 3: "skipped", 4: "skipped"}),
        (LIST, COMMON.replace("5万元", "6万元"), {2: "skipped", 3: "done", 4: "skipped"}),
        (LIST, COMMON.replace("same_day", "next_day"), {2: "done", 3: "done", 4: "done"}),
        (LIST.replace("乙公司,,borrower\n", ""), COMMON, {2: "skipped", 3: "skipped"}),
        ("借用方,押金,运费承担方\n丙公司,3万元,\n甲公司,1万元,\n", COMMON, {2: "skipped", 3: "skipped"}),
    ],
)
def test_only_what_changed_is_made_again(
    planned: Planner, tmp_path: Path, suppliers: str, common: str, expected: dict[int, str]
) -> None:
    run(planned(LIST), tmp_path / "out")
    _, outcomes = run(planned(suppliers, common), tmp_path / "out")
    assert statuses(outcomes) == expected
    assert [line["row"] for line in manifest(tmp_path / "out")] == sorted(expected)
    run(planned(suppliers, common), tmp_path / "fresh")
    folders = {line["folder"] for line in manifest(tmp_path / "out")} | {"manifest.jsonl"}
    assert tree(tmp_path / "fresh") == {
        name: digest for name, digest in tree(tmp_path / "out").items() if name.split("/")[0] in folders
    }


def test_a_change_of_the_library_makes_everything_again(planned: Planner, tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    shutil.copytree(Path(__file__).parent.parent / "workspaces" / "equipment_loan", workspace)
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")

    def plan() -> BatchPlan:
        return plan_batch(FAMILY, None, tmp_path / "list.csv", library=load_library(workspace))

    run(plan(), tmp_path / "out")
    assert set(statuses(run(plan(), tmp_path / "out")[1]).values()) == {"skipped"}
    clause = workspace / "clauses" / FAMILY / "parties.md"
    clause.write_text(clause.read_text(encoding="utf-8").replace("version: 1", "version: 2"), encoding="utf-8")
    _, outcomes = run(plan(), tmp_path / "out")
    assert set(statuses(outcomes).values()) == {"done"}
    assert manifest(tmp_path / "out")[0]["clauses"][f"{FAMILY}.parties"] == 2


@pytest.mark.parametrize("harm", ["gone", "cut", "changed", "as long", "folder gone"])
def test_a_file_that_is_not_as_the_manifest_states_is_made_again(planned: Planner, tmp_path: Path, harm: str) -> None:
    run(planned(LIST), tmp_path / "out")
    first = tree(tmp_path / "out")
    file = tmp_path / "out" / "乙公司" / f"{FAMILY}.zh.txt"
    content = file.read_bytes()
    if harm == "gone":
        file.unlink()
    elif harm == "folder gone":
        shutil.rmtree(file.parent)
    else:
        file.write_bytes({"cut": content[:-1], "changed": content + b"x", "as long": b"x" + content[1:]}[harm])
    _, outcomes = run(planned(LIST), tmp_path / "out")
    assert statuses(outcomes) == {2: "skipped", 3: "done", 4: "skipped"}
    assert tree(tmp_path / "out") == first


def test_another_format_is_added_and_what_is_still_true_stays(planned: Planner, tmp_path: Path) -> None:
    run(planned(LIST), tmp_path / "out")
    _, outcomes = run(planned(LIST), tmp_path / "out", replace(TEXT, formats=("md",)))
    assert set(statuses(outcomes).values()) == {"done"}
    names = [file["name"] for file in manifest(tmp_path / "out")[0]["files"]]
    assert names == [f"{FAMILY}.zh.md", f"{FAMILY}.zh.txt"]
    _, outcomes = run(planned(LIST), tmp_path / "out", replace(TEXT, formats=("txt", "md")))
    assert set(statuses(outcomes).values()) == {"skipped"}


def test_a_document_that_is_true_no_longer_goes_unless_somebody_has_changed_it(
    planned: Planner, tmp_path: Path
) -> None:
    run(planned(LIST), tmp_path / "out", replace(TEXT, formats=("txt", "md")))
    kept = tmp_path / "out" / "丙公司" / f"{FAMILY}.zh.md"
    kept.write_text("my notes", encoding="utf-8")
    run(planned(LIST.replace("1万元", "2万元").replace("3万元", "4万元")), tmp_path / "out")
    assert sorted(os.listdir(tmp_path / "out" / "甲公司")) == [f"{FAMILY}.zh.txt"]
    assert sorted(os.listdir(tmp_path / "out" / "乙公司")) == [f"{FAMILY}.zh.md", f"{FAMILY}.zh.txt"]
    assert kept.read_text(encoding="utf-8") == "my notes"
    assert [file["name"] for file in manifest(tmp_path / "out")[2]["files"]] == [f"{FAMILY}.zh.txt"]


def test_a_bad_row_does_not_stop_the_others_and_leaves_nothing(planned: Planner, tmp_path: Path) -> None:
    summary, outcomes = run(planned(LIST.replace("3万元", "很多")), tmp_path / "out")
    assert (summary.done, summary.failed) == (2, 1)
    assert statuses(outcomes) == {2: "done", 3: "done", 4: "failed"}
    (finding,) = outcomes[4].findings
    assert (finding.kind, str(finding.place)) == ("not_a_number", "list.csv  #4  押金")
    line = manifest(tmp_path / "out")[2]
    assert (line["status"], line["files"], line["inputs"]) == ("failed", [], None)
    assert [(reason["kind"], reason["place"]) for reason in line["reason"]] == [("not_a_number", "押金")]
    assert set(line["reason"][0]) == {"kind", "place", "zh", "en"}
    assert not (tmp_path / "out" / "丙公司").exists()


def test_a_row_that_went_bad_loses_the_documents_that_are_true_no_longer(planned: Planner, tmp_path: Path) -> None:
    run(planned(LIST), tmp_path / "out")
    good = tree(tmp_path / "out")
    run(planned(LIST.replace("3万元", "很多")), tmp_path / "out")
    assert not (tmp_path / "out" / "丙公司").exists()
    _, outcomes = run(planned(LIST), tmp_path / "out")
    assert statuses(outcomes) == {2: "skipped", 3: "skipped", 4: "done"}
    assert tree(tmp_path / "out") == good


def test_values_that_contradict_each_other_fail_the_row(planned: Planner, tmp_path: Path) -> None:
    _, outcomes = run(planned("借用方,late_rate\n甲,0%\n乙,1%\n"), tmp_path / "out")
    assert statuses(outcomes) == {2: "failed", 3: "done"}
    assert outcomes[2].findings[0].kind == "cross_check_error"


def test_what_no_document_can_hold_fails_the_row(planned: Planner, tmp_path: Path) -> None:
    _, outcomes = run(planned("借用方\n甲\ufdd0\n乙\n"), tmp_path / "out", BatchSettings(formats=("docx", "pdf")))
    assert statuses(outcomes) == {2: "failed", 3: "done"}
    assert outcomes[2].findings[0].place.row == 2


def test_a_fault_of_ours_in_one_row_is_reported_and_the_others_are_made(
    planned: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contracts_kit.batch import making

    right = making.assemble

    def wrong(family: str, values: Any, **settings: Any) -> Any:
        if values.values["supplier"]["name"] == "乙公司":
            raise ZeroDivisionError("a fault")
        return right(family, values, **settings)

    monkeypatch.setattr(making, "assemble", wrong)
    _, outcomes = run(planned(LIST), tmp_path / "out")
    assert statuses(outcomes) == {2: "done", 3: "failed", 4: "done"}
    (finding,) = outcomes[3].findings
    assert (finding.kind, finding.details["found"], finding.place.row) == ("row_fault", "ZeroDivisionError: a fault", 3)


def test_one_process_and_several_make_the_same_bytes(planned: Planner, tmp_path: Path) -> None:
    rows = "".join(f"公司{n % 7},{n}元,\n" for n in range(24)) + "公司x,很多,\n"
    plan = planned(f"借用方,押金,运费承担方\n{rows}")
    settings = BatchSettings(formats=("docx", "txt"))
    run(plan, tmp_path / "one", settings)
    run(plan, tmp_path / "three", replace(settings, jobs=3))
    assert tree(tmp_path / "one") == tree(tmp_path / "three")
    assert Counter(line["status"] for line in manifest(tmp_path / "one")) == {"done": 24, "failed": 1}


def test_open_values_are_listed(planned: Planner, tmp_path: Path) -> None:
    _, outcomes = run(planned(LIST), tmp_path / "out")
    assert "return_by" in outcomes[2].blanks and "deposit" not in outcomes[2].blanks
    assert manifest(tmp_path / "out")[0]["blanks"] == list(outcomes[2].blanks)
    _, again = run(planned(LIST), tmp_path / "out")
    assert again[2].blanks == outcomes[2].blanks


def test_folders_that_no_row_has_any_more_are_left_alone_and_named(planned: Planner, tmp_path: Path) -> None:
    run(planned(LIST), tmp_path / "out")
    summary, _ = run(planned(LIST.replace("乙公司,,borrower\n", "")), tmp_path / "out")
    assert summary.without_row == ("乙公司",)
    assert (tmp_path / "out" / "乙公司" / f"{FAMILY}.zh.txt").exists()


def test_two_rows_with_one_credit_code_get_a_warning_and_both_are_made(planned: Planner, tmp_path: Path) -> None:
    code = "91000000MA0000002W"
    plan = planned(f"借用方,统一社会信用代码\n甲,{code}\n乙,\n甲,{code.lower()}\n")
    (finding,) = plan.findings
    assert (finding.kind, finding.level, finding.details["rows"]["en"]) == ("credit_code_twice", "warning", "2, 4")
    assert list(plan.folders) == ["甲-row-2", "乙", "甲-row-4"]
    assert run(plan, tmp_path / "out")[0].done == 3


def test_a_supplier_called_like_the_manifest_gets_another_folder(planned: Planner, tmp_path: Path) -> None:
    plan = planned("借用方\nmanifest.jsonl\nMANIFEST.JOURNAL.JSONL\n")
    assert run(plan, tmp_path / "out")[0].done == 2
    assert [line["row"] for line in manifest(tmp_path / "out")] == [2, 3]


def test_a_column_may_name_the_folder(planned: Planner, tmp_path: Path) -> None:
    assert list(planned("借用方,文件夹\n甲,2026/甲\n乙,\n").folders) == ["2026_甲", "乙"]


# --- what stops the whole --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        (BatchSettings(formats=("doc",)), "unknown_format"),
        (BatchSettings(languages=("fr",)), "unknown_language"),
        (BatchSettings(jobs=0), "jobs_out_of_range"),
    ],
)
def test_settings_that_mean_nothing_are_refused_before_anything_is_made(
    planned: Planner, tmp_path: Path, settings: BatchSettings, kind: str
) -> None:
    with pytest.raises(InputError) as refused:
        run(planned(LIST), tmp_path / "out", settings)
    assert refused.value.findings[0].kind == kind
    assert not (tmp_path / "out").exists()


def test_a_file_for_a_folder_is_refused(planned: Planner, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        run(planned(LIST), tmp_path / "out")
    assert refused.value.findings[0].kind == "folder_is_file"


def test_a_file_where_a_suppliers_folder_should_be_fails_that_row(planned: Planner, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "乙公司").write_text("x", encoding="utf-8")
    _, outcomes = run(planned(LIST), tmp_path / "out")
    assert statuses(outcomes) == {2: "done", 3: "failed", 4: "done"}
    assert outcomes[3].findings[0].kind == "folder_is_file"


def test_a_list_may_not_be_made_twice_at_once(planned: Planner, tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    from contracts_kit.batch.manifest import ManifestStore

    (tmp_path / "out").mkdir()
    with ManifestStore(tmp_path / "out"), pytest.raises(InputError) as refused:
        run(planned(LIST), tmp_path / "out")
    assert refused.value.findings[0].kind == "batch_running"
    assert run(planned(LIST), tmp_path / "out")[0].done == 3


def test_a_chart_that_cannot_be_drawn_is_told_with_the_supplier_that_was_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("contracts_kit.writers.charts.find_spec", lambda name: None)
    table = read_sheet_bytes("供应商名称\n样本一有限公司\n".encode(), "list.csv")
    plan = plan_batch("material_penalties", None, table, library=load_library())
    told: list[Outcome] = []
    run_batch(plan, tmp_path / "out", BatchSettings(formats=("html",), jobs=1), report=told.append)
    assert [(o.status, [f.kind for f in o.findings]) for o in told] == [("done", ["chart_not_drawn"])]
