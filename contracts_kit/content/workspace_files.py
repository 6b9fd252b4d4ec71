"""The files of a workspace: which there are, where a workspace is, and the digest of their content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place
from contracts_kit.records import dataclass

PACKAGE = Path(__file__).resolve().parent.parent
MAX_FILES = 20_000
PATTERNS = (
    "clauses/*/*.md",
    "clauses/*/*.yaml",
    "clauses/*/parameters/*.yaml",
    "clauses/*/tables/*",
    "clauses/*/forms/*.md",
    "templates/*/outline.yaml",
)


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a workspace by path below its root (with `/`), and a digest of them all."""

    root: Path
    content: Mapping[str, bytes]
    digest: str


@dataclass(frozen=True, slots=True)
class _Read:
    """The files of a workspace as this process read them, and the stamps of what it looked at."""

    paths: tuple[str, ...]
    stamps: tuple[tuple[int, int, int], ...]
    files: Files


_MAX_READ = 16
_read: dict[str, _Read] = {}


def is_workspace(folder: Path) -> bool:
    """Whether a folder is a workspace: it has `clauses/` and `templates/`."""
    return os.path.isdir(folder / "clauses") and os.path.isdir(folder / "templates")


def read_files(root: Path) -> Files:
    """Every file of a workspace that says what its contracts are. Raises InputError `workspace_missing`.

    Files that nobody has touched since this process read them are not read again: a file is known by its time of
    change, size and number, a new or a removed one by the time of change of its folder.
    """
    kept = _read.get(str(root))
    if kept is not None and _stamps(kept.paths) == kept.stamps:
        return kept.files
    if not is_workspace(root):
        raise InputError(Finding("workspace_missing", Place(str(root)), {"found": str(root)}))
    paths = _paths(root)
    stamps = _stamps(paths)  # taken before reading: a change while reading shows at the next look
    files = _files(root)
    if stamps is not None:
        if len(_read) >= _MAX_READ:
            _read.clear()
        _read[str(root)] = _Read(paths, stamps, files)
    return files


def _paths(root: Path) -> tuple[str, ...]:
    """Every folder and file that decides what a workspace holds."""
    folders = [root, root / "clauses", root / "templates", *root.glob("clauses/*/"), *root.glob("templates/*/")]
    folders += [folder for name in ("parameters", "tables", "forms") for folder in root.glob(f"clauses/*/{name}/")]
    files = [path for pattern in PATTERNS for path in root.glob(pattern)]
    return tuple(dict.fromkeys(str(path) for path in (*folders, *files)))


def _stamps(paths: tuple[str, ...]) -> tuple[tuple[int, int, int], ...] | None:
    """What shows that a path was touched; None where one is gone."""
    try:
        found = [os.stat(path) for path in paths]
    except OSError:
        return None
    return tuple([(status.st_mtime_ns, status.st_size, status.st_ino) for status in found])


def _files(root: Path) -> Files:
    found: dict[str, bytes] = {}
    for pattern in PATTERNS:
        for path in sorted(root.glob(pattern)):
            if path.is_file() and not path.name.startswith(".") and len(found) < MAX_FILES:
                found[path.relative_to(root).as_posix()] = _bytes_of(path)
    sha = hashlib.sha256()
    for name in sorted(found):
        sha.update(f"{name}\0{len(found[name])}\0".encode())
        sha.update(found[name])
    return Files(root, found, sha.hexdigest()[:32])


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise refuse("file_unreadable", Place(str(path)), found=error.strerror or type(error).__name__) from None
