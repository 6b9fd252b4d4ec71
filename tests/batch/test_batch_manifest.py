"""The manifest and its journal: what a killed run leaves is taken up, and what no batch wrote is not believed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contracts_kit.batch.manifest import JOURNAL, MANIFEST, Entry, ManifestStore, entry_of

FILE = {"name": "a.txt", "bytes": 1, "sha256": "0", "made_by": "x"}


def entry(folder: str, row: int = 2, status: str = "done") -> Entry:
    return Entry(row, "甲", "", folder, status, "1", "2", ["zh"], {"c": 1}, [], [FILE])


def test_an_entry_comes_back_from_its_line() -> None:
    found = entry_of(entry("甲").line())
    assert found is not None and found.line() == entry("甲").line()


def changed(**values: object) -> bytes:
    return json.dumps({**json.loads(entry("甲").line()), **values}).encode()


@pytest.mark.parametrize(
    "line",
    [
        b"", b"{}", b"[]", b"null", b"{", b"\xff", entry("甲").line()[:-9], changed(more=1), changed(folder=3),
        changed(folder=".."), changed(folder="a/b"), changed(folder="a\\b"), changed(folder=""), changed(files=[3]),
        changed(files=[{**FILE, "name": "../a.txt"}]), changed(files=[{**FILE, "name": "/etc/passwd"}]),
        changed(files=[{"name": "a"}]), changed(clauses=[]),
    ],
)  # fmt: skip
def test_a_line_that_no_batch_wrote_is_none(line: bytes) -> None:
    assert entry_of(line) is None


def test_the_newest_line_about_a_folder_counts_and_the_manifest_is_in_the_order_asked_for(tmp_path: Path) -> None:
    with ManifestStore(tmp_path) as store:
        for folder in "cab":
            store.add(folder, entry(folder).line())
        store.add("a", entry("a", 9).line())
        assert store.line("a") == entry("a", 9).line() and store.line("x") is None
        store.finish(["a", "b", "c"])
    assert (tmp_path / MANIFEST).read_bytes() == entry("a", 9).line() + entry("b").line() + entry("c").line()
    assert not (tmp_path / JOURNAL).exists()


def test_a_run_that_was_killed_leaves_lines_that_the_next_takes_up(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(entry("a").line() + entry("b").line())
    whole = entry("b", 7).line() + entry("c").line()
    for length in range(len(whole) + 1):
        (tmp_path / JOURNAL).write_bytes(whole[:length])
        with ManifestStore(tmp_path) as store:
            found = [store.line(folder) for folder in "abc"]
            second = length >= len(entry("b", 7).line())
            third = length == len(whole)
            assert found == [
                entry("a").line(),
                entry("b", 7).line() if second else entry("b").line(),
                entry("c").line() if third else None,
            ]
            store.add("d", entry("d").line())
            assert store.line("d") == entry("d").line()


def test_a_line_of_the_manifest_that_somebody_changed_is_left_out_and_said(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(entry("a").line() + b"edited\n" + entry("b").line())
    with ManifestStore(tmp_path) as store:
        assert [(f.kind, f.place.line) for f in store.findings] == [("manifest_unreadable", 2)]
        assert store.line("b") == entry("b").line()


def test_what_is_in_the_manifest_already_is_not_put_down_again(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(entry("a").line())
    with ManifestStore(tmp_path) as store:
        store.add("a", entry("a").line())
        assert (tmp_path / JOURNAL).stat().st_size == 0
