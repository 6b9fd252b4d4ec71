"""A batch of agreements against a loop of docxtpl and against LibreOffice, each with two processes; and its memory."""

from __future__ import annotations

import csv
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import documents
from benchmarks.naive_template import context_of, template_of, words_of
from benchmarks.pages import libreoffice
from benchmarks.result import Result
from benchmarks.timing import interleaved

PROCESSES = 2
SUPPLIERS = 1_000
MANY = 10_000
NAIVE_SAMPLE = 100
PAGES_SAMPLE = {documents.FAMILY: 60, documents.LONG: 24}
_COLUMNS = ("contract_number", "supplier.name", "supplier.contact", "supplier.phone")

# The loop of docxtpl's documentation over its share of the sample: load the template, render, save.
_NAIVE = """
import pickle, sys
from docxtpl import DocxTemplate
for number, context in enumerate(pickle.load(open(sys.argv[2], "rb"))):
    template = DocxTemplate(sys.argv[1])
    template.render(context, autoescape=True)
    template.save(f"{sys.argv[2]}-{number}.docx")
"""


def measure(rounds: int) -> list[Result]:
    """Whole processes on both sides: their start, reading, writing and, on ours, the manifest count."""
    few = max(3, rounds // 10)
    with tempfile.TemporaryDirectory(prefix="contracts-kit-bench-") as name:
        folder = Path(name)
        pages = [result for family in PAGES_SAMPLE for result in _pages(folder, family, few)]
        return [_word_files(folder, few), *pages, *_memory(folder)]


def write_list(path: Path, count: int, family: str = documents.FAMILY) -> Path:
    """A list of so many suppliers as CSV, whose contracts are those of `documents.values`."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(_COLUMNS)
        for number in range(count):
            given = documents.values(number, family)["parameters"]
            supplier = given["supplier"]
            rows.writerow((given["contract_number"], supplier["name"], supplier["contact"], supplier["phone"]))
    return path


def batch(suppliers: Path, out: Path, *arguments: str, family: str = documents.FAMILY) -> list[str]:
    """The command that makes the contracts of a list."""
    parameters = documents.parameters_of(family)
    command = [sys.executable, "-m", "contracts_kit", "batch", family, "-p", str(parameters)]
    return [*command, "--suppliers", str(suppliers), "-o", str(out), "--jobs", str(PROCESSES), *arguments]


def _word_files(folder: Path, rounds: int) -> Result:
    made = [documents.written(number) for number in range(NAIVE_SAMPLE)]
    (folder / "naive.docx").write_bytes(template_of(made[0]))
    contexts = [context_of(document) for document in made]
    shares = []
    for number in range(PROCESSES):
        shares.append(folder / f"share-{number}")
        shares[-1].write_bytes(pickle.dumps(contexts[number::PROCESSES]))
    naive = [[sys.executable, "-c", _NAIVE, str(folder / "naive.docx"), str(share)] for share in shares]
    suppliers = write_list(folder / "suppliers.csv", SUPPLIERS)
    times = interleaved(
        {
            "docxtpl": lambda _: _together(naive),
            "ours": _afresh(folder / "out", lambda out: _together([batch(suppliers, out)])),
        },
        rounds,
        warm=1,
    )
    _same_words(folder, made)
    loop = times["docxtpl"] * SUPPLIERS / NAIVE_SAMPLE
    what = (
        f"{SUPPLIERS:,} agreements of a list as Word files, {PROCESSES} processes, times as fast as a loop of docxtpl "
        f"in {PROCESSES} processes ({NAIVE_SAMPLE} measured, times {SUPPLIERS // NAIVE_SAMPLE})"
    )
    return Result(what, loop / times["ours"], 12.0, "least", "x", {"docxtpl": loop, "ours": times["ours"]})


def _pages(folder: Path, family: str, rounds: int) -> list[Result]:
    soffice = shutil.which("soffice")
    if soffice is None:
        return []
    count = PAGES_SAMPLE[family]
    converting = []
    for number in range(PROCESSES):
        share = folder / f"word-{family}-{number}"
        share.mkdir()
        for which in range(number, count, PROCESSES):
            (share / f"{which}.docx").write_bytes(documents.written(which, family))
        convert = libreoffice(soffice, folder / f"libreoffice-{number}", share)
        converting.append([*convert, *map(str, sorted(share.glob("*.docx")))])
    suppliers = write_list(folder / f"few-{family}.csv", count, family)
    times = interleaved(
        {
            "LibreOffice": lambda _: _together(converting),
            "ours": _afresh(
                folder / "out", lambda out: _together([batch(suppliers, out, "--format", "pdf", family=family)])
            ),
        },
        rounds,
        warm=1,
    )
    what = (
        f"{count} contracts of a list (`{family}`) as PDF, {PROCESSES} processes, times as fast as {PROCESSES} "
        "LibreOffice with a profile each converting the same documents, all of its share in one call"
    )
    ratio = times["LibreOffice"] / times["ours"]
    return [Result(what, ratio, 4.0, "least", "x", times)]


def _memory(folder: Path) -> list[Result]:
    """The largest memory of the first process and of the largest other one, for one list and one ten times as long."""
    if not os.path.exists("/proc/self/status"):
        return []
    first = _peaks(batch(write_list(folder / "list.csv", SUPPLIERS), folder / "list"))
    then = _peaks(batch(write_list(folder / "many.csv", MANY), folder / "many"))
    what = (
        f"Largest memory of a batch of {MANY:,} suppliers against one of {SUPPLIERS:,} (first process "
        f"{first[0]} MB, then {then[0]} MB; the largest of the others {first[1]} MB, then {then[1]} MB; both together)"
    )
    return [Result(what, sum(then) / sum(first), 1.25, "most", "x", {})]


def _peaks(command: list[str]) -> tuple[int, int]:
    """The largest memory in MB of a command's own process, and of the largest process that it started."""
    process = subprocess.Popen(command, cwd=documents.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    own = others = 0
    while process.poll() is None:
        own = max(own, _peak(process.pid))
        tasks = Path("/proc", str(process.pid), "task", str(process.pid), "children")
        try:
            below = tasks.read_text().split()
        except OSError:
            below = []
        others = max([others, *(_peak(int(child)) for child in below)])
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"the batch failed with status {process.returncode}")
    return own, others


def _peak(process: int) -> int:
    try:
        lines = Path("/proc", str(process), "status").read_text().splitlines()
    except OSError:
        return 0
    found = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return int(found[0]) // 1024 if found else 0


def _together(commands: list[list[str]]) -> None:
    """Run commands side by side until the last has ended."""
    running = [
        subprocess.Popen(command, cwd=documents.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command in commands
    ]
    for process in running:
        if process.wait():
            raise SystemExit(f"{process.args!r} failed with status {process.returncode}")


def _afresh(out: Path, work: Callable[[Path], object]) -> Callable[[int], object]:
    """A work into a folder that is not there; the folder of the last round is moved out of the way, not removed."""

    def run(number: int) -> object:
        if out.exists():
            out.rename(out.with_name(f"{out.name}-{time.monotonic_ns()}"))
        return work(out)

    return run


def _same_words(folder: Path, made: list[bytes]) -> None:
    """The batch's documents must say what the measured ones say, else the comparison says nothing."""
    found = {path.parent.name: path for path in (folder / "out").rglob("*.docx")}
    if len(found) != SUPPLIERS:
        raise SystemExit(f"{len(found)} documents were made")
    words = {tuple(words_of(path.read_bytes())) for path in found.values()}
    if not all(tuple(words_of(document)) in words for document in made):
        raise SystemExit("the batch's documents do not say the same as those of the loop: the comparison is not fair")
