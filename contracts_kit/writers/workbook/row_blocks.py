"""The blocks of a rule that are tables: rows with memory, lists read in step, a choice with all its grounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from contracts_kit.content.rules import Choose, Rows, Zip
from contracts_kit.language.formulas import build, lists
from contracts_kit.language.formulas.around import Bound, Failure
from contracts_kit.language.formulas.grid import Cell, quoted_text
from contracts_kit.language.formulas.terms import ABSENT, Listed, PerRow, Record, Scalar, Term, at, column_term
from contracts_kit.language.types import BOOLEAN, TEXT
from contracts_kit.writers.workbook.words import word

if TYPE_CHECKING:
    from contracts_kit.writers.workbook.rule_cells import RuleCells


def place_rows(cells: RuleCells, block: Rows) -> Term:
    """A table: its columns to the right of what it goes through, a column for each carried value."""
    language = cells.book.language
    over = cells.term_of(block.over)
    if not isinstance(over, Listed):
        raise lists.nested(block.name)
    start = {}
    for column in block.start:
        label = word("start", language, _label(block, column.name, language))
        type_ = cells.type_of(column.expression)
        start[column.name] = (
            cells.row(label, cells.scalar_of(column.expression), cells.value(column.expression), type_),
            cells.value(column.expression),
        )
    table = lists.table_of(cells, over)
    carried = {c.name: table.reserve(c.label[language]) for c in block.carry}
    number = lists.position(cells, over) if _reads_position(cells, block) else None
    known = cells.part_value(block.name)
    record = isinstance(over.element, Record)
    base = dict(over.element.fields) if isinstance(over.element, Record) else {"item": over.element}
    done: dict[str, Scalar] = {}
    state = dict.fromkeys(carried, Failure()) | {name: value for name, (_, value) in start.items()}
    items = [_RowKnown(over, index, record) for index in range(over.size)]
    if carried:
        _carry_known(cells, block, items, state)
    bounds = []
    for index in range(over.size):
        bound = {name: Bound(at(term, index), items[index].value(name)) for name, term in base.items()}
        if number is not None:
            bound["position"] = Bound(number(index), items[index].position(items))
        if carried:
            before: dict[str, Term] = {}
            for name, held in carried.items():
                before[name] = start[name][0] if index == 0 else Scalar(held.cell(index - 1), tidy=False, safe=False)
            bound["before"] = Bound(Record(before), items[index].before)
        bounds.append(bound)
    for column in block.columns:
        type_ = cells.type_of(column.expression)
        terms = [cells.term_of(column.expression, bound) for bound in bounds]
        values = [ABSENT if items[i].absent else cells.value(column.expression, b) for i, b in enumerate(bounds)]
        if all(isinstance(term, Scalar) for term in terms):
            scalars = [term for term in terms if isinstance(term, Scalar)]
            placed = lists.masked_column(
                cells, replace(over, table=table), column.label[language], scalars, values, type_
            )
            if type_.optional and placed.column is not None:
                placed = column_term(placed.column, optional=True, tidy=placed.tidy)
            done[column.name] = placed
            base[column.name] = placed
            for index, bound in enumerate(bounds):
                bound[column.name] = Bound(at(placed, index), values[index])
        else:  # a list of its own in each row
            base[column.name] = _of_each_row(terms)
            for index, bound in enumerate(bounds):
                bound[column.name] = Bound(terms[index], values[index])
    present = over.present
    if block.refusals:
        present = _row_refusals(cells, block, over, table, bounds, items)
    for column in block.carry:
        placed_cells = []
        type_ = cells.type_of(column.expression)
        for index, bound in enumerate(bounds):
            before_term = bound["before"].term
            assert isinstance(before_term, Record)
            kept = before_term.fields[column.name]
            term = cells.scalar_of(column.expression, bound)
            assert isinstance(kept, Scalar)
            term = build.if_(lists.in_use(over, index), term, kept)
            value = items[index].after.get(column.name, Failure())
            placed_cells.append(Cell(value, term.text, term.array, "formula", type_))
        table.fill(carried[column.name], placed_cells)
        if column.name not in done:
            base[column.name] = column_term(carried[column.name], tidy=False)
    known_items: tuple[Any, ...] | None = None
    if isinstance(known, list):
        rest = iter(known)
        known_items = tuple(ABSENT if item.absent else next(rest, Failure()) for item in items)
    else:
        known_items = tuple(ABSENT if item.absent else known for item in items)
    return Listed(over.size, present, Record(base), over.full, table, known_items)


def _of_each_row(terms: Sequence[Term]) -> PerRow:
    return PerRow(lambda index: terms[index])


class _RowKnown:
    """What is known of one row while its columns are placed."""

    __slots__ = ("absent", "after", "before", "item", "record")

    def __init__(self, over: Listed, index: int, record: bool) -> None:
        self.item = lists.known(over, index)
        self.absent = self.item is ABSENT
        self.record = record
        self.before: Any = Failure()
        self.after: dict[str, Any] = {}

    def value(self, name: str) -> Any:
        if self.absent or isinstance(self.item, Failure):
            return self.item
        return self.item[name] if self.record else self.item

    def position(self, rows: list[_RowKnown]) -> Any:
        return ABSENT if self.absent else 1 + sum(not r.absent for r in rows[: rows.index(self)])


def _carry_known(cells: RuleCells, block: Rows, items: list[_RowKnown], state: dict[str, Any]) -> None:
    """The known state before and after each row."""
    for item in items:
        item.before = dict(state)
        if any(isinstance(v, Failure) for v in state.values()):
            item.before = next(v for v in state.values() if isinstance(v, Failure))
        if not item.absent:
            bound = {"before": Bound(build.NOTHING, item.before)}
            names = item.item if item.record and isinstance(item.item, dict) else {"item": item.item}
            for name, value in names.items():
                bound[name] = Bound(build.NOTHING, value)
            for column in block.columns:
                bound[column.name] = Bound(build.NOTHING, cells.value(column.expression, bound))
            state = {c.name: cells.value(c.expression, bound) for c in block.carry}
        item.after = dict(state)


def _row_refusals(
    cells: RuleCells, block: Rows, over: Listed, table: Any, bounds: list[dict[str, Bound]], items: list[_RowKnown]
) -> Scalar:
    """Marks of the rows in use that are an error where a row is refused."""
    terms, values = [], []
    for index, bound in enumerate(bounds):
        found = build.TRUE
        value: Any = True
        for refusal in reversed(block.refusals):
            refused = build.MISSING if refusal.code == "missing_param" else build.INVALID
            found = build.if_(cells.scalar_of(refusal.when, bound), refused, found)
            if not items[index].absent and cells.value(refusal.when, bound) is not False:
                value = Failure(refusal.code)
        terms.append(build.if_(lists.in_use(over, index), found, build.FALSE))
        values.append(False if items[index].absent else value)
    return lists.add_column(cells, table, cells.heading("refused_row"), terms, values, BOOLEAN)


def _reads_position(cells: RuleCells, block: Rows) -> bool:
    from contracts_kit.writers.workbook.rule_cells import expressions_of, names_in

    typed = cells.program.types.typed
    return any("position" in set(names_in(typed[id(e)].node)) for e in expressions_of(block))


def _label(block: Rows, name: str, language: str) -> str:
    return next((c.label[language] for c in block.carry if c.name == name), name)


def place_zip(cells: RuleCells, block: Zip) -> Term:
    """Parallel lists side by side; a shorter one is filled up, or refused where nothing is said to fill it."""
    sources = []
    for column in block.columns:
        listed = cells.term_of(column.over)
        if not isinstance(listed, Listed):
            raise lists.nested(column.name)
        if not listed.full:
            type_ = cells.type_of(column.over).element
            at_hand = cells.grid.table(listed.size, cells.title())
            listed = lists.compacted(cells, listed, type_, at_hand, cells.heading("value"), "formula")
            listed = replace(listed, full=True, present=_prefix(cells, listed, at_hand))
        sources.append(listed)
    first = sources[0]
    table = cells.grid.table(first.size, block.label[cells.book.language])
    wrong = []
    for column, listed in zip(block.columns[1:], sources[1:], strict=True):
        sign = "<>" if column.missing is None else ">"
        wrong.append(build.compared(lists.count(listed), sign, lists.count(first)))
    refused = build.one_of(wrong) if wrong else build.FALSE
    marks = [build.if_(refused, build.INVALID, lists.in_use(first, i)) for i in range(first.size)]
    known = cells.part_value(block.name)
    items = [lists.known(first, i) is not ABSENT for i in range(first.size)]
    present = lists.add_column(cells, table, cells.heading("in_use"), marks, items, BOOLEAN)
    rest = iter(known if isinstance(known, list) else ())
    known_items = tuple(next(rest, Failure()) if used else ABSENT for used in items)
    made = Listed(first.size, present, build.NOTHING, table=table, items=known_items)
    fields: dict[str, Term] = {}
    types = cells.program.part_types[block.name].element
    for column, listed in zip(block.columns, sources, strict=True):
        missing = build.NOTHING if column.missing is None else cells.scalar_of(column.missing)
        terms = []
        for index in range(first.size):
            if index >= listed.size:
                terms.append(missing)
                continue
            term = lists.row(listed, index)
            if not isinstance(term, Scalar):
                raise lists.nested(column.name)
            terms.append(build.if_(lists.in_use(listed, index), term, missing))
        values = [i[column.name] if isinstance(i, dict) else i for i in known_items]
        type_ = types.field(column.name) or TEXT
        fields[column.name] = lists.masked_column(
            cells, made, _zip_label(cells, block, column.name), terms, values, type_
        )
    return replace(made, element=Record(fields))


def _zip_label(cells: RuleCells, block: Zip, name: str) -> str:
    source = next(c.over.source.strip() for c in block.columns if c.name == name)
    found = cells.rule.label(source) or cells.rule.label(name)
    return found[cells.book.language] if found else name.replace("_", " ")


def _prefix(cells: RuleCells, listed: Listed, table: Any) -> Scalar:
    in_all = lists.count(listed)
    terms = [build.compared(Scalar(str(i + 1)), "<=", in_all) for i in range(listed.size)]
    values = [item is not ABSENT for item in listed.items or ()]
    return lists.add_column(cells, table, cells.heading("in_use"), terms, values, BOOLEAN)


def place_grounds(cells: RuleCells, block: Choose) -> Term:
    """A choice whose value comes with every ground that gives it; a residual ground counts where no other does."""
    language = cells.book.language
    conditions = [cells.scalar_of(row.when) for row in block.rows]
    table = cells.grid.table(len(block.rows), block.label[language])
    known = [cells.value(row.when) for row in block.rows]
    holds = lists.add_column(cells, table, cells.heading("condition"), conditions, known, BOOLEAN)
    result = cells.part_value(block.name)
    value_type = cells.program.part_types[block.name].field("value") or TEXT
    values = [cells.scalar_of(row.value) for row in block.rows]
    shown = [cells.value(row.value) for row in block.rows]
    column = lists.add_column(cells, table, cells.heading("value"), values, shown, value_type)
    chosen = build.INVALID if block.otherwise is None else cells.scalar_of(block.otherwise)
    for index in reversed(range(len(block.rows))):
        chosen = build.if_(_cell(holds, index), _cell(column, index), chosen)
    found = result["value"] if isinstance(result, dict) else result
    value = cells.row(block.label[language], chosen, found, value_type, name=f"{block.name}__value")
    residual = [build.FALSE if row.residual is None else cells.scalar_of(row.residual) for row in block.rows]
    plain_terms, spare_terms = [], []
    for index, row in enumerate(block.rows):
        if row.ground is None:
            plain_terms.append(build.FALSE)
            spare_terms.append(build.FALSE)
            continue
        same = build.compared(_cell(column, index), "=", value)
        reached = build.if_(_cell(holds, index), same, build.FALSE)
        plain_terms.append(build.if_(reached, build.negated(residual[index]), build.FALSE))
        spare_terms.append(build.if_(reached, residual[index], build.FALSE))
    unknown = [Failure()] * len(block.rows)
    plain = lists.add_column(cells, table, cells.heading("in_use"), plain_terms, unknown, BOOLEAN)
    spare = lists.add_column(cells, table, cells.heading("in_use"), spare_terms, unknown, BOOLEAN)
    none = f"SUMPRODUCT(--({plain.text}))=0"
    marks = []
    for index in range(len(block.rows)):
        also = build.if_(_cell(spare, index), Scalar(none, safe=False), build.FALSE)
        marks.append(build.if_(_cell(plain, index), build.TRUE, also))
    taken = result["grounds"] if isinstance(result, dict) else []
    used = [row.ground in taken for row in block.rows]
    present = lists.add_column(cells, table, cells.heading("in_use"), marks, used, BOOLEAN)
    items = tuple(row.ground if u else ABSENT for row, u in zip(block.rows, used, strict=True))
    listed = Listed(len(block.rows), present, build.NOTHING, full=False, table=table, items=items)
    texts = [Scalar(quoted_text(row.ground or "")) for row in block.rows]
    names = lists.masked_column(cells, listed, cells.heading("value"), texts, list(items), TEXT)
    return Record({"value": value, "grounds": replace(listed, element=names)})


def _cell(column: Scalar, index: int) -> Scalar:
    found = at(column, index)
    assert isinstance(found, Scalar)
    return found
