"""The exact engine: LibreOffice makes the pages of the Word document.

LibreOffice is looked for when it is needed and is no dependency. Each worker has a profile of its own, because two
calls on one profile wait for each other or fail; it sees only the package's own fonts.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import date as Date
from functools import lru_cache
from pathlib import Path

from contracts_kit.assembly.tree import Document
from contracts_kit.errors import refuse
from contracts_kit.writers.fonts import write_fontconfig_file

PROGRAMS = ("soffice", "libreoffice")
USUAL_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
EXPORT = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
"""Tags and bookmarks, by the names of LibreOffice's export filter. Its PDF/A is left off: it is none by the checker,
and it hides the clock in a colour profile."""

MARKS_OF_A_RUN = (
    re.compile(rb"/CreationDate\(D:(\d{14})[^)]*\)"),
    re.compile(rb"/ID \[ <([0-9A-F]{32})>\s*<([0-9A-F]{32})> \]"),
    re.compile(rb"/DocChecksum /([0-9A-F]{32})"),
)
"""Where LibreOffice writes the clock and numbers made of it: each group is set anew, with as many characters."""

TIME_LIMIT_SECONDS = 120.0
"""How long one call may take. One document takes one or two seconds, each further one about 0.7."""


def find_office() -> str:
    """The path of LibreOffice's program.

    Raises:
        InputError: kind `office_missing`, with the package to install.
    """
    for name in (*PROGRAMS, *USUAL_PLACES):
        if found := shutil.which(name):
            return found
    raise refuse("office_missing")


def write_exact_pdf(document: Document, day: Date, template: bytes | None = None) -> bytes:
    """The pages of the Word document that is written from this tree, by this process's own LibreOffice worker.

    `day` is the date of the file. The same document gives the same pages, but not always the same bytes: LibreOffice
    writes its fonts in an order that changes from run to run.

    Raises:
        InputError: LibreOffice is missing, takes too long or makes no PDF.
    """
    from contracts_kit.writers.docx.measures import SERIF_WIDTH
    from contracts_kit.writers.docx.writer import write_docx

    return settle(_worker().convert([write_docx(document, template, latin=SERIF_WIDTH)])[0], day)


def settle(pdf: bytes, day: Date) -> bytes:
    """A PDF of LibreOffice with `day` for the clock's time, and identifiers that follow from its content."""
    moment = f"{day.year:04}{day.month:02}{day.day:02}000000".encode()
    pdf = _put(pdf, MARKS_OF_A_RUN[0], moment)
    for pattern in MARKS_OF_A_RUN[1:]:
        pdf = _put(pdf, pattern, b"0" * 32)
    digest = hashlib.sha256(pdf).hexdigest()[:32].upper().encode()
    for pattern in MARKS_OF_A_RUN[1:]:
        pdf = _put(pdf, pattern, digest)
    return pdf


def _put(pdf: bytes, pattern: re.Pattern[bytes], replacement: bytes) -> bytes:
    """The last match of a pattern with each of its groups replaced by as many bytes."""
    matches = list(pattern.finditer(pdf))
    if matches:
        for group in range(1, pattern.groups + 1):
            start, end = matches[-1].span(group)
            pdf = pdf[:start] + replacement + pdf[end:]
    return pdf


class OfficeWorker:
    """One LibreOffice with a profile of its own. Use one for each process; `close` it, or use it as a context.

    `time_limit` is in seconds for a call. `program` is the path of soffice (None: it is looked for).
    """

    def __init__(self, *, program: str | None = None, time_limit: float = TIME_LIMIT_SECONDS) -> None:
        self._program = program or find_office()
        self._time_limit = time_limit
        self._folder = Path(tempfile.mkdtemp(prefix="contracts-kit-office-"))
        self._fonts = write_fontconfig_file(self._folder / "fonts")

    def __enter__(self) -> OfficeWorker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the profile and everything else of this worker."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def convert(self, documents: Sequence[bytes], *, suffix: str = "docx", target: str = EXPORT) -> list[bytes]:
        """The PDF files of these documents, in their order, all in one call of LibreOffice.

        `suffix` says what the documents are; `target` is LibreOffice's `--convert-to`, its part before `:` is the
        suffix of what comes out.

        Raises:
            InputError: the time limit is over (the program and its children are ended), or a PDF is missing.
        """
        if not documents:
            return []
        with tempfile.TemporaryDirectory(dir=self._folder) as name:
            work = Path(name)
            sources = [work / f"{number:05}.{suffix}" for number in range(len(documents))]
            for source, content in zip(sources, documents, strict=True):
                source.write_bytes(content)
            out = work / "out"
            status, said = self._run(["--convert-to", target, "--outdir", str(out), *map(str, sources)], len(documents))
            made = [out / f"{source.stem}.{target.partition(':')[0]}" for source in sources]
            if not all(path.is_file() for path in made):
                raise refuse("office_failed", status=status, found=said[-300:] or "-")
            return [path.read_bytes() for path in made]

    def _run(self, arguments: Sequence[str], count: int) -> tuple[int, str]:
        """Run the program and return its exit code and what it said on standard error."""
        command = [
            self._program,
            f"-env:UserInstallation={(self._folder / 'profile').as_uri()}",
            *("--headless", "--invisible", "--norestore", "--nologo", "--nofirststartwizard"),
            *arguments,
        ]
        environment = {
            **os.environ,
            "FONTCONFIG_FILE": str(self._fonts),
            "HOME": str(self._folder),
            "LC_ALL": "C.UTF-8",
        }
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=os.name == "posix",
        )
        try:
            said = process.communicate(timeout=self._time_limit)[1]
        except subprocess.TimeoutExpired:
            _end(process)
            raise refuse("office_time_limit", allowed=f"{self._time_limit:g}", count=count) from None
        except BaseException:
            _end(process)
            raise
        return process.returncode, said.decode("utf-8", "replace").strip()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and its children: soffice is a script that starts another program."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()


@lru_cache(maxsize=1)
def _worker() -> OfficeWorker:
    """This process's worker. It is closed when the process ends."""
    worker = OfficeWorker()
    atexit.register(worker.close)
    return worker
