"""Reading a Word file: its parts by name, with bounds that a zip bomb does not pass."""

from __future__ import annotations

import io
import zipfile
import zlib

from contracts_kit.errors import refuse
from contracts_kit.findings import Place
from contracts_kit.writers.zip_records import CONTENT_TYPES

LARGEST_PACKAGE = 64_000_000
"""Bytes that a package may have, packed and unpacked."""
MOST_PARTS = 2_000


def read_package(data: bytes, place: Place) -> dict[str, bytes]:
    """Every part of a Word file by name.

    Raises InputError: `not_a_word_file` for anything that is no readable package, `package_too_large` for one that
    would unpack to more than `LARGEST_PACKAGE` bytes.
    """
    if len(data) > LARGEST_PACKAGE:
        raise refuse("package_too_large", place, found=len(data), allowed=LARGEST_PACKAGE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            listed = package.infolist()
            unpacked = sum(part.file_size for part in listed)
            if unpacked > LARGEST_PACKAGE or len(listed) > MOST_PARTS:
                raise refuse("package_too_large", place, found=unpacked, allowed=LARGEST_PACKAGE)
            parts = {part.filename: _part(package, part, place) for part in listed if not part.is_dir()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
        raise refuse("not_a_word_file", place, found=str(error) or type(error).__name__) from None
    if CONTENT_TYPES not in parts:
        raise refuse("not_a_word_file", place, found=f"{CONTENT_TYPES} is missing / 缺少 {CONTENT_TYPES}")
    return parts


def _part(package: zipfile.ZipFile, part: zipfile.ZipInfo, place: Place) -> bytes:
    """One part, read no further than the size that the directory declares."""
    with package.open(part) as stream:
        data = stream.read(part.file_size + 1)
    if len(data) > part.file_size:
        raise refuse("package_too_large", place, found=len(data), allowed=part.file_size)
    return data
