"""Translates inferred nodes into terms of a sheet: one method for each construct, as inference and compiler have.

At the top of an expression a list becomes columns of cells, one formula for each row that the sheet has room for.
Within a row a further list cannot have cells of its own; there it becomes an array formula over the whole range.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from contracts_kit.errors import refuse
from contracts_kit.language import nodes
from contracts_kit.language.formulas import build, lists
from contracts_kit.language.formulas.around import Around, Bound, Failure
from contracts_kit.language.formulas.functions import FORMULAS
from contracts_kit.language.formulas.grid import quoted_text
from contracts_kit.language.formulas.terms import (
    ABSENT,
    ATOM,
    PRODUCT,
    Listed,
    PerRow,
    Record,
    Scalar,
    Term,
    at,
    column_term,
    columns_of,
)
from contracts_kit.language.functions import FUNCTIONS
from contracts_kit.language.nodes import Node
from contracts_kit.language.types import BOOLEAN, Type

Names = Mapping[str, Bound]
_SIGNS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "=", "!=": "<>"}


class Translator:
    """Translates the nodes of one expression, whose types are known by node."""

    def __init__(self, types: Mapping[int, Type], around: Around) -> None:
        self.types = types
        self.around = around

    def term(self, node: Node, bound: Names | None = None) -> Term:
        """The term of a node. Raises InputError, a kind of `messages.language_formulas`, where it has no formula."""
        method: Callable[[Any, Names], Term] = getattr(self, f"_{type(node).__name__.lower()}")
        return method(node, bound or {})

    def scalar(self, node: Node, bound: Names | None = None) -> Scalar:
        """The term of a node that is one value."""
        found = self.term(node, bound)
        if not isinstance(found, Scalar):
            raise refuse("formula_kind", construct=type(node).__name__)
        return found

    def listed(self, node: Node, bound: Names | None = None) -> Listed:
        """The term of a node that is a list."""
        found = self.term(node, bound)
        if not isinstance(found, Listed):
            raise refuse("formula_kind", construct=type(node).__name__)
        return found

    def type_of(self, node: Node) -> Type:
        """The type of a node."""
        return self.types[id(node)]

    def value(self, node: Node, bound: Names) -> Any:
        """What a node came to."""
        return self.around.evaluate(node, self.types, bound)

    # -- literals and names -------------------------------------------------------------------------------------------

    def _number(self, node: nodes.Number, bound: Names) -> Term:
        return Scalar(node.digits)

    def _text(self, node: nodes.Text, bound: Names) -> Term:
        return Scalar(quoted_text(node.value))

    def _constant(self, node: nodes.Constant, bound: Names) -> Term:
        if node.value is None:
            return build.NOTHING
        return build.TRUE if node.value else build.FALSE

    def _name(self, node: nodes.Name, bound: Names) -> Term:
        found = bound[node.name].term if node.name in bound else self.around.name(node.name)
        return self._narrowed(node, found)

    def _narrowed(self, node: Node, found: Term) -> Term:
        """Where a value is known to be given its cell is read as it stands."""
        if isinstance(found, Scalar) and found.raw is not None and not self.type_of(node).optional:
            return replace(found, text=found.raw, raw=None)
        return found

    def _field(self, node: nodes.Field, bound: Names) -> Term:
        if isinstance(node.of, nodes.Name) and node.of.name == "options" and "options" not in bound:
            return self.around.option(node.name)
        of = self.term(node.of, bound)
        if isinstance(of, Listed):
            return lists.field_of(of, node.name)
        if not isinstance(of, Record) or node.name not in of.fields:
            raise lists.nested(node.name)
        return self._narrowed(node, of.fields[node.name])

    # -- numbers and conditions ---------------------------------------------------------------------------------------

    def _negative(self, node: nodes.Negative, bound: Names) -> Term:
        operand = self.scalar(node.operand, bound)
        return build.made(f"(-{operand.inside(ATOM)})", operand)

    def _not(self, node: nodes.Not, bound: Names) -> Term:
        return build.negated(self.scalar(node.operand, bound))

    def _arithmetic(self, node: nodes.Arithmetic, bound: Names) -> Term:
        type_ = self.type_of(node)
        if type_.kind == "list":
            parts = [self.listed(n, bound) for n in (node.left, node.right)]
            return self._joined(node, parts, [None, None], bound)
        left, right = self.scalar(node.left, bound), self.scalar(node.right, bound)
        tidy = type_.kind == "date" or (type_.whole and node.operator != "/" and left.tidy and right.tidy)
        sure = left.safe and right.safe and node.operator not in ("/", "**")
        if node.operator == "**":
            return self._power(node, left, right)
        if node.operator == "/":
            right = build.cleared(right)  # what is nought must divide as nought
        return build.operation(left, node.operator, right, tidy=tidy, safe=sure)

    def _power(self, node: nodes.Arithmetic, base: Scalar, exponent: Scalar) -> Scalar:
        text = f"{base.inside(ATOM)}^{exponent.inside(ATOM)}"
        raised = build.made(text, base, exponent, strength=PRODUCT, tidy=self.type_of(node).whole, safe=False)
        if isinstance(node.right, nodes.Number):
            return raised
        zero = Scalar("0")
        power = build.if_(build.compared(exponent, "=", zero), Scalar("1"), raised)
        return build.if_(build.compared(exponent, "<", zero), build.INVALID, power)

    def _comparison(self, node: nodes.Comparison, bound: Names) -> Term:
        parts = []
        for index, operator in enumerate(node.operators):
            parts.append(self._compared(operator, node.operands[index], node.operands[index + 1], bound))
        return build.both(parts)

    def _compared(self, operator: str, left: Node, right: Node, bound: Names) -> Scalar:
        if operator in ("is", "is not"):
            found = self.term(left, bound)
            if isinstance(found, Record):  # a record is nothing where all that it holds is nothing
                found = next((f for f in found.fields.values() if isinstance(f, Scalar)), found)
            if isinstance(found, Listed):  # a list of cells that are all empty was left out
                return build.compared(lists.count(found), "=" if operator == "is" else ">", Scalar("0"))
            if not isinstance(found, Scalar):
                raise refuse("formula_kind", construct="is None")
            return build.is_nothing(found) if operator == "is" else build.is_given(found)
        if operator in ("in", "not in"):
            found = self._member(self.scalar(left, bound), left, right, bound)
            return found if operator == "in" else build.negated(found)
        kind = self.type_of(left)
        return self.equal(kind, self.type_of(right), operator)(self.scalar(left, bound), self.scalar(right, bound))

    def equal(self, left: Type, right: Type, operator: str = "==") -> Callable[[Scalar, Scalar], Scalar]:
        """How two terms of these types are compared."""
        sign = _SIGNS[operator]
        if left.kind == "text" and left.choices is None and right.choices is None:
            if sign == "=":
                return lambda a, b: build.call("EXACT", a, b, tidy=True)
            return lambda a, b: build.negated(build.call("EXACT", a, b, tidy=True))
        if left.kind == "number":
            return lambda a, b: build.compared(build.cleared(a), sign, build.cleared(b))
        return lambda a, b: build.compared(a, sign, b)

    def _member(self, sought: Scalar, left: Node, right: Node, bound: Names) -> Scalar:
        """Whether a value is among a list; a list that is written out is compared item by item."""
        if isinstance(right, nodes.ListDisplay):
            if not right.items:
                return build.FALSE
            tests = [
                self.equal(self.type_of(left), self.type_of(i))(sought, self.scalar(i, bound)) for i in right.items
            ]
            return build.one_of(tests)
        if isinstance(right, nodes.Choice):
            then, otherwise = (self._member(sought, left, n, bound) for n in (right.then, right.otherwise))
            return build.if_(self.scalar(right.condition, bound), then, otherwise)
        if isinstance(right, nodes.Item) and isinstance(right.of, nodes.MapDisplay):
            return self._by_key(right, right.of, bound, lambda n: self._member(sought, left, n, bound))
        listed = self.listed(right, bound)
        if not isinstance(listed.element, Scalar):
            raise lists.nested("in")
        if columns_of(listed.element) and not bound:
            listed = self._masked(listed, self.type_of(right).element)
        kind = self.type_of(left)
        test = self.equal(kind, self.type_of(right).element)
        return lists.contains(listed, sought, test, text=kind.kind == "text" and kind.choices is None)

    def _logic(self, node: nodes.Logic, bound: Names) -> Term:
        operands = [self.scalar(o, bound) for o in node.operands]
        return build.both(operands) if node.operator == "and" else build.one_of(operands)

    def _choice(self, node: nodes.Choice, bound: Names) -> Term:
        condition = self.scalar(node.condition, bound)
        if isinstance(node.otherwise, nodes.ListDisplay) and not node.otherwise.items:
            return self._or_empty(node, condition, bound)
        then, otherwise = self.term(node.then, bound), self.term(node.otherwise, bound)
        found = build.either(condition, then, otherwise)
        if found is not None:
            return found
        if isinstance(then, Listed) and isinstance(otherwise, Listed):
            same = then.element is otherwise.element and then.table is otherwise.table and then.size == otherwise.size
            if bound or not same:
                return self._joined(node, [then, otherwise], [condition, build.negated(condition)], bound)
            return self._one_of_marks(node, condition, then, otherwise)
        raise refuse("formula_kind", construct="if")

    def _or_empty(self, node: nodes.Choice, condition: Scalar, bound: Names) -> Listed:
        """A list where a condition holds, else an empty one."""
        listed = self.listed(node.then, bound)
        if bound:
            return replace(listed, present=build.if_(condition, listed.present, build.FALSE), full=False)
        holds = self.value(node.condition, bound) is True
        values = [holds and lists.known(listed, i) is not ABSENT for i in range(listed.size)]
        return replace(lists.marked(self.around, listed, [condition] * listed.size, values), full=listed.full)

    def _one_of_marks(self, node: nodes.Choice, condition: Scalar, then: Listed, otherwise: Listed) -> Listed:
        """One of two selections of the same rows."""
        holds = self.value(node.condition, {})
        chosen = then if holds is True else otherwise
        cells = [build.if_(condition, lists.in_use(then, i), lists.in_use(otherwise, i)) for i in range(then.size)]
        table = lists.table_of(self.around, then)
        values = [lists.known(chosen, i) is not ABSENT for i in range(then.size)]
        present = lists.add_column(self.around, table, self.around.heading("in_use"), cells, values, BOOLEAN)
        return replace(chosen, present=present, full=then.full and otherwise.full)

    def _joined(self, node: Node, parts: Sequence[Listed], conditions: Sequence[Scalar | None], bound: Names) -> Listed:
        if bound:
            raise lists.nested("+")
        if isinstance(node, nodes.Choice):
            holds = self.value(node.condition, {})
            taken = [holds is True, holds is not True]
            parts = [p if t else replace(p, items=(ABSENT,) * p.size) for p, t in zip(parts, taken, strict=True)]
        return lists.joined(self.around, parts, self.type_of(node).element, conditions)

    # -- lists and maps -----------------------------------------------------------------------------------------------

    def _listdisplay(self, node: nodes.ListDisplay, bound: Names) -> Term:
        if bound:
            raise lists.nested("[ ]")
        if not node.items:
            return Listed(1, build.FALSE, build.NOTHING, items=(ABSENT,))
        type_ = self.type_of(node).element
        terms = [self.scalar(item, bound) for item in node.items]
        values = [self.value(item, bound) for item in node.items]
        table = self.around.grid.table(len(terms), self.around.title())
        column = lists.add_column(self.around, table, self.around.heading("value"), terms, values, type_)
        if type_.optional:
            assert column.column is not None
            column = column_term(column.column, optional=True, tidy=column.tidy)
        else:
            column = replace(column, mask="TRUE")
        return Listed(len(terms), build.TRUE, column, table=table, items=tuple(values))

    def _mapdisplay(self, node: nodes.MapDisplay, bound: Names) -> Term:
        """A map whose keys are written out is a record of them."""
        keys = [key.value for key, _ in node.items if isinstance(key, nodes.Text)]
        if len(keys) != len(node.items):
            raise refuse("formula_map")
        return Record({key: self.term(value, bound) for key, (_, value) in zip(keys, node.items, strict=True)})

    def _item(self, node: nodes.Item, bound: Names) -> Term:
        if isinstance(node.of, nodes.MapDisplay):
            display = node.of
            if self.type_of(node).kind == "list":
                return self._list_by_key(node, display, bound)
            return self._by_key(node, display, bound, lambda n: self.scalar(n, bound))
        found = self.term(node.of, bound)
        if isinstance(found, Record) and isinstance(node.key, nodes.Text) and node.key.value in found.fields:
            return found.fields[node.key.value]
        if not isinstance(found, Listed):
            raise refuse("formula_map")
        of = found
        key = self.scalar(node.key, bound)
        if of.key is not None:
            keys = lists.field_of(of, of.key).element
            assert isinstance(keys, Scalar)
            place = build.made(f"IFERROR(MATCH({key.text},{keys.text},0),invalid_input)", key, safe=False)
            return lists.picked(of.element, place)
        if bound and of.table is None:
            raise lists.nested("[ ]")
        return lists.picked(of.element, lists.place_of(self.around, of, key))

    def _by_key(
        self, node: nodes.Item, display: nodes.MapDisplay, bound: Names, value: Callable[[Node], Scalar]
    ) -> Scalar:
        """The value of the one key."""
        key = self.scalar(node.key, bound)
        equal = self.equal(self.type_of(node.key), self.type_of(display.items[0][0]))
        found = build.INVALID
        if self.type_of(node.key).kind == "boolean" and len(display.items) == 2:
            by = {getattr(k, "value", None): value(v) for k, v in display.items}
            if set(by) == {True, False}:
                return build.if_(key, by[True], by[False])
        for name, item in reversed(display.items):
            found = build.if_(equal(key, self.scalar(name, bound)), value(item), found)
        return found

    def _list_by_key(self, node: nodes.Item, display: nodes.MapDisplay, bound: Names) -> Listed:
        """The list of the one key: all of them below each other, each in use only where the key is its own."""
        if bound:
            raise lists.nested("{ }")
        key, known = self.scalar(node.key), self.value(node.key, {})
        equal = self.equal(self.type_of(node.key), self.type_of(display.items[0][0]))
        parts, conditions = [], []
        for name, item in display.items:
            part = self.listed(item)
            taken = self.value(name, {}) == known
            parts.append(part if taken else replace(part, items=(ABSENT,) * part.size))
            conditions.append(equal(key, self.scalar(name)))
        return lists.joined(self.around, parts, self.type_of(node).element, conditions)

    def _slice(self, node: nodes.Slice, bound: Names) -> Term:
        if bound:
            raise lists.nested("[ : ]")
        of = self.listed(node.of, bound)
        ends = [None if n is None else self.scalar(n, bound) for n in (node.first, node.last)]
        known = [None if n is None else self.value(n, bound) for n in (node.first, node.last)]
        if any(isinstance(k, Failure) for k in known):
            known = [None, 0]
        kept = range(len(lists.known_items(of)))[known[0] : known[1]]
        return lists.sliced(self.around, of, ends[0], ends[1], kept)

    def _projection(self, node: nodes.Projection, bound: Names) -> Term:
        if node.key is not None:
            raise refuse("formula_map")
        over = self.listed(node.over, bound)
        if bound:
            return self._within_row(node, over, bound)
        rows = [{node.variable: Bound(lists.row(over, i), lists.known(over, i))} for i in range(over.size)]
        if node.condition is not None:
            conditions = [self.scalar(node.condition, inner) for inner in rows]
            values = [False if self._absent(inner) else self.value(node.condition, inner) for inner in rows]
            over = lists.marked(self.around, over, conditions, values)
        if isinstance(node.value, nodes.Name) and node.value.name == node.variable:
            return over
        rows = [{node.variable: Bound(lists.row(over, i), lists.known(over, i))} for i in range(over.size)]
        terms = [self.term(node.value, inner) for inner in rows]
        return self._columned(node, over, rows, terms)

    def _columned(self, node: nodes.Projection, over: Listed, rows: Sequence[Names], terms: Sequence[Term]) -> Listed:
        """The rows of a list with a further column, which is what it is now a list of."""
        scalars = [term for term in terms if isinstance(term, Scalar)]
        if len(scalars) != len(terms):
            return replace(over, element=PerRow(lambda index: terms[index]), items=None)
        values = [ABSENT if self._absent(inner) else self.value(node.value, inner) for inner in rows]
        type_ = self.type_of(node.value)
        heading = self.around.heading("value")
        column = lists.masked_column(self.around, over, heading, scalars, values, type_)
        if type_.optional:
            assert column.column is not None
            column = column_term(column.column, optional=True, tidy=column.tidy)
        table = over.table or self.around.grid.table(1, "")
        return replace(over, element=column, items=tuple(values), table=table)

    def _absent(self, inner: Names) -> bool:
        return any(b.value is ABSENT for b in inner.values())

    def _within_row(self, node: nodes.Projection, over: Listed, bound: Names) -> Listed:
        """A list within a row: an array formula over the whole range."""
        if any(isinstance(b.term, Scalar) and b.term.wide for b in bound.values()) or any(
            isinstance(b.term, Record) and _is_wide(b.term) for b in bound.values()
        ):
            raise lists.nested("for")
        inner = {**bound, node.variable: Bound(over.element, Failure())}
        present = over.present
        if node.condition is not None:
            present = build.if_(present, self.scalar(node.condition, inner), build.FALSE)
        element = self.term(node.value, inner)
        if not isinstance(element, (Scalar, Record)):
            raise lists.nested("for")
        if isinstance(element, Scalar) and not element.wide:
            element = replace(element, wide=True)
        return Listed(over.size, replace(present, wide=True), element, full=False)

    def _masked(self, listed: Listed, type_: Type) -> Listed:
        """The list with a column that is empty outside of the rows in use."""
        element = listed.element
        if not isinstance(element, Scalar) or element.column is None:
            return listed
        if element.raw is None and element.mask == listed.present.text:
            return listed
        cells = [at(element, i) for i in range(listed.size)]
        scalars = [c for c in cells if isinstance(c, Scalar)]
        values = [lists.known(listed, i) for i in range(listed.size)]
        column = lists.masked_column(self.around, listed, self.around.heading("value"), scalars, values, type_)
        return replace(listed, element=column)

    def masked(self, node: Node, bound: Names) -> Listed:
        """The list of a node as a column that may be summed, where it can have one."""
        listed = self.listed(node, bound)
        return listed if bound else self._masked(listed, self.type_of(node).element)

    # -- calls --------------------------------------------------------------------------------------------------------

    def _call(self, node: nodes.Call, bound: Names) -> Term:
        if node.function == "given":
            return self._given(node.arguments[0], bound)
        if node.function == "table":
            argument = node.arguments[0]
            assert isinstance(argument, nodes.Text)
            return self.around.table(argument.value)
        if node.function not in FUNCTIONS:
            if bound:
                raise lists.nested(node.function)
            terms = {name: self.term(value, bound) for name, value in node.named}
            values = {name: self.value(value, bound) for name, value in node.named}
            return self.around.call(node.function, terms, values)
        formula = FORMULAS.get(node.function)
        if formula is None:
            raise refuse("formula_function", function=node.function)
        return formula(self, node, bound)

    def _given(self, node: Node, bound: Names) -> Scalar:
        if isinstance(node, nodes.Name) and node.name not in bound:
            cell = self.around.parameter_cell(node.name)
            if cell is not None:
                return build.is_given(cell)
        return build.is_given(self.scalar(node, bound))


def _is_wide(record: Record) -> bool:
    return any(isinstance(f, Scalar) and f.wide for f in record.fields.values())
