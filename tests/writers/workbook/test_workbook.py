"""The workbook of worked examples: what stands in the file, before any program has opened it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from contracts_kit.content.annexed import without_annexes
from contracts_kit.content.library import load_library
from contracts_kit.content.model import Family
from contracts_kit.content.parameter_values import read_parameter_values
from contracts_kit.content.yaml_reader import read_yaml
from contracts_kit.writers.workbook.names import Names, SheetNames
from contracts_kit.writers.workbook.writer import Workbook, workbook, write_examples_workbook
from tests.calculation.rule_files import agrees
from tests.writers.workbook.workbook_cases import LATER, SHIPPED, cases_of, library, workbook_of
from tests.writers.workbook.workbook_files import File

NOT_LIVE = read_yaml(Path(__file__).with_name("not_live.yaml").read_text(encoding="utf-8"), "not_live.yaml")
PARAMETERS = {
    "quality_deposit_amount": "50000",
    "contract_number": "=1+1",
    "supplier": {"name": "@SUM(A1:A9)", "address": '+HYPERLINK("x")', "contact": "{=A1}"},
}


@cache
def own() -> Family:
    """The shipped family without what comes with an annex."""
    return without_annexes(load_library().families[SHIPPED])


@cache
def shipped(language: str) -> File:
    library_ = load_library()
    values = read_parameter_values(library_.families[SHIPPED], PARAMETERS)
    return File(write_examples_workbook(SHIPPED, values, language, library_))


@pytest.mark.parametrize("name", sorted(NOT_LIVE))
def test_every_rule_is_live_or_says_why_it_is_not(name: str) -> None:
    made = workbook_of(name)
    found = {rule: reason.findings[0].kind for rule, reason in made.fixed.items()}
    assert found == dict(NOT_LIVE[name])


def test_all_parameters_inputs_and_outputs_have_their_names() -> None:
    family = own()
    names = shipped("zh").names
    wanted = [name for name, parameter in family.parameters.items() if parameter.type.kind != "record"]
    for rule in family.rules.values():
        wanted += [f"{rule.id}__{name}" for name in (*rule.inputs, *rule.outputs)]
    assert [name for name in wanted if name not in names] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sheets_have_names_of_their_own_that_excel_takes(language: str) -> None:
    sheets = shipped(language).sheets
    assert len({name.lower() for name in sheets}) == len(sheets) == 3 + len(own().rules)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in sheets)


@pytest.mark.parametrize("name", [SHIPPED, *LATER])
def test_results_stand_in_the_file_as_our_calculator_gives_them(name: str) -> None:
    file, family = File(workbook_of(name).content), library().families[name]
    cases = {case.rule: case for case in cases_of(name) if "error" not in case.expected and not case.settings}
    last = {case.rule: case for case in cases_of(name) if "error" not in case.expected}
    wrong = []
    for rule_id, case in cases.items():
        if last[rule_id] is not case:
            continue
        for output, expected in case.expected.items():
            type_ = family.rules[rule_id].outputs[output].type
            found = file.read(file.names[f"{rule_id}__{output}"])
            if type_.kind in ("list", "map", "date", "datetime"):
                continue  # told by the recalculated files
            value = found[0]
            close = value == "" if expected is None else agrees(value, expected) or _near(value, expected)
            if not close:
                wrong.append(f"{case.id} {output}: wanted {expected!r}, the file has {value!r}")
    assert wrong == []


def _near(found: object, expected: object) -> bool:
    try:
        return abs(float(str(found)) - float(str(expected))) < 0.00005
    except ValueError:
        return str(found).lower() == str(expected)


def test_what_people_wrote_is_text_and_never_a_formula() -> None:
    file = shipped("zh")
    assert file.read(file.names["contract_number"]) == ["=1+1"]
    assert file.read(file.names["supplier__name"]) == ["@SUM(A1:A9)"]
    sheet = file.parts["xl/worksheets/sheet2.xml"].decode()
    assert "<f>1+1" not in sheet and "SUM(A1:A9)</f>" not in sheet and "HYPERLINK" not in sheet


def test_the_clause_stands_beside_its_rules_with_the_figures_of_the_contract() -> None:
    file = shipped("zh")
    sheet = file.names["qa_deposit_withholding__shortfall"].sheet
    texts = [str(cell) for row in file.values[sheet] for cell in row]
    assert any("¥50,000.00" in text and "10%" in text for text in texts)
    assert any(re.match(r"条款原文 +第.+条", text) for text in texts)


def test_a_fixed_sheet_says_so_with_the_reason_in_either_language() -> None:
    name, rule = "material_penalties", "pen_monthly_iqc_fines"
    family = library().families[name]
    facts = {case.rule: case.inputs for case in cases_of(name) if case.rule == rule and "error" not in case.expected}
    values = read_parameter_values(family, {}, partial=True)
    for language, word in (("zh", "固定值"), ("en", "do not follow a change")):
        made = workbook(family, values, language, library(), facts=facts)
        file = File(made.content)
        area = file.names[f"{rule}__total"]
        texts = [str(cell) for row in file.values[area.sheet] for cell in row]
        assert any(word in text and made.fixed[rule].findings[0].message(language) in text for text in texts)
        sheet = file.parts[f"xl/worksheets/sheet{file.sheets.index(area.sheet) + 1}.xml"].decode()
        assert "<f" not in sheet


def test_the_same_contract_gives_the_same_bytes_in_any_process() -> None:
    code = (
        "import hashlib\n"
        "from contracts_kit.content.library import load_library\n"
        "from contracts_kit.content.parameter_values import read_parameter_values\n"
        "from contracts_kit.writers.workbook.writer import write_examples_workbook\n"
        "library = load_library()\n"
        f"values = read_parameter_values(library.families['{SHIPPED}'], {{}})\n"
        f"print(hashlib.sha256(write_examples_workbook('{SHIPPED}', values, 'en', library)).hexdigest())\n"
    )
    found = set()
    for seed, zone in (("0", "UTC"), ("7", "Asia/Shanghai")):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": ":".join(sys.path)}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        found.add(done.stdout)
    assert len(found) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_openxml_audit_finds_nothing(language: str, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    target = tmp_path / "examples.xlsx"
    target.write_bytes(shipped(language).content)
    assert [str(error) for error in OpenXmlValidator().validate(str(target)).errors] == []


def test_a_name_is_defined_once_and_never_looks_like_a_cell() -> None:
    names = Names()
    assert names.define("rule__amount", "Sheet!$A$1") == "rule__amount"
    assert names.define("RULE__AMOUNT", "Sheet!$A$2") is None
    assert [names.define(name, "Sheet!$A$1") for name in ("q1", "tax2024", "r", "c5", "r1c1", "missing_param")] == [
        None
    ] * 6


def test_long_and_equal_sheet_names_become_different_ones() -> None:
    names = SheetNames()
    long = "Does the agreement govern matters outside its term?"
    found = [names.new(long), names.new(long), names.new("A/B: [x]"), names.new("a b   x")]
    assert Counter(map(len, found))[31] == 2
    assert len({name.lower() for name in found}) == 4


def test_a_workbook_of_nothing_is_still_a_workbook() -> None:
    family = load_library().families[SHIPPED]
    made: Workbook = workbook(family, read_parameter_values(family, {}), "en", load_library(), facts={})
    assert File(made.content).sheets == ["Contents", "Parameters"]


def test_the_rules_of_an_annex_are_in_the_workbook_of_a_contract_that_has_it() -> None:
    library_ = load_library()
    family = library_.families[SHIPPED]
    values = read_parameter_values(family, {**PARAMETERS, "with_penalty_schedule": True})
    names = File(write_examples_workbook(SHIPPED, values, "zh", library_)).names
    assert "pen_combination_total__total" in names and "iqc_batch_fine" in names
    assert "pen_combination_total__total" not in shipped("zh").names
    assert "iqc_batch_fine" not in shipped("zh").names
