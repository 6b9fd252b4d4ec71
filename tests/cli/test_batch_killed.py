"""A batch that is killed, interrupted, loses a process or the disk: nothing half made, and a rerun gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="signals and /proc of Linux")
ROWS = 40
NAMES = {"quality_agreement.zh.docx", "quality_agreement.zh.txt", "manifest.jsonl", "manifest.journal.jsonl"}
BATCH = ["batch", "quality_agreement", "--suppliers", "list.csv", "-o", "out", "--format", "docx", "--format", "txt"]
PREPARE = "import errno, os, resource, signal, sys\nfrom contracts_kit.cli import main\n"
PLAIN = PREPARE + "main()\n"
AT_A_RENAME = PREPARE + (
    "left, act = int(sys.argv.pop(1)), sys.argv.pop(1)\n"
    "rename = os.replace\n"
    "def replace(*given, **more):\n"
    "    global left\n"
    "    left -= '.library' not in str(given[1])\n"
    "    if left == 0 and act == 'kill': os.kill(os.getpid(), signal.SIGKILL)\n"
    "    if left <= 0 and act == 'full': raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))\n"
    "    return rename(*given, **more)\n"
    "os.replace = replace\n"
    "main()\n"
)
IN_A_LINE = PREPARE + (
    "from contracts_kit.batch import manifest\n"
    "left, add = int(sys.argv.pop(1)), manifest.ManifestStore.add\n"
    "def add_half(self, folder, line):\n"
    "    global left\n"
    "    left -= 1\n"
    "    add(self, folder, line if left else line[:len(line) // 2])\n"
    "    if left == 0: os.kill(os.getpid(), signal.SIGKILL)\n"
    "manifest.ManifestStore.add = add_half\n"
    "main()\n"
)
LITTLE_ROOM = PREPARE + (
    "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))\nmain()\n"
)
Tree = dict[str, str]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """What a run leaves that nothing disturbs."""
    folder = tmp_path_factory.mktemp("undisturbed")
    with_list(folder)
    assert run(PLAIN, *BATCH, "--jobs", 1, folder=folder).returncode == 0
    found = tree(folder / "out")
    assert len(found) == 2 * ROWS + 1
    return found


def with_list(folder: Path) -> None:
    rows = "".join(f"样本{n % 30}公司,{1000 + n}\n" for n in range(ROWS))
    (folder / "list.csv").write_text(f"供应商名称,质量保证金数额\n{rows}", encoding="utf-8")


def surroundings(folder: Path) -> dict[str, str]:
    return {**os.environ, "CONTRACTS_KIT_LANG": "en", "CONTRACTS_KIT_CACHE": str(folder.parent / "cache")}


def run(code: str, *arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=folder, capture_output=True, text=True, encoding="utf-8",
        env=surroundings(folder), timeout=120,
    )  # fmt: skip


def tree(folder: Path) -> Tree:
    return {
        os.path.relpath(os.path.join(where, name), folder): hashlib.sha256(Path(where, name).read_bytes()).hexdigest()
        for where, _, names in os.walk(folder)
        for name in names
    }


def nothing_is_half_made(folder: Path, undisturbed: Tree) -> None:
    """Every document that has its name is whole; beside them are temporary files only."""
    for name, digest in tree(folder / "out").items():
        file = os.path.basename(name)
        if file.startswith("manifest"):
            assert file in NAMES or file.startswith(".manifest")
        elif file.startswith("."):
            assert ".tmp-" in file and not file.endswith((".docx", ".txt"))
        else:
            assert undisturbed[name] == digest


def finished(folder: Path, undisturbed: Tree, *, jobs: int = 2) -> None:
    done = run(PLAIN, *BATCH, "--jobs", jobs, folder=folder)
    assert done.returncode == 0, done.stderr
    assert tree(folder / "out") == undisturbed


@pytest.mark.parametrize("rename", [1, 2, 3, 10, 2 * ROWS, 2 * ROWS + 1])
def test_a_run_killed_at_a_rename_is_finished_by_the_next(tmp_path: Path, undisturbed: Tree, rename: int) -> None:
    with_list(tmp_path)
    killed = run(AT_A_RENAME, rename, "kill", *BATCH, "--jobs", 1, folder=tmp_path)
    assert killed.returncode == -signal.SIGKILL
    left = [name for name in tree(tmp_path / "out") if os.path.basename(name).startswith(".")]
    assert len(left) == 1
    nothing_is_half_made(tmp_path, undisturbed)
    finished(tmp_path, undisturbed)


@pytest.mark.parametrize("line", [1, 5, ROWS])
def test_a_run_killed_in_a_line_of_its_journal_is_finished_by_the_next(
    tmp_path: Path, undisturbed: Tree, line: int
) -> None:
    with_list(tmp_path)
    assert run(IN_A_LINE, line, *BATCH, "--jobs", 1, folder=tmp_path).returncode == -signal.SIGKILL
    finished(tmp_path, undisturbed)


def documents(folder: Path) -> int:
    return sum(not name.startswith(".") for _, _, names in os.walk(folder / "out") for name in names)


def started(folder: Path, until: int) -> subprocess.Popen[str]:
    """A batch with two processes that has made so many files, in a group of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", PLAIN, *BATCH, "--jobs", "2"], cwd=folder, env=surroundings(folder), text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    while process.poll() is None and documents(folder) < until:
        time.sleep(0.002)
    return process


def children(process: int) -> Iterator[int]:
    """The processes that make suppliers for a batch."""
    for entry in os.listdir("/proc"):
        if entry.isdecimal():
            try:
                parent = int(Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()[1])
                if parent == process and b"spawn_main" in Path("/proc", entry, "cmdline").read_bytes():
                    yield int(entry)
            except OSError:
                continue


def gone(processes: list[int]) -> bool:
    """Whether these processes have ended, after some seconds at most."""
    for _ in range(500):
        if not any(os.path.exists(f"/proc/{p}") and state(p) != "Z" for p in processes):
            return True
        time.sleep(0.02)
    return False


def state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


@pytest.mark.parametrize("files", [2, 9, 30, 60])
def test_a_run_whose_every_process_is_killed_is_finished_by_the_next(
    tmp_path: Path, undisturbed: Tree, files: int
) -> None:
    with_list(tmp_path)
    process = started(tmp_path, files)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    nothing_is_half_made(tmp_path, undisturbed)
    finished(tmp_path, undisturbed)


def test_when_the_first_process_is_killed_the_others_end(tmp_path: Path, undisturbed: Tree) -> None:
    with_list(tmp_path)
    process = started(tmp_path, 9)
    workers = list(children(process.pid))
    process.kill()
    process.communicate()
    assert len(workers) == 2
    assert gone(workers)
    nothing_is_half_made(tmp_path, undisturbed)
    finished(tmp_path, undisturbed)


def test_a_process_that_ends_costs_one_row_which_is_reported(tmp_path: Path, undisturbed: Tree) -> None:
    with_list(tmp_path)
    process = started(tmp_path, 9)
    os.kill(next(children(process.pid)), signal.SIGKILL)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 1, said
    assert "the process that made this row ended (SIGKILL)" in said
    assert f"{ROWS - 1} made, 0 unchanged, 1 failed." in said
    lines = [json.loads(line) for line in (tmp_path / "out" / "manifest.jsonl").read_text("utf-8").splitlines()]
    (lost,) = [line for line in lines if line["status"] == "failed"]
    assert [reason["kind"] for reason in lost["reason"]] == ["worker_ended"]
    finished(tmp_path, undisturbed)


def test_an_interrupt_ends_with_130_and_leaves_no_process(tmp_path: Path, undisturbed: Tree) -> None:
    with_list(tmp_path)
    process = started(tmp_path, 9)
    workers = list(children(process.pid))
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 130, said
    assert "Traceback" not in said and f"of {ROWS} suppliers. Run again to go on." in said
    assert gone(workers)
    assert not [name for name in tree(tmp_path / "out") if os.path.basename(name).startswith(".")]
    finished(tmp_path, undisturbed)


def test_a_full_disk_stops_the_batch_and_the_next_run_finishes_it(tmp_path: Path, undisturbed: Tree) -> None:
    with_list(tmp_path)
    full = run(AT_A_RENAME, 12, "full", *BATCH, "--jobs", 1, folder=tmp_path)
    assert full.returncode == 2
    assert "the disk is full" in full.stderr and "Traceback" not in full.stderr
    assert len(full.stderr.splitlines()) <= 3
    nothing_is_half_made(tmp_path, undisturbed)
    assert documents(tmp_path) == 11 + 1
    finished(tmp_path, undisturbed)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_finds_no_room_fails_its_row_only(tmp_path: Path, undisturbed: Tree, jobs: int) -> None:
    with_list(tmp_path)
    failed = run(LITTLE_ROOM, *BATCH, "--jobs", jobs, folder=tmp_path)
    assert failed.returncode in (1, 2)
    assert "Traceback" not in failed.stderr
    nothing_is_half_made(tmp_path, undisturbed)
    finished(tmp_path, undisturbed)


def test_a_killed_run_with_other_settings_leaves_nothing_in_the_way(tmp_path: Path, undisturbed: Tree) -> None:
    with_list(tmp_path)
    run(AT_A_RENAME, 9, "kill", *BATCH, "--draft", "--jobs", 1, folder=tmp_path)
    finished(tmp_path, undisturbed, jobs=1)
