"""One rule as cells: its parts in the order in which they need each other, each a formula over the ones before.

A part that cannot be a formula raises InputError (a kind of `messages.language_formulas`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields as dataclass_fields
from dataclasses import replace
from typing import Any

from contracts_kit.calculation.compiled import Program
from contracts_kit.calculation.programs import Run
from contracts_kit.content.combination import Combine
from contracts_kit.content.expressions import Expr
from contracts_kit.content.model import Family
from contracts_kit.content.rules import Choose, Flags, Output, Refusal, Rows, Rule, Step, Zip
from contracts_kit.errors import InputError, refuse
from contracts_kit.language import nodes
from contracts_kit.language.evaluate import evaluate_node
from contracts_kit.language.formulas import build, lists
from contracts_kit.language.formulas.around import Bound, Failure
from contracts_kit.language.formulas.grid import Cell, Grid, quoted_text, reference
from contracts_kit.language.formulas.terms import ABSENT, Listed, Record, Scalar, Term
from contracts_kit.language.formulas.translate import Translator
from contracts_kit.language.nodes import Node
from contracts_kit.language.types import BOOLEAN, TEXT, Type, type_of
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.writers.workbook.book import Book
from contracts_kit.writers.workbook.validity import number_text
from contracts_kit.writers.workbook.words import word

VALUE_COLUMN = 1
UNIT_COLUMN = 2
WORDS_COLUMN = 3
CODE_COLUMN = 4


class RuleCells:
    """The cells of one rule on a sheet; of a called rule too, whose inputs are terms of the caller."""

    def __init__(
        self,
        book: Book,
        family: Family,
        program: Program,
        grid: Grid,
        run: Run | None,
        inputs: Mapping[str, Any],
        prefix: str | None,
    ) -> None:
        self.book = book
        self.family = family
        self.program = program
        self.rule: Rule = program.rule
        self.grid = grid
        self.run = run
        self.prefix = prefix
        self.terms: dict[str, Term] = {}
        self.codes: dict[str, str] = {}
        self.own_options: dict[str, Scalar] = {}
        self._inputs = inputs
        self._underway: list[str] = []
        self._parts = {name for name, _ in self.rule.computed()}
        self._called = 0

    # -- what surrounds an expression ---------------------------------------------------------------------------------

    def name(self, name: str) -> Term:
        """The term of an input, a part or a parameter."""
        found = self.terms.get(name)
        if found is None:
            if name in self._parts:
                self.place(name)
            else:
                self.parameter_row(name)
            found = self.terms[name]
        return found

    def parameter_cell(self, name: str) -> Scalar | None:
        """The cell on the sheet of parameters."""
        if name in self.rule.inputs or name in self._parts:
            return None
        return Scalar(self.book.parameter_reference(self.family, name))

    def option(self, name: str) -> Scalar:
        """The value of an option in force."""
        return self.own_options.get(name) or self.book.option_term(self.family, self.rule, name)

    def table(self, name: str) -> Listed:
        """A data table, on the sheet of tables."""
        return self.book.table_term(self.family, name, self.run)

    def most(self, name: str) -> int | None:
        """The greatest value of an input."""
        declared = self.rule.inputs.get(name)
        return None if declared is None or declared.most is None else int(declared.most)

    def heading(self, key: str) -> str:
        """The heading of a column that a list needs."""
        return word(key, self.book.language)

    def title(self) -> str:
        """The label of the part that is being placed."""
        label = self.rule.label(self._underway[-1]) if self._underway else None
        return label[self.book.language] if label else self.rule.title[self.book.language]

    def call(self, rule: str, inputs: Mapping[str, Term], values: Mapping[str, Any]) -> Record:
        """The outputs of another rule, whose steps are placed on this sheet."""
        from contracts_kit.writers.workbook.called import called_outputs

        self._called += 1
        return called_outputs(self, rule, inputs, values)

    # -- known values -------------------------------------------------------------------------------------------------

    def known(self, name: str) -> Any:
        """What an input, a part or a parameter came to; a Failure where it is refused."""
        if name in self.rule.inputs:
            found = self._inputs.get(name, Failure())
            declared = self.rule.inputs[name]
            if isinstance(found, Failure) and declared.default_expression is not None:
                return self.value(declared.default_expression)
            return found
        if name in self._parts:
            return self.part_value(name)
        found = self.book.parameters(self.family).get(name)
        return Failure("missing_param") if found is None else found

    def part_value(self, name: str) -> Any:
        """What a part came to."""
        if self.run is None:
            return Failure()
        try:
            return self.run.value(name)
        except InputError as error:
            return Failure(error.code)
        except (ZeroDivisionError, OverflowError, TypeError):
            return Failure()

    def evaluate(self, node: Node, types: Mapping[int, Type], bound: Mapping[str, Bound]) -> Any:
        """What a part of an expression came to."""
        values: dict[str, Any] = {}
        failed: Failure | None = None
        for name in set(names_in(node)):
            value = bound[name].value if name in bound else self.known(name)
            if isinstance(value, Failure) or value is ABSENT:
                failed = value if isinstance(value, Failure) else Failure()
                continue
            values[name] = value
        options = self.book.option_values(self.family, self.rule)
        try:
            run = self.run
            return evaluate_node(node, values, options, run.call if run else None, run.table if run else None)
        except InputError as error:
            return failed or Failure(error.code)
        except (ZeroDivisionError, OverflowError, TypeError, KeyError, AttributeError, AssertionError):
            return failed or Failure()

    # -- expressions --------------------------------------------------------------------------------------------------

    def translator(self, expression: Expr) -> tuple[Translator, Node]:
        """A translator for an expression of the rule, and its node."""
        typed = self.program.types.typed[id(expression)]
        return Translator(typed.types, self), typed.node

    def term_of(self, expression: Expr, bound: Mapping[str, Bound] | None = None) -> Term:
        """The term of an expression."""
        translator, node = self.translator(expression)
        return translator.term(node, bound)

    def scalar_of(self, expression: Expr, bound: Mapping[str, Bound] | None = None) -> Scalar:
        """The term of an expression that is one value."""
        translator, node = self.translator(expression)
        return translator.scalar(node, bound)

    def value(self, expression: Expr, bound: Mapping[str, Bound] | None = None) -> Any:
        """What an expression came to."""
        typed = self.program.types.typed[id(expression)]
        return self.evaluate(typed.node, typed.types, bound or {})

    def type_of(self, expression: Expr) -> Type:
        """The type of an expression."""
        return self.program.types.typed[id(expression)].type

    # -- rows of a sheet ----------------------------------------------------------------------------------------------

    def row(
        self, label: str, term: Scalar, value: Any, type_: Type, *, name: str | None = None, words: str = ""
    ) -> Scalar:
        """A label, a formula and its unit below everything; the term of the cell."""
        row = self.grid.next_row
        self.grid.put(row, 0, Cell(label, look="label"))
        self.grid.put(row, VALUE_COLUMN, Cell(value, term.text, term.array, "formula", type_))
        self.grid.put(row, UNIT_COLUMN, Cell(self.book.unit(type_), look="unit"))
        if words:
            self.grid.put(row, WORDS_COLUMN, Cell(words, look="note"))
        found = reference(row, VALUE_COLUMN)
        if self.prefix is not None and name is not None:
            found = self.book.define(f"{self.prefix}__{name}", self.grid, found) or found
        return Scalar(found, tidy=term.tidy, safe=term.safe)

    def code_of(self, cell: str, row: int, code: str | None = None) -> str:
        """A cell beside `cell` with the code of its error, or with `code` where it is true; its reference."""
        last = '""' if code is None else f'IF({cell},{quoted_text(code)},"")'
        text = f'IF(ISNA({cell}),"missing_param",IF(ISERROR({cell}),"invalid_input",{last}))'
        known = self.grid.cells[row, VALUE_COLUMN].value
        shown = known.code if isinstance(known, Failure) else code if known is True and code is not None else ""
        return self.grid.put(row, CODE_COLUMN, Cell(shown, text, False, "code", TEXT))

    def parameter_row(self, name: str) -> None:
        """A parameter as the rule reads it: refused where it is blank or out of its range."""
        parameter = self.family.parameters[name]
        term, value = self.book.parameter_term(self.family, name)
        label = parameter.label[self.book.language]
        type_ = type_of(parameter.type).given()
        words = word("parameter_sheet", self.book.language)
        self.terms[name] = self.row(label, term, value, type_, name=name, words=words)

    # -- parts --------------------------------------------------------------------------------------------------------

    def place(self, name: str) -> None:
        """Place a part, after the parts that it names."""
        if name in self.terms:
            return
        if name in self._underway:
            raise refuse("formula_kind", construct=name)
        part = self.rule.blocks.get(name) or self.rule.outputs[name]
        self._underway.append(name)
        try:
            for needed in self._needed(part):
                self.place(needed)
            self.terms[name] = self._placed(name, part)
        finally:
            self._underway.pop()

    def _needed(self, part: Any) -> Iterator[str]:
        """The parts that a part names, which are not placed yet; names that it binds itself left out."""
        bound: set[str] = set()
        if isinstance(part, Combine):
            bound = set(self.program.types.row_types.get(part.name, ()))
        if isinstance(part, Rows):
            bound = {"item", "position", "before"} | set(self.program.types.row_types.get(part.name, ()))
            bound |= {column.name for column in (*part.columns, *part.carry)}
        for expression in expressions_of(part):
            free = bound if not isinstance(part, (Rows, Combine)) or expression is not part.over else set()
            for name in names_in(self.program.types.typed[id(expression)].node):
                if name in self._parts and name not in free and name not in self._underway and name not in self.terms:
                    yield name

    def _placed(self, name: str, part: Any) -> Term:
        label = part.label[self.book.language]
        if isinstance(part, (Step, Output)):
            assert part.expression is not None
            term = self.term_of(part.expression)
            if not isinstance(term, Scalar):
                return term
            words = self.book.phrase(self.rule, part.expression, self.program)
            return self._part_row(name, label, term, self.type_of(part.expression), words)
        if isinstance(part, Rows):
            from contracts_kit.writers.workbook.row_blocks import place_rows

            return place_rows(self, part)
        if isinstance(part, Zip):
            from contracts_kit.writers.workbook.row_blocks import place_zip

            return place_zip(self, part)
        if isinstance(part, Flags):
            return self._flags(part, label)
        if isinstance(part, Combine):
            from contracts_kit.writers.workbook.combination_cells import place_combination

            return place_combination(self, part)
        assert isinstance(part, Choose)
        return self._choose(part, label)

    def _part_row(self, name: str, label: str, term: Scalar, type_: Type, words: str = "") -> Scalar:
        own = f"{name}__exact" if name in self.rule.outputs else name
        row = self.grid.next_row
        made = self.row(label, term, self.part_value(name), type_, name=own, words=words)
        if name in self.rule.outputs:
            self.codes[name] = self.code_of(reference(row, VALUE_COLUMN), row)
        return made

    def _choose(self, block: Choose, label: str) -> Term:
        if block.all_grounds:
            from contracts_kit.writers.workbook.row_blocks import place_grounds

            return place_grounds(self, block)
        found: Term = build.INVALID if block.otherwise is None else self.term_of(block.otherwise)
        for row in reversed(block.rows):
            value = self.term_of(row.value)
            if found is build.INVALID and isinstance(value, Record):
                found = Record(dict.fromkeys(value.fields, build.INVALID))
            made = build.either(self.scalar_of(row.when), value, found)
            if made is None:
                raise refuse("formula_kind", construct=block.name)
            found = made
        if not isinstance(found, Scalar):
            return found
        return self._part_row(block.name, label, found, self.program.part_types[block.name])

    def _flags(self, block: Flags, label: str) -> Term:
        numbers = bool(block.flags) and all(flag.name.isdigit() for flag in block.flags)
        conditions = [self.scalar_of(flag.when) for flag in block.flags]
        values = [self.value(flag.when) for flag in block.flags]
        table = self.grid.table(max(1, len(block.flags)), label)
        if not block.flags:
            return Listed(1, build.FALSE, build.NOTHING, items=(ABSENT,))
        present = lists.add_column(self, table, self.heading("condition"), conditions, values, BOOLEAN)
        names = [int(f.name) if numbers else f.name for f in block.flags]
        items = tuple(
            n if v is True else v if isinstance(v, Failure) else ABSENT for n, v in zip(names, values, strict=True)
        )
        listed = Listed(len(names), present, build.NOTHING, full=False, table=table, items=items)
        type_ = self.program.part_types[block.name].element
        texts = [Scalar(str(n)) if numbers else Scalar(quoted_text(str(n))) for n in names]
        column = lists.masked_column(self, listed, self.heading("value"), texts, list(items), type_)
        for index, flag in enumerate(block.flags):
            self.grid.put(table.first + index, 0, Cell(flag.label[self.book.language], look="label"))
        return replace(listed, element=column)

    # -- refusals -----------------------------------------------------------------------------------------------------

    def refusal_rows(self) -> list[str]:
        """A row for each refusal of the rule; the references of their codes."""
        codes = []
        for refusal in self.rule.refusals:
            condition = self.scalar_of(refusal.when)
            row = self.grid.next_row
            label = refusal_label(refusal, self.book.language)
            self.row(label, condition, self.value(refusal.when), BOOLEAN)
            codes.append(self.code_of(reference(row, VALUE_COLUMN), row, refusal.code))
        return codes


def refusal_label(refusal: Refusal, language: str) -> str:
    """What is refused, in words."""
    message: Bilingual | None = refusal.message
    return message[language] if message else " ".join(refusal.when.source.split())


def names_in(node: Node) -> Iterator[str]:
    """Every name in an expression that no loop in it binds."""
    if isinstance(node, nodes.Name):
        yield node.name
    if isinstance(node, nodes.Projection):
        yield from names_in(node.over)
        inner = [part for part in (node.value, node.condition, node.key) if part is not None]
        yield from (name for part in inner for name in names_in(part) if name != node.variable)
        return
    for field in dataclass_fields(node):
        yield from _names(getattr(node, field.name))


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, Node):
        yield from names_in(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _names(item)


def expressions_of(part: Any) -> Iterator[Expr]:
    """Every expression of a part."""
    if isinstance(part, (Step, Output)):
        if part.expression is not None:
            yield part.expression
    elif isinstance(part, Rows):
        yield part.over
        yield from (c.expression for c in (*part.start, *part.columns, *part.carry))
        yield from (refusal.when for refusal in part.refusals)
    elif isinstance(part, Choose):
        for row in part.rows:
            yield from (e for e in (row.when, row.value, row.residual) if e is not None)
        if part.otherwise is not None:
            yield part.otherwise
    elif isinstance(part, Flags):
        yield from (flag.when for flag in part.flags)
    elif isinstance(part, Combine):
        yield from part.expressions()
    elif isinstance(part, Zip):
        for column in part.columns:
            yield from (e for e in (column.over, column.missing) if e is not None)


def literal(value: Any) -> str:
    """A constant as it stands in a formula."""
    if value is None:
        return '""'
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return quoted_text(value)
    return number_text(value)
