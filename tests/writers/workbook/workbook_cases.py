"""Worked cases typed into workbooks, and what LibreOffice makes of them beside what our calculator gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from contracts_kit.calculation.calculate import calculate
from contracts_kit.calculation.inputs import read_inputs
from contracts_kit.content.library import load_library
from contracts_kit.content.model import Family, Library
from contracts_kit.content.parameter_values import read_parameter_values
from contracts_kit.content.rules import Rule
from contracts_kit.errors import InputError
from contracts_kit.writers.workbook.writer import Workbook, workbook
from tests.calculation.rule_files import TESTS, Case, library_of, read_cases, read_family
from tests.writers.workbook.workbook_files import Area, File, Office, same

SHIPPED = "quality_agreement"
LATER = sorted(p.parent.name for p in (TESTS / "later_families").glob("*/rules.yaml"))


@cache
def library() -> Library:
    """The shipped families, and those of the trial whose rules are written but not their clauses."""
    families = dict(load_library().families)
    for name in LATER:
        if name not in families:
            folder = TESTS / "later_families" / name
            families[name] = read_family((folder / "rules.yaml").read_text(encoding="utf-8"), name, folder)[0]
    return library_of(families)


@cache
def cases_of(name: str) -> tuple[Case, ...]:
    """The worked cases of a family's inventory."""
    later = TESTS / "later_families" / name / "cases.yaml"
    return tuple(read_cases(later if later.is_file() else TESTS / "cases" / f"{name}.yaml"))


@cache
def workbook_of(name: str) -> Workbook:
    """A family's workbook, each rule with the inputs of its last case that is calculated."""
    family = library().families[name]
    facts = {case.rule: case.inputs for case in cases_of(name) if "error" not in case.expected}
    return workbook(family, read_parameter_values(family, {}, partial=True), "en", library(), facts=facts)


def differences(name: str, cases: Sequence[Case], office: Office) -> list[str]:
    """Where the workbook of a family, with cases typed into it, differs from our calculator once it is recalculated."""
    family, made = library().families[name], workbook_of(name)
    original = File(made.content)
    names = original.names
    sheets = {rule: _sheet(names, family.rules[rule]) for rule in family.rules if rule not in made.fixed}
    sheets = {rule: sheet for rule, sheet in sheets.items() if sheet}
    groups = grouped([case for case in cases if case.rule in sheets], family)
    typed = []
    for group in groups:
        file = File(made.content)
        file.parts = original.parts
        for case in group:
            type_in(file, case, family)
        used = {sheets[case.rule] for case in group}
        typed.append(file.changed({original.sheets[0], *sheets.values()} - used))
    found = []
    for group, file in zip(groups, office.recalculated(typed), strict=True):
        for case in group:
            found += faults(file, case, family, library(), names)
    return found


def _sheet(names: Mapping[str, Area], rule: Rule) -> str | None:
    area = names.get(f"{rule.id}__{next(iter(rule.outputs))}")
    return None if area is None else area.sheet


def settings_of(case: Case, family: Family) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parameters and the options of a case."""
    rule = family.rules[case.rule]
    options = {n: v for n, v in case.settings.items() if n in rule.options or n in family.options}
    return {n: v for n, v in case.settings.items() if n not in options}, options


def grouped(cases: Sequence[Case], family: Family) -> list[list[Case]]:
    """Cases that can stand in one workbook: each rule once, no setting twice."""
    groups: list[tuple[set[str], dict[str, Any], list[Case]]] = []
    for case in cases:
        parameters, options = settings_of(case, family)
        shared = {
            n: v
            for n, v in options.items()
            if n not in family.rules[case.rule].options or family.rules[case.rule].options[n].rule is None
        }
        touched = {**dict.fromkeys(family.rules[case.rule].parameters_read, ...), **parameters}
        touched |= {
            f"option {n}": shared.get(n, ...) for n, o in family.rules[case.rule].options.items() if o.rule is None
        }
        for rules, settings, _ in groups:
            if case.rule not in rules and all(settings.get(n, v) == v for n, v in touched.items()):
                break
        else:
            rules, settings = set(), {}
            groups.append((rules, settings, []))
        rules.add(case.rule)
        settings.update(touched)
        next(g for g in groups if g[0] is rules)[2].append(case)
    return [members for _, _, members in groups]


def type_in(file: File, case: Case, family: Family) -> None:
    """Type a case's inputs, parameters and options into the cells of their names."""
    rule = family.rules[case.rule]
    parameters, options = settings_of(case, family)
    read = read_parameter_values(family, parameters, partial=True).values
    for name in parameters:
        if name not in file.names:
            continue
        value = read[name]
        if value is not None and family.parameters[name].listed_unit == "CNY_10k":
            value = value / 10_000
        file.put(file.names[name], [value])
    for name, value in options.items():
        option = rule.options.get(name)
        text = str(value).lower()
        for known in (
            (f"{rule.id}__option__{name}", f"{rule.id}__{name}")
            if option is not None and option.rule
            else (name, f"option__{name}")
        ):
            if known in file.names:
                file.put(file.names[known], [text])
                break
    type_inputs(file, rule, case.inputs)


def type_inputs(file: File, rule: Rule, inputs: Mapping[str, Any]) -> None:
    """Type inputs into their cells; one that is left out is cleared."""
    try:
        given = read_inputs(rule, inputs)
    except InputError:
        given = dict(inputs)
    for name, declared in rule.inputs.items():
        area = file.names[f"{rule.id}__{name}"]
        value = given.get(name)
        if declared.type.kind == "list":
            file.put(area, list(value or ()))
        elif declared.type.kind == "rows":
            fields = list(declared.type.fields)
            flat = [row.get(field) for row in value or () for field in fields]
            file.put(area, flat)
        else:
            file.put(area, [_typed(value) if declared.type.is_number or declared.type.kind == "choice" else value])


def _typed(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return {"true": True, "false": False}.get(value, value)
    return value


def faults(file: File, case: Case, family: Family, library: Library, names: Mapping[str, Area]) -> list[str]:
    """Where the recalculated workbook and our calculator differ."""
    rule = family.rules[case.rule]
    parameters, options = settings_of(case, family)
    try:
        expected: Mapping[str, Any] | str = calculate(
            case.rule, case.inputs, parameters, options, library=library
        ).outputs
    except InputError as error:
        expected = error.code
    made = []
    for name, output in rule.outputs.items():
        found = file.read(names[f"{rule.id}__{name}"])
        wanted = expected if isinstance(expected, str) else expected[name]
        if output.type.kind == "list":
            items = [wanted] if isinstance(wanted, str) else list(wanted)
            left = found[len(items) :]
            right = all(same(f, i) for f, i in zip(found, items, strict=False)) and all(x == "" for x in left)
            found = [f for f in found if f != ""]
        else:
            right = same(found[0], wanted)
        if not right:
            made.append(f"{case.id} {rule.id}.{name}: wanted {wanted!r}, the workbook has {found!r}")
    return made
