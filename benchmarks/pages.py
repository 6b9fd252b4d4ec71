"""PDF by the embedded engine against LibreOffice converting our Word file. Every side is a whole, cold process."""

from __future__ import annotations

import pickle
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import documents
from benchmarks.result import Result
from benchmarks.timing import interleaved, process

# Our counterpart of `soffice --convert-to pdf`: the finished document from a file, its pages into a file.
_CONVERT = """
import pickle, sys
from pathlib import Path
from contracts_kit.writers.pdf.writer import write_pdf
Path(sys.argv[2]).write_bytes(write_pdf(pickle.loads(Path(sys.argv[1]).read_bytes())))
"""


def measure(rounds: int) -> list[Result]:
    """From the finished document, as LibreOffice has it; and from the parameter file, which LibreOffice has not."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return []
    with tempfile.TemporaryDirectory(prefix="contracts-kit-bench-") as name:
        folder = Path(name)
        (folder / "agreement.docx").write_bytes(documents.written(1))
        (folder / "agreement.tree").write_bytes(pickle.dumps(documents.contract(1).document))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        convert = [soffice, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder]
        finished = [sys.executable, "-c", _CONVERT, folder / "agreement.tree", folder / "ours.pdf"]
        assembled = [sys.executable, "-m", "contracts_kit", "assemble", documents.FAMILY, "-p", documents.PARAMETERS]
        times = interleaved(
            {
                "LibreOffice": process([*convert, folder / "agreement.docx"], folder=folder),
                "ours": process(finished, folder=documents.ROOT),
                "ours from the parameter file": process(
                    [*assembled, "-o", folder, "--format", "pdf"], folder=documents.ROOT
                ),
            },
            max(3, rounds // 4),
            warm=1,
        )
    libreoffice = times["LibreOffice"]
    found = []
    for side, target, what in (
        (
            "ours",
            6.0,
            "PDF of the finished document, a cold process, times as fast as LibreOffice converting our Word file",
        ),
        (
            "ours from the parameter file",
            None,
            "the same with loading, reading and assembling on our side, which LibreOffice is spared",
        ),
    ):
        behind = {"LibreOffice": libreoffice, "ours": times[side]}
        found.append(Result(what, libreoffice / times[side], target, "least", "x", behind))
    return found
