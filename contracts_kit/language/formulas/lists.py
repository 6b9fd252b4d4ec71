"""Lists of bounded length: columns beside the rows that they belong to, marks for the rows in use, sums over both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from contracts_kit.errors import refuse
from contracts_kit.language.formulas.around import Around, Failure
from contracts_kit.language.formulas.build import (
    FALSE,
    NOTHING,
    TRUE,
    call,
    compared,
    if_,
    made,
    operation,
)
from contracts_kit.language.formulas.grid import Cell, Table
from contracts_kit.language.formulas.terms import (
    ABSENT,
    COMPARISON,
    Listed,
    PerRow,
    Record,
    Scalar,
    Term,
    at,
    column_term,
)
from contracts_kit.language.types import BOOLEAN, Type, number

COUNTED = number(whole=True)
_HELPING = ("in_use", "position", "rank", "refused_row")
"""Headings of columns that only help to lay out a list."""


def nested(construct: str) -> Exception:
    """What cannot be done row by row."""
    return refuse("formula_nested", construct=construct)


def table_of(around: Around, listed: Listed) -> Table:
    """The table whose rows are those of the list: a new one where the list has none on this sheet."""
    if listed.table is not None and listed.table.grid is around.grid:
        return listed.table
    return around.grid.table(listed.size, around.title())


def add_column(
    around: Around, table: Table, heading: str, terms: Sequence[Scalar], values: Sequence[Any], type_: Type
) -> Scalar:
    """A column of formulas in a table, as a term."""
    look = "helper" if heading in (around.heading(key) for key in _HELPING) else "formula"
    cells = [Cell(value, term.text, term.array, look, type_) for term, value in zip(terms, values, strict=True)]
    column = table.add(heading, cells)
    return column_term(column, tidy=all(t.tidy for t in terms), safe=all(t.safe for t in terms))


def in_use(listed: Listed, index: int) -> Scalar:
    """Whether a row is in use."""
    found = at(listed.present, index)
    assert isinstance(found, Scalar)
    return found


def row(listed: Listed, index: int) -> Term:
    """What a row holds."""
    return at(listed.element, index)


def known(listed: Listed, index: int) -> Any:
    """The known value of a row."""
    return Failure() if listed.items is None else listed.items[index]


def known_items(listed: Listed) -> list[Any]:
    """The known items in use, in their order."""
    return [item for item in listed.items or () if item is not ABSENT]


def masked_column(
    around: Around, listed: Listed, heading: str, terms: Sequence[Scalar], values: Sequence[Any], type_: Type
) -> Scalar:
    """A column that is empty outside of the rows in use."""
    cells = [if_(in_use(listed, i), term, NOTHING) for i, term in enumerate(terms)]
    shown = ["" if known(listed, i) is ABSENT else value for i, value in enumerate(values)]
    made_ = add_column(around, table_of(around, listed), heading, cells, shown, type_)
    tidy = all(term.tidy for term in terms)
    return replace(made_, mask=listed.present.text, tidy=tidy)


def marked(around: Around, listed: Listed, terms: Sequence[Scalar], values: Sequence[Any]) -> Listed:
    """The rows in use of which a condition holds."""
    cells = [if_(in_use(listed, i), term, FALSE) for i, term in enumerate(terms)]
    shown = [False if known(listed, i) is ABSENT else value for i, value in enumerate(values)]
    table = table_of(around, listed)
    present = add_column(around, table, around.heading("condition"), cells, shown, BOOLEAN)
    items = None
    if listed.items is not None:
        items = tuple(
            item if value is True else (value if isinstance(value, Failure) else ABSENT)
            for item, value in zip(listed.items, shown, strict=True)
        )
    return replace(listed, present=present, full=False, items=items, table=listed.table or table)


def field_of(listed: Listed, name: str) -> Listed:
    """One field of every row."""
    element = listed.element
    if not isinstance(element, Record) or name not in element.fields:
        raise nested(name)
    items = None
    if listed.items is not None:
        items = tuple(i if i is ABSENT or isinstance(i, Failure) else i[name] for i in listed.items)
    return replace(listed, element=element.fields[name], items=items)


# -- what a list comes to ---------------------------------------------------------------------------------------------


def gathered(listed: Listed, empty: str = '""') -> tuple[str, bool]:
    """The values in use as a text inside an aggregate, and whether it needs an array formula.

    `empty` stands in rows that are not in use.
    """
    element = listed.element
    if not isinstance(element, Scalar):
        raise nested("sum")
    if listed.present.text == "TRUE" or (element.mask is not None and element.mask == listed.present.text):
        if element.column is not None and element.raw is None:
            return element.text, False
        if listed.present.text == "TRUE":
            return element.text, True
    return f"IF({listed.present.text},{element.text},{empty})", True


def aggregate(listed: Listed, function: str, empty: str = '""', *, tidy: bool = False) -> Scalar:
    """SUM, MAX and their like over the values in use."""
    text, array = gathered(listed, empty)
    element = listed.element
    assert isinstance(element, Scalar)
    return Scalar(f"{function}({text})", tidy=tidy or (element.tidy and function != "SUM"), safe=False, array=array)


def count(listed: Listed) -> Scalar:
    """How many rows are in use."""
    if listed.present.text == "TRUE":
        return Scalar(str(listed.size))
    if listed.present.column is not None:
        return Scalar(f"SUMPRODUCT(--({listed.present.text}))", safe=listed.present.safe)
    return Scalar(f"SUM(IF({listed.present.text},1,0))", safe=False, array=True)


def count_true(listed: Listed) -> Scalar:
    """How many of a list of conditions hold."""
    text, array = gathered(listed, "FALSE")
    if array:
        return Scalar(f"SUM(IF({text},1,0))", safe=False, array=True)
    return Scalar(f"SUMPRODUCT(--({text}=TRUE))", safe=False)


def contains(listed: Listed, sought: Scalar, equal: Callable[[Scalar, Scalar], Scalar], *, text: bool) -> Scalar:
    """Whether a value is among a list."""
    if sought.wide:
        values, array = gathered(listed)
        if array or text:
            raise nested("in")
        return made(f"ISNUMBER(MATCH({sought.text},{values},0))", sought, tidy=True, safe=False)
    element = listed.element
    if not isinstance(element, Scalar):
        raise nested("in")
    values, array = gathered(listed)
    if not array:
        test = equal(replace(element, text=values), sought)
        return Scalar(f"SUMPRODUCT(--({test.text}))>0", safe=False, strength=COMPARISON)
    test = if_(listed.present, equal(element, sought), FALSE)
    return Scalar(f"SUM(IF({test.text},1,0))>0", safe=False, array=True, strength=COMPARISON)


# -- one item of a list -----------------------------------------------------------------------------------------------


def picked(term: Term, place: Scalar) -> Term:
    """What stands in the row of a list that `place` numbers, counted from 1."""
    if isinstance(term, Record):
        return Record({name: picked(field, place) for name, field in term.fields.items()})
    if not isinstance(term, Scalar) or (term.wide and term.column is None) or place.wide:
        raise nested("[ ]")
    if term.column is None:
        return term
    found = f"INDEX({term.raw or term.text},{place.text})"
    text = f'IF({found}="","",{found})' if term.raw is not None else found
    return Scalar(text, term.tidy, False, place.array)


def first_place(listed: Listed) -> Scalar:
    """The row of the first item."""
    if listed.full:
        return Scalar("1")
    return Scalar(f"MATCH(TRUE,{listed.present.text},0)", safe=False, array=listed.present.column is None)


def last_place(listed: Listed) -> Scalar:
    """The row of the last item."""
    if listed.full:
        return count(listed)
    marks = _marks(listed)
    assert listed.present.column is not None
    top = listed.present.column.cell(0)
    return Scalar(f"SUMPRODUCT(MAX(({marks})*(ROW({marks})-ROW({top})+1)))", safe=False)


def place_of(around: Around, listed: Listed, key: Scalar) -> Scalar:
    """The row of the item with this number, counted from 0, from the end where it is negative."""
    number_ = operation(key, "+", Scalar("1"))
    if not key.text.isdigit():
        from_the_end = operation(operation(count(listed), "+", key), "+", Scalar("1"))
        number_ = if_(compared(key, "<", Scalar("0")), from_the_end, number_)
    if listed.full:
        fits = f"AND({number_.text}>=1,{number_.text}<={count(listed).text})"
        return made(f"IF({fits},{number_.text},invalid_input)", key, tidy=True, safe=False)
    positions = numbered(around, listed)
    return made(f"IFERROR(MATCH({number_.text},{positions.text},0),invalid_input)", key, tidy=True, safe=False)


def numbered(around: Around, listed: Listed) -> Scalar:
    """A column that counts the rows in use from the top."""
    terms: list[Scalar] = []
    values: list[Any] = []
    seen = 0
    column = listed.present.column
    if column is None:
        raise nested("position")
    failed: Failure | None = None
    for index in range(listed.size):
        item = known(listed, index)
        failed = failed or (item if isinstance(item, Failure) else None)
        seen += item is not ABSENT
        terms.append(Scalar(f"SUMPRODUCT(--({column.part(0, index)}))", safe=listed.present.safe))
        values.append(failed or seen)
    return add_column(around, table_of(around, listed), around.heading("position"), terms, values, COUNTED)


def position(around: Around, listed: Listed) -> Callable[[int], Scalar]:
    """The number of each row among those in use, counted from 1."""
    if listed.full:
        return lambda index: Scalar(str(index + 1))
    column = numbered(around, listed)
    return lambda index: at(column, index)  # type: ignore[return-value]


def _marks(listed: Listed) -> str:
    if listed.present.column is None:
        raise nested("first")
    return listed.present.text


# -- lists made of lists ----------------------------------------------------------------------------------------------


def sliced(around: Around, listed: Listed, first: Scalar | None, last: Scalar | None, kept: range) -> Listed:
    """The items from one number up to another, both counted from 0; `kept` are the numbers of the known ones."""
    number_ = position(around, listed)
    terms, values, seen = [], [], 0
    for index in range(listed.size):
        conditions = []
        if first is not None:
            conditions.append(compared(number_(index), ">", first))
        if last is not None:
            conditions.append(compared(number_(index), "<=", last))
        terms.append(call("AND", *conditions) if conditions else TRUE)
        values.append(known(listed, index) is not ABSENT and seen in kept)
        seen += known(listed, index) is not ABSENT
    return marked(around, listed, terms, values)


def joined(around: Around, lists: Sequence[Listed], types: Type, conditions: Sequence[Scalar | None]) -> Listed:
    """Several lists one after the other, each only where its condition holds (None: always)."""
    size = sum(listed.size for listed in lists)
    table = around.grid.table(size, around.title())
    marks: list[Scalar] = []
    items: list[Any] = []
    for listed, condition in zip(lists, conditions, strict=True):
        for index in range(listed.size):
            mark = in_use(listed, index)
            marks.append(mark if condition is None else if_(condition, mark, FALSE))
            items.append(known(listed, index))
    shown = [item is not ABSENT for item in items]
    present = add_column(around, table, around.heading("in_use"), marks, shown, BOOLEAN)
    made_ = Listed(size, present, NOTHING, full=False, table=table, items=tuple(items))
    sources = [(listed, index) for listed in lists for index in range(listed.size)]
    return replace(made_, element=_copied(around, made_, [row(*s) for s in sources], types, items, None))


def _copied(
    around: Around, listed: Listed, rows: Sequence[Term], type_: Type, values: Sequence[Any], name: str | None
) -> Term:
    """Columns that repeat what other cells hold."""
    if all(isinstance(r, Record) for r in rows):
        fields: dict[str, Term] = {}
        for field, field_type in type_.fields:
            here = [r.fields.get(field) for r in rows if isinstance(r, Record)]
            if any(h is None or not isinstance(h, Scalar) for h in here):
                continue
            inside = [v[field] if isinstance(v, dict) else v for v in values]
            fields[field] = _copied(around, listed, [h for h in here if h is not None], field_type, inside, field)
        return Record(fields)
    scalars = [r for r in rows if isinstance(r, Scalar)]
    if len(scalars) != len(rows):
        raise nested("+")
    return masked_column(around, listed, name or around.heading("value"), scalars, values, type_)


def sorted_rows(
    around: Around, listed: Listed, keys: Sequence[tuple[Scalar, bool]], type_: Type, order: Sequence[int]
) -> Listed:
    """The rows in order of their keys (a column, and whether it descends); equal rows keep their order.

    `order` gives the indexes of the known rows as they come out.
    """
    column = listed.present.column
    if column is None:
        raise nested("sorted")
    marks = str(column)
    ranks = []
    for index in range(listed.size):
        tie = f"(ROW({marks})<ROW({column.cell(index)}))"
        for key, descends in reversed(keys):
            assert key.column is not None
            own, every = key.column.cell(index), str(key.column)
            tie = f"(({every}{'>' if descends else '<'}{own})+({every}={own})*{tie})"
        before = Scalar(f"1+SUMPRODUCT(({marks})*{tie})", safe=False)
        ranks.append(if_(in_use(listed, index), before, NOTHING))
    shown = [order.index(i) + 1 if i in order else "" for i in range(listed.size)]
    rank = add_column(around, table_of(around, listed), around.heading("rank"), ranks, shown, COUNTED)
    table = around.grid.table(listed.size, around.title())
    in_all = count(listed)
    slots = [*[known(listed, i) for i in order], *[ABSENT] * (listed.size - len(order))]
    present = add_column(
        around,
        table,
        around.heading("in_use"),
        [compared(Scalar(str(i + 1)), "<=", in_all) for i in range(listed.size)],
        [item is not ABSENT for item in slots],
        BOOLEAN,
    )
    made_ = Listed(listed.size, present, NOTHING, table=table, items=tuple(slots))
    places = [Scalar(f"MATCH({i + 1},{rank.text},0)", safe=False) for i in range(listed.size)]
    copied = [picked(listed.element, place) for place in places]
    return replace(made_, element=_copied(around, made_, copied, type_, slots, None))


def first_of_each(
    around: Around,
    listed: Listed,
    keys: Sequence[Scalar],
    equal: Sequence[Callable[[Scalar, Scalar], Scalar]],
    key_of: Callable[[Any], Any],
) -> Listed:
    """The rows whose keys no earlier row in use has."""
    column = listed.present.column
    if column is None or any(key.column is None for key in keys):
        raise nested("distinct")
    terms, values = [], []
    seen: set[Any] = set()
    for index in range(listed.size):
        item = known(listed, index)
        if item is ABSENT or isinstance(item, Failure):
            values.append(False)
        else:
            found = key_of(item)
            values.append(found not in seen)
            seen.add(found)
        if index == 0:
            terms.append(TRUE)
            continue
        same = f"({column.part(0, index - 1)})"
        for key, test in zip(keys, equal, strict=True):
            assert key.column is not None
            above = Scalar(key.column.part(0, index - 1))
            same += f"*({test(above, Scalar(key.column.cell(index))).text})"
        terms.append(Scalar(f"SUMPRODUCT({same})=0", safe=False, strength=COMPARISON))
    return marked(around, listed, terms, values)


def grouped(
    listed: Listed, groups: Listed, keys: Sequence[tuple[str, Scalar, Callable[[Scalar, Scalar], Scalar]]]
) -> Term:
    """What each group holds: its keys, and as `rows` the rows that have them."""

    def rows_of(index: int) -> Term:
        conditions = listed.present
        for _, key, equal in reversed(keys):
            own = at(key, index)
            assert isinstance(own, Scalar)
            conditions = if_(equal(key, own), conditions, FALSE)
        return Listed(listed.size, replace(conditions, wide=True), listed.element, full=False)

    return Record({**{name: key for name, key, _ in keys}, "rows": PerRow(rows_of)})


def compacted(around: Around, listed: Listed, type_: Type, table: Table, heading: str, look: str) -> Listed:
    """The items in use without gaps, as a column of its own in `table`."""
    element = listed.element
    if not isinstance(element, Scalar):
        raise nested(heading)
    positions = None if listed.full else numbered(around, listed)
    in_all = count(listed)
    slots = [*known_items(listed), *[ABSENT] * listed.size][: listed.size]
    terms = []
    for index in range(listed.size):
        if positions is None:
            found = row(listed, index)
        else:
            found = picked(element, Scalar(f"MATCH({index + 1},{positions.text},0)", safe=False))
        assert isinstance(found, Scalar)
        terms.append(if_(compared(Scalar(str(index + 1)), "<=", in_all), found, NOTHING))
    values = ["" if slot is ABSENT else slot for slot in slots]
    cells = [Cell(v, t.text, t.array, look, type_) for t, v in zip(terms, values, strict=True)]
    column = table.add(heading, cells)
    return replace(listed, element=column_term(column, tidy=element.tidy), items=tuple(slots), table=table)
