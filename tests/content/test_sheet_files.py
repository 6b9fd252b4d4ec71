"""Tables that people made: .xlsx, .csv in any encoding, .yaml; what they hold, and how everything else is refused."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.content.sheet_files import SheetTable, read_sheet_bytes, read_sheet_file
from contracts_kit.content.sheet_table import column_letters
from contracts_kit.content.sheet_xlsx import exact_number
from contracts_kit.content.sheet_xml import column_number
from contracts_kit.errors import InputError

BROKEN = sorted((Path(__file__).parent.parent / "broken" / "sheets").iterdir())


def workbook(fill: Callable[[Any, Any], None], name: str = "供应商") -> bytes:
    """A workbook whose first sheet is filled by `fill(sheet, workbook)`."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        fill(made.add_worksheet(name), made)
    return buffer.getvalue()


def rows(*given: list[Any]) -> Callable[[Any, Any], None]:
    def fill(sheet: Any, _: Any) -> None:
        for number, row in enumerate(given):
            sheet.write_row(number, 0, row)

    return fill


def changed(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The workbook with its parts changed; None takes one away."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return buffer.getvalue()


def sheet_with(old: bytes, new: bytes) -> bytes:
    """A small workbook with something replaced in the XML of its sheet."""
    good = workbook(rows(["名称", "数"], ["甲", 5], ["乙", 6]))
    return changed(good, lambda name, part: part.replace(old, new) if "sheet1.xml" in name else part)


def cells(table: SheetTable) -> list[tuple[int, dict[str, Any]]]:
    return [(row.number, row.cells) for row in table.rows]


def refusal(content: bytes, file: str, sheet: str | None = None) -> InputError:
    with pytest.raises(InputError) as refused:
        read_sheet_bytes(content, file, sheet)
    for finding in refused.value.findings:
        assert finding.place.file == file
        assert "{" not in finding.message("zh") + finding.message("en")
    return refused.value


def kinds(error: InputError) -> list[str]:
    return [finding.kind for finding in error.findings]


# --- what a table holds ----------------------------------------------------------------------------------------------


def test_a_workbook_gives_texts_exact_numbers_truth_and_dates() -> None:
    def fill(sheet: Any, book: Any) -> None:
        sheet.write_row(0, 0, ["名称", "整数", "费率", "日期", "时刻", "真假", "空", "文字数"])
        sheet.write_row(1, 0, [" 甲公司 ", 50000])
        sheet.write(1, 2, 0.1, book.add_format({"num_format": "0%"}))
        sheet.write(1, 3, date(2026, 3, 25), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write(1, 4, datetime(2026, 3, 25, 17), book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        sheet.write(1, 5, True)
        sheet.write(1, 7, "0012")

    table = read_sheet_bytes(workbook(fill), "a.xlsx")
    assert table.columns == ("名称", "整数", "费率", "日期", "时刻", "真假", "空", "文字数")
    ((number, found),) = cells(table)
    assert (number, table.sheet, table.header) == (2, "供应商", 1)
    assert list(found.values()) == [
        "甲公司", 50000, Decimal("0.1"), date(2026, 3, 25), datetime(2026, 3, 25, 17), True, None, "0012",
    ]  # fmt: skip
    assert isinstance(found["整数"], int) and isinstance(found["真假"], bool)


def test_the_first_sheet_that_is_shown_is_read_or_the_one_that_is_named() -> None:
    def fill(sheet: Any, book: Any) -> None:
        rows(["名称"], ["藏"])(sheet, book)
        shown = book.add_worksheet("用这个")
        rows(["名称"], ["乙"])(shown, book)
        shown.activate()
        sheet.hide()

    content = workbook(fill, "隐藏")
    assert cells(read_sheet_bytes(content, "a.xlsx")) == [(2, {"名称": "乙"})]
    assert cells(read_sheet_bytes(content, "a.xlsx", "隐藏")) == [(2, {"名称": "藏"})]


def test_rows_keep_the_numbers_that_excel_shows() -> None:
    def fill(sheet: Any, _: Any) -> None:
        sheet.write_row("B3", ["名称", "数"])
        sheet.write_row("B4", ["甲", 1])
        sheet.write_row("B7", ["乙", 2])
        sheet.write_row("B9", ["", ""])

    table = read_sheet_bytes(workbook(fill), "a.xlsx")
    assert cells(table) == [(4, {"名称": "甲", "数": 1}), (7, {"名称": "乙", "数": 2})]
    place = table.place(table.rows[1], "数")
    assert (place.file, place.row, place.path) == ("a.xlsx", 7, "数")
    assert str(place) == "a.xlsx  #7  数"


def test_a_record_of_csv_is_a_row_of_excel_however_many_lines_it_takes() -> None:
    table = read_sheet_bytes('名称,地址\r\n"甲","一行\n二行"\r\n\r\n乙,丙\r\n'.encode(), "a.csv")
    assert cells(table) == [(2, {"名称": "甲", "地址": "一行\n二行"}), (4, {"名称": "乙", "地址": "丙"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_the_encodings_and_with_the_delimiters_that_people_have(encoding: str, delimiter: str) -> None:
    text = delimiter.join(["名称", "金额"]) + "\n" + delimiter.join(["样本一", '"1,000;00"']) + "\n"
    table = read_sheet_bytes(text.encode(encoding), "a.csv")
    assert cells(table) == [(2, {"名称": "样本一", "金额": "1,000;00"})]
    assert [note.kind for note in table.notes] == (["sheet_read_as_gbk"] if encoding.startswith("gb") else [])


def test_excels_own_line_of_the_separator_is_none_of_the_rows() -> None:
    assert cells(read_sheet_bytes(b"sep=|\na|b\n1|2\n", "a.csv")) == [(2, {"a": "1", "b": "2"})]


def test_zeros_that_people_keep_by_a_formula_stay() -> None:
    text = b'account,postcode\n="0012","=""0100"""\n'
    assert cells(read_sheet_bytes(text, "a.csv")) == [(2, {"account": "0012", "postcode": "0100"})]


def test_one_column_needs_no_delimiter() -> None:
    assert cells(read_sheet_bytes("名称\n甲\n乙\n".encode(), "a.csv")) == [(2, {"名称": "甲"}), (3, {"名称": "乙"})]


def test_empty_columns_and_rows_at_the_end_are_none() -> None:
    table = read_sheet_bytes(b"a,b,,\n1,,,\n,,,\n, ,,\n", "a.csv")
    assert (table.columns, cells(table)) == (("a", "b"), [(2, {"a": "1", "b": None})])


def test_an_empty_column_between_others_is_none() -> None:
    assert cells(read_sheet_bytes(b"a,,b\n1,,2\n", "a.csv")) == [(2, {"a": "1", "b": "2"})]


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_a_list_of_mappings_is_a_table_with_the_fields_of_a_record_as_columns(suffix: str) -> None:
    text = {
        "yaml": "- supplier: {name: 甲}\n  rate: 10%\n- supplier.name: 乙\n  number: 007\n",
        "json": '[{"supplier": {"name": "甲"}, "rate": "10%"},\n\n{"supplier.name": "乙", "number": "007"}]',
    }[suffix]
    table = read_sheet_bytes(text.encode(), f"a.{suffix}")
    assert table.columns == ("supplier.name", "rate", "number")
    assert cells(table) == [
        (1, {"supplier.name": "甲", "rate": "10%", "number": None}),
        (2, {"supplier.name": "乙", "rate": None, "number": "007"}),
    ]
    assert table.place(table.rows[1]).line == 3


def test_a_list_without_rows_is_refused() -> None:
    assert kinds(refusal(b"[]", "a.yaml")) == ["sheet_empty"]
    assert kinds(refusal(b"", "a.yaml")) == ["sheet_empty"]
    assert kinds(refusal(b"", "a.csv")) == ["sheet_empty"]
    assert kinds(refusal(workbook(rows()), "a.xlsx")) == ["sheet_empty"]
    assert kinds(refusal(workbook(rows(["名称"])), "a.xlsx")) == ["sheet_without_rows"]


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.1 + 0.2, "0.3"), (110.00000000000001, "110"), (5.0, "5"), (-0.0, "0"), (0.0001, "0.0001"),
        (123456789012345.0, "123456789012345"), (12345678901234.5, "12345678901234.5"), (1e-7, "1E-7"),
    ],
)  # fmt: skip
def test_a_number_is_the_one_that_excel_shows(value: float, shown: str) -> None:
    assert exact_number(value) == Decimal(shown)


@pytest.mark.parametrize("value", [1e15, 6222021234567890123.0, 12345678901234.56, 0.1234567890123456, float("inf"), float("nan")])  # fmt: skip
def test_a_number_with_more_digits_than_excel_keeps_is_none(value: float) -> None:
    assert exact_number(value) is None


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False))
def test_every_amount_that_can_be_typed_comes_back_to_the_cent(amount: Decimal) -> None:
    assert exact_number(float(amount)) == amount


@given(st.integers(0, 20_000))
def test_the_letters_of_a_column_and_its_number_are_one(position: int) -> None:
    assert column_number(column_letters(position)) == position


# --- what is refused -------------------------------------------------------------------------------------------------


def merged(sheet: Any, book: Any) -> None:
    rows(["名称", "数"], ["甲", 5])(sheet, book)
    sheet.merge_range("A3:B4", "乙")


def error_cells(sheet: Any, book: Any) -> None:
    rows(["名称", "数"], ["甲"])(sheet, book)
    sheet.write_formula("B2", "=#REF!", None, "#REF!")
    sheet.write_formula("B3", "=1/0", None, "#DIV/0!")


def duration(sheet: Any, book: Any) -> None:
    rows(["名称", "数"], ["甲"])(sheet, book)
    sheet.write_datetime("B2", timedelta(hours=36), book.add_format({"num_format": "[h]:mm"}))


BOMB = workbook(rows(["名称"], ["甲"]))
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
WORKBOOKS: dict[str, tuple[bytes, list[str], str]] = {
    "merged cells": (workbook(merged), ["cells_merged"], "A3:B4"),
    "a merged title above the names": (
        workbook(lambda sheet, book: (sheet.merge_range("A1:C1", "名单"), sheet.write_row("A2", ["a", "b"]), None)[2]),
        ["cells_merged"],
        "A1:C1",
    ),
    "cells with errors": (workbook(error_cells), ["cell_error", "cell_error"], "#REF!"),
    "a formula that was never solved": (
        sheet_with(b"<v>5</v>", b"<f>1+1</f>"),
        ["formula_without_value"],
        "B2",
    ),
    "an account as a number": (
        workbook(rows(["名称", "账号"], ["甲", 6222021234567890123])),
        ["number_loses_digits"],
        "B2",
    ),
    "a duration": (workbook(duration), ["cell_is_duration"], "B2"),
    "two columns of one name": (workbook(rows(["名称", "数", "名称"], ["甲", 1, "乙"])), ["column_twice"], "A and C"),
    "a column without a name": (workbook(rows(["名称", "", "数"], ["甲", "乙", 1])), ["column_without_name"], "column B"),
    "something right of the names": (workbook(rows(["名称"], ["甲", "乙"])), ["column_without_name"], "column B"),
    "a cell in the last corner": (
        sheet_with(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
        ["sheet_too_many_rows"],
        "1048576",
    ),
    "a cell in the last column": (
        sheet_with(b"</sheetData>", b'<row r="4"><c r="XFD4"><v>1</v></c></row></sheetData>'),
        ["sheet_too_many_columns"],
        "16384",
    ),
    "a row that no sheet has": (sheet_with(b'<row r="2"', b'<row r="99999999999999999999"'), ["workbook_broken"], "row"),
    "a cell that no sheet has": (sheet_with(b'r="B2"', b'r="ZZZZ2"'), ["workbook_broken"], "ZZZZ2"),
    "XML cut off": (sheet_with(b"</sheetData>", b"<"), ["workbook_broken"], ""),
    "a document type": (
        sheet_with(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'),
        ["workbook_broken"],
        "DOCTYPE",
    ),
    "a text that the workbook has not": (sheet_with(b't="s"><v>0', b't="s"><v>99999'), ["workbook_broken"], ""),
    "no sheet": (changed(BOMB, lambda n, p: None if "sheet1" in n else p), ["workbook_broken"], "sheet1.xml"),
    "no workbook": (changed(BOMB, lambda n, p: None if n == "xl/workbook.xml" else p), ["workbook_broken"], "workbook"),
    "a zip cut off": (BOMB[:-200], ["workbook_broken"], ""),
    "a part that differs from its sum": (BOMB[:60] + b"\xff" * 40 + BOMB[100:], ["workbook_broken"], ""),
    "the old format": (OLE, ["old_workbook"], ".xlsx"),
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), ["workbook_encrypted"], "password"),
    "a PDF": (b"%PDF-1.7\n", ["sheet_format_differs"], ".xlsx"),
    "a zip of something else": (changed(BOMB, lambda n, p: None if n.startswith("xl/") else p), ["workbook_broken"], ""),
}  # fmt: skip


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_that_cannot_be_taken_is_refused_for_what_it_is(name: str) -> None:
    content, expected, words = WORKBOOKS[name]
    error = refusal(content, "a.xlsx")
    assert kinds(error) == expected
    assert words in error.findings[0].message("en")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = changed(BOMB, lambda name, part: bytes(300_000_000) if name == "docProps/app.xml" else part)
    assert len(bomb) < 500_000
    assert kinds(refusal(bomb, "a.xlsx")) == ["workbook_too_large"]


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    size = 30_000_000
    bomb = changed(BOMB, lambda name, part: b" " * size if name == "docProps/app.xml" else part)
    lying = bomb.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != bomb
    assert kinds(refusal(lying, "a.xlsx")) == ["workbook_broken"]


def test_marks_outside_the_table_do_no_harm() -> None:
    def fill(sheet: Any, book: Any) -> None:
        rows(["名称"], ["甲"])(sheet, book)
        sheet.set_column("A:XFD", None, book.add_format({"bold": True}))
        sheet.write_blank("Z90000", None, book.add_format({"bold": True}))

    assert cells(read_sheet_bytes(workbook(fill), "a.xlsx")) == [(2, {"名称": "甲"})]


def test_no_broken_byte_ends_in_anything_but_a_refusal_or_a_table() -> None:
    numbers = random.Random(7)
    for _ in range(300):
        content = bytearray(BOMB)
        for _ in range(numbers.randint(1, 6)):
            content[numbers.randrange(len(content))] = numbers.randrange(256)
        try:
            read_sheet_bytes(bytes(content), "a.xlsx")
        except InputError:
            continue


def test_a_sheet_that_is_not_there_is_refused_with_the_nearest() -> None:
    error = refusal(BOMB, "a.xlsx", "供应商1")
    assert (kinds(error), error.findings[0].details["suggestion"]) == (["sheet_unknown"], "供应商")
    assert kinds(refusal(b"a\n1\n", "a.csv", "x")) == ["sheet_name_without_workbook"]


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_a_broken_file_is_refused_with_its_kind(file: Path) -> None:
    assert kinds(refusal(file.read_bytes(), file.name)) == [file.stem.partition(".")[0]]


@pytest.mark.parametrize(
    ("content", "file", "kind"),
    [
        (b"PK\x03\x04" + b"x" * 50, "a.csv", "sheet_format_differs"),
        (b"a,b\n\x001,2\n", "a.csv", "sheet_format_differs"),
        ("a,b\n".encode("utf-16")[:-1], "a.csv", "sheet_encoding"),
        (b"", "a.xls", "old_workbook"),
        (b"", "a.ods", "unknown_suffix"),
        (b"", "a", "unknown_suffix"),
        (b"a\n" + b"1\n" * 100_001, "a.csv", "sheet_too_many_rows"),
        ((",".join(f"c{n}" for n in range(501)) + "\n1\n").encode(), "a.csv", "sheet_too_many_columns"),
    ],
)
def test_other_files_are_refused_for_what_they_are(content: bytes, file: str, kind: str) -> None:
    assert kinds(refusal(content, file)) == [kind]


def test_a_file_that_is_not_there_or_cannot_be_read_or_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "large.csv").write_bytes(b"a\n" * 25_000_001)
    for name, kind in (("none.xlsx", "file_missing"), (".", "file_unreadable"), ("large.csv", "file_too_large")):
        with pytest.raises(InputError) as refused:
            read_sheet_file(tmp_path / name)
        assert kinds(refused.value) == [kind]
