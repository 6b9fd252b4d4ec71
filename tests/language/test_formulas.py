"""Expressions as formulas of a spreadsheet: what stands in a cell for a line of the rule language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from contracts_kit.content.yaml_reader import read_yaml
from contracts_kit.errors import InputError
from contracts_kit.language.formulas.around import Bound, Failure
from contracts_kit.language.formulas.functions import FORMULAS
from contracts_kit.language.formulas.grid import Grid, reference
from contracts_kit.language.formulas.terms import ABSENT, Listed, Record, Scalar, Term, column_term
from contracts_kit.language.formulas.translate import Translator
from contracts_kit.language.functions import FUNCTIONS
from contracts_kit.language.infer import Inference, Scope, Surroundings
from contracts_kit.language.nodes import Node
from contracts_kit.language.parse import parse
from contracts_kit.language.types import BOOLEAN, DATE, TEXT, Type, list_of, number, record_of, text_of
from contracts_kit.language.units_algebra import measure_of

MONEY = number(measure_of("CNY"))
LINES = list_of(record_of([("price", MONEY), ("name", TEXT), ("late", BOOLEAN)]))
TYPES: dict[str, Type] = {
    "value": MONEY,
    "other": MONEY,
    "rate": number(measure_of("ratio")),
    "pieces": number(measure_of("pcs"), whole=True),
    "day": DATE,
    "reply": DATE.or_nothing(),
    "late": BOOLEAN,
    "kind": text_of(["a", "b", "c"]),
    "name": TEXT,
    "lines": LINES,
    "rest_days": list_of(DATE),
}
PARAMETERS = frozenset({"rate"})
ROWS = 3


class Sheet:
    """A sheet with a list of three rows, and every other name in a cell of its own name."""

    def __init__(self) -> None:
        self.grid = Grid()
        self.table_ = self.grid.table(ROWS, "lines")
        self.present = self.column("in use")
        mask = self.present.text
        fields: dict[str, Term] = {}
        for field in ("price", "name", "late"):
            found = self.column(field)
            fields[field] = Scalar(found.text, safe=False, wide=True, column=found.column, mask=mask)
        items = tuple({"price": i, "name": str(i), "late": i == 1} for i in range(2))
        self.lines = Listed(ROWS, self.present, Record(fields), table=self.table_, items=(*items, ABSENT))
        days = self.column("rest day")
        element = Scalar(days.text, wide=True, column=days.column, mask=mask)
        self.rest_days = Listed(ROWS, self.present, element, table=self.table_, items=(ABSENT,) * ROWS)

    def column(self, heading: str) -> Scalar:
        return column_term(self.table_.reserve(heading), safe=True)

    def name(self, name: str) -> Term:
        if name in ("lines", "rest_days"):
            return self.lines if name == "lines" else self.rest_days
        if name == "reply":
            return Scalar('IF(reply="","",reply)', safe=False, raw="reply")
        return Scalar(name, safe=name not in PARAMETERS)

    def parameter_cell(self, name: str) -> Scalar | None:
        return Scalar(name) if name in PARAMETERS else None

    def option(self, name: str) -> Scalar:
        return Scalar(f"option_{name}")

    def table(self, name: str) -> Listed:
        raise AssertionError(name)

    def call(self, rule: str, inputs: Mapping[str, Term], values: Mapping[str, Any]) -> Record:
        raise AssertionError(rule)

    def most(self, name: str) -> int | None:
        return None

    def evaluate(self, node: Node, types: Mapping[int, Type], bound: Mapping[str, Bound]) -> Any:
        return Failure()

    def heading(self, key: str) -> str:
        return key

    def title(self) -> str:
        return "table"


def formula(source: str) -> tuple[str, Sheet, Scalar]:
    node = parse(source)
    inference = Inference(
        source,
        Surroundings(name=TYPES.get, options={"reading": ("x", "y")}, is_parameter=PARAMETERS.__contains__),
    )
    inference.infer(node, Scope())
    sheet = Sheet()
    term = Translator(inference.types, sheet).term(node)
    if isinstance(term, Listed):
        term = term.element
    assert isinstance(term, Scalar), term
    return term.text, sheet, term


CASES = [
    (c["expression"], c["formula"])
    for c in read_yaml(Path(__file__).with_name("formulas.yaml").read_text(), "formulas")
]


@pytest.mark.parametrize(("source", "expected"), CASES, ids=[source for source, _ in CASES])
def test_an_expression_becomes_this_formula(source: str, expected: str) -> None:
    assert formula(source)[0] == expected


def test_a_selection_is_a_column_of_marks_beside_the_rows() -> None:
    text, sheet, _ = formula("sum([x.price for x in lines if x.late])")
    marks = [cell.formula for cell in sheet.grid.cells.values() if cell.look == "formula"]
    assert marks[:3] == ["IF($B$4,$E$4,FALSE)", "IF($B$5,$E$5,FALSE)", "IF($B$6,$E$6,FALSE)"]
    assert marks[3:] == ['IF($G$4,$C$4,"")', 'IF($G$5,$C$5,"")', 'IF($G$6,$C$6,"")']
    assert text == "SUM($H$4:$H$6)"


def test_a_list_within_a_row_is_an_array_formula() -> None:
    text, sheet, _ = formula("[sum([y.price for y in lines if y.name == x.name]) for x in lines]")
    first = next(cell for cell in sheet.grid.cells.values() if cell.look == "formula")
    assert first.array
    assert first.formula == 'IF($B$4,SUM(IF(IF($B$4:$B$6,EXACT($D$4:$D$6,$D$4),FALSE),$C$4:$C$6,0)),"")'
    assert text == "$G$4:$G$6"


def test_lists_within_lists_within_lists_are_refused_with_the_reason() -> None:
    source = "[sum([y.price for y in lines if any([z.late for z in lines if z.name == y.name])]) for x in lines]"
    with pytest.raises(InputError) as caught:
        formula(source)
    assert caught.value.findings[0].kind == "formula_nested"


def test_every_formula_belongs_to_a_function_of_the_language() -> None:
    assert set(FORMULAS) <= set(FUNCTIONS)


def test_references_are_absolute_and_run_past_the_letter_z() -> None:
    assert [reference(0, 0), reference(4, 25), reference(9, 26), reference(0, 701), reference(0, 702)] == [
        "$A$1",
        "$Z$5",
        "$AA$10",
        "$ZZ$1",
        "$AAA$1",
    ]
