"""What the sheets of one workbook share: defined names, parameters, options, data tables, the language of its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from contracts_kit.calculation.compiled import Program
from contracts_kit.calculation.description import rule_labels
from contracts_kit.calculation.explanation import reading_text
from contracts_kit.calculation.phrases import FUNCTION_LABELS
from contracts_kit.calculation.programs import Programs, Run, Values, programs_of
from contracts_kit.calculation.tables import ParameterCell
from contracts_kit.content.expressions import Expr
from contracts_kit.content.model import Family, Library, Option
from contracts_kit.content.parameter_values import ParameterValues
from contracts_kit.content.rules import Rule
from contracts_kit.errors import refuse
from contracts_kit.language.formulas import build
from contracts_kit.language.formulas.grid import Cell, Column, Grid, quoted_sheet, quoted_text
from contracts_kit.language.formulas.terms import Listed, Record, Scalar, column_term
from contracts_kit.language.types import TEXT, Type, type_of
from contracts_kit.language.units_algebra import unit_text
from contracts_kit.language.words import Phrase
from contracts_kit.values.calendar import using_calendar
from contracts_kit.values.types import ValueType
from contracts_kit.values.units import unit_label
from contracts_kit.writers.workbook.names import Names, SheetNames
from contracts_kit.writers.workbook.validity import allowed_parameter
from contracts_kit.writers.workbook.words import word

TEN_THOUSAND = 10_000


@dataclass(slots=True)
class Sheet:
    """One sheet: its name and its cells. `beside` are texts for a column to the right of everything.

    `widths` are those of the first columns, in characters. `rule` is the rule that it shows, None for other sheets.
    """

    name: str
    grid: Grid
    widths: tuple[float, ...] = ()
    beside: tuple[str, ...] = ()
    rule: Rule | None = None
    frozen: int = 1


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause as the contract prints it: its number and title in one line, and its paragraphs."""

    heading: str
    number: str
    paragraphs: tuple[str, ...]


@dataclass(slots=True)
class Book:
    """A workbook while it is laid out.

    `values` are the parameters and options of the contract. `clauses` are the printed clauses by id, as far as there
    are any. `rows` is how many rows a list of inputs has room for.
    """

    library: Library
    family: Family
    given: ParameterValues
    language: str
    clauses: Mapping[str, ClauseText]
    rows: int
    names: Names = field(default_factory=Names)
    sheet_names: SheetNames = field(default_factory=SheetNames)
    sheets: list[Sheet] = field(default_factory=list)
    parameter_cells: dict[tuple[str, str], str] = field(default_factory=dict)
    option_cells: dict[str, Scalar] = field(default_factory=dict)
    reading_columns: dict[str, tuple[Column, Column]] = field(default_factory=dict)
    _tables: dict[tuple[str, str], Listed] = field(default_factory=dict)
    _table_grid: Grid | None = None
    programs: Programs = field(init=False)
    values: Values = field(init=False)

    def __post_init__(self) -> None:
        self.programs = programs_of(self.library)
        self.values = Values(self.programs, self.family, self.given.values, self.given.options)

    def sheet_of(self, grid: Grid) -> Sheet:
        """The sheet of these cells."""
        return next(sheet for sheet in self.sheets if sheet.grid is grid)

    def define(self, name: str, grid: Grid, reference: str) -> str | None:
        """A name for cells of a sheet; None where it cannot be had."""
        return self.names.define(name, f"{quoted_sheet(self.sheet_of(grid).name)}!{reference}")

    def under_calendar(self) -> Any:
        """The working days of the library, for the time of a block."""
        return using_calendar(self.library.working_days)

    # -- parameters ---------------------------------------------------------------------------------------------------

    def parameters(self, family: Family) -> Mapping[str, Any]:
        """The exact value of each parameter of a family."""
        return self.values.parameters(family)

    def parameter_reference(self, family: Family, name: str) -> str:
        """The cell in which a parameter is typed."""
        from contracts_kit.writers.workbook.parameter_sheet import further_parameter

        if family.parameters[name].type.kind in ("list", "rows", "record", "map"):
            raise refuse("formula_list_parameter", name=name)
        found = self.parameter_cells.get((family.name, name))
        if found is None and name in self.family.parameters:
            found = self.parameter_cells.get((self.family.name, name))
        if found is None:
            found = further_parameter(self, family, name)
        return found

    def parameter_term(self, family: Family, name: str) -> tuple[Scalar, Any]:
        """A parameter as rules read it: blank, it is missing; out of its range, invalid. With its value."""
        parameter = family.parameters[name]
        cell = self.parameter_reference(family, name)
        allowed = allowed_parameter(parameter)
        read = f"{cell}*{TEN_THOUSAND}" if parameter.listed_unit == "CNY_10k" else cell
        filled = allowed.condition(cell)
        text = f'IF({cell}="",missing_param,IF({filled},{read},invalid_input))'
        return Scalar(text, safe=False), self.parameters(family).get(name)

    # -- options ------------------------------------------------------------------------------------------------------

    def option_values(self, family: Family, rule: Rule) -> Mapping[str, str]:
        """The value of each option that a rule reads."""
        return self.values.options(family, rule)

    def option(self, family: Family, rule: Rule, name: str) -> Option:
        """An option that a rule reads: its own or a shared one."""
        found = rule.options.get(name) or family.options[name]
        return found

    def option_term(self, family: Family, rule: Rule, name: str) -> Scalar:
        """The cell that holds an option's value in force."""
        option = self.option(family, rule, name)
        found = self.option_cells.get(option.id)
        if found is None:  # an option of a rule that has no sheet in this workbook
            return Scalar(quoted_text(self.option_values(family, rule)[name]))
        return found

    def reading(self, option: Option, value: str) -> str:
        """The printed sentence of a reading."""
        return reading_text(option, value, self.language, self.family, self.given.values, self.article)

    def article(self, clause: str) -> str:
        """The number of a clause's article, else its title."""
        found = self.clauses.get(clause)
        if found is not None and found.number:
            return found.number
        known = self.family.clauses.get(clause)
        return known.title[self.language] if known is not None else clause

    # -- data tables --------------------------------------------------------------------------------------------------

    def table_term(self, family: Family, name: str, run: Run | None) -> Listed:
        """A data table: its cells on the sheet of tables; one that names a parameter reads it."""
        key = family.name, name
        if key not in self._tables:
            self._tables[key] = self._placed_table(family, name)
        return self._tables[key]

    def _placed_table(self, family: Family, name: str) -> Listed:
        if self._table_grid is None:
            self._table_grid = Grid()
            title = word("tables", self.language)
            self.sheets.append(Sheet(self.sheet_names.new(title), self._table_grid, (10.0,)))
            self._table_grid.put(0, 0, Cell(title, look="title"))
        grid = self._table_grid
        table = family.tables[name]
        rows = self.values.table(family, name)
        sheet = quoted_sheet(self.sheet_of(grid).name)
        placed = grid.table(max(1, len(rows)), f"{table.name}")
        fields: dict[str, Any] = {}
        for column in table.columns:
            declared = table.types.get(column)
            type_ = TEXT if declared is None else type_of(declared)
            optional = any(dict.get(row, column) is None for row in rows)
            cells = [self._table_cell(family, row, column, type_) for row in rows]
            label = table.labels.get(column)
            made = placed.add(label[self.language] if label else column, cells)
            made = Column(made.column, made.first, made.size, sheet)
            fields[column] = column_term(made, optional=optional, safe=False)
        return Listed(max(1, len(rows)), build.TRUE, Record(fields), items=tuple(rows), key=table.key)

    def _table_cell(self, family: Family, row: Any, column: str, type_: Type) -> Cell:
        raw = dict.get(row, column)
        if isinstance(raw, ParameterCell):
            term, value = self.parameter_term(family, raw.name)
            return Cell(value, term.text, False, "formula", type_)
        return Cell(raw, look="plain", type=type_)

    # -- words --------------------------------------------------------------------------------------------------------

    def unit(self, type_: Type) -> str:
        """The unit of a number, in words; "" where it has none that is printed."""
        if type_.kind != "number" or type_.measure.kind != "exact":
            return ""
        text = unit_text(type_.measure)
        return "" if text is None else unit_label(text, self.language)

    def declared_unit(self, type_: ValueType, listed: str | None = None) -> str:
        """The unit of a declared type, in words."""
        if listed == "CNY_10k":
            return "万元" if self.language == "zh" else "10,000 CNY"
        return unit_label(type_.unit or "CNY", self.language) if type_.unit or type_.kind == "money" else ""

    def phrase(self, rule: Rule, expression: Expr, program: Program) -> str:
        """An expression in words."""
        phrase = Phrase(self.language, rule_labels(rule, self.family), FUNCTION_LABELS)
        return phrase.say(program.types.typed[id(expression)].node)
