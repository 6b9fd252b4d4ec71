"""A file is there whole or not at all: killed runs, full disks, two runs at once, a cache that is broken."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")
SUFFIXES = (".docx", ".pdf", ".html", ".md", ".txt", ".yaml", ".json")
ASSEMBLE = ["assemble", "quality_agreement", "-o", "out", "--format", "docx", "--format", "html"]
PREPARE = "import os, resource, signal, sys\nfrom contracts_kit.cli import main\n"
KILLED_BEFORE_RENAMING = PREPARE + (
    "left = int(sys.argv.pop(1))\n"
    "rename = os.replace\n"
    "def replace(*given, **more):\n"
    "    global left\n"
    "    if '.library' not in str(given[1]):\n"
    "        left -= 1\n"
    "    if left == 0: os.kill(os.getpid(), signal.SIGKILL)\n"
    "    return rename(*given, **more)\n"
    "os.replace = replace\n"
    "main()\n"
)
LITTLE_ROOM = PREPARE + (
    "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))\nmain()\n"
)


def run(code: str, *arguments: object, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], cwd=folder, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "CONTRACTS_KIT_LANG": "en", "CONTRACTS_KIT_CACHE": str(folder / "cache"), **variables}, timeout=60,
    )  # fmt: skip


PLAIN = PREPARE + "main()\n"


@pytest.mark.parametrize("rename", [1, 2])
def test_a_killed_run_leaves_no_half_file_and_the_next_removes_what_it_left(tmp_path: Path, rename: int) -> None:
    killed = run(KILLED_BEFORE_RENAMING, rename, *ASSEMBLE, folder=tmp_path)
    assert killed.returncode == -9
    names = sorted(os.listdir(tmp_path / "out"))
    left = [name for name in names if name.startswith(".")]
    assert len(left) == 1 and not left[0].endswith(SUFFIXES)
    assert [name for name in names if name.endswith(SUFFIXES)] == ["quality_agreement.zh.docx"][: rename - 1]
    assert run(PLAIN, *ASSEMBLE, folder=tmp_path).returncode == 0
    assert sorted(os.listdir(tmp_path / "out")) == ["quality_agreement.zh.docx", "quality_agreement.zh.html"]


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="no /proc")
def test_what_a_process_left_that_nobody_has_asked_after_is_removed(tmp_path: Path) -> None:
    from contracts_kit.writers.write import write_bytes

    ended = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and its number still stands
    (tmp_path / f".a.txt.tmp-{ended.pid}").write_bytes(b"half")
    write_bytes(tmp_path / "a.txt", b"whole")
    assert os.listdir(tmp_path) == ["a.txt"]
    ended.wait()


def test_a_run_killed_while_it_makes_the_documents_leaves_nothing(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PLAIN, *ASSEMBLE, "--format", "pdf"], cwd=tmp_path, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env={**os.environ, "CONTRACTS_KIT_CACHE": "off"},
    )  # fmt: skip
    try:
        process.wait(timeout=0.3)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    out = tmp_path / "out"
    assert not out.exists() or all(name.endswith((".docx", ".html", ".pdf")) for name in os.listdir(out))


def test_a_full_disk_is_said_and_what_stood_there_stays(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    old = tmp_path / "out" / "quality_agreement.zh.docx"
    old.write_bytes(b"old")
    result = run(LITTLE_ROOM, *ASSEMBLE, folder=tmp_path, CONTRACTS_KIT_CACHE="off")
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert "quality_agreement.zh.docx: " in result.stderr.splitlines()[-1]
    assert old.read_bytes() == b"old"
    assert os.listdir(tmp_path / "out") == [old.name]


def test_output_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full")
    with open("/dev/full", "wb") as full:
        for arguments in (["list", "rules"], ["--help"], ["schema", "quality_agreement"]):
            result = subprocess.run(
                [sys.executable, "-c", PLAIN, *arguments], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True
            )
            assert (result.returncode, "Traceback" in result.stderr) == (2, False), result.stderr


@pytest.mark.parametrize(
    ("arguments", "status"), [(["list", "rules", "--json"], 0), (["check", "quality_agreement", "-p", "wrong.yaml"], 1)]
)
def test_a_reader_that_stops_early_is_no_error_and_hides_none(
    tmp_path: Path, arguments: list[str], status: int
) -> None:
    (tmp_path / "wrong.yaml").write_text("no_such_thing: 1\n", encoding="utf-8")
    read, write = os.pipe()
    os.close(read)
    result = subprocess.run(
        [sys.executable, "-c", PLAIN, *arguments], cwd=tmp_path, stdout=write, stderr=subprocess.PIPE, text=True
    )
    os.close(write)
    assert (result.returncode, result.stderr) == (status, "")


def test_two_runs_at_once_share_a_folder_and_a_cold_cache(tmp_path: Path) -> None:
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", PLAIN, *ASSEMBLE], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env={**os.environ, "CONTRACTS_KIT_CACHE": str(tmp_path / "cache")},
        )
        for _ in range(2)
    ]  # fmt: skip
    for process in runs:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said
    assert sorted(os.listdir(tmp_path / "out")) == ["quality_agreement.zh.docx", "quality_agreement.zh.html"]


@pytest.mark.parametrize("fault", ["cut", "junk", "empty", "others may write"])
def test_a_broken_cache_is_read_past(tmp_path: Path, fault: str) -> None:
    cache = tmp_path / "cache"
    assert run(PLAIN, "list", folder=tmp_path).returncode == 0
    for entry in cache.iterdir():
        if fault == "others may write":
            cache.chmod(0o777)
        else:
            entry.write_bytes(
                {"cut": entry.read_bytes()[:1000], "junk": b"cos\nsystem\n(S'false'\ntR.", "empty": b""}[fault]
            )
    result = run(PLAIN, "list", folder=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("place", ["file", "/proc/nothing", "loop"])
def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    result = run(PLAIN, "list", folder=tmp_path, CONTRACTS_KIT_CACHE=str(tmp_path / place))
    assert (result.returncode, result.stderr) == (0, "")


def test_a_link_stays_a_link_and_a_pipe_a_pipe(tmp_path: Path) -> None:
    from contracts_kit.writers.write import write_bytes

    (tmp_path / "link.json").symlink_to("real.json")
    write_bytes(tmp_path / "link.json", b"1")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"1"
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_bytes(tmp_path / "pipe", b"2")
    assert os.read(reader, 9) == b"2"
    os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


def test_a_name_as_long_as_the_file_system_allows_is_written(tmp_path: Path) -> None:
    from contracts_kit.writers.write import write_bytes

    name = "长" * 83 + ".json"
    write_bytes(tmp_path / name, b"1")
    assert os.listdir(tmp_path) == [name]
