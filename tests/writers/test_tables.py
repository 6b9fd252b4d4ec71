"""Results of many events as CSV, Excel and JSON: exact, safe to open, the same bytes, and readable again."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from lxml import etree

from contracts_kit.calculation.calculate import prepare
from contracts_kit.calculation.events import calculate_events
from contracts_kit.content.event_columns import event_columns, place_columns
from contracts_kit.content.events import read_events
from contracts_kit.content.sheet_files import read_sheet_bytes
from contracts_kit.findings import Place
from contracts_kit.writers.event_template import write_event_template
from contracts_kit.writers.tables import ResultTable, write_table
from tests.calculation.charts_of_parts_supply import library, rule_named

ROOT = Path(__file__).parents[2]
HOSTILE = ["=1+1", "+86 10", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "'=1", "-5", "+5.50", '<b>&"', "样本\n公司"]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def results(rule: str, content: bytes, name: str = "events.csv", language: str = "zh") -> ResultTable:
    found, table = rule_named(rule), read_sheet_bytes(content, name)
    placed = place_columns(found, event_columns(found), table.columns, Place(table.file, row=table.header))
    prepared = prepare(rule, library=library())
    return ResultTable(prepared, table, tuple(calculate_events(prepared, read_events(table, placed))), language)


def sample() -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["备注", "逾期货值", "逾期天数", "事件"])
    for number, text in enumerate(HOSTILE):
        writer.writerow([text, "80000.10", number, text])
    writer.writerow(["坏", "很多", "5", "x"])
    return stream.getvalue().encode()


def grid(content: bytes) -> list[list[Any]]:
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_opens_in_excel_in_chinese_and_holds_exact_amounts_and_their_sum() -> None:
    content = write_table(results("late_charge", sample()), "csv")
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\r\n") == len(HOSTILE) + 3
    rows = lines(content)
    assert rows[0][4:] == ["违约金（元）", "状态", "代码", "原因"]
    amounts = [Decimal(row[4]) for row in rows[1:-1] if row[4]]
    assert amounts[9] == Decimal("2400.00") and sum(amounts) == Decimal(rows[-1][4])
    assert rows[-1][5] == "合计"
    assert rows[-2][5:7] == ["不予计算", "invalid_input"]
    assert rows[-2][7].startswith("value：“很多”") or "很多" in rows[-2][7]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_no_cell_of_anybodys_is_a_formula(format: str) -> None:
    content = write_table(results("late_charge", sample()), format)
    if format == "csv":
        for row in lines(content)[1:]:
            for cell in row:
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or cell in ("-5", "+5.50")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
        styles = etree.fromstring(package.read("xl/styles.xml"))
    assert sheet.find(f".//{MAIN}f") is None and sheet.find(f".//{MAIN}hyperlink") is None
    quoted = {str(i) for i, xf in enumerate(styles.find(f"{MAIN}cellXfs")) if xf.get("quotePrefix") == "1"}
    cell = next(cell for cell in sheet.iter(f"{MAIN}c") if cell.get("r") == "A2")
    assert cell.get("s") in quoted


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_results_read_again_give_the_same_results(format: str) -> None:
    first = write_table(results("late_charge", sample()), format)
    again = results("late_charge", first, f"r.{format}")
    assert write_table(again, "csv") == write_table(results("late_charge", sample()), "csv")


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_another_process_writes_the_same_bytes(format: str) -> None:
    code = (
        "import hashlib; from tests.writers.test_tables import *\n"
        f"print(hashlib.sha256(write_table(results('late_charge', sample()), '{format}')).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    made = write_table(results("late_charge", sample()), format)
    assert done.stdout.strip() == hashlib.sha256(made).hexdigest()


def test_a_workbook_holds_numbers_as_numbers_and_marks_what_is_refused() -> None:
    rows = grid(write_table(results("late_charge", sample(), language="en"), "xlsx"))
    assert rows[0][4:] == ["late charge (CNY)", "state", "code", "reason"]
    assert rows[10][4] == 2400.0 and rows[10][0] == "样本\n公司"
    assert rows[-2][5:7] == ["refused", "invalid_input"]
    assert rows[-1][4] == pytest.approx(sum(row[4] for row in rows[1:-2]))


def test_json_says_the_rows_the_exact_amounts_and_the_kinds_of_refusals() -> None:
    made = json.loads(write_table(results("late_charge", sample(), language="en"), "json"))
    assert (made["rule"], made["calculated"], made["refused"]) == ("late_charge", len(HOSTILE), 1)
    assert made["events"][9]["outputs"] == {"charge": "2400.00"}
    assert made["events"][0]["event"] == "=1+1"
    assert made["events"][-1]["refused"]["kinds"] == ["not_a_number"]
    assert made["totals"] == {"charge": str(sum(Decimal(e["outputs"]["charge"]) for e in made["events"][:-1]))}


def test_only_what_adds_up_has_a_total() -> None:
    text = "event,plant,days.output,days.defective\nA,north,1000,3\nA,north,1000,2\nB,south,10,1\n"
    made = json.loads(write_table(results("monthly_rate", text.encode()), "json"))
    assert made["totals"] == {"defective": "6"}  # no days, no rate, no plant
    assert made["events"][0]["rows"] == [2, 3]
    rows = lines(write_table(results("monthly_rate", text.encode()), "csv"))
    assert [row[-3] for row in rows[1:]] == ["已计算", "同上", "已计算", "合计"]
    assert [row[4] for row in rows[1:]] == ["5", "", "1", "6"]


def test_an_amount_of_more_digits_than_excel_keeps_is_text() -> None:
    content = b"value,days\n99999999999999.99,40\n"
    assert grid(write_table(results("late_charge", content), "xlsx"))[1][2] == "10000000000000.00"


# --- the template ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("rule", ["ppm_deduction", "monthly_rate", "late_until"])
def test_a_template_has_the_columns_that_are_read(rule: str, language: str) -> None:
    found = rule_named(rule)
    content = write_event_template(found, event_columns(found), language)
    header = grid(content)[0]
    placed = place_columns(found, event_columns(found), header, Place("t.xlsx"))
    assert {column.name for column in placed.inputs.values()} == {column.name for column in event_columns(found)}
    assert placed.event == header[0] and placed.remark == header[-1]
    assert content == write_event_template(found, event_columns(found), language)


def validations(content: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    return {v.get("sqref").split(":")[0]: v for v in sheet.iter(f"{MAIN}dataValidation")}


def test_a_template_offers_choices_and_checks_bounds() -> None:
    rule = rule_named("ppm_deduction")
    found = validations(write_event_template(rule, event_columns(rule), "zh"))
    assert found["B2"].findtext(f"{MAIN}formula1") == '"电子类,印刷类,结构类,电路板类,显示屏类"'
    assert found["C2"].get("type") == "decimal"
    assert [found["C2"].findtext(f"{MAIN}formula{n}") for n in (1, 2)] == ["0", "1000000"]
    assert found["B2"].get("sqref") == "B2:B10001"
    dates = validations(write_event_template(rule_named("late_until"), event_columns(rule_named("late_until")), "en"))
    assert dates["B2"].get("type") == "date"


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not installed")
def test_libreoffice_opens_the_results_and_the_template_and_what_it_saves_is_read(tmp_path: Path) -> None:
    """LibreOffice saves both again as Excel files; nothing is lost, and the results of the saved file are the same."""
    made = results("late_charge", sample())
    rule = rule_named("ppm_deduction")
    template = write_event_template(rule, event_columns(rule), "zh")
    files = []
    for name, content in (("results", write_table(made, "xlsx")), ("template", template)):
        (tmp_path / f"{name}.xlsx").write_bytes(content)
        _saved_by_office(tmp_path, f"{name}.xlsx", "ods", tmp_path)
        _saved_by_office(tmp_path, f"{name}.ods", "xlsx:Calc MS Excel 2007 XML", tmp_path / "again")
        files.append((tmp_path / "again" / f"{name}.xlsx").read_bytes())
    assert write_table(results("late_charge", files[0], "again.xlsx"), "csv") == write_table(made, "csv")
    assert grid(files[1])[0] == grid(template)[0]
    assert validations(files[1])["B2"].findtext(f"{MAIN}formula1") == '"电子类,印刷类,结构类,电路板类,显示屏类"'


def _saved_by_office(folder: Path, name: str, target: str, out: Path) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(out), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
