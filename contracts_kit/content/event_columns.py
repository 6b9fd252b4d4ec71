"""The columns of a table of events: one for each input of a rule, by its name or its label in either language.

A list of records has a column for each of its fields (`days.output`), and a list of plain values one column; the rows
of one event with lists are those with the same name in the column `event`. Nothing else may stand in the table but a
remark, and the results that an earlier run has written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from contracts_kit.content.rules import Input, Limit, Rule
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import LANGUAGES, Finding, Place, nearest
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.expected_forms import compound_unit, unit_below
from contracts_kit.values.types import ValueType
from contracts_kit.values.units import unit_label

EVENT = Bilingual("事件", "event")
REMARK = Bilingual("备注", "remark")
STATE = Bilingual("状态", "state")
CODE = Bilingual("代码", "code")
REASON = Bilingual("原因", "reason")
_UNIT = re.compile(r"\s*[（(][^（）()]*[）)]$")
_NESTED = frozenset({"list", "rows", "record", "map"})


@dataclass(frozen=True, slots=True)
class EventColumn:
    """One column: an input of the rule, or a field of one that is a record or a list of records.

    `type` is that of one cell. `listed`: the cells of an event's rows make a list. `required`: a table without it
    is refused. `least` and `most` bound a number (None: no bound).
    """

    input: str
    field: str | None
    label: Bilingual
    type: ValueType
    listed: bool
    required: bool
    least: Limit = None
    most: Limit = None
    choice_labels: Mapping[str, Bilingual] | None = None

    @property
    def name(self) -> str:
        """The name of the column: `days_late`, `days.output`."""
        return self.input if self.field is None else f"{self.input}.{self.field}"

    def header(self, language: str) -> str:
        """What stands over the column: its label with the unit of its values."""
        return headed(self.label, self.type, language)


def headed(label: Bilingual, type_: ValueType, language: str) -> str:
    """A label with the unit of its values: 逾期天数（日）."""
    unit = _unit(type_, language)
    if not unit:
        return label[language]
    return f"{label[language]}（{unit}）" if language == "zh" else f"{label[language]} ({unit})"


def _unit(type_: ValueType, language: str) -> str:
    unit = compound_unit(type_) if type_.is_number else None
    if unit is None:
        return ""
    if type_.kind == "ratio":
        return unit_below(unit, language)
    return unit_label(unit.text, language)


def event_columns(rule: Rule) -> tuple[EventColumn, ...]:
    """The columns of a rule's events, in the order of its inputs.

    Raises InputError `event_input_nested` for an input that no table can hold: a map, or a list inside a list.
    """
    return tuple(column for declared in rule.inputs.values() for column in _columns(rule, declared))


def _columns(rule: Rule, declared: Input) -> Iterator[EventColumn]:
    type_ = declared.type
    required = not (declared.has_default or type_.optional or declared.default_expression is not None)
    if type_.kind in ("rows", "record"):
        for name, of in type_.fields.items():
            if of.kind in _NESTED:
                raise _nested(rule, declared)
            label = declared.field_labels.get(name) or Bilingual(name, name)
            both = Bilingual(f"{declared.label.zh}{label.zh}", f"{declared.label.en}: {label.en}")
            needed = required and not of.optional and name not in declared.field_defaults
            limits = declared.field_least.get(name), declared.field_most.get(name)
            words = declared.field_choice_labels.get(name)
            yield EventColumn(declared.name, name, both, of, type_.kind == "rows", needed, *limits, words)
    elif type_.kind == "list" and type_.of is not None and type_.of.kind not in _NESTED:
        limits = declared.least, declared.most
        yield EventColumn(declared.name, None, declared.label, type_.of, True, False, *limits, declared.choice_labels)
    elif type_.kind in _NESTED:
        raise _nested(rule, declared)
    else:
        limits = declared.least if type_.is_number else None, declared.most
        yield EventColumn(declared.name, None, declared.label, type_, False, required, *limits, declared.choice_labels)


def _nested(rule: Rule, declared: Input) -> InputError:
    return refuse("event_input_nested", Place(path=rule.id), name=declared.name, rule=rule.id, type=declared.type.kind)


@dataclass(frozen=True, slots=True)
class PlacedColumns:
    """What each column of a table is: inputs by the table's name for them, the column of events, remarks."""

    inputs: Mapping[str, EventColumn]
    event: str | None
    remark: str | None


def place_columns(rule: Rule, columns: Iterable[EventColumn], given: Iterable[str], header: Place) -> PlacedColumns:
    """Which column of a table is which, every fault at once.

    Raises InputError `event_column_unknown`, `event_column_ambiguous`, `event_column_repeated`,
    `event_column_missing`. A result of an earlier run is no column.
    """
    columns = tuple(columns)
    known = _spellings(columns)
    ignored = {_plain(header) for header in result_headers(rule)}
    found: dict[str, EventColumn] = {}
    details: dict[str, Any]
    event = remark = None
    findings: list[Finding] = []
    for name in given:
        place = Place(header.file, header.line, path=name[:80], row=header.row)
        matches = known.get(_plain(name)) or known.get(_plain(_UNIT.sub("", name))) or ()
        if len(matches) > 1:
            names = ", ".join(column.name for column in matches)
            findings.append(Finding("event_column_ambiguous", place, {"name": name[:60], "known": names}))
        elif matches:
            column = matches[0]
            first = next((one for one, other in found.items() if other.name == column.name), None)
            if first is not None:
                details = {"name": name[:60], "first": first[:60], "input": column.name}
                findings.append(Finding("event_column_repeated", place, details))
            found[name] = column
        elif _plain(name) in _both(EVENT):
            event = name
        elif _plain(name) in _both(REMARK):
            remark = name
        elif _plain(name) not in ignored:
            spelled = [column.name for column in columns]
            near = nearest(
                name, [text for column in columns for text in (column.name, column.label.zh, column.label.en)]
            )
            details = {"name": name[:60], "rule": rule.id, "known": ", ".join(spelled), "suggestion": near}
            findings.append(Finding("event_column_unknown", place, details))
    there = {column.name for column in found.values()}
    if not findings:
        for column in columns:
            if column.required and column.name not in there:
                details = {"name": column.name, "label": {"zh": column.label.zh, "en": column.label.en}}
                findings.append(Finding("event_column_missing", Place(header.file, row=header.row), details))
    if findings:
        raise InputError(findings)
    return PlacedColumns(found, event, remark)


def result_headers(rule: Rule) -> Iterator[str]:
    """What stands over the columns that a run adds: the outputs, the state, the reason of a refusal."""
    for language in LANGUAGES:
        for output in rule.outputs.values():
            yield headed(output.label, output.type, language)
        yield from (word[language] for word in (STATE, CODE, REASON))


def _spellings(columns: tuple[EventColumn, ...]) -> dict[str, tuple[EventColumn, ...]]:
    """The columns that each spelling stands for; a name wins over a label."""
    found: dict[str, dict[str, EventColumn]] = {}
    names = {_plain(column.name) for column in columns}
    for column in columns:
        spelled = {column.name, *(column.label[language] for language in LANGUAGES)}
        spelled |= {column.header(language) for language in LANGUAGES}
        for text in spelled:
            if _plain(text) not in names or text == column.name:
                found.setdefault(_plain(text), {})[column.name] = column
    return {text: tuple(matches.values()) for text, matches in found.items()}


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def _both(word: Bilingual) -> frozenset[str]:
    return frozenset(_plain(word[language]) for language in LANGUAGES)
