"""What a sheet of a workbook holds that the library which reads its values does not say.

python-calamine gives an empty text for an error and for a formula without a result, and makes room for the whole
rectangle around the cells before it reads them: one cell in the last corner of a sheet ends the process. So the XML of
the sheet is walked through once before: how far it reaches, which cells are errors or empty formulas, what is merged.
"""

from __future__ import annotations

import re
from dataclasses import field
from xml.parsers import expat

from contracts_kit.records import dataclass

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6}):([A-Za-z]{1,3})([1-9][0-9]{0,6})")
MAX_LISTED = 1000


class BrokenSheet(Exception):
    """The XML is none, or no sheet; its text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range as Excel writes it (`B8:D8`), with its first row from 1 and first column from 0."""

    text: str
    row: int
    column: int
    last_row: int


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """How far a sheet reaches (rows and columns that hold something; 0 for an empty one), and its doubtful cells.

    `errors` are cells with an Excel error, as (row from 1, column from 0, error); `unsolved` are formulas without a
    result, as (row, column).
    """

    rows: int = 0
    columns: int = 0
    errors: tuple[tuple[int, int, str], ...] = ()
    unsolved: tuple[tuple[int, int], ...] = ()
    merged: tuple[Merged, ...] = field(default_factory=tuple)


def sheet_facts(xml: bytes) -> SheetFacts:
    """The facts of a sheet's XML. Raises BrokenSheet."""
    walk = _Walk()
    parse(xml, walk.start, walk.end, walk.text)
    return SheetFacts(walk.rows, walk.columns, tuple(walk.errors), tuple(walk.unsolved), tuple(walk.merged))


def parse(xml: bytes, start: object, end: object = None, text: object = None) -> None:
    """Walk through XML by these handlers of expat; a document type, and so an entity, is refused.

    Raises BrokenSheet.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = start  # type: ignore[assignment]
    if end is not None:
        parser.EndElementHandler = end  # type: ignore[assignment]
    if text is not None:
        parser.CharacterDataHandler = text  # type: ignore[assignment]
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise BrokenSheet(str(error)) from None


def _refuse_document_type(*_: object) -> None:
    raise BrokenSheet("DOCTYPE")


def column_number(letters: str) -> int:
    """The number from 0 of the column with these letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class _Walk:
    """One way through the cells of a sheet, which come row by row; a cell without a reference follows the last one."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.errors: list[tuple[int, int, str]] = []
        self.unsolved: list[tuple[int, int]] = []
        self.merged: list[Merged] = []
        self.row, self.column = 0, -1
        self.kind = ""
        self.formula = self.held = self.inside = False
        self.value = ""

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element begins."""
        tag = name.rpartition(" ")[2]
        if tag == "c":
            self.cell(given)
        elif tag in ("v", "is"):
            self.inside, self.value, self.held = True, "", True
        elif tag == "f":
            self.formula = True
        elif tag == "row":
            self.column = -1
            row = given.get("r")
            if row is not None and not (row.isdecimal() and 0 < int(row[:9]) <= 1_048_576):
                raise BrokenSheet(f"row {row[:20]}")
            self.row = int(row) if row is not None else self.row + 1
        elif tag == "mergeCell":
            self.merge(given.get("ref", ""))

    def cell(self, given: dict[str, str]) -> None:
        """A cell begins."""
        reference = given.get("r")
        if reference is None:
            self.column += 1
        else:
            found = _REFERENCE.fullmatch(reference)
            if found is None:
                raise BrokenSheet(f"cell {reference[:20]}")
            self.column, self.row = column_number(found.group(1)), int(found.group(2))
        self.kind = given.get("t", "n")
        self.formula = self.held = False
        self.value = ""

    def merge(self, text: str) -> None:
        """A merged range."""
        found = _RANGE.fullmatch(text)
        if found is not None and len(self.merged) < MAX_LISTED:
            first, last = int(found.group(2)), int(found.group(4))
            self.merged.append(Merged(text, first, column_number(found.group(1)), last))

    def text(self, text: str) -> None:
        """Text between two marks."""
        if self.inside:
            self.value += text

    def end(self, name: str) -> None:
        """An element ends."""
        tag = name.rpartition(" ")[2]
        if tag in ("v", "is"):
            self.inside = False
        elif tag == "c" and (self.held or self.formula):
            self.rows = max(self.rows, self.row)
            self.columns = max(self.columns, self.column + 1)
            if self.kind == "e" and len(self.errors) < MAX_LISTED:
                self.errors.append((self.row, self.column, self.value.strip()[:20] or "#?"))
            elif self.formula and self.kind != "str" and not self.value.strip() and len(self.unsolved) < MAX_LISTED:
                self.unsolved.append((self.row, self.column))
