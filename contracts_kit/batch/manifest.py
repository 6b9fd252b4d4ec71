"""What a batch has made: `manifest.jsonl`, a JSON line for each supplier in the order of the list.

While a batch runs, each supplier that is finished gets a line in `manifest.journal.jsonl`, in the order in which they
are finished. At the end the lines of both files become the new manifest, written beside and renamed, and the journal
goes. So at any moment the two together say what is there: a run that was killed leaves the old manifest and a journal
whose last line may be torn, which is left out. Nothing waits for the disk: a line is believed only where the files have
the sizes and digests that it states, so that after a power cut the worst is that a document is made again.

Lines are not held in memory, only where each of them stands.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from contracts_kit.errors import refuse
from contracts_kit.findings import Finding, Place
from contracts_kit.records import dataclass
from contracts_kit.writers.write import opened_beside, output_refused

MANIFEST = "manifest.jsonl"
JOURNAL = "manifest.journal.jsonl"
NAMES = (MANIFEST, JOURNAL)


@dataclass(frozen=True, slots=True)
class Entry:
    """The line of one supplier. `reason` holds what was wrong with a row that failed, as JSON types; else nothing.

    `inputs` identifies the values that went in (None where they could not be read), `library` the content they met.
    `clauses` are the clauses of the contract with their versions, `blanks` the values that are open, `files` what lies
    in the folder, each with its size, its digest and what it was made by.
    """

    row: int
    supplier: str
    credit_code: str
    folder: str
    status: str
    inputs: str | None
    library: str
    languages: Sequence[str]
    clauses: dict[str, int]
    blanks: Sequence[str]
    files: Sequence[dict[str, Any]]
    reason: Sequence[dict[str, Any]] = ()

    def line(self) -> bytes:
        """The entry as a line of the manifest."""
        content = {name: getattr(self, name) for name in _KEYS}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


_KEYS = (
    "row",
    "supplier",
    "credit_code",
    "folder",
    "status",
    "inputs",
    "library",
    "languages",
    "clauses",
    "blanks",
    "files",
    "reason",
)


def entry_of(line: bytes) -> Entry | None:
    """The entry in a line; None where no batch wrote it."""
    try:
        content = json.loads(line)
    except ValueError:
        return None
    if not isinstance(content, dict) or set(content) != set(_KEYS) or not _is_name(content["folder"]):
        return None
    files = content["files"]
    sound = isinstance(files, list) and all(_is_file(file) for file in files)
    return Entry(**content) if sound and isinstance(content["clauses"], dict) else None


def _is_file(file: Any) -> bool:
    """Whether this is what a batch states about a file."""
    return isinstance(file, dict) and set(file) == {"name", "bytes", "sha256", "made_by"} and _is_name(file["name"])


def _is_name(name: Any) -> bool:
    """Whether this is the name of a file or folder, and no path to somewhere else."""
    return isinstance(name, str) and name not in ("", ".", "..") and not {"/", "\\", "\0"}.intersection(name)


class ManifestStore:
    """The manifest and the journal of a folder, while a batch writes to it. One batch at a time.

    Raises InputError `batch_running`, and those of writing a file.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Finding] = []
        self._journal_path = folder / JOURNAL
        try:
            self._journal = open(self._journal_path, "a+b")  # noqa: SIM115 (closed with the store)
        except OSError as error:
            raise output_refused(self._journal_path, error) from None
        try:
            _lock(self._journal, folder)
            self._places: dict[str, tuple[int, int, int]] = {}
            self._files: list[BinaryIO] = []
            self._read_manifest()
            self._read_journal()
        except BaseException:
            self._journal.close()
            raise

    def __enter__(self) -> ManifestStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files:
            file.close()

    def folders(self) -> Iterator[str]:
        """The folders that there is a line for."""
        yield from self._places

    def line(self, folder: str) -> bytes | None:
        """The newest line about a folder; None where there is none."""
        found = self._places.get(folder)
        if found is None:
            return None
        number, start, length = found
        file = self._files[number]
        file.seek(start)
        return file.read(length)

    def add(self, folder: str, line: bytes) -> None:
        """Put down that a supplier is finished. Raises InputError where the journal cannot be written."""
        if line == self.line(folder):
            return
        journal = self._files[_JOURNAL_FILE]
        try:
            start = journal.seek(0, os.SEEK_END)
            journal.write(line)
            journal.flush()
        except OSError as error:
            raise output_refused(self._journal_path, error) from None
        self._places[folder] = (_JOURNAL_FILE, start, len(line))

    def finish(self, folders: Sequence[str]) -> None:
        """Make the manifest of the lines of these folders, in this order, and remove the journal. Raises InputError."""
        with opened_beside(self.folder / MANIFEST) as file:
            for folder in folders:
                file.write(self.line(folder) or b"")
        for opened in self._files:
            opened.close()  # Windows removes no file that is open
        self._journal_path.unlink(missing_ok=True)

    def _read_manifest(self) -> None:
        path = self.folder / MANIFEST
        try:
            file = open(path, "rb")  # noqa: SIM115 (closed with the store)
        except FileNotFoundError:
            file = open(os.devnull, "rb")  # noqa: SIM115
        except OSError as error:
            self._journal.close()
            raise refuse("file_unreadable", Place(str(path)), found=error.strerror or type(error).__name__) from None
        self._files.append(file)
        self._index(file, 0, path)

    def _read_journal(self) -> None:
        self._files.append(self._journal)
        self._journal.seek(0)
        end = self._index(self._journal, _JOURNAL_FILE, None)
        self._journal.truncate(end)  # what is behind it is a line that was torn

    def _index(self, file: BinaryIO, number: int, path: Path | None) -> int:
        """Note where each line of a file stands, and return where the last whole one ends.

        `path` None: a line that is none ends the file, since a run was killed while it wrote.
        """
        end = 0
        for count, line in enumerate(iter(file.readline, b""), 1):
            entry = entry_of(line) if line.endswith(b"\n") else None
            if entry is not None:
                self._places[entry.folder] = (number, end, len(line))
            elif path is None:
                return end
            else:
                self.findings.append(Finding("manifest_unreadable", Place(str(path), count), {"line": count}))
            end += len(line)
        return end


_JOURNAL_FILE = 1


def _lock(file: BinaryIO, folder: Path) -> None:
    """Hold the journal as long as this process lives; a system without such locks goes without."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise refuse("batch_running", Place(str(folder))) from None
    except OSError:
        return  # a network folder that knows no locks
    if not os.fstat(file.fileno()).st_nlink:  # the other batch has ended and removed it since it was opened
        raise refuse("batch_running", Place(str(folder)))
