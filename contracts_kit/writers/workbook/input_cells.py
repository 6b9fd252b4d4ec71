"""The inputs of a rule as cells to fill in: single values in rows, lists and records in tables with spare rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from contracts_kit.content.rules import Input
from contracts_kit.errors import refuse
from contracts_kit.language.formulas import build, lists
from contracts_kit.language.formulas.grid import Cell, Column, Table, reference
from contracts_kit.language.formulas.terms import ABSENT, COMPARISON, Listed, Record, Scalar, Term, column_term
from contracts_kit.language.types import BOOLEAN, TEXT, type_of
from contracts_kit.values.types import ValueType
from contracts_kit.writers.workbook.rule_cells import (
    CODE_COLUMN,
    UNIT_COLUMN,
    VALUE_COLUMN,
    WORDS_COLUMN,
    RuleCells,
    literal,
)
from contracts_kit.writers.workbook.validity import Allowed, allowed_field, allowed_input, chosen_text, limits
from contracts_kit.writers.workbook.words import word

if TYPE_CHECKING:
    from contracts_kit.writers.workbook.book import Book

SPARE_ROWS = 10
_TABLES = ("list", "rows")


def place_inputs(cells: RuleCells, known: Mapping[str, Any]) -> list[str]:
    """Place every input. The references of the cells that say what is wrong with them."""
    checks = []
    scalars = [i for i in cells.rule.inputs.values() if i.type.kind not in _TABLES]
    columns = [i for i in cells.rule.inputs.values() if i.type.kind == "list"]
    for declared in scalars:
        checks.append(_place_value(cells, declared, known.get(declared.name)))
    for declared in cells.rule.inputs.values():
        if declared.default_expression is not None and declared.default_expression.source.strip() != "[]":
            _default_of(cells, declared)  # no entries: what the empty cells of a list come to anyway
    if columns:
        checks += _place_lists(cells, columns, known)
    for declared in cells.rule.inputs.values():
        if declared.type.kind == "rows":
            checks += _place_rows(cells, declared, known.get(declared.name) or [])
    return checks


def _place_value(cells: RuleCells, declared: Input, value: Any) -> str:
    book, grid = cells.book, cells.grid
    if declared.type.kind in ("record", "map"):
        raise refuse("formula_kind", construct=declared.name)
    row = grid.next_row
    allowed = allowed_input(declared)
    validation = allowed.data_validation()
    choices = tuple(validation["source"]) if validation else ()
    grid.put(row, 0, Cell(declared.label[book.language], look="label"))
    cell = grid.put(row, VALUE_COLUMN, Cell(value, look="input", type=type_of(declared.type), choices=choices))
    grid.put(row, UNIT_COLUMN, Cell(book.declared_unit(declared.type), look="unit"))
    grid.put(row, WORDS_COLUMN, Cell(_words(book, declared, allowed), look="note"))
    text = f'IF({allowed.condition(cell)},"","{_must(book, allowed)}")'
    check = grid.put(row, CODE_COLUMN, Cell("", text, False, "check", TEXT))
    raw = book.define(f"{cells.prefix}__{declared.name}", grid, cell) or cell
    cells.terms[declared.name] = _value_term(cells, declared, raw)
    return check


def _must(book: Book, allowed: Allowed) -> str:
    said = word("must_be", book.language, allowed.words(book.language))
    return said.replace('"', '""')[:250]


def _words(book: Book, declared: Input, allowed: Allowed) -> str:
    parts = [allowed.words(book.language)]
    labels = [f"{value} = {label[book.language]}" for value, label in declared.choice_labels.items()]
    if labels:
        parts = [("；" if book.language == "zh" else "; ").join(labels)]
    if declared.default_expression is not None:
        parts.append(word("may_be_empty", book.language))
    elif declared.has_default and declared.default is not None:
        shown = declared.default if isinstance(declared.default, str) else literal(declared.default)
        parts.append(word("empty_means", book.language, shown))
    elif declared.type.optional:
        parts.append(word("may_be_empty", book.language))
    return ("；" if book.language == "zh" else "; ").join(parts)


def _value_term(cells: RuleCells, declared: Input, raw: str) -> Scalar:
    """An input as formulas read it."""
    default = declared.default
    if declared.type.kind == "choice":
        chosen = chosen_text(raw, declared.type.choices)
        if chosen != raw:
            empty = literal(default)
            return Scalar(f'IF({raw}="",{empty},{chosen})', raw=None)
    if declared.default_expression is not None:
        return Scalar(raw)  # until its default can be translated
    if default is not None:
        if declared.type.is_number and default == 0:
            return Scalar(raw)  # an empty cell counts as nought
        return Scalar(f'IF({raw}="",{literal(default)},{raw})')
    if declared.type.optional:
        parameter = cells.family.parameters.get(declared.name)
        if parameter is not None and parameter.type.kind == declared.type.kind:
            agreed = cells.book.parameter_reference(cells.family, declared.name)
            return Scalar(f'IF({raw}="",IF({agreed}="","",{agreed}),{raw})', safe=False)
        return Scalar(f'IF({raw}="","",{raw})', safe=False, raw=raw)
    return Scalar(raw)


def _default_of(cells: RuleCells, declared: Input) -> None:
    """An input whose default is computed."""
    assert declared.default_expression is not None
    raw = cells.terms.get(declared.name)
    if raw is None:  # a list: its cells cannot hold what is computed
        raise refuse("formula_kind", construct=declared.name)
    default = cells.term_of(declared.default_expression)
    if not isinstance(raw, Scalar) or not isinstance(default, Scalar):
        raise refuse("formula_kind", construct=declared.name)
    cells.terms[declared.name] = build.if_(build.is_nothing(raw), default, raw)


# -- lists ------------------------------------------------------------------------------------------------------------


def _place_lists(cells: RuleCells, declared: Sequence[Input], known: Mapping[str, Any]) -> list[str]:
    """Lists of single values, side by side."""
    book = cells.book
    size = max(book.rows, *(len(known.get(d.name) or ()) + SPARE_ROWS for d in declared))
    title = ("、" if book.language == "zh" else ", ").join(d.label[book.language] for d in declared)
    table = cells.grid.table(size, title)
    columns = [
        _input_column(cells, table, d.label[book.language], d.type.of, list(known.get(d.name) or ())) for d in declared
    ]
    checks = []
    for one, column in zip(declared, columns, strict=True):
        assert one.type.of is not None
        given = list(known.get(one.name) or ())
        items = tuple([*given, *[ABSENT] * size][:size])
        marks = [Scalar(f"COUNTA({column.cell(i)})>0", strength=COMPARISON) for i in range(size)]
        present = lists.add_column(
            cells, table, cells.heading("in_use"), marks, [i is not ABSENT for i in items], BOOLEAN
        )
        allowed = Allowed(one.type.of, limits(one.type.of, one.least, one.most), True)
        checks.append(_check_column(cells, table, [(column, allowed)]))
        element = column_term(column, safe=True)
        element = Scalar(**{**_fields(element), "mask": present.text})
        cells.terms[one.name] = Listed(size, present, element, table=table, items=items)
        book.define(f"{cells.prefix}__{one.name}", cells.grid, str(column))
    return checks


def _fields(term: Scalar) -> dict[str, Any]:
    return {name: getattr(term, name) for name in term.__slots__}


def _input_column(cells: RuleCells, table: Table, label: str, type_: ValueType | None, values: list[Any]) -> Column:
    assert type_ is not None
    if type_.kind in ("list", "rows", "record", "map"):
        raise refuse("formula_kind", construct=label)
    validation = Allowed(type_).data_validation()
    choices = tuple(validation["source"]) if validation else ()
    unit = cells.book.declared_unit(type_)
    heading = f"{label}（{unit}）" if unit and cells.book.language == "zh" else f"{label} ({unit})" if unit else label
    slots = [*values, *[None] * table.size][: table.size]
    return table.add(heading, [Cell(v, look="input", type=type_of(type_), choices=choices) for v in slots])


def _check_column(cells: RuleCells, table: Table, fields: Sequence[tuple[Column, Allowed]]) -> str:
    """A column that says what is wrong with each row; its reference."""
    book = cells.book
    gap = word("no_gaps", book.language)
    texts = []
    first, last = fields[0][0].column, fields[-1][0].column
    for index in range(table.size):
        row = table.first + index
        own = f"{reference(row, first)}:{reference(row, last)}"
        text = '""'
        for column, allowed in reversed(fields):
            cell = column.cell(index)
            text = f'IF({allowed.condition(cell)},{text},"{_must(book, allowed)}")'
        if index + 1 < table.size:
            below = f"{reference(row + 1, first)}:{reference(table.first + table.size - 1, last)}"
            empty = f'IF(COUNTA({below})>0,"{gap}","")'
        else:
            empty = '""'
        texts.append(Cell("", f"IF(COUNTA({own})=0,{empty},{text})", False, "check", TEXT))
    return str(table.add(word("check", book.language), texts))


def _place_rows(cells: RuleCells, declared: Input, known: Sequence[Mapping[str, Any]]) -> list[str]:
    """A list of records."""
    book = cells.book
    size = max(book.rows, len(known) + SPARE_ROWS)
    table = cells.grid.table(size, declared.label[book.language])
    items = tuple([*known, *[ABSENT] * size][:size])
    columns: dict[str, Column] = {}
    for name, type_ in declared.type.fields.items():
        label = declared.field_labels.get(name)
        heading = label[book.language] if label else name.replace("_", " ")
        columns[name] = _input_column(cells, table, heading, type_, [row.get(name) for row in known])
    ends = list(columns.values())
    marks = []
    for index in range(size):
        own = f"{ends[0].cell(index)}:{ends[-1].cell(index)}"
        marks.append(Scalar(f"COUNTA({own})>0", strength=COMPARISON))
    used = [item is not ABSENT for item in items]
    present = lists.add_column(cells, table, cells.heading("in_use"), marks, used, BOOLEAN)
    checks = _check_column(cells, table, [(columns[n], allowed_field(declared, n)) for n in columns])
    element: dict[str, Term] = {}
    made = Listed(size, present, build.NOTHING, table=table, items=items)
    for name, column in columns.items():
        type_ = declared.type.fields[name]
        default = declared.field_defaults.get(name)
        choices = type_.choices if type_.kind == "choice" else ()
        typed = chosen_text("", choices) != ""
        if typed or (default is not None and not (type_.is_number and default == 0)):
            guarded = [
                Scalar(f'IF({c}="",{literal(default)},{chosen_text(c, choices)})')
                for c in (column.cell(i) for i in range(size))
            ]
            values = [item if item is ABSENT else item[name] for item in items]
            label = declared.field_labels.get(name)
            heading = label[book.language] if label else name
            element[name] = lists.masked_column(cells, made, heading, guarded, values, type_of(type_))
            continue
        optional = type_.optional and default is None
        term = column_term(column, optional=optional, safe=not optional)
        element[name] = term if optional else Scalar(**{**_fields(term), "mask": present.text})
        book.define(f"{cells.prefix}__{declared.name}__{name}", cells.grid, str(column))
    whole = f"{ends[0].cell(0)}:{ends[-1].cell(size - 1)}"
    book.define(f"{cells.prefix}__{declared.name}", cells.grid, whole)
    cells.terms[declared.name] = Listed(size, present, Record(element), table=table, items=items)
    return [checks]
