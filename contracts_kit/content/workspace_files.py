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


def is_workspace(folder: Path) -> bool:
    """Whether a folder is a workspace: it has `clauses/` and `templates/`."""
    return os.path.isdir(folder / "clauses") and os.path.isdir(folder / "templates")


def read_files(root: Path) -> Files:
    """Every file of a workspace that says what its contracts are. Raises InputError `workspace_missing`."""
    if not is_workspace(root):
        raise InputError(Finding("workspace_missing", Place(str(root)), {"found": str(root)}))
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
