"""`calc RULE --file` and `calc RULE --template`: a table in, results out, and an exit status that says what was refused."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import Result

WORKSPACE = Path(__file__).parents[1] / "workspaces" / "parts_supply"
TABLE = "类别,不良率,货款\n电子类,235,100000\n印刷类,很多,100000\n电路板类,120,5000.50\n"

Run = Callable[..., Result]


def test_results_and_totals_are_written_and_the_refused_rows_are_counted(run: Run, here: Path) -> None:
    (here / "e.csv").write_bytes(TABLE.encode("gbk"))
    done = run("--workspace", WORKSPACE, "calc", "ppm_deduction", "--file", "e.csv", "-o", "r.csv")
    assert done.exit_code == 1 and done.stdout == "r.csv\n"
    assert "1 of 3 events refused." in done.stderr and "GBK" in done.stderr
    rows = (here / "r.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[1].endswith("6000.00,calculated,,") and rows[4] == ",,,,6500.05,total,,"
    assert (
        "1 个不予计算"
        in run(
            "--lang", "zh", "--workspace", WORKSPACE, "calc", "ppm_deduction", "--file", "e.csv", "-o", "r.csv"
        ).stderr
    )


def test_the_contract_and_the_readings_count_for_every_event(run: Run, here: Path) -> None:
    (here / "e.csv").write_text(TABLE.replace("很多", "5"), encoding="utf-8")
    (here / "p.yaml").write_text("electronic_rate: 1%\n", encoding="utf-8")
    asked = ("--file", "e.csv", "-o", "r.json", "-p", "p.yaml", "--option", "partial_step=ceil")
    done = run("--workspace", WORKSPACE, "calc", "ppm_deduction", *asked)
    assert done.exit_code == 0 and done.stderr == ""
    made = json.loads((here / "r.json").read_text(encoding="utf-8"))
    assert made["options"] == {"partial_step": "ceil"}
    assert made["events"][0]["outputs"]["deduction"] == "3000.00"  # 205 ppm over: three steps at 1%


def test_a_template_that_is_filled_in_is_read_as_it_is(run: Run, here: Path) -> None:
    done = run("--lang", "zh", "--workspace", WORKSPACE, "calc", "monthly_rate", "--template", "t.xlsx")
    assert done.exit_code == 0 and done.stdout == "t.xlsx\n"
    empty = run("--workspace", WORKSPACE, "calc", "monthly_rate", "--file", "t.xlsx", "-o", "r.csv")
    assert empty.exit_code == 2 and "no rows" in empty.stderr
    # What Excel saves once somebody has filled it in: the same header, typed cells below it.
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("事件")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        header = ["事件", "工厂", "每日产量（件）", "每日不良数（件）", "停产日", "备注"]
        sheet.write_row(0, 0, header)
        sheet.write_row(1, 0, ["三月", "北厂", 1000, 3])
        sheet.write_datetime(1, 4, datetime(2026, 3, 8), day)
        sheet.write_row(2, 0, ["三月", "", 2000, 9])
    (here / "filled.xlsx").write_bytes(stream.getvalue())
    done = run("--workspace", WORKSPACE, "calc", "monthly_rate", "--file", "filled.xlsx", "-o", "r.json")
    assert done.exit_code == 0, done.stderr
    made = json.loads((here / "r.json").read_text(encoding="utf-8"))
    assert made["events"] == [
        {
            "rows": [2, 3],
            "event": "三月",
            "inputs": {
                "plant": "north",
                "closed": ["2026-03-08"],
                "days": [{"output": "1000", "defective": "3"}, {"output": "2000", "defective": "9"}],
            },
            "outputs": {"defective": "12", "closed_days": "1", "ppm": "4000.00", "plant_of": "north"},
        }
    ]


REFUSALS = {
    "--file e.csv": "Name a .csv, .xlsx or .json file with -o",
    "-o r.csv": "Give --file",
    "--file e.csv -o r.pdf": ".csv, .xlsx, .json",
    "--file e.csv -o nowhere/r.csv": "nowhere",
    "--file nothing.csv -o r.csv": "no such file",
    "--file wrong.csv -o r.csv": "Did you mean ppm?",
    "--file broken.xlsx -o r.csv": "not a sound Excel workbook",
    "--template t.csv": ".xlsx",
    "--template t.xlsx --file e.csv": "does not go together with --file",
    "--file e.csv -o r.csv -i e.csv": "does not go together with --file",
    "--file e.csv -o r.csv --json": "does not go together with --file",
}


@pytest.mark.parametrize("asked", REFUSALS)
def test_what_cannot_be_read_or_written_is_refused_and_leaves_nothing(asked: str, run: Run, here: Path) -> None:
    (here / "e.csv").write_text(TABLE, encoding="utf-8")
    (here / "wrong.csv").write_text("category,pm,usage_payment\npcb,1,1\n", encoding="utf-8")
    (here / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    before = sorted(path.name for path in here.iterdir())
    done = run("--workspace", WORKSPACE, "calc", "ppm_deduction", *asked.split())
    assert done.exit_code == 2 and REFUSALS[asked] in done.stderr, done.stderr
    assert sorted(path.name for path in here.iterdir()) == before


def test_ten_thousand_events_are_prepared_once(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from contracts_kit.calculation import calculate

    prepared = []
    original = calculate.prepare
    monkeypatch.setattr(calculate, "prepare", lambda *given, **more: prepared.append(1) or original(*given, **more))
    rows = "".join(f"80000,{number % 50}\n" for number in range(10_000))
    (here / "e.csv").write_text("value,days\n" + rows, encoding="utf-8")
    done = run("--workspace", WORKSPACE, "calc", "late_charge", "--file", "e.csv", "-o", "r.json")
    assert done.exit_code == 0
    made = json.loads((here / "r.json").read_text(encoding="utf-8"))
    assert made["calculated"] == 10_000 and prepared == [1]
    assert made["totals"]["charge"] == str(200 * sum(min(8000, 400 * max(0, d - 3)) for d in range(50))) + ".00"
