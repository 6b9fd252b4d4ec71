"""The sheet of parameters: each in a cell of its name, with unit, range, articles and the rules that read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contracts_kit.content.held_names import WHOLE, names_of
from contracts_kit.content.mentions import printed_parameters
from contracts_kit.content.model import Family, Parameter
from contracts_kit.language.formulas.grid import Cell, Grid, quoted_sheet, reference
from contracts_kit.language.types import TEXT, type_of
from contracts_kit.values.printing import print_value
from contracts_kit.values.types import ValueType
from contracts_kit.writers.workbook.book import TEN_THOUSAND, Book, Sheet
from contracts_kit.writers.workbook.validity import Allowed, allowed_parameter, joined
from contracts_kit.writers.workbook.words import word

_HEADINGS = ("name", "value", "unit", "bounds", "check", "article", "used_by", "cell_name")
WIDTHS = (34.0, 18.0, 14.0, 26.0, 16.0, 16.0, 40.0, 34.0)
_MANY = ("list", "rows", "map")


def add_parameter_sheet(book: Book) -> None:
    """Every parameter of the family, by group; a record by its fields."""
    grid = Grid()
    title = word("parameters", book.language)
    book.sheets.append(Sheet(book.sheet_names.new(title), grid, WIDTHS, frozen=3))
    grid.put(0, 0, Cell(title, look="title"))
    grid.put(1, 0, Cell(word("back", book.language), look="link", link=word("contents", book.language)))
    for column, key in enumerate(_HEADINGS):
        grid.put(2, column, Cell(word(key, book.language), look="heading"))
    group: str | None = None
    for parameter in _by_group(book.family):
        if parameter.group and parameter.group != group and parameter.group in book.family.groups:
            group = parameter.group
            grid.put(grid.next_row, 0, Cell(book.family.groups[parameter.group][book.language], look="section"))
        _add(book, grid, book.family, parameter)


def further_parameter(book: Book, family: Family, name: str) -> str:
    """The cell of a parameter of another family, whose rule is called."""
    grid = book.sheets[_index(book)].grid
    _add(book, grid, family, family.parameters[name])
    return book.parameter_cells[family.name, name]


def _index(book: Book) -> int:
    title = word("parameters", book.language)
    return next(i for i, sheet in enumerate(book.sheets) if sheet.name == title)


def _by_group(family: Family) -> list[Parameter]:
    """Parameters in the order of their groups, within a group as written."""
    order = {name: place for place, name in enumerate(family.groups)}
    return sorted(family.parameters.values(), key=lambda p: order.get(p.group or "", len(order)))


def _add(book: Book, grid: Grid, family: Family, parameter: Parameter) -> None:
    value = (
        book.parameters(family).get(parameter.name)
        if family is not book.family
        else book.given.values.get(parameter.name)
    )
    label = parameter.label[book.language]
    kind = parameter.type.kind
    if kind == "record":
        for field, type_ in parameter.type.fields.items():
            known = parameter.field_labels.get(field)
            inner = f"{label} {known[book.language] if known else field}"
            names = [*names_of(parameter, field), f"{parameter.name}__{field}"]
            given = None if value is None else value.get(field)
            _row(book, grid, family, parameter, inner, given, type_, Allowed(type_, (), True), names)
        return
    if kind in _MANY:
        text = print_value(value, parameter.type, book.language)
        row = grid.next_row
        grid.put(row, 0, Cell(label, look="label"))
        grid.put(row, 1, Cell(text, look="plain", type=TEXT))
        book.define(parameter.name, grid, reference(row, 1))
        return
    if value is not None and parameter.listed_unit == "CNY_10k":
        value = value / TEN_THOUSAND
    allowed = allowed_parameter(parameter)
    names = [parameter.name, *names_of(parameter, WHOLE)]
    _row(book, grid, family, parameter, label, value, parameter.type, allowed, names)


def _row(
    book: Book,
    grid: Grid,
    family: Family,
    parameter: Parameter,
    label: str,
    value: Any,
    type_: ValueType,
    allowed: Allowed,
    names: list[str],
) -> None:
    row = grid.next_row
    language = book.language
    validation = allowed.data_validation()
    choices = tuple(validation["source"]) if validation else ()
    grid.put(row, 0, Cell(label, look="label"))
    grid.put(row, 1, Cell(value, look="input", type=type_of(type_), choices=choices))
    grid.put(row, 2, Cell(book.declared_unit(type_, parameter.listed_unit), look="unit"))
    grid.put(row, 3, Cell(allowed.words(language), look="note"))
    cell = reference(row, 1)
    must = word("must_be", language, allowed.words(language))[:250].replace('"', "'")
    grid.put(row, 4, Cell("", f'IF({allowed.condition(cell)},"","{must}")', False, "check", TEXT))
    articles = dict.fromkeys(_articles(book, family, parameter.name))
    grid.put(row, 5, Cell(("、" if language == "zh" else ", ").join(articles), look="note"))
    rules = [rule.title[language] for rule in family.rules.values() if parameter.name in rule.parameters_read]
    grid.put(row, 6, Cell(joined(rules, language), look="note"))
    grid.put(row, 7, Cell(names[0], look="name"))
    sheet = quoted_sheet(book.sheet_of(grid).name)
    defined = None
    for name in names:
        defined = book.define(name, grid, cell) or defined
    if type_ is parameter.type:
        book.parameter_cells[family.name, parameter.name] = defined or f"{sheet}!{cell}"


def _articles(book: Book, family: Family, name: str) -> Iterator[str]:
    """The articles that print a parameter or ground a rule that reads it, in the order of the contract."""
    found = {rule.clause for rule in family.rules.values() if name in rule.parameters_read}
    found |= {c.id for c in family.clauses.values() if name in printed_parameters(c, family)}
    for clause, text in book.clauses.items():
        if clause in found and text.number:
            yield text.number
