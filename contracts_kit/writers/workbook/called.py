"""A rule that another rule calls: its steps stand on the caller's sheet, over the caller's cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from contracts_kit.content.rules import Input, Output
from contracts_kit.errors import InputError
from contracts_kit.language.formulas import build
from contracts_kit.language.formulas.around import Failure
from contracts_kit.language.formulas.terms import ABSENT, Listed, Record, Scalar, Term
from contracts_kit.language.runtime import exact
from contracts_kit.language.types import type_of
from contracts_kit.writers.workbook.validity import allowed_input
from contracts_kit.writers.workbook.words import word

if TYPE_CHECKING:
    from contracts_kit.writers.workbook.rule_cells import RuleCells


def called_outputs(caller: RuleCells, rule: str, given: Mapping[str, Term], values: Mapping[str, Any]) -> Record:
    """The outputs of the called rule as terms. Raises InputError where one of its parts has no formula."""
    from contracts_kit.writers.workbook.rule_cells import RuleCells, literal

    book = caller.book
    family = caller.family if rule in caller.family.rules else book.programs.family_of(rule)
    assert family is not None
    program = book.programs.program(family, rule)
    found = program.rule
    run = None
    if caller.run is not None and not any(isinstance(value, Failure) for value in values.values()):
        try:
            run = caller.run.call(rule, values).run
        except InputError:
            run = None
    known: dict[str, Any] = {}
    for name, declared in found.inputs.items():
        if name in values and (values[name] is not None or declared.type.optional):
            known[name] = values[name]
        elif declared.default_expression is None:
            known[name] = exact(declared.default)
    made = RuleCells(book, family, program, caller.grid, run, known, None)
    for name, declared in found.inputs.items():
        label = word("called", book.language, declared.label[book.language], found.title[book.language])
        term = given.get(name)
        if term is None and declared.default_expression is not None:
            term = made.term_of(declared.default_expression)
        if term is None:
            if declared.type.kind in ("list", "rows"):
                made.terms[name] = Listed(1, build.FALSE, build.NOTHING, items=(ABSENT,))
                continue
            term = Scalar(literal(declared.default))
        if isinstance(term, Scalar):
            term = made.row(label, _checked(declared, term), made.known(name), type_of(declared.type))
        made.terms[name] = term
    codes = made.refusal_rows()
    fields: dict[str, Term] = {}
    for name, output in found.outputs.items():
        fields[name] = _guarded(made, output, codes)
    return Record(fields)


def _checked(declared: Input, term: Scalar) -> Scalar:
    """An input within its limits, else invalid."""
    if not declared.type.is_number or (declared.least in (None, 0) and declared.most is None):
        return term
    condition = allowed_input(declared).condition(f"({term.text})")
    return build.if_(Scalar(condition, safe=term.safe, array=term.array), term, build.INVALID)


def _guarded(made: RuleCells, output: Output, codes: list[str]) -> Term:
    """An output, which is an error where the called rule refuses."""
    term = made.name(output.name)
    if not isinstance(term, Scalar):
        return term
    for code in reversed(codes):
        refused = f'IF({code}="missing_param",missing_param,invalid_input)'
        term = Scalar(f'IF({code}="",{term.text},{refused})', term.tidy, False, term.array)
    return term
