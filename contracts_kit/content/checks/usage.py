"""Nothing stands for nothing: every parameter and every clause is used."""

from __future__ import annotations

from collections.abc import Iterator

from contracts_kit.content.checks.logic import is_figure
from contracts_kit.content.conditions import conditions_of
from contracts_kit.content.cross_checks import compiled_check
from contracts_kit.content.mentions import printed_parameters
from contracts_kit.content.model import Annex, Entry, Family, Parameter
from contracts_kit.content.outlines import clauses_of
from contracts_kit.content.subject import Contents
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding


def unused_parameters(contents: Contents) -> Iterator[Finding]:
    """A parameter that no clause, rule, reading, table, outline or cross check uses, and that is not marked."""
    used = {name: used_parameters(family) for name, family in contents.families.items()}
    anywhere = used_parameters(contents.common).union(*used.values())
    for family in contents.families.values():
        for name, parameter in family.parameters.items():
            known = name in contents.common.parameters or name in used[family.name]
            if not known and not _marked(parameter):
                yield Finding("unused_parameter", parameter.place, {"name": name})
    for name, parameter in contents.common.parameters.items():
        if contents.families and name not in anywhere and not _marked(parameter):
            yield Finding("unused_parameter", parameter.place, {"name": name})


def _marked(parameter: Parameter) -> bool:
    """Whether a parameter says why nothing uses it: no wording, and for a figure no rule either."""
    return parameter.unprinted is not None and (parameter.text_only is not None or not is_figure(parameter.type))


def used_parameters(family: Family) -> frozenset[str]:
    """Every parameter that something of the family uses."""
    used: set[str] = set()
    notices = [notice.clause for notice in family.notices.values()]
    for clause in (*family.clauses.values(), *family.forms.values(), *notices):
        used |= printed_parameters(clause, family)
    for rule in family.rules.values():
        used.update(rule.parameters_read)
    for check in family.checks:
        try:
            used |= compiled_check(check, family)[1].names & family.parameters.keys()
        except InputError:
            continue
        used.update([check.each] if check.each is not None else [])
    conditions: list[str] = []
    if family.outline is not None:
        conditions.extend(_conditions(family.outline.entries, family.outline.annexes))
        used.update(_settings(family.outline.header), _settings(family.outline.settings))
    for condition in conditions:
        try:
            used.update(conditions_of(family).compile(condition).names)
        except InputError:
            continue
    for table in family.tables.values():
        used.update(cell for row in table.rows for cell in row.values() if cell in family.parameters)
    return frozenset(used)


def _conditions(entries: tuple[Entry, ...], annexes: tuple[Annex, ...]) -> Iterator[str]:
    """Every condition of an outline."""
    for entry in entries:
        if entry.when is not None:
            yield entry.when
        yield from _conditions(entry.entries, ())
    for annex in annexes:
        if annex.when is not None:
            yield annex.when
        yield from _conditions(annex.entries, ())


def _settings(value: object) -> Iterator[str]:
    """Every text in the settings of an outline: some of them name parameters."""
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _settings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _settings(inner)


def unused_clauses(contents: Contents) -> Iterator[Finding]:
    """A clause that no outline names (a warning), and a family without an outline (a warning)."""
    named: set[str] = set()
    for family in contents.families.values():
        if family.outline is None:
            place = next((c.place for c in family.clauses.values()), None)
            details = {"name": family.name}
            yield (
                Finding("family_without_outline", place, details)
                if place
                else Finding("family_without_outline", details=details)
            )
            named.update(family.clauses)
        else:
            named.update(entry.clause for entry in clauses_of(family.outline) if entry.clause)
        named.update(form.id for form in family.forms.values())
        named.update(notice.clause.id for notice in family.notices.values())
    for name, clause in contents.clauses.items():
        if name not in named:
            yield Finding("unused_clause", clause.place, {"name": name})
