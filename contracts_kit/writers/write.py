"""Writes a contract as bytes or into a file, in the format that the suffix names.

A file is written beside its place and then renamed, so that its name never stands for half a file. The temporary file
is called `.NAME.tmp-PID`; it never ends in a document's suffix, and the next run that writes the same file removes
what a killed one left. A link is followed, so that it stays a link; a pipe or a device is written to as it stands.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from contracts_kit.assembly.contract import Contract
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place, nearest
from contracts_kit.records import dataclass

_BESIDE = ".tmp-"
_LONGEST_NAME = 50  # in characters of up to four bytes: a file system allows 255 bytes


@dataclass(frozen=True, slots=True)
class Format:
    """One format: the module and function that write it, imported when first asked for, and the options it takes."""

    module: str
    function: str
    options: tuple[str, ...] = ()

    def write(self, contract: Contract, options: Mapping[str, Any]) -> bytes:
        """The contract in this format."""
        found: bytes = _writer(self.module, self.function)(contract.document, **options)
        return found


@dataclass(frozen=True, slots=True)
class WordFormat(Format):
    """Word, and pages made of it: the family's own template is taken where no other is given."""

    engine: str | None = None

    def write(self, contract: Contract, options: Mapping[str, Any]) -> bytes:
        """The contract in this format."""
        if options.get("engine") == self.engine and options.get("template") is None and contract.template is not None:
            options = {**options, "template": template_bytes(contract.template)}
        found: bytes = _writer(self.module, self.function)(contract.document, **options)
        return found


FORMATS: dict[str, Format] = {
    "docx": WordFormat("docx.writer", "write_docx", ("template",)),
    "pdf": WordFormat("pdf.writer", "write_pdf", ("engine", "date", "attach", "template"), "libreoffice"),
    "html": Format("html.writer", "write_html"),
    "md": Format("markdown", "write_markdown"),
    "txt": Format("text", "write_text"),
}


@lru_cache(maxsize=16)
def _writer(module: str, function: str) -> Callable[..., bytes]:
    found: Callable[..., bytes] = getattr(import_module(f"contracts_kit.writers.{module}"), function)
    return found


def to_bytes(contract: Contract, format: str, **options: Any) -> bytes:
    """The contract in a format: docx, pdf, html, md or txt (with or without a point before it).

    `options` go to the writer: `engine`, `date` and `attach` for pdf, `template` (the bytes of a Word template) for
    docx. Raises InputError `unknown_format`, `unknown_write_option`, and what the
    writer refuses.
    """
    name = str(format).lower().removeprefix(".")
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise refuse("unknown_format", None, found=str(format)[:20], known=known, suggestion=nearest(name, FORMATS))
    found = FORMATS[name]
    for option in options:
        if option not in found.options:
            known = ", ".join(found.options) or "-"
            raise refuse("unknown_write_option", None, name=option, format=name, known=known)
    return found.write(contract, options)


def left_out(contract: Contract, format: str) -> tuple[Finding, ...]:
    """What a format cannot show of a contract on this machine: warnings, to be told beside the file."""
    if format.lower().removeprefix(".") != "html":
        return ()
    from contracts_kit.writers.html.figures import undrawn

    return undrawn(contract.document)


def write(contract: Contract, path: str | os.PathLike[str], **options: Any) -> Path:
    """Write the contract into a file in the format of its suffix, and return the file's path.

    Nothing is written unless the whole document could be made. `options` as for `to_bytes`. Raises InputError
    `unknown_suffix`; `output_folder_missing`, `output_not_allowed`, `disk_full` and their like.
    """
    target = Path(path)
    suffix = target.suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise refuse("unknown_suffix", Place(str(target)), found=target.suffix or target.name, known=known)
    write_bytes(target, to_bytes(contract, suffix, **options))
    return target


def write_bytes(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file whole or not at all. Raises InputError where it cannot be written."""
    named = Path(path)
    with opened_beside(named) as file:
        file.write(content)


@contextlib.contextmanager
def opened_beside(named: Path) -> Iterator[BinaryIO]:
    """A file to write to that gets its name when it is whole, and is removed if it never is.

    Raises InputError where it cannot be written.
    """
    try:
        if _is_stream(named):
            with open(named, "wb") as file:
                yield file
            return
        target = Path(os.path.realpath(named))
        if not target.name or target.is_dir():
            raise refuse("output_is_folder", Place(str(named)))
        with _beside(target) as file:
            yield file
    except OSError as error:
        raise output_refused(named, error) from None
    except ValueError as error:  # a character that no path may hold
        raise refuse("output_failed", Place(str(named)), found=str(error)) from None


def _is_stream(target: Path) -> bool:
    """Whether a pipe or a device stands there: it cannot be replaced by a file, and is written to instead."""
    try:
        mode = target.stat().st_mode
    except OSError:
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[BinaryIO]:
    """A file under another name, which gets its own when it is whole."""
    prefix = f".{target.name[:_LONGEST_NAME]}{_BESIDE}"
    beside = target.with_name(f"{prefix}{os.getpid()}")
    remove_leftovers(target.parent, prefix)
    try:
        with open(beside, "wb") as file:
            yield file
        os.replace(beside, target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def remove_leftovers(folder: Path, prefix: str = ".") -> None:
    """Remove the temporary files of runs that ended before they renamed them; those of one file begin with `prefix`.

    A folder that cannot be looked into has none that could be removed.
    """
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.startswith(prefix) and _BESIDE in entry.name]
    except OSError:
        return
    for name in names:
        number = name.rpartition(_BESIDE)[2]
        if number.isdecimal() and not _is_running(int(number)):
            try:
                os.unlink(folder / name)
            except OSError:
                continue  # another run was faster, or may not be disturbed


def _is_running(process: int) -> bool:
    if process == os.getpid() or os.name == "nt":  # on Windows a file in use cannot be removed anyway
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return not _has_ended(process)


def _has_ended(process: int) -> bool:
    """Whether a process has ended though its number still stands, until whoever started it asks how (Linux)."""
    try:
        state = Path("/proc", str(process), "stat").read_bytes().rpartition(b")")[2].split()[0]
    except (OSError, IndexError):
        return False
    return state in (b"Z", b"X")


def output_refused(target: Path, error: OSError) -> InputError:
    """The refusal for a file that cannot be written."""
    place = Place(str(target))
    if not os.path.isdir(target.parent):
        return refuse("output_folder_missing", place, found=str(target.parent))
    if os.path.isdir(target):
        return refuse("output_is_folder", place)
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return refuse("disk_full", place)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return refuse("output_not_allowed", place)
    return refuse("output_failed", place, found=error.strerror or type(error).__name__)


def template_bytes(path: str) -> bytes:
    """The bytes of a family's Word template, read again when the file changes. Raises InputError."""
    try:
        state = os.stat(path)
        return _template_bytes(path, state.st_mtime_ns, state.st_size)
    except FileNotFoundError:
        raise refuse("file_missing", Place(path)) from None
    except OSError as error:
        raise refuse("file_unreadable", Place(path), found=error.strerror or type(error).__name__) from None


def made_by(format: str, template: str | None = None) -> str:
    """What decides the bytes of a document beside its tree: our version, that of the engine, the Word template.

    `format` is one of `FORMATS`, `template` the path of the family's Word template. Raises InputError where there is
    a template that cannot be read.
    """
    engine = _engine_of(format)
    if template is None:
        return engine
    return f"{engine}, template {_digest(template_bytes(template))}"


@lru_cache(maxsize=16)
def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


@lru_cache(maxsize=16)
def _engine_of(format: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    from contracts_kit import __version__

    programs = [f"contracts-kit {__version__}"]
    for package in _ENGINES.get(format, ()):
        with contextlib.suppress(PackageNotFoundError):
            programs.append(f"{package} {version(package)}")
    return ", ".join(programs)


_ENGINES = {"docx": ("zlib-ng",), "pdf": ("typst", "pylopdf-fonts-zh-cn")}
"""The packages that decide the bytes of a format; one that is not installed decides by its absence."""


@lru_cache(maxsize=16)
def _template_bytes(path: str, modified: int, size: int) -> bytes:
    return Path(path).read_bytes()


__all__ = ["FORMATS", "Contract", "to_bytes", "write", "write_bytes"]
