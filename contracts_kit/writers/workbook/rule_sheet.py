"""The sheet of one rule: results on top, then parameters, readings, facts and steps; the clause beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from contracts_kit.calculation.calculate import prepare
from contracts_kit.calculation.inputs import read_inputs
from contracts_kit.calculation.programs import Run
from contracts_kit.content.model import Option
from contracts_kit.content.rules import Output, Rule
from contracts_kit.errors import InputError, refuse
from contracts_kit.language.formulas import build, lists
from contracts_kit.language.formulas.around import Failure
from contracts_kit.language.formulas.grid import Cell, Column, Grid, quoted_text, reference
from contracts_kit.language.formulas.terms import Listed, Scalar
from contracts_kit.language.runtime import Work, exact
from contracts_kit.language.types import TEXT, Type, type_of
from contracts_kit.values.types import ValueType
from contracts_kit.writers.workbook.book import Book, Sheet
from contracts_kit.writers.workbook.input_cells import place_inputs
from contracts_kit.writers.workbook.rule_cells import (
    CODE_COLUMN,
    UNIT_COLUMN,
    VALUE_COLUMN,
    WORDS_COLUMN,
    RuleCells,
)
from contracts_kit.writers.workbook.validity import chosen_text
from contracts_kit.writers.workbook.words import word

WIDTHS = (36.0, 18.0, 14.0, 44.0, 18.0)
UNROUNDED_PLACES = 12


def add_rule_sheet(book: Book, rule: Rule, facts: Mapping[str, Any]) -> InputError | None:
    """The sheet of a rule with these facts. None where it is live, else why one of its parts has no formula."""
    sheet = Sheet(book.sheet_names.new(rule.title[book.language]), Grid(), WIDTHS, rule=rule, frozen=2)
    book.sheets.append(sheet)
    kept = dict(book.names.defined)
    known = {name: exact(value) for name, value in read_inputs(rule, facts).items()}
    outcome = _outcome(book, rule, facts)
    reason = None
    try:
        _RuleSheet(book, sheet, rule, known, outcome).live()
    except InputError as error:
        if not error.findings or not error.findings[0].kind.startswith("formula_"):
            raise
        reason = error
        book.names.restore(kept)
        sheet.grid = Grid()
        _RuleSheet(book, sheet, rule, known, outcome).fixed(error.findings[0].message(book.language))
    clause = book.clauses.get(rule.clause)
    if clause is not None:
        sheet.beside = (clause.heading, *clause.paragraphs)
    return reason


def _outcome(book: Book, rule: Rule, facts: Mapping[str, Any]) -> Mapping[str, Any] | Failure:
    """What our calculator gives: the outputs, or the code of the refusal."""
    try:
        return prepare(rule.id, book.given, None, book.library).calculate(facts).outputs
    except InputError as error:
        return Failure(error.code)


class _RuleSheet:
    def __init__(
        self, book: Book, sheet: Sheet, rule: Rule, known: Mapping[str, Any], outcome: Mapping[str, Any] | Failure
    ) -> None:
        self.book, self.sheet, self.rule, self.known, self.outcome = book, sheet, rule, known, outcome
        self.grid = sheet.grid
        self.language = book.language
        program = book.programs.program(book.family, rule.id)
        run = Run(book.values, book.family, rule.id, known, Work(), {}, refusing=False)
        self.cells = RuleCells(book, book.family, program, self.grid, run, known, rule.id)

    # -- the whole sheet ----------------------------------------------------------------------------------------------

    def live(self) -> None:
        """Everything as formulas. Raises InputError (a kind of `messages.language_formulas`)."""
        self._head()
        results = self._result_rows()
        checks: list[str] = []
        program = self.cells.program
        parameters = sorted(program.types.parameters)
        if parameters:
            self._section("parameters", ("name", "value", "unit", "formula_words", "code"))
            for name in parameters:
                self.cells.parameter_row(name)
        options = [self.book.option(self.book.family, self.rule, name) for name in sorted(program.types.options)]
        if options:
            self._section("options", ("name", "value", "unit", "reading", "check"))
            checks += [self._option_row(option) for option in options]
        if self.rule.inputs:
            single = any(i.type.kind not in ("list", "rows") for i in self.rule.inputs.values())
            self._section("given", ("name", "value", "unit", "formula_words", "check") if single else ())
            checks += place_inputs(self.cells, self.known)
        self._section("steps", ("name", "value", "unit", "formula_words", "code"))
        for name, _ in self.rule.computed():
            self.cells.place(name)
        codes = []
        if self.rule.refusals:
            self._section("refusals", ("name", "value", "unit", "formula_words", "code"))
            codes = self.cells.refusal_rows()
        finals, list_codes = self._lists()
        for name in self.rule.outputs:
            code = self.cells.codes.get(name) or list_codes.get(name)
            if code is not None:
                codes.append(code)
        self._fill_results(results, checks, codes, finals)

    def fixed(self, reason: str) -> None:
        """Inputs and results as they stand, marked as fixed, with the reason."""
        self._head()
        self.grid.put(2, 0, Cell(word("fixed_banner", self.language, reason), look="banner"))
        self._section("result", ("name", "value", "unit", "formula_words", "cell_name"))
        for name, output in self.rule.outputs.items():
            value = self.outcome.code if isinstance(self.outcome, Failure) else self.outcome[name]
            self._fixed_rows(f"{self.rule.id}__{name}", output.label[self.language], value, output.type)
        if self.rule.inputs:
            self._section("given", ("name", "value", "unit", "formula_words", "cell_name"))
            for name, declared in self.rule.inputs.items():
                value = self.known.get(name)
                self._fixed_rows(f"{self.rule.id}__{name}", declared.label[self.language], value, declared.type)

    def _head(self) -> None:
        self.grid.put(0, 0, Cell(self.rule.title[self.language], look="title"))
        back = word("contents", self.language)
        self.grid.put(1, 0, Cell(word("back", self.language), look="link", link=back))
        self.grid.put(1, 1, Cell(self.rule.id, look="name"))
        clause = self.book.clauses.get(self.rule.clause)
        if clause is not None:
            self.grid.put(1, 3, Cell(clause.heading, look="note"))

    def _section(self, key: str, headings: Sequence[str]) -> None:
        row = self.grid.next_row + 1
        self.grid.put(row, 0, Cell(word(key, self.language), look="section"))
        for column, heading in enumerate(headings):
            self.grid.put(row + 1, column, Cell(word(heading, self.language), look="heading"))

    # -- results ------------------------------------------------------------------------------------------------------

    def _result_rows(self) -> dict[str, int]:
        """Room for the results on top: the row of each output, and of the status under ""."""
        self._section("result", ("name", "value", "unit", "formula_words", "cell_name"))
        rows = {}
        for name, output in self.rule.outputs.items():
            rows[name] = self.grid.next_row
            self.grid.put(rows[name], 0, Cell(output.label[self.language], look="label"))
        rows[""] = self.grid.next_row
        self.grid.put(rows[""], 0, Cell(word("status", self.language), look="label"))
        self.grid.put(rows[""], WORDS_COLUMN, Cell(word("status_note", self.language), look="note"))
        return rows

    def _fill_results(
        self, rows: Mapping[str, int], checks: Sequence[str], codes: Sequence[str], finals: Mapping[str, Column]
    ) -> None:
        status = reference(rows[""], VALUE_COLUMN)
        found = '""'
        for code in reversed(codes):
            found = f'IF({code}<>"",{code},{found})'
        if checks:
            wrong = "+".join(f"SUMPRODUCT(--(LEN({check})>0))" for check in checks)
            found = f'IF({wrong}>0,"invalid_input",{found})'
        code = self.outcome.code if isinstance(self.outcome, Failure) else ""
        self.grid.put(rows[""], VALUE_COLUMN, Cell(code, found, False, "code", TEXT))
        for name, output in self.rule.outputs.items():
            row, type_ = rows[name], type_of(output.type)
            defined = f"{self.rule.id}__{name}"
            if name in finals:
                self.grid.put(row, VALUE_COLUMN, Cell(word("see_below", self.language), look="note"))
                self._final_list(defined, status, finals[name], output)
            else:
                term = self._final(output)
                value = code or (None if isinstance(self.outcome, Failure) else self.outcome[name])
                text = f'IF({status}="",{term.text},{status})'
                cell = self.grid.put(row, VALUE_COLUMN, Cell(value, text, term.array, "result", type_))
                self.book.define(defined, self.grid, cell)
            self.grid.put(row, UNIT_COLUMN, Cell(self.book.declared_unit(_unit_type(output.type)), look="unit"))
            words = [f"{value} = {label[self.language]}" for value, label in output.choice_labels.items()]
            self.grid.put(row, WORDS_COLUMN, Cell(("；" if self.language == "zh" else "; ").join(words), look="note"))
            self.grid.put(row, CODE_COLUMN, Cell(defined, look="name"))

    def _final(self, output: Output) -> Scalar:
        """An output as it is given out: rounded to what is shown, without the residue of binary arithmetic."""
        term = self.cells.name(output.name)
        if not isinstance(term, Scalar):
            raise refuse("formula_kind", construct=output.name)
        if not output.type.is_number or (term.tidy and output.shown is None):
            return term
        if output.shown is not None:
            rounded = build.half_up(term, output.shown)
        else:
            rounded = build.cleared(term, UNROUNDED_PLACES)
        return build.if_(build.is_nothing(term), build.NOTHING, rounded) if output.type.optional else rounded

    # -- lists as outputs ---------------------------------------------------------------------------------------------

    def _lists(self) -> tuple[dict[str, Column], dict[str, str]]:
        """The lists among the outputs without gaps: their columns, and the cell of each one's code."""
        finals: dict[str, Column] = {}
        codes: dict[str, str] = {}
        for name, output in self.rule.outputs.items():
            term = self.cells.name(name)
            if isinstance(term, Scalar):
                continue
            if not isinstance(term, Listed) or not isinstance(term.element, Scalar):
                raise refuse("formula_kind", construct=name)
            table = self.grid.table(term.size, output.label[self.language])
            type_ = type_of(output.type.of) if output.type.of is not None else TEXT
            made = lists.compacted(self.cells, term, type_, table, word("steps", self.language), "formula")
            assert isinstance(made.element, Scalar) and made.element.column is not None
            column = made.element.column
            finals[name] = column
            row = table.first - 2
            wrong = f"SUMPRODUCT(--ISERROR({column}))>0"
            missing = f"SUMPRODUCT(--ISNA({column}))>0"
            text = f'IF({missing},"missing_param",IF({wrong},"invalid_input",""))'
            known = self.cells.known(name)
            shown = known.code if isinstance(known, Failure) else ""
            codes[name] = self.grid.put(row, CODE_COLUMN, Cell(shown, text, False, "code", TEXT))
        return finals, codes

    def _final_list(self, defined: str, status: str, column: Column, output: Output) -> None:
        """The column of a list as it is given out, beside its exact one."""
        shown = self.outcome if isinstance(self.outcome, Failure) else self.outcome[output.name]
        type_ = type_of(output.type.of) if output.type.of is not None else TEXT
        target = Column(column.column + 1, column.first, column.size)
        self.grid.put(column.first - 1, target.column, Cell(output.label[self.language], look="heading"))
        for index in range(column.size):
            cell = column.cell(index)
            term = Scalar(cell, tidy=type_.kind != "number")
            final = (
                build.half_up(term, output.shown) if output.shown is not None else build.cleared(term, UNROUNDED_PLACES)
            )
            text = f'IF({cell}="","",{final.text})' if type_.kind == "number" else cell
            other = status if index == 0 else '""'
            value: Any = "" if isinstance(shown, Failure) or index >= len(shown) else shown[index]
            if isinstance(shown, Failure) and index == 0:
                value = shown.code
            full = f'IF({status}="",{text},{other})'
            self.grid.put(target.first + index, target.column, Cell(value, full, False, "result", type_))
        self.book.define(defined, self.grid, str(target))

    # -- options and fixed values -------------------------------------------------------------------------------------

    def _option_row(self, option: Option) -> str:
        book, grid, row = self.book, self.grid, self.grid.next_row
        label = option.label[self.language] if option.label else option.name.replace("_", " ")
        grid.put(row, 0, Cell(label, look="label"))
        chosen = book.option_values(book.family, self.rule)[option.name]
        cell = reference(row, VALUE_COLUMN)
        if option.rule is None and option.id in book.option_cells:
            shared = book.option_cells[option.id].text
            grid.put(
                row, VALUE_COLUMN, Cell(chosen, f"LOWER({chosen_text(shared, option.values)})", False, "formula", TEXT)
            )
            grid.put(row, UNIT_COLUMN, Cell(word("shared_option", self.language), look="note"))
            self._own_options(option, Scalar(cell))
            raw = cell
        else:
            grid.put(row, VALUE_COLUMN, Cell(chosen, look="input", type=TEXT, choices=option.values))
            name = f"{self.rule.id}__{option.name}"
            if option.name in self.rule.inputs or option.name in self.rule.outputs:
                name = f"{self.rule.id}__option__{option.name}"
            raw = book.define(name, grid, cell) or cell
            typed = grid.put(
                row, UNIT_COLUMN, Cell(chosen, f"LOWER({chosen_text(raw, option.values)})", False, "note", TEXT)
            )
            self._own_options(option, Scalar(typed))
            raw = typed
        columns = book.reading_columns.get(option.id)
        if columns is not None:
            text = f'IFERROR(INDEX({columns[1]},MATCH({raw},{columns[0]},0)),"")'
            grid.put(row, WORDS_COLUMN, Cell(book.reading(option, chosen), text, False, "wrapped", TEXT))
        listed = ",".join(quoted_text(value) for value in option.values)
        must = word("must_be", self.language, word("one_of", self.language, ", ".join(option.values)))[:250]
        text = f'IF(ISNUMBER(MATCH({raw},{{{listed}}},0)),"",{quoted_text(must)})'
        return grid.put(row, CODE_COLUMN, Cell("", text, False, "check", TEXT))

    def _own_options(self, option: Option, term: Scalar) -> None:
        """The rule reads the option here, where what was typed has become a text."""
        self.cells.own_options[option.name] = term

    def _fixed_rows(self, name: str, label: str, value: Any, type_: ValueType) -> None:
        """A value, or the items of a list below each other."""
        book, grid = self.book, self.grid
        first = grid.next_row
        element = type_.of if type_.kind == "list" and type_.of is not None else type_
        unit = book.declared_unit(_unit_type(type_))
        listed: list[Any] = list(value) if isinstance(value, (list, tuple)) else [value]
        if isinstance(value, Mapping):
            listed = [f"{key}: {item}" for key, item in value.items()]
        for index, item in enumerate(listed or [None]):
            row = grid.next_row
            grid.put(row, 0, Cell(label if index == 0 else "", look="label"))
            kind: Type = TEXT
            if isinstance(item, Mapping):
                item = "；".join(f"{key}={_shown(inner)}" for key, inner in item.items())
            elif element.kind not in ("rows", "record", "map") and not isinstance(item, str):
                kind = type_of(element)
            grid.put(row, VALUE_COLUMN, Cell(item, look="fixed", type=kind))
            grid.put(row, UNIT_COLUMN, Cell(unit if index == 0 else "", look="unit"))
            grid.put(row, CODE_COLUMN, Cell(name if index == 0 else "", look="name"))
        last = grid.next_row - 1
        ends = reference(first, VALUE_COLUMN), reference(last, VALUE_COLUMN)
        book.define(name, grid, ends[0] if first == last else ":".join(ends))


def _unit_type(type_: ValueType) -> ValueType:
    return type_.of if type_.kind == "list" and type_.of is not None else type_


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
