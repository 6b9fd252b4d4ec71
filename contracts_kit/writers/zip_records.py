"""A small zip writer for office packages: the same parts give the same bytes.

Times are fixed, `[Content_Types].xml` stands first, there are no data descriptors and no duplicate names. A part
that never changes is deflated once (`prepared`, level 9) and copied into every file; a part that changes is
deflated when the file is written (level 6).

With the optional extra `fast` (zlib-ng) the changing parts are deflated about twice as fast and to nearly the same
size. The bytes then differ from those of zlib, the parts do not; the choice is made once, when this module is
imported.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from contracts_kit.records import dataclass

__all__ = ["CONTENT_TYPES", "DEFLATE_LIBRARY", "Record", "prepared", "record", "write_zip"]

_fast: Any
try:
    from zlib_ng import zlib_ng as _fast

    DEFLATE_LIBRARY = "zlib-ng"
except ImportError:
    _fast = zlib
    DEFLATE_LIBRARY = "zlib"

CONTENT_TYPES = "[Content_Types].xml"

_LEVEL_PREPARED = 9
_LEVEL = 6
_SMALL = 16_384
# 1 January 1980, 00:00: the earliest time a zip can hold, the same for every part.
_TIME, _DATE = 0, (1 << 5) | 1
_UTF8_NAME = 0x800
_STORED, _DEFLATED = 0, 8
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LARGEST = 0xFFFF_FFFF
_MOST_PARTS = 0xFFFF


@dataclass(frozen=True, slots=True)
class Record:
    """A part as it stands in the file: its local header and data, and what the directory says of it."""

    name: str
    local: bytes
    directory: tuple[int, int, int, int, int, int, int, int, int]
    name_bytes: bytes


def record(name: str, data: bytes, *, level: int = _LEVEL) -> Record:
    """A part deflated with the library chosen at import; stored where deflating does not shrink it."""
    return (_small if len(data) <= _SMALL else _deflated)(name, data, level, _fast)


def _deflated(name: str, data: bytes, level: int, library: Any) -> Record:
    deflater = library.compressobj(level, zlib.DEFLATED, -15)
    return _record(name, data, deflater.compress(data) + deflater.flush(), library.crc32(data))


# A footer, the lists and the like are often the same in the next document. A megabyte at most.
_small = lru_cache(maxsize=64)(_deflated)


def prepared(name: str, data: bytes) -> Record:
    """A constant part deflated once and well (zlib, level 9), to be used in many files."""
    deflater = zlib.compressobj(_LEVEL_PREPARED, zlib.DEFLATED, -15, 9)
    return _record(name, data, deflater.compress(data) + deflater.flush(), zlib.crc32(data))


def _record(name: str, data: bytes, deflated: bytes, crc: int) -> Record:
    method, body = (_DEFLATED, deflated) if len(deflated) < len(data) else (_STORED, data)
    if len(data) > _LARGEST:
        raise ValueError(f"the part {name} is larger than a zip without extensions can hold")
    name_bytes = name.encode("utf-8")
    flags = 0 if name.isascii() else _UTF8_NAME
    fields = (20, flags, method, _TIME, _DATE, crc, len(body), len(data), len(name_bytes))
    return Record(name, _LOCAL.pack(b"PK\x03\x04", *fields, 0) + name_bytes + body, fields, name_bytes)


def write_zip(parts: Mapping[str, bytes | Record] | Iterable[tuple[str, bytes] | Record]) -> bytes:
    """The zip file of the parts, in the order given with `[Content_Types].xml` first.

    `parts` maps names to bytes or to records, or is a row of records and (name, bytes) pairs. A record is copied,
    bytes are deflated. ValueError for a name that stands twice and for more than a plain zip can hold.
    """
    records = _records(parts)
    if len(records) > _MOST_PARTS:
        raise ValueError(f"{len(records)} parts are more than a zip without extensions can hold")
    written: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for one in records:
        written.append(one.local)
        directory.append(_CENTRAL.pack(b"PK\x01\x02", 20, *one.directory, 0, 0, 0, 0, 0, offset))
        directory.append(one.name_bytes)
        offset += len(one.local)
        if offset > _LARGEST:
            raise ValueError("the parts are larger than a zip without extensions can hold")
    length = sum(map(len, directory))
    end = _END.pack(b"PK\x05\x06", 0, 0, len(records), len(records), length, offset, 0)
    return b"".join([*written, *directory, end])


def _records(parts: Mapping[str, bytes | Record] | Iterable[tuple[str, bytes] | Record]) -> list[Record]:
    """All parts as records, `[Content_Types].xml` first, each name once."""
    found: dict[str, Record] = {}
    for given in parts.items() if isinstance(parts, Mapping) else parts:
        if isinstance(given, Record):
            name, one = given.name, given
        else:
            name, content = given
            one = content if isinstance(content, Record) else record(name, content)
        if name in found or one.name != name:
            raise ValueError(f"the part {name} stands twice or under another name")
        found[name] = one
    first = found.pop(CONTENT_TYPES, None)
    return [*([first] if first else []), *found.values()]
