"""Functions of lists as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from contracts_kit.errors import refuse
from contracts_kit.language import nodes
from contracts_kit.language.formulas import build, lists
from contracts_kit.language.formulas.around import Failure, FormulaOf
from contracts_kit.language.formulas.grid import quoted_text, reference
from contracts_kit.language.formulas.terms import ABSENT, SUM, Listed, Record, Scalar, Term, at
from contracts_kit.language.functions import FUNCTIONS
from contracts_kit.language.types import BOOLEAN, Type

if TYPE_CHECKING:
    from contracts_kit.language.formulas.translate import Names, Translator

MOST_STEPS = 200
"""The rows that a sheet has for `steps`; more of them are refused there."""
_ZERO = Scalar("0")


def _count(t: Translator, node: nodes.Call, bound: Names) -> Term:
    listed = t.listed(node.arguments[0], bound)
    if t.type_of(node.arguments[0]).element.kind == "boolean":
        return lists.count_true(t.masked(node.arguments[0], bound))
    return lists.count(listed)


def _any(t: Translator, node: nodes.Call, bound: Names) -> Term:
    return build.compared(lists.count_true(t.masked(node.arguments[0], bound)), ">", _ZERO)


def _all(t: Translator, node: nodes.Call, bound: Names) -> Term:
    listed = t.masked(node.arguments[0], bound)
    return build.compared(lists.count_true(listed), "=", lists.count(listed))


def _end(which: str) -> FormulaOf:
    def formula(t: Translator, node: nodes.Call, bound: Names) -> Term:
        listed = t.listed(node.arguments[0], bound)
        place = lists.first_place(listed) if which == "first" else lists.last_place(listed)
        found = lists.picked(listed.element, place)
        default = dict(node.named).get("default")
        empty = build.compared(lists.count(listed), "=", _ZERO)
        if isinstance(found, Record):
            other: Term = Record(dict.fromkeys(found.fields, build.INVALID if default is None else build.NOTHING))
        else:
            other = build.INVALID if default is None else t.scalar(default, bound)
        made = build.either(empty, other, found)
        if made is None:
            raise lists.nested(which)
        return made

    return formula


def _keys(t: Translator, node: nodes.Call, listed: Listed) -> list[tuple[str, Scalar, Type]]:
    """The fields that are named after the first argument, as columns."""
    record = t.type_of(node.arguments[0]).element
    made = []
    for argument in node.arguments[1:]:
        assert isinstance(argument, nodes.Text)
        name = argument.value.removeprefix("-")
        column = lists.field_of(listed, name).element
        type_ = record.field(name)
        if not isinstance(column, Scalar) or column.column is None or type_ is None:
            raise lists.nested(node.function)
        made.append((argument.value, column, type_))
    return made


def _distinct(t: Translator, node: nodes.Call, bound: Names) -> Term:
    listed = t.listed(node.arguments[0], bound)
    if bound:
        raise lists.nested("distinct")
    if len(node.arguments) == 1:
        element = listed.element
        if not isinstance(element, Scalar):
            raise lists.nested("distinct")
        type_ = t.type_of(node.arguments[0]).element
        return lists.first_of_each(t.around, listed, [element], [t.equal(type_, type_)], lambda item: item)
    keys = _keys(t, node, listed)
    return _first_of_each(t, listed, keys)


def _first_of_each(t: Translator, listed: Listed, keys: Sequence[tuple[str, Scalar, Type]]) -> Listed:
    return lists.first_of_each(
        t.around,
        listed,
        [key for _, key, _ in keys],
        [t.equal(type_, type_) for _, _, type_ in keys],
        lambda item: tuple(item[name] for name, _, _ in keys),
    )


def _group(t: Translator, node: nodes.Call, bound: Names) -> Term:
    listed = t.listed(node.arguments[0], bound)
    if bound:
        raise lists.nested("group")
    keys = _keys(t, node, listed)
    groups = _first_of_each(t, listed, keys)
    named = [(name, key, t.equal(type_, type_)) for name, key, type_ in keys]
    found = FUNCTIONS["group"].code(
        [i for i in lists.known_items(listed) if not isinstance(i, Failure)], *[k[0] for k in keys]
    )
    rest = iter(found)
    items = tuple(ABSENT if lists.known(groups, i) is ABSENT else next(rest, Failure()) for i in range(groups.size))
    return replace(groups, element=lists.grouped(listed, groups, named), items=items)


def _sorted(t: Translator, node: nodes.Call, bound: Names) -> Term:
    listed = t.listed(node.arguments[0], bound)
    if bound:
        raise lists.nested("sorted")
    keys = _keys(t, node, listed)
    for name, _, type_ in keys:
        if type_.kind == "text" or type_.optional:
            raise refuse("formula_text_order", construct=name.removeprefix("-"))
    rows: list[dict[str, Any]] = []
    for index in range(listed.size):
        item = lists.known(listed, index)
        if isinstance(item, dict):
            rows.append({**item, "": index})
    order = [r[""] for r in FUNCTIONS["sorted"].code(rows, *[name for name, _, _ in keys])]
    columns = [(key, name.startswith("-")) for name, key, _ in keys]
    return lists.sorted_rows(t.around, listed, columns, t.type_of(node).element, order)


def _sorted_values(t: Translator, node: nodes.Call, bound: Names) -> Term:
    listed = t.masked(node.arguments[0], bound)
    if bound:
        raise lists.nested("sorted_values")
    values, array = lists.gathered(listed)
    if array:
        raise lists.nested("sorted_values")
    type_ = t.type_of(node).element
    known = [i for i in lists.known_items(listed) if not isinstance(i, Failure)]
    slots = [*sorted(known), *[ABSENT] * listed.size][: listed.size]
    table = t.around.grid.table(listed.size, t.around.title())
    in_all = lists.count(listed)
    numbers = [Scalar(str(i + 1)) for i in range(listed.size)]
    marks = [build.compared(n, "<=", in_all) for n in numbers]
    shown = [slot is not ABSENT for slot in slots]
    present = lists.add_column(t.around, table, t.around.heading("in_use"), marks, shown, BOOLEAN)
    made = Listed(listed.size, present, build.NOTHING, table=table, items=tuple(slots))
    terms = [Scalar(f"SMALL({values},{n.text})", safe=False) for n in numbers]
    column = lists.masked_column(t.around, made, t.around.heading("value"), terms, slots, type_)
    return replace(made, element=column)


def _running(t: Translator, listed: Listed, next_: Any, known_next: Any, heading: str) -> Scalar:
    """A column in which each row goes on from the row above; rows that are not in use pass it on."""
    element = listed.element
    if not isinstance(element, Scalar) or (listed.present.column is None and listed.present.text != "TRUE"):
        raise lists.nested(heading)
    table = lists.table_of(t.around, listed)
    terms, values, state = [], [], 0
    for index in range(listed.size):
        before = _ZERO if index == 0 else Scalar(reference(table.first + index - 1, table.next_column))
        holds = at(element, index)
        assert isinstance(holds, Scalar)
        terms.append(build.if_(lists.in_use(listed, index), next_(holds, before), before))
        item = lists.known(listed, index)
        if item is not ABSENT:
            state = known_next(item is True, state)
        values.append(state)
    return lists.add_column(t.around, table, heading, terms, values, lists.COUNTED)


def _in_a_row(t: Translator, listed: Listed) -> Scalar:
    return _running(
        t,
        listed,
        lambda holds, before: build.if_(holds, build.operation(before, "+", Scalar("1")), _ZERO),
        lambda holds, state: state + 1 if holds else 0,
        t.around.heading("in_a_row"),
    )


def _in_all(t: Translator, listed: Listed) -> Scalar:
    return _running(
        t,
        listed,
        lambda holds, before: build.operation(before, "+", build.if_(holds, Scalar("1"), _ZERO)),
        lambda holds, state: state + holds,
        t.around.heading("in_all"),
    )


def _trailing(t: Translator, node: nodes.Call, bound: Names) -> Term:
    listed = t.listed(node.arguments[0], bound)
    if bound:
        raise lists.nested("trailing")
    run = _in_a_row(t, listed)
    assert run.column is not None
    return Scalar(run.column.cell(listed.size - 1), safe=False)


def _reached(running: Any) -> FormulaOf:
    """The number of the row at which a running count first reaches n; nothing where it never does."""

    def formula(t: Translator, node: nodes.Call, bound: Names) -> Term:
        listed = t.listed(node.arguments[0], bound)
        wanted = t.scalar(node.arguments[1], bound)
        if bound:
            raise lists.nested(node.function)
        run = running(t, listed)
        reached = f"SUMPRODUCT(--({run.text}>={wanted.inside(SUM)}))"
        place = f"MATCH(TRUE,{run.text}>={wanted.inside(SUM)},0)"
        if not listed.full:
            place = f"INDEX({lists.numbered(t.around, listed).text},{place})"
        none = f'IF({reached}=0,"",{place})'
        return replace(build.made(none, wanted, tidy=True, safe=False), array=True)

    return formula


def _highest(t: Translator, node: nodes.Call, bound: Names) -> Term:
    order, values = node.arguments
    if not isinstance(order, nodes.ListDisplay) or not isinstance(values, nodes.ListDisplay):
        raise refuse("formula_function", function="highest")
    names = [n.value for n in order.items if isinstance(n, nodes.Text)]
    if len(names) != len(order.items):
        raise refuse("formula_function", function="highest")
    scalars = [t.scalar(v, bound) for v in values.items]
    found = Scalar(quoted_text(names[0]))
    for name in names[1:]:
        word = Scalar(quoted_text(name))
        found = build.if_(build.one_of([build.compared(s, "=", word) for s in scalars]), word, found)
    return found


def _steps(t: Translator, node: nodes.Call, bound: Names) -> Term:
    first, last = node.arguments
    most = _most(t, last)
    least = int(first.digits) if isinstance(first, nodes.Number) else None
    if bound or most is None or least is None or most < least:
        raise refuse("formula_open_rows", construct="steps")
    size = min(most - least + 1, MOST_STEPS)
    end = t.scalar(last, bound)
    known_end = t.value(last, bound)
    top = known_end if isinstance(known_end, int) else least - 1
    table = t.around.grid.table(size, t.around.title())
    numbers = [Scalar(str(least + i)) for i in range(size)]
    items = tuple(least + i if least + i <= top else ABSENT for i in range(size))
    marks = [build.compared(n, "<=", end) for n in numbers]
    shown: list[Any] = [item is not ABSENT for item in items]
    if most > least + size - 1:  # there is no room for all that the calculator would take: refused, never cut off
        beyond = build.compared(end, ">", numbers[-1])
        marks = [build.if_(beyond, build.INVALID, mark) for mark in marks]
        if top > least + size - 1:
            shown, items = [Failure()] * size, (Failure(),) * size
    present = lists.add_column(t.around, table, t.around.heading("in_use"), marks, shown, BOOLEAN)
    made = Listed(size, present, build.NOTHING, table=table, items=items)
    type_ = t.type_of(node).element
    column = lists.masked_column(t.around, made, t.around.heading("position"), numbers, list(items), type_)
    return replace(made, element=column)


def _most(t: Translator, node: nodes.Node) -> int | None:
    if isinstance(node, nodes.Number):
        return int(node.digits)
    return t.around.most(node.name) if isinstance(node, nodes.Name) else None


FORMULAS: dict[str, FormulaOf] = {
    "count": _count,
    "any": _any,
    "all": _all,
    "first": _end("first"),
    "last": _end("last"),
    "distinct": _distinct,
    "group": _group,
    "sorted": _sorted,
    "sorted_values": _sorted_values,
    "first_run": _reached(_in_a_row),
    "nth_true": _reached(_in_all),
    "trailing": _trailing,
    "highest": _highest,
    "steps": _steps,
}
