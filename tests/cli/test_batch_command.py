"""`batch` on the command line: exit status, what is said where, and every refusal of the whole before it begins."""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import Result

Run = Callable[..., Result]
ROOT = Path(__file__).parent.parent.parent
BATCH = ("--lang", "en", "batch", "quality_agreement", "--format", "txt", "--jobs", "1", "-o", "out")
LIST = "供应商名称,质量保证金数额\n样本一公司,5万元\n样本二公司,很多\n样本三公司,\n"


@contextmanager
def bound_by_permissions() -> Iterator[None]:
    """Root without CAP_DAC_OVERRIDE (bit 1; capset(2)), so that a folder's permissions hold for it as for anyone."""
    libc, header = ctypes.CDLL(None, use_errno=True), (ctypes.c_uint32 * 2)(0x20080522, 0)
    held = (ctypes.c_uint32 * 6)()  # two times effective, permitted, inheritable
    assert libc.capget(header, held) == 0
    lowered = (ctypes.c_uint32 * 6)(*held)
    lowered[0] &= ~(1 << 1)
    assert libc.capset(header, lowered) == 0
    try:
        yield
    finally:
        assert libc.capset(header, held) == 0


def written(name: str, text: str, encoding: str = "utf-8") -> str:
    Path(name).write_bytes(text.encode(encoding))
    return name


def test_a_bad_row_is_said_with_its_number_and_the_status_is_one(run: Run, here: Path) -> None:
    result = run(*BATCH, "--suppliers", written("list.csv", LIST))
    assert result.exit_code == 1
    assert result.stdout == f"out{os.sep}manifest.jsonl\n"
    assert "list.csv  #3  质量保证金数额: '很多' is not" in result.stderr
    assert result.stderr.splitlines()[-1] == "2 made, 0 unchanged, 1 failed."
    assert sorted(os.listdir("out")) == ["manifest.jsonl", "样本一公司", "样本三公司"]


def test_a_batch_speaks_chinese(run: Run, here: Path) -> None:
    result = run("--lang", "zh", *BATCH[2:], "--suppliers", written("list.csv", LIST))
    assert result.stderr.splitlines()[-1] == "生成 2 家，未变 0 家，失败 1 家。"
    assert "list.csv  #3  质量保证金数额: “很多”" in result.stderr


def test_what_is_open_is_said_once_with_the_number_of_suppliers(run: Run, here: Path) -> None:
    result = run(*BATCH, "--suppliers", written("list.csv", "供应商名称\n甲\n乙\n"))
    assert result.exit_code == 0
    said = [line for line in result.stderr.splitlines() if line.startswith("quality_deposit_amount  ")]
    assert said == [
        "quality_deposit_amount  warning: quality deposit is blank: the contracts of 2 suppliers are drafts."
    ]


def test_a_second_run_says_that_nothing_changed(run: Run, here: Path) -> None:
    written("list.csv", LIST.replace("很多", "1元"))
    run(*BATCH, "--suppliers", "list.csv")
    result = run(*BATCH, "--suppliers", "list.csv")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (0, "0 made, 3 unchanged, 0 failed.")
    result = run(*BATCH, "--suppliers", "list.csv", "--force")
    assert result.stderr.splitlines()[-1] == "3 made, 0 unchanged, 0 failed."


def test_another_program_gets_json(run: Run, here: Path) -> None:
    result = run(*BATCH, "--suppliers", written("list.csv", LIST), "--json")
    assert json.loads(result.stdout) == {
        "done": 2, "skipped": 0, "failed": 1, "manifest": str(Path("out", "manifest.jsonl")), "without_row": [],
    }  # fmt: skip


def test_gbk_is_read_and_said(run: Run, here: Path) -> None:
    result = run(*BATCH, "--suppliers", written("list.csv", LIST.replace("很多", ""), "gbk"))
    assert result.exit_code == 0
    assert "list.csv: the file is not UTF-8; it was read as GBK (GB18030)." in result.stderr
    assert Path("out", "样本一公司").is_dir()


def test_both_languages_and_several_formats_of_a_shared_file(run: Run, here: Path) -> None:
    written("common.yaml", "buyer: {name: 示例公司}\nlanguage: en\n")
    written("list.yaml", "- supplier: {name: 甲}\n- supplier.name: 乙\n")
    arguments = [*BATCH, "--suppliers", "list.yaml", "-p", "common.yaml", "--format", "md"]
    assert run(*arguments).exit_code == 0
    assert sorted(os.listdir("out/甲")) == ["quality_agreement.en.md", "quality_agreement.en.txt"]
    assert run(*arguments, "--language", "zh", "--language", "en").exit_code == 0
    assert len(os.listdir("out/甲")) == 4


def test_hostile_names_stay_below_the_folder(run: Run, here: Path) -> None:
    names = [
        "../../etc",
        "CON",
        "长" * 60,
        "公司🏭",
        "a/b\\c",
        "'; rm -rf ~; '",
        '"quoted"',
        "شركة",
        "{{ 7*7 }}",
        "甲",
        "甲",
    ]
    rows = "\n".join('"' + name.replace('"', '""') + '"' for name in names)
    result = run(*BATCH, "--suppliers", written("list.csv", f"供应商名称\n{rows}\n"))
    assert result.exit_code == 0, result.stderr
    assert sorted(os.listdir(here)) == ["list.csv", "out"]
    lines = [json.loads(line) for line in Path("out/manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["supplier"] for line in lines] == names
    assert len({line["folder"].casefold() for line in lines}) == len(names)
    for line in lines:
        text = Path("out", line["folder"], line["files"][0]["name"]).read_text(encoding="utf-8")
        assert line["supplier"] in text


def xlsx(name: str, fill: Callable[[Any], object]) -> str:
    with xlsxwriter.Workbook(name) as book:
        fill(book.add_worksheet("供应商"))
    return name


REFUSED: dict[str, tuple[Callable[[], list[str]], str]] = {
    "no list": (lambda: ["--suppliers", "none.xlsx"], "none.xlsx: there is no such file"),
    "an empty list": (lambda: ["--suppliers", written("l.csv", "")], "l.csv: the table is empty"),
    "a list without rows": (lambda: ["--suppliers", written("l.csv", "供应商名称\n")], "and no rows"),
    "an unknown column": (
        lambda: ["--suppliers", written("l.csv", "供应商名称,质量保证金数目\n甲,1\n")],
        "the column '质量保证金数目' means nothing.",
    ),
    "two columns of one name": (
        lambda: ["--suppliers", written("l.csv", "名称,电话,名称\n甲,1,乙\n")],
        "two columns are called '名称' (A and C)",
    ),
    "merged cells": (
        lambda: ["--suppliers", xlsx("l.xlsx", lambda s: (s.write("A1", "名称"), s.merge_range("A2:A3", "甲")))],
        "l.xlsx  #2: the cells A2:A3 are merged",
    ),
    "a sheet that is not there": (
        lambda: ["--suppliers", xlsx("l.xlsx", lambda s: s.write_column("A1", ["名称", "甲"])), "--sheet", "供应"],
        "Did you mean 供应商?",
    ),
    "the old format": (lambda: ["--suppliers", written("l.xls", "x")], "old Excel format"),
    "an unknown suffix": (lambda: ["--suppliers", written("l.doc", "x")], "'.doc' is not supported"),
    "a common file that is not there": (
        lambda: ["--suppliers", written("l.csv", "名称\n甲\n"), "-p", "none.yaml"],
        "none.yaml: there is no such file",
    ),
    "a common file that is wrong": (
        lambda: ["--suppliers", written("l.csv", "名称\n甲\n"), "-p", written("c.yaml", "brand_loss_rate: 10\n")],
        "c.yaml:1:1  brand_loss_rate: 10 is out of bounds",
    ),
    "no job": (lambda: ["--suppliers", written("l.csv", "名称\n甲\n"), "--jobs", "0"], "must be 1 to 256"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_concerns_all_rows_is_refused_before_anything_is_written(run: Run, here: Path, name: str) -> None:
    given, words = REFUSED[name]
    result = run(*BATCH, *given())
    assert (result.exit_code, words in result.stderr) == (2, True), result.stderr
    assert len(result.stderr.splitlines()) <= 3 and "Traceback" not in result.stderr
    assert not Path("out").exists()


def test_an_unknown_family_and_a_list_that_is_not_given(run: Run, here: Path) -> None:
    assert run("batch", "quality_agreemnt", "--suppliers", "x.csv", "-o", "out").exit_code == 2
    assert "Missing option '--suppliers'" in run("batch", "quality_agreement", "-o", "out").stderr


@pytest.mark.skipif(sys.platform != "linux", reason="permissions and capabilities of Linux")
def test_a_folder_that_may_not_be_written_to_is_refused(run: Run, here: Path) -> None:
    Path("out").mkdir(mode=0o555)
    with bound_by_permissions():
        result = run(*BATCH, "--suppliers", written("list.csv", LIST))
    assert (result.exit_code, "writing is not permitted" in result.stderr) == (2, True)


def test_a_folder_that_cannot_be_made_is_refused(run: Run, here: Path) -> None:
    written("out", "a file")
    result = run(*BATCH, "--suppliers", written("list.csv", LIST))
    assert (result.exit_code, "this is a file, not a folder" in result.stderr) == (2, True)


@pytest.mark.skipif(not os.path.exists("/proc/self"), reason="no /proc")
def test_a_folder_where_nothing_can_be_made_is_refused(run: Run, here: Path) -> None:
    result = run(*BATCH[:-1], "/proc/out", "--suppliers", written("list.csv", LIST))
    assert (result.exit_code, "the folder cannot be made" in result.stderr) == (2, True)
    assert len(result.stderr.splitlines()) <= 3


def test_the_shipped_list_is_made_without_a_fault(run: Run, here: Path) -> None:
    arguments = [*BATCH, "-p", str(ROOT / "examples/quality_agreement.yaml")]
    result = run(*arguments, "--suppliers", str(ROOT / "examples/suppliers.xlsx"))
    assert (result.exit_code, result.stderr) == (0, "12 made, 0 unchanged, 0 failed.\n")
    second = Path("out", "样本二钣金件有限公司", "quality_agreement.zh.txt").read_text(encoding="utf-8")
    assert "¥80,000.00" in second and "该批货款的8%" in second
    assert "0000000000000000102" in second


def test_the_shipped_list_is_the_one_that_its_script_makes(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.spec_from_file_location("make_suppliers", ROOT / "examples" / "make_suppliers.py")
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(script, "TARGET", here / "suppliers.xlsx")
    script.main()
    assert (here / "suppliers.xlsx").read_bytes() == (ROOT / "examples" / "suppliers.xlsx").read_bytes()
