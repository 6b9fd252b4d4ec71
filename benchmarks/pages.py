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
from contracts_kit.writers.fonts import write_fontconfig_file

# Our counterpart of `soffice --convert-to pdf`: the finished document from a file, its pages into a file.
_CONVERT = """
import pickle, sys
from pathlib import Path
from contracts_kit.writers.pdf.writer import write_pdf
Path(sys.argv[2]).write_bytes(write_pdf(pickle.loads(Path(sys.argv[1]).read_bytes())))
"""


def libreoffice(soffice: str, folder: Path, into: Path) -> list[str]:
    """The call that converts Word files `into` a folder, on a profile in `folder` and with the fonts that we have too.

    Without Chinese fonts it looks for each character among all fonts and needs three times as long.
    """
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    fonts = f"FONTCONFIG_FILE={write_fontconfig_file(folder / 'fonts')}"
    return ["env", fonts, soffice, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(into)]


def measure(rounds: int) -> list[Result]:
    """From the finished document, as LibreOffice has it; and from the parameter file, which LibreOffice has not."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return []
    with tempfile.TemporaryDirectory(prefix="contracts-kit-bench-") as name:
        folder = Path(name)
        (folder / "agreement.docx").write_bytes(documents.written(1))
        (folder / "agreement.tree").write_bytes(pickle.dumps(documents.contract(1).document))
        finished = [sys.executable, "-c", _CONVERT, folder / "agreement.tree", folder / "ours.pdf"]
        assembled = [sys.executable, "-m", "contracts_kit", "assemble", documents.FAMILY, "-p", documents.PARAMETERS]
        times = interleaved(
            {
                "LibreOffice": process(
                    [*libreoffice(soffice, folder, folder), folder / "agreement.docx"], folder=folder
                ),
                "ours": process(finished, folder=documents.ROOT),
                "ours from the parameter file": process(
                    [*assembled, "-o", folder, "--format", "pdf"], folder=documents.ROOT
                ),
            },
            max(3, rounds // 4),
            warm=1,
        )
    theirs = times["LibreOffice"]
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
        behind = {"LibreOffice": theirs, "ours": times[side]}
        found.append(Result(what, theirs / times[side], target, "least", "x", behind))
    return found
