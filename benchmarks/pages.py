"""PDF by the embedded engine, cold, against LibreOffice converting our Word file, cold."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import documents
from benchmarks.result import Result
from benchmarks.timing import interleaved, process


def measure(rounds: int) -> list[Result]:
    """Each side a whole process: ours from the parameter file to the PDF, LibreOffice from the finished Word file."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return []
    with tempfile.TemporaryDirectory(prefix="contracts-kit-bench-") as name:
        folder = Path(name)
        (folder / "agreement.docx").write_bytes(documents.written(1))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        convert = [soffice, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder]
        ours = [sys.executable, "-m", "contracts_kit", "assemble", documents.FAMILY, "-p", documents.PARAMETERS]
        times = interleaved(
            {
                "LibreOffice": process([*convert, folder / "agreement.docx"], folder=folder),
                "ours": process([*ours, "-o", folder, "--format", "pdf"], folder=documents.ROOT),
            },
            max(3, rounds // 4),
            warm=1,
        )
    what = "PDF, a whole process from the parameter file, times as fast as LibreOffice converting our Word file"
    return [Result(what, times["LibreOffice"] / times["ours"], 6.0, "least", "x", times)]
