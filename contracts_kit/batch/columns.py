"""What a column of a list of suppliers means.

==============================================  =====================================================================
a column may be called                          it sets
==============================================  =====================================================================
`contract_number`, `编号`, `number`               the parameter, by its name or its label in either language
`supplier.name`, `party_b_name`                 the field of a record, by its path or by the inventory's name for it
`供应商名称`, `供应商.名称`, `the Supplier: name`    the field, by the labels of the record and of the field
`name`, `名称`, `统一社会信用代码`                  a field of the supplier, in a list where nothing else is called so
`supplier`, `供应商`                              the supplier's name
`options.rule.option`                           an option, by the name that a parameter file uses
`folder`, `文件夹`                                the name of the supplier's folder; else it is the supplier's name
==============================================  =====================================================================

Capitals, blanks and `the` do not count, and full-width letters are the plain ones. A path wins over a label. A label
that more than one thing has is refused with the paths to write instead.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from contracts_kit.content.held_names import date_part, held_names
from contracts_kit.content.model import Family, Parameter
from contracts_kit.content.parameter_values import known_options
from contracts_kit.content.sheet_table import SheetTable
from contracts_kit.errors import InputError
from contracts_kit.findings import LANGUAGES, Finding, nearest
from contracts_kit.records import dataclass
from contracts_kit.values.party import PARTY_FIELDS

SUPPLIER = "supplier"
FOLDER_NAMES = ("folder", "文件夹")


@dataclass(frozen=True, slots=True)
class Target:
    """What a column sets: a parameter, a field of one, an option (`option` is its name), or the folder (all None)."""

    parameter: str | None = None
    field: str | None = None
    option: str | None = None

    @property
    def path(self) -> str:
        """The name that always means it: `supplier.name`, `options.late_fee.cap`, `folder`."""
        if self.option is not None:
            return f"options.{self.option}"
        if self.parameter is None:
            return FOLDER_NAMES[0]
        return self.parameter if self.field is None else f"{self.parameter}.{self.field}"


FOLDER = Target()


def column_targets(table: SheetTable, family: Family) -> tuple[Target, ...]:
    """What each column of a table sets, in the order of its columns.

    Raises one InputError with every `unknown_column`, `column_ambiguous` and `columns_mean_the_same`.
    """
    paths, labels = _paths(family), _labels(family)
    findings: list[Finding] = []
    targets: list[Target] = []
    first: dict[Target, str] = {}
    for column in table.columns:
        name = plain_name(column)
        found = {paths[name]} if name in paths else labels.get(name, set())
        if len(found) != 1:
            findings.append(_unclear(table, column, found, paths, labels))
            continue
        target = next(iter(found))
        if target in first:
            details = {"name": column[:60], "first": first[target][:60], "meaning": target.path}
            findings.append(Finding("columns_mean_the_same", table.header_place(column), details))
        first.setdefault(target, column)
        targets.append(target)
    if findings:
        raise InputError(findings)
    return tuple(targets)


def plain_name(name: str) -> str:
    """A name of a column as it is compared: without capitals, blanks and `the`; full-width letters are plain."""
    words = unicodedata.normalize("NFKC", name).casefold().split()
    return "".join(word for word in words if word != "the")


def _unclear(
    table: SheetTable,
    column: str,
    found: set[Target],
    paths: dict[str, Target],
    labels: dict[str, set[Target]],
) -> Finding:
    place = table.header_place(column)
    if found:
        known = ", ".join(sorted(target.path for target in found))
        return Finding("column_ambiguous", place, {"name": column[:60], "known": known})
    near = nearest(plain_name(column), [*paths, *labels])
    target = paths.get(near or "") or next(iter(labels.get(near or "", ())), None)
    return Finding(
        "unknown_column", place, {"name": column[:60], "suggestion": target.path if target is not None else None}
    )


def _paths(family: Family) -> dict[str, Target]:
    """The names that mean one thing whatever else is called so."""
    made = {plain_name(name): FOLDER for name in FOLDER_NAMES}
    made |= {
        plain_name(name): Target(parameter, path) if path else _whole(family.parameters[parameter])
        for name, (parameter, path) in held_names(family).items()
        if date_part(path) is None  # a column holds a whole date
    }
    for parameter in family.parameters.values():
        for field in _fields(parameter):
            target = Target(parameter.name, field)
            made[plain_name(target.path)] = target
        made[plain_name(parameter.name)] = _whole(parameter)
    for name, option in known_options(family).items():
        made[plain_name(f"options.{name}")] = Target(option=option.id)
    return made


def _labels(family: Family) -> dict[str, set[Target]]:
    """The labels, each with everything that is called so."""
    made: dict[str, set[Target]] = {}
    for parameter in family.parameters.values():
        for name, target in _labels_of(parameter):
            made.setdefault(plain_name(name), set()).add(target)
    return made


def _labels_of(parameter: Parameter) -> Iterator[tuple[str, Target]]:
    for language in LANGUAGES:
        label = parameter.label[language]
        yield label, _whole(parameter)
        for field in _fields(parameter):
            target = Target(parameter.name, field)
            own = _field_label(parameter, field, language)
            yield from ((f"{label}{between}{own}", target) for between in ("", ".", ":", "的", "'s "))
            if parameter.name == SUPPLIER:
                yield own, target
                yield field, target


def _whole(parameter: Parameter) -> Target:
    """What a column that is called as a parameter sets; called as a party, it is the name of the party."""
    party = parameter.type.kind == "record" and "name" in parameter.type.fields
    return Target(parameter.name, "name" if party else None)


def _fields(parameter: Parameter) -> tuple[str, ...]:
    return tuple(parameter.type.fields) if parameter.type.kind == "record" else ()


def _field_label(parameter: Parameter, field: str, language: str) -> str:
    label = parameter.field_labels.get(field) or (PARTY_FIELDS[field].label if field in PARTY_FIELDS else None)
    return label[language] if label is not None else field.replace("_", " ")
