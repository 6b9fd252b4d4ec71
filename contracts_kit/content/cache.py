"""The parse cache: a library read once, and its wordings, are kept in the user's cache folder under a digest.

It is a convenience and never a condition: whatever goes wrong with it, the library is read anew. The key covers the
content of the workspace, the package itself and Python's version, so that an entry is either right or not found.
`CONTRACTS_KIT_CACHE` moves it to another folder, or switches it off (`off`, `0`, `no`).

An entry is a pickle, so the folder must belong to the user alone (on Windows the profile folder does); one that
others may write is not used.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import stat
import sys
from functools import cache
from pathlib import Path
from typing import Any

VARIABLE = "CONTRACTS_KIT_CACHE"
_OFF = frozenset({"off", "0", "no", "false", "none"})
_FLOORS = ("records.py", "findings.py", "errors.py", "messages", "values", "language", "content")
MAX_ENTRIES = 64
SECONDS_TO_WRITE = 600
MAX_BYTES = 64_000_000


def cache_folder() -> Path | None:
    """The folder of the cache; None where it is switched off, or where there is no home folder."""
    given = os.environ.get(VARIABLE, "").strip()
    if given:
        return None if given.lower() in _OFF else Path(given)
    try:
        if sys.platform == "win32":
            base = os.environ.get("LOCALAPPDATA")
            return Path(base) / "contracts-kit" / "cache" if base else None
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "contracts-kit"
        base = os.environ.get("XDG_CACHE_HOME")
        return (Path(base) if base and os.path.isabs(base) else Path.home() / ".cache") / "contracts-kit"
    except RuntimeError:  # no home folder
        return None


def cached(digest: str) -> Any | None:
    """What is kept under a digest; None where nothing is, or where the cache cannot be used."""
    folder = cache_folder()
    if folder is None or not _is_private(folder):
        return None
    try:
        path = folder / _name(digest)
        if path.stat().st_size > MAX_BYTES:
            return None
        return pickle.loads(path.read_bytes())
    except Exception:  # a cache that cannot be read is no reason to stop, whatever is wrong with it
        return None


def keep(digest: str, content: Any) -> None:
    """Keep something under a digest: written beside, then renamed. Does nothing where the cache cannot be used."""
    folder = cache_folder()
    if folder is None:
        return
    with contextlib.suppress(Exception):  # as above
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_private(folder):
            return
        path = folder / _name(digest)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                pickle.dump(content, file, protocol=pickle.HIGHEST_PROTOCOL)
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)
        _prune(folder, path)


def _prune(folder: Path, newest: Path) -> None:
    """Keep the newest entries only, and nothing that a killed run left half written."""
    in_work = newest.stat().st_mtime - SECONDS_TO_WRITE
    for path in folder.glob("*.library.*"):
        if path.stat().st_mtime < in_work:
            path.unlink(missing_ok=True)
    entries = sorted(folder.glob("*.library"), key=lambda p: p.stat().st_mtime_ns, reverse=True)
    for path in entries[MAX_ENTRIES:]:
        if path != newest:
            path.unlink(missing_ok=True)


def _is_private(folder: Path) -> bool:
    """Whether the folder is a real folder of this user that nobody else may write."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(found.st_mode):
        return False
    if sys.platform == "win32":
        return True
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _name(digest: str) -> str:
    return hashlib.sha256(f"{digest}\0{_engine()}".encode()).hexdigest()[:40] + ".library"


@cache
def _engine() -> str:
    """What identifies the package as it is installed: name, size and time of each module that reads content."""
    package = Path(__file__).parent.parent
    sha = hashlib.sha256(f"{sys.version_info[:3]}{sys.implementation.cache_tag}".encode())
    for floor in _FLOORS:
        path = package / floor
        for module in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            with contextlib.suppress(OSError):
                found = module.stat()
                sha.update(f"{module.relative_to(package)}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    return sha.hexdigest()
