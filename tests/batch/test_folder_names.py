"""The folder of a supplier is safe on every file system, and no other supplier has it."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.batch.folder_names import LONGEST, Wanted, folder_names, safe_name

HOSTILE = {
    "../../etc": "_.._etc",
    "/etc/passwd": "_etc_passwd",
    "C:\\Windows": "C_Windows",
    "CON": "_CON",
    "con.txt": "_con.txt",
    "COM1": "_COM1",
    "lpt9.docx": "_lpt9.docx",
    "COM¹": "_COM¹",
    "COM10": "COM10",
    "Console": "Console",
    "..": "",
    ".hidden": "hidden",
    "-rf": "rf",
    "name. . ": "name",
    'a"b<c>|d?*e': "a_b_c_d_e",
    "甲\u202e乙": "甲乙",
    "甲\x00\x7f乙": "甲乙",
    "甲\n乙\t丙": "甲 乙 丙",
    "e\u0301": "é",
    "公司🏭": "公司🏭",
    "شركة": "شركة",
    "\u200b": "",
    "长" * 300: "长" * (LONGEST // 3),
    "𠮷" * 100: "𠮷" * (LONGEST // 4),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_does_harm_is_made_harmless(name: str) -> None:
    assert safe_name(name) == HOSTILE[name]


@given(st.text(max_size=200))
def test_every_name_is_one_that_every_file_system_takes(name: str) -> None:
    made = safe_name(name)
    assert len(made.encode("utf-8")) <= LONGEST
    assert not set('/\\<>:"|?*\0').intersection(made)
    assert made == unicodedata.normalize("NFC", made)
    assert not made.startswith((".", " ", "-")) and not made.endswith((".", " "))
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs"} for c in made)
    assert safe_name(made) == made


@given(st.lists(st.tuples(st.sampled_from(["甲", "a", "A", "ａ", "a-row-2", "", "CON", "a\u0301", "á", "manifest.jsonl"]), st.sampled_from(["", "X1", "x1", "Y2"])), max_size=30))  # fmt: skip
def test_no_two_rows_share_a_folder_even_where_capitals_do_not_count(rows: list[tuple[str, str]]) -> None:
    wanted = [Wanted(name, code, number) for number, (name, code) in enumerate(rows, 2)]
    made = folder_names(wanted, taken=["manifest.jsonl"])
    keys = [unicodedata.normalize("NFKC", name).casefold() for name in made]
    assert len(set(keys)) == len(rows) and all(keys) and "manifest.jsonl" not in keys
    assert made == folder_names(wanted, taken=["manifest.jsonl"])


def test_suppliers_of_one_name_are_told_apart_by_their_codes_else_by_their_rows() -> None:
    rows = [
        Wanted("甲", "X1", 2),
        Wanted("乙", "", 3),
        Wanted("甲", "Y2", 4),
        Wanted("甲", "", 5),
        Wanted("甲", "Y2", 6),
    ]
    assert folder_names(rows) == ["甲-X1", "乙", "甲-row-4", "甲-row-5", "甲-row-6"]


def test_the_order_of_the_rows_does_not_decide_where_codes_tell_suppliers_apart() -> None:
    rows = [Wanted("甲", "X1", 2), Wanted("甲", "Y2", 3)]
    assert sorted(folder_names(rows)) == sorted(folder_names(rows[::-1])) == ["甲-X1", "甲-Y2"]


def test_a_name_of_nothing_is_the_code_or_the_row() -> None:
    assert folder_names([Wanted("", "X1", 2), Wanted("..", "", 3)]) == ["X1", "row-3"]


def test_the_names_can_be_made_into_folders(tmp_path: Path) -> None:
    wanted = [Wanted(name, "", number) for number, name in enumerate(HOSTILE, 2)]
    for name in folder_names(wanted):
        (tmp_path / name).mkdir()
    assert len(os.listdir(tmp_path)) == len(HOSTILE)
