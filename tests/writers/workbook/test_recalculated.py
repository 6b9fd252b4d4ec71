"""LibreOffice computes the workbooks anew and must agree with our calculator, whatever is typed into the cells.

Inputs, parameters and options are typed into a file that was written for others, and every cached result is taken out
of it: what comes back was computed by LibreOffice from the formulas alone.
"""

from __future__ import annotations

import io
import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
import xlsxwriter

from contracts_kit.content.bounds import within
from contracts_kit.content.model import Family
from contracts_kit.content.rules import Rule
from contracts_kit.language.formulas import build
from contracts_kit.language.formulas.terms import Scalar
from tests.calculation.rule_files import Case
from tests.writers.workbook.random_cases import random_cases
from tests.writers.workbook.workbook_cases import LATER, SHIPPED, cases_of, differences, library, workbook_of
from tests.writers.workbook.workbook_files import File, Office, number

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not installed"),
]
WHOLE = (SHIPPED, "material_penalties")
"""Families whose cases all go through a workbook; of the others one case of every third rule, to save time."""


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with Office() as made:
        yield made


@pytest.mark.parametrize("name", WHOLE)
def test_every_worked_case_comes_out_as_our_calculator_has_it(name: str, office: Office) -> None:
    assert differences(name, cases_of(name), office) == []


@pytest.mark.parametrize("name", [name for name in LATER if name not in WHOLE])
def test_rules_of_other_families_come_out_as_our_calculator_has_them(name: str, office: Office) -> None:
    first = {case.rule: case for case in reversed(cases_of(name))}
    some = [first[rule] for rule in sorted(first)[::3]]
    assert differences(name, some, office) == []


@pytest.mark.parametrize("name", WHOLE)
def test_facts_drawn_at_random_come_out_as_our_calculator_has_them(name: str, office: Office) -> None:
    assert differences(name, random_cases(library().families[name], 2, seed=4), office) == []


@pytest.mark.parametrize("name", WHOLE)
def test_changed_parameters_readings_and_blanks_change_the_results_alike(name: str, office: Office) -> None:
    family = library().families[name]
    cases = {case.rule: case for case in cases_of(name) if "error" not in case.expected}
    changed = [other for case in cases.values() for other in _changed(case, family)]
    assert differences(name, changed, office) == []


def _changed(case: Case, family: Family) -> Iterator[Case]:
    """The same facts under every other reading, under other figures, and with each parameter blank in turn."""
    rule: Rule = family.rules[case.rule]
    for option in rule.options.values():
        for value in option.values:
            yield replace(case, id=f"{case.id} {option.name}={value}", settings={**case.settings, option.name: value})
    figures = {name: _other(family, name) for name in sorted(rule.parameters_read)}
    figures = {name: value for name, value in figures.items() if value is not None}
    if figures:
        yield replace(case, id=f"{case.id} other figures", settings={**case.settings, **figures})
    for name in sorted(rule.parameters_read):
        if family.parameters[name].blank_allowed:
            yield replace(case, id=f"{case.id} without {name}", settings={**case.settings, name: None})
            break


def _other(family: Family, name: str) -> Any:
    """Another figure for a parameter, as a text, within its bounds."""
    parameter = family.parameters[name]
    if not parameter.type.is_number:
        return None
    if parameter.default is None:
        return "7" if parameter.type.kind == "integer" else "0.0375"
    if parameter.type.kind == "integer":
        other = int(parameter.default) + 3
        return str(other) if within(other, parameter.bounds) else None
    return str(Decimal(str(parameter.default)) * Decimal("0.8") / (10_000 if parameter.listed_unit else 1))


@pytest.mark.parametrize("name", WHOLE)
def test_a_wrong_input_makes_the_results_show_the_code(name: str, office: Office) -> None:
    family = library().families[name]
    cases = {case.rule: case for case in cases_of(name) if "error" not in case.expected}
    wrong = []
    for case in cases.values():
        for input_, declared in family.rules[case.rule].inputs.items():
            bad: Any = {"boolean": "perhaps", "choice": "none of them", "date": "soon"}.get(declared.type.kind, "-3.5")
            if declared.type.kind in ("text", "rows", "list"):
                continue
            wrong.append(replace(case, id=f"{case.id} {input_}={bad}", inputs={**case.inputs, input_: bad}))
            break
    assert len(wrong) > 15
    assert differences(name, wrong, office) == []


def test_every_cached_value_is_the_one_that_libreoffice_computes(office: Office) -> None:
    contents = [workbook_of(name).content for name in WHOLE]
    again = office.recalculated([File(content).changed() for content in contents])
    for content, computed in zip(contents, again, strict=True):
        original = File(content)
        wrong = []
        for sheet in original.sheets:
            for row, (left, right) in enumerate(zip(original.values[sheet], computed.values[sheet], strict=False), 1):
                pairs = enumerate(zip(left, right, strict=False))
                wrong += [f"{sheet} {row} {column}: {a!r} {b!r}" for column, (a, b) in pairs if not _equal(a, b)]
        assert wrong == []


def _equal(left: Any, right: Any) -> bool:
    if isinstance(left, float) and isinstance(right, float):
        return abs(left - right) <= 1e-9 * max(1.0, abs(left))
    if isinstance(left, date) and isinstance(right, float):
        return number(left) == right
    if isinstance(left, str) and left.startswith("#"):  # an error, which is read as an empty cell
        return bool(right == "")
    return bool(left == right)


def test_half_cents_are_rounded_as_by_hand_at_any_size(office: Office) -> None:
    """Amounts whose product with a rate is a half cent exactly, where binary arithmetic is a little off."""
    chance = random.Random(20260101)
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet("half cents")
    expected = []
    for row in range(3000):
        rate = Decimal(chance.choice(["0.05", "0.0005", "0.15", "0.125", "0.35", "0.07", "0.003"]))
        size = 10 ** chance.randint(2, 9)
        cents = Decimal(chance.randint(1, size)) + Decimal("0.005")
        amount = (cents / rate).quantize(Decimal("0.01"))
        product = amount * rate
        expected.append(product.quantize(Decimal("0.01"), ROUND_HALF_UP))
        page.write_number(row, 0, float(amount))
        page.write_number(row, 1, float(rate))
        formula = build.half_up(Scalar(f"A{row + 1}*B{row + 1}", tidy=False, strength=build.PRODUCT), 2)
        page.write_formula(row, 2, "=" + formula.text, None, 0)
    book.close()
    [file] = office.recalculated([target.getvalue()])
    found = [Decimal(repr(row[2])) for row in file.values["half cents"]]
    wrong = [(e, f) for e, f in zip(expected, found, strict=True) if abs(e - f) > Decimal("0.001")]
    assert wrong == []
