"""Workbooks as a user handles them: cells found by their names, changed in the file, recalculated by LibreOffice."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any
from xml.sax.saxutils import escape, unescape

import python_calamine

from contracts_kit.writers.pdf.libreoffice import OfficeWorker

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_EPOCH = date(1899, 12, 30)
_NAME = re.compile(r'<definedName name="([^"]+)"[^>]*>([^<]*)</definedName>')
_SHEET = re.compile(r'<sheet name="([^"]+)"')
_PLACE = re.compile(r"'?(.+?)'?!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?")
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.S)
_CACHED = re.compile(r"<v>[^<]*</v>")
_LOOKS = re.compile(
    r' s="\d+"|<sheetPr>.*?</sheetPr>|<cols>.*?</cols>|<dataValidations.*?</dataValidations>|<hyperlinks>.*?</hyperlinks>'
    r"|<mergeCells.*?</mergeCells>|<pageSetup[^>]*/>|<headerFooter>.*?</headerFooter>",
    re.S,
)
_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
)


@dataclass(frozen=True)
class Area:
    """The cells of a name: a sheet, and the first and last row and column, counted from 0."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def cells(self) -> list[tuple[int, int]]:
        return [(r, c) for r in range(self.top, self.bottom + 1) for c in range(self.left, self.right + 1)]


@dataclass
class File:
    """A workbook's bytes."""

    content: bytes
    changes: dict[str, dict[tuple[int, int], Any]] = field(default_factory=dict)

    @cached_property
    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.content)) as package:
            return {name: package.read(name) for name in package.namelist()}

    @cached_property
    def sheets(self) -> list[str]:
        return [unescape(s, {"&quot;": '"'}) for s in _SHEET.findall(self.parts["xl/workbook.xml"].decode())]

    @cached_property
    def names(self) -> dict[str, Area]:
        found = {}
        for name, place in _NAME.findall(self.parts["xl/workbook.xml"].decode()):
            match = _PLACE.fullmatch(unescape(place))
            if match:
                sheet, left, top, right, bottom = match.groups()
                found[name] = Area(
                    sheet.replace("''", "'"),
                    int(top) - 1,
                    _column(left),
                    int(bottom or top) - 1,
                    _column(right or left),
                )
        return found

    @cached_property
    def values(self) -> dict[str, list[list[Any]]]:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(self.content))
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}

    def read(self, area: Area) -> list[Any]:
        rows = self.values[area.sheet]
        return [rows[r][c] if r < len(rows) and c < len(rows[r]) else "" for r, c in area.cells()]

    def put(self, area: Area, values: Sequence[Any]) -> None:
        """Type values into the cells of an area, in their order; what is left stays empty."""
        cells = area.cells()
        assert len(values) <= len(cells), f"{area.sheet}: {len(values)} values for {len(cells)} cells"
        for index, place in enumerate(cells):
            self.changes.setdefault(area.sheet, {})[place] = values[index] if index < len(values) else None

    def changed(self, without: Collection[str] = ()) -> bytes:
        """The workbook with the changed cells, and with no cached value of any formula left.

        The sheets `without` are taken out with their names: what is not looked at need not be computed. So are looks and
        pages, which take LibreOffice longer than the formulas.
        """
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                match = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
                if match:
                    sheet = self.sheets[int(match[1]) - 1]
                    changes = self.changes.get(sheet, {})
                    content = (
                        _EMPTY if sheet in without else _LOOKS.sub("", _edited(content.decode(), changes)).encode()
                    )
                elif name == "xl/workbook.xml":
                    content = _taken_out(content.decode(), without).encode()
                package.writestr(name, content)
        return target.getvalue()


def _taken_out(xml: str, without: Collection[str]) -> str:
    """The list of sheets and names without those of some sheets; titles to repeat in print go too."""
    for sheet in without:
        quoted = escape(sheet, {'"': "&quot;"})
        xml = re.sub(f'<sheet name="{re.escape(quoted)}"[^>]*/>', "", xml)
        xml = re.sub(f"<definedName [^>]*>'{re.escape(escape(sheet))}'![^<]*</definedName>", "", xml)
        xml = re.sub(f"<definedName [^>]*>{re.escape(escape(sheet))}![^<]*</definedName>", "", xml)
    return re.sub(r"<definedName name=\"_xlnm[^>]*>[^<]*</definedName>", "", xml)


def _edited(xml: str, changes: Mapping[tuple[int, int], Any]) -> str:
    def cell(match: re.Match[str]) -> str:
        letters, row, attributes, inside = match.groups()
        place = int(row) - 1, _column(letters)
        if place in changes:
            style = re.search(r' s="\d+"', attributes)
            return _cell(f"{letters}{row}", style[0] if style else "", changes[place])
        if inside and "<f" in inside:
            kept = re.sub(r' t="\w+"', "", attributes)
            return f'<c r="{letters}{row}"{kept}>{_CACHED.sub("", inside)}</c>'
        return match[0]

    return _CELL.sub(cell, xml)


def _cell(reference: str, style: str, value: Any) -> str:
    if value is None:
        return f'<c r="{reference}"{style}/>'
    if isinstance(value, bool):
        return f'<c r="{reference}"{style} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f'<c r="{reference}"{style} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{reference}"{style}><v>{number(value)!r}</v></c>'


def number(value: Any) -> float | int:
    """A value as a cell holds it."""
    if isinstance(value, datetime):
        plain = value.replace(tzinfo=None)
        return (plain - datetime(1899, 12, 30)).total_seconds() / 86_400
    if isinstance(value, date):
        return (value - _EPOCH).days
    return value if isinstance(value, int) else float(value)


def _column(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found - 1


class Office(OfficeWorker):
    """LibreOffice with a profile in which every formula is computed anew when a file is opened."""

    def __init__(self) -> None:
        super().__init__(time_limit=600)
        user = self._folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")

    def recalculated(self, files: Iterable[bytes]) -> list[File]:
        return [File(content) for content in self.convert(list(files), suffix="xlsx", target="xlsx")]


def same(found: Any, expected: Any, tolerance: float = 0.0) -> bool:
    """Whether a cell holds an output: numbers to half a cent or to twelve digits, all else exactly."""
    if expected is None:
        return found == ""
    if isinstance(expected, bool) or isinstance(found, bool):
        return found is expected
    if isinstance(expected, datetime):
        plain = expected.replace(tzinfo=None)
        if isinstance(found, float):
            return abs(found - number(plain)) * 86_400 < 1
        return isinstance(found, (datetime, date)) and abs((_moment(found) - plain).total_seconds()) < 1
    if isinstance(expected, date):
        if isinstance(found, (float, int)):
            return found == (expected - _EPOCH).days
        return isinstance(found, (datetime, date)) and _moment(found) == datetime(
            expected.year, expected.month, expected.day
        )
    if isinstance(expected, (int, Decimal)):
        try:
            return abs(Decimal(repr(found)) - Decimal(expected)) <= max(
                Decimal("0.00000001"), abs(Decimal(expected)) * Decimal("1e-13")
            )
        except InvalidOperation:
            return False
    return found == expected


def _moment(found: date | datetime) -> datetime:
    return found if isinstance(found, datetime) else datetime(found.year, found.month, found.day)
