"""A file that adds years to the working-day calendar, as soon as their holidays are announced.

YAML::

    2027:
      holidays: [2027-01-01, 2027-02-05]      # weekdays that are free
      make_up_days: [2027-02-20]              # Saturdays and Sundays that are worked

or CSV with the columns date, kind (off or work) and whatever else is wanted. A file states a whole year: a year that it
names replaces the announced one. A workspace may hold such a file at `clauses/common/working_days.yaml`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from contracts_kit.content.file_bytes import read_file_bytes
from contracts_kit.content.yaml_reader import MAX_BYTES, YamlMap, read_yaml_bytes
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place, nearest
from contracts_kit.values.calendar import WorkingCalendar, YearOfDays
from contracts_kit.values.expected_forms import shown
from contracts_kit.values.reading import read_value
from contracts_kit.values.types import ValueType

_KINDS = {"off": "holidays", "holiday": "holidays", "休": "holidays", "work": "make_up_days", "班": "make_up_days"}
_LISTS = ("holidays", "make_up_days")
_MOST_ROWS = 40_000
_WEEKEND = 5


def read_calendar_file(path: Path | str) -> WorkingCalendar:
    """The announced calendar with the years that the file at `path` states (.csv, or YAML under any other suffix).

    Raises InputError with everything wrong in the file.
    """
    return calendar_of_file(read_file_bytes(path, MAX_BYTES), str(path))


def calendar_of_file(content: bytes, file: str) -> WorkingCalendar:
    """The calendar with the years stated in the content of a file named `file`; see `read_calendar_file`."""
    return WorkingCalendar(years_of_file(content, file))


def years_of_file(content: bytes, file: str) -> dict[int, YearOfDays]:
    """The years stated in the content of a file named `file`; see `read_calendar_file`."""
    findings: list[Finding] = []
    days: dict[int, dict[str, set[date]]] = {}
    read = _csv_entries if file.lower().endswith(".csv") else _yaml_entries
    for year, kind, day, place in read(content, file, findings):
        sets = days.setdefault(year, {name: set() for name in _LISTS})
        if kind is None or day is None:
            continue
        other = next(name for name in _LISTS if name != kind)
        if day.year != year:
            findings.append(Finding("calendar_day_of_another_year", place, {"found": day.isoformat(), "year": year}))
        elif day in sets[other]:
            findings.append(Finding("calendar_day_twice", place, {"found": day.isoformat()}))
        elif kind == "make_up_days" and day.weekday() < _WEEKEND:
            findings.append(Finding("calendar_day_worked_anyway", place, {"found": day.isoformat()}))
        else:
            sets[kind].add(day)
    if findings:
        raise InputError(findings)
    return {
        year: YearOfDays(year, frozenset(sets["holidays"]), frozenset(sets["make_up_days"]))
        for year, sets in sorted(days.items())
    }


_Entry = tuple[int, str | None, date | None, Place]


def _yaml_entries(content: bytes, file: str, findings: list[Finding]) -> Iterator[_Entry]:
    given = read_yaml_bytes(content, file)
    if not isinstance(given, YamlMap):
        raise refuse("parameters_not_mapping", Place(file, 1), name=file, found=shown(given))
    for key, lists in given.items():
        place = given.place(key, key)
        if not (key.isascii() and key.isdigit() and len(key) == 4):
            findings.append(Finding("calendar_year_form", place, {"found": shown(key)}))
            continue
        year = int(key)
        yield year, None, None, place
        if not isinstance(lists, YamlMap):
            findings.append(Finding("parameters_not_mapping", place, {"name": key, "found": shown(lists)}))
            continue
        for name, entries in lists.items():
            inner = lists.place(name, f"{key}.{name}")
            if name not in _LISTS:
                details = {"name": name, "known": ", ".join(_LISTS), "suggestion": nearest(name, _LISTS)}
                findings.append(Finding("unknown_record_field", inner, details))
                continue
            try:
                for day in read_value(entries or [], ValueType("list", of=ValueType("date")), inner):
                    yield year, name, day, inner
            except InputError as error:
                findings += error.findings


def _csv_entries(content: bytes, file: str, findings: list[Finding]) -> Iterator[_Entry]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refuse("wrong_encoding", Place(file, line), found=f"0x{content[error.start]:02x}") from None
    try:
        rows = csv.DictReader(io.StringIO(text, newline=""))
        names = [name.strip() for name in rows.fieldnames or ()]
        rows.fieldnames = names
        for column in ("date", "kind"):
            if column not in names:
                raise refuse("calendar_column_missing", Place(file, 1), name=column)
        for count, row in enumerate(rows):
            place = Place(file, rows.line_num)
            if count >= _MOST_ROWS:
                raise refuse("too_many_entries", place, found=count, allowed=_MOST_ROWS)
            kind = _KINDS.get((row.get("kind") or "").strip().lower())
            if kind is None:
                findings.append(Finding("calendar_kind", place, {"found": shown(row.get("kind") or "")}))
                continue
            try:
                day: date = read_value(row.get("date"), ValueType("date"), place)
            except InputError as error:
                findings += error.findings
                continue
            yield day.year, kind, day, place
    except csv.Error as error:
        raise refuse("calendar_csv", Place(file), found=str(error)) from None
