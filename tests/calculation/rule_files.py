"""Rules kept in a file of their own, with the parameters they read, as a library: for tests of the calculator alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from contracts_kit.calculation.calculate import calculate
from contracts_kit.content.map_reader import MapReader
from contracts_kit.content.model import Family, Library, Option, Parameter
from contracts_kit.content.options import read_option
from contracts_kit.content.rule_check import check_rules
from contracts_kit.content.rule_reading import read_rules
from contracts_kit.content.tables import read_table
from contracts_kit.content.value_types import read_type
from contracts_kit.content.yaml_reader import YamlMap, read_yaml, read_yaml_bytes
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.reading import read_value
from contracts_kit.values.types import ValueType

TESTS = Path(__file__).resolve().parent.parent
BLANKS: dict[str, dict[str, Any]] = {
    "quality_agreement": {"quality_deposit_amount": "50000", "term_end_date": "2026-12-31"},
    "material_penalties": {
        "lcd_unit_price": "145",
        "iqc_lot_failure_rate_target": "2%",
        "process_early_warning_ppm": "50",
        "countermeasure_reply_days": "7",
    },
}
"""Of each bundled family what its rules need and its parameter file leaves to the parties."""
for _name in ("retail_supply_contract",):  # with so many blanks, what the shipped example fills in
    _example = read_yaml_bytes((TESTS.parent / "examples" / f"{_name}.yaml").read_bytes(), f"{_name}.yaml")
    assert isinstance(_example, YamlMap)
    BLANKS[_name] = dict(_example["parameters"])


def library_of(families: dict[str, Family]) -> Library:
    """A library of families that were made here."""
    return Library(".", families, "tests")


def read_family(text: str, name: str = "example", folder: Path | None = None) -> tuple[Family, list[Finding]]:
    """A family from one YAML text with `parameters`, `options` and `rules`, and the tables of a folder."""
    findings: list[Finding] = []
    source = read_yaml(text, f"{name}/rules.yaml")
    reader = MapReader(source, findings)
    parameters = {n: _parameter(n, spec) for n, spec in (reader.mapping("parameters") or {}).items()}
    given = reader.mapping("options")
    options: dict[str, Option] = {}
    for option_name, spec in (given or {}).items():
        option = read_option(option_name, spec, given or source, findings, "options")
        assert option is not None
        options[option_name] = option
    tables = {}
    for file in sorted(folder.glob("*.csv")) if folder else ():
        sidecar = file.with_suffix(".yaml")
        table = read_table(file.read_bytes(), file.name, file.stem, (sidecar.read_bytes(), sidecar.name), findings)
        assert table is not None
        tables[file.stem] = table
    rules = read_rules(source["rules"], name, f"{name}.clause", findings)
    checked, found = check_rules(rules, parameters, options, tables)
    family = Family(name, Bilingual(name, name), parameters, options, (), {}, {}, checked, tables, None)
    return family, [*findings, *found]


def _parameter(name: str, spec: Any) -> Parameter:
    type_ = read_type(spec)
    listed = "CNY_10k" if type_.unit == "CNY_10k" else None
    type_ = replace(type_, unit="CNY") if listed else type_
    given = None if isinstance(spec, str) else spec.get("default")
    default = None if given is None else read_value(given, type_, listed_unit=listed)
    return Parameter(name, type_, default, Bilingual(name, name), blank_allowed=True, listed_unit=listed)


@dataclass(frozen=True)
class Case:
    """One worked case of an inventory: what is given and what must come out."""

    id: str
    rule: str
    inputs: dict[str, Any]
    settings: dict[str, Any]
    expected: dict[str, Any]


def read_cases(file: Path) -> list[Case]:
    """The worked cases of a file, every scalar as its text."""
    cases = read_yaml(file.read_text(encoding="utf-8"), file.name)
    return [
        Case(str(c["id"]), str(c["rule"]), c.get("inputs") or {}, c.get("params") or {}, c["expect"]) for c in cases
    ]


def check_case(case: Case, library: Library, family: Family) -> None:
    """Calculates a case and compares. Its `params` hold parameters and options together, as the inventory has it."""
    rule = family.rules[case.rule]
    options = {n: v for n, v in case.settings.items() if n in rule.options or n in family.options}
    parameters = {n: v for n, v in case.settings.items() if n not in options}
    if "error" in case.expected:
        try:
            found = calculate(case.rule, case.inputs, parameters, options, library=library).outputs
        except InputError as error:
            assert error.code == case.expected["error"], error
            return
        raise AssertionError(f"{case.id} must be refused; it gave {found}")
    outputs = calculate(case.rule, case.inputs, parameters, options, library=library).outputs
    for name, expected in case.expected.items():
        assert agrees(outputs[name], expected, rule.outputs[name].type), (case.id, name, outputs[name], expected)


def agrees(found: Any, expected: Any, type_: ValueType | None = None) -> bool:
    """Whether an output is what a case says, which writes every scalar as text."""
    if expected is None:
        return found is None
    if isinstance(expected, list):
        return isinstance(found, list) and len(found) == len(expected) and all(map(agrees, found, expected))
    if isinstance(expected, dict):
        return (
            isinstance(found, dict)
            and found.keys() == expected.keys()
            and all(agrees(found[k], v) for k, v in expected.items())
        )
    if isinstance(found, bool):
        return str(expected).lower() == str(found).lower()
    if isinstance(found, (datetime, date)):
        return found.isoformat() == str(expected).replace(" ", "T")
    if isinstance(found, (Decimal, int)):
        try:
            return Decimal(str(expected)) == found
        except InvalidOperation:
            return False
    return found == str(expected)
