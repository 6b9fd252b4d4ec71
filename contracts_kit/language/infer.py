"""Type inference: the gate through which every expression goes before anything is computed.

Each construct has one method that says what it needs and what it gives. Nothing that was not inferred is compiled,
so that what has no type here (a method, an attribute of a number) can never run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Place, nearest
from contracts_kit.language import nodes
from contracts_kit.language.facts import Facts, path_of
from contracts_kit.language.infer_comparisons import compare
from contracts_kit.language.nodes import Node
from contracts_kit.language.types import (
    ANYTHING,
    BOOLEAN,
    DATE,
    NOTHING,
    TEXT,
    Type,
    both,
    list_of,
    number,
    record_of,
    text_of,
    unify,
)
from contracts_kit.language.units_algebra import PLAIN, WHOLE, ZERO, common, converted, measure_of, power, product

_OPERATIONS = {
    "+": {"zh": "相加", "en": "added"},
    "-": {"zh": "相减", "en": "subtracted"},
    "*": {"zh": "相乘", "en": "multiplied"},
    "/": {"zh": "相除", "en": "divided"},
}
NEEDED = {
    "boolean": {"zh": "是非（条件）", "en": "a condition (true or false)"},
    "number": {"zh": "数字", "en": "a number"},
    "list": {"zh": "列表", "en": "a list"},
    "whole": {"zh": "整数", "en": "a whole number"},
    "rule": {"zh": "规则的输入，写作 名称=值", "en": "inputs of the rule, written name=value"},
}
RuleSignature = tuple[Mapping[str, tuple[Type, bool]], Mapping[str, Type]]  # inputs (type, must be given), outputs


def _none(name: str) -> None:
    return None


@dataclass(frozen=True)
class Surroundings:
    """What an expression may name. Every lookup gives None for what is not there.

    `name` gives the type of an input, a step or a parameter; `definition` the expression of a step; `choice` the type
    of an input or a parameter, whose values are known without inferring anything; `options` the
    values of each option; `table` the rows of a data table; `rule` the inputs and outputs of a rule; `names` all the
    names, for "did you mean"; `parameters` those that may be blank and may stand in `given`.
    """

    name: Callable[[str], Type | None] = _none
    definition: Callable[[str], Node | None] = _none
    choice: Callable[[str], Type | None] = _none
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    table: Callable[[str], Type | None] = _none
    rule: Callable[[str], RuleSignature | None] = _none
    names: Callable[[], Iterable[str]] = tuple
    rules: Callable[[], Iterable[str]] = tuple
    is_parameter: Callable[[str], bool] = lambda name: False


@dataclass(frozen=True)
class Scope:
    """The names bound here (loop variables, columns) and the facts that hold here."""

    bound: Mapping[str, Type] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)

    def binding(self, name: str, type_: Type) -> Scope:
        """The scope with one more name."""
        return Scope({**self.bound, name: type_}, self.facts.without(name))

    def knowing(self, facts: Facts) -> Scope:
        """The scope with other facts."""
        return replace(self, facts=facts)


class Inference:
    """Infers the types of one expression's nodes. `types` maps the id of each node to its type, for the compiler."""

    def __init__(self, source: str, around: Surroundings, place: Place | None = None) -> None:
        self.source = source
        self.around = around
        self.place = place or Place()
        self.types: dict[int, Type] = {}
        self.parameters: set[str] = set()
        self.options: set[str] = set()
        self.names: set[str] = set()
        self.rules: set[str] = set()
        self.tables: set[str] = set()

    # -- shared by the methods and by the functions' signatures ---------------------------------------------------

    def text(self, node: Node) -> str:
        """The source text of a node."""
        found = self.source[node.start : node.end].strip()
        return found if len(found) <= 120 else found[:117] + "..."

    def error(self, kind: str, **details: Any) -> InputError:
        """A refusal at the place of the expression."""
        return refuse(kind, self.place, **details)

    def infer(self, node: Node, scope: Scope) -> Type:
        """The type of a node. Raises InputError where it has none."""
        method: Callable[[Any, Scope], Type] = getattr(self, f"_{type(node).__name__.lower()}")
        found = method(node, scope)
        self.types[id(node)] = found
        return found

    def given(self, node: Node, scope: Scope) -> Type:
        """The type of a node that must not be nothing."""
        found = self.infer(node, scope)
        if found.optional or found.kind == "nothing":
            raise self.error("may_be_nothing", source=self.text(node))
        return found

    def boolean(self, node: Node, scope: Scope) -> None:
        """A node that must be true or false."""
        self.need(node, self.given(node, scope), "boolean")

    def need(self, node: Node, found: Type, kind: str) -> Type:
        """Refuse a node of another kind."""
        if found.kind != kind:
            raise self.error("wrong_kind", source=self.text(node), found=both(found), needed=NEEDED[kind])
        return found

    def join(self, node: Node, types: Iterable[Type]) -> Type:
        """The type of a node that is any of several."""
        made = ANYTHING
        for type_ in types:
            joined = unify(made, type_)
            if joined is None:
                raise self.error("branches_differ", source=self.text(node), left=both(made), right=both(type_))
            made = joined
        return made

    def assuming(self, scope: Scope, node: Node, truth: bool) -> Scope:
        """The scope where a condition holds, or does not."""
        definition = self.around.definition

        def defined(name: str) -> Node | None:
            return None if name in scope.bound else definition(name)

        def choices(path: str) -> tuple[str, ...] | None:
            if path.startswith("options."):
                return self.around.options.get(path.removeprefix("options."))
            if "." in path:
                return None
            found = scope.bound.get(path) or self.around.choice(path)
            return found.choices if found is not None and found.kind == "text" and not found.optional else None

        return scope.knowing(scope.facts.assuming(node, truth, defined, choices))

    # -- literals and names -----------------------------------------------------------------------------------------

    def _number(self, node: nodes.Number, scope: Scope) -> Type:
        if not node.digits.strip("0."):
            return number(ZERO, whole=True)
        whole = "." not in node.digits
        return number(WHOLE if whole else PLAIN, whole=whole)

    def _text(self, node: nodes.Text, scope: Scope) -> Type:
        return text_of((node.value,))

    def _constant(self, node: nodes.Constant, scope: Scope) -> Type:
        return NOTHING if node.value is None else BOOLEAN

    def _name(self, node: nodes.Name, scope: Scope) -> Type:
        found = scope.bound.get(node.name)
        if found is None:
            found = self.around.name(node.name)
            if found is None:
                known = (*scope.bound, *self.around.names())
                raise self.error("unknown_name", name=node.name, suggestion=nearest(node.name, known))
            (self.parameters if self.around.is_parameter(node.name) else self.names).add(node.name)
        return self._narrowed(found, node.name, scope)

    def _narrowed(self, found: Type, path: str | None, scope: Scope) -> Type:
        return found.given() if found.optional and path is not None and scope.facts.is_given(path) else found

    def _field(self, node: nodes.Field, scope: Scope) -> Type:
        if isinstance(node.of, nodes.Name) and node.of.name == "options" and "options" not in scope.bound:
            return self._option(node.name)
        of = self.given(node.of, scope)
        record = of.element if of.kind == "list" else of
        if record.kind not in ("record", "result"):
            raise self.error("unknown_field", name=node.name, found=both(of), known="-", suggestion=None)
        found = record.field(node.name)
        if found is None:
            known = [name for name, _ in record.fields]
            raise self.error(
                "unknown_field",
                name=node.name,
                found=both(of),
                known=", ".join(known[:20]),
                suggestion=nearest(node.name, known),
            )
        if of.kind == "list":
            return list_of(found, of.counted)
        return self._narrowed(found, path_of(node), scope)

    def _option(self, name: str) -> Type:
        values = self.around.options.get(name)
        if values is None:
            raise self.error("unknown_rule_option", name=name, suggestion=nearest(name, self.around.options))
        self.options.add(name)
        return text_of(values)

    # -- numbers and dates ------------------------------------------------------------------------------------------

    def _negative(self, node: nodes.Negative, scope: Scope) -> Type:
        return self.need(node.operand, self.given(node.operand, scope), "number")

    def _arithmetic(self, node: nodes.Arithmetic, scope: Scope) -> Type:
        left, right = self.given(node.left, scope), self.given(node.right, scope)
        if node.operator == "**":
            return self._power(node, left, right)
        made = self._sum(node.operator, left, right) if node.operator in "+-" else self._product(node, left, right)
        if made is None:
            raise self.error(
                "cannot_combine",
                source=self.text(node),
                left=both(left),
                right=both(right),
                operation=_OPERATIONS[node.operator],
            )
        return made

    def _sum(self, operator: str, left: Type, right: Type) -> Type | None:
        if left.kind == right.kind == "number":
            measure = common(left.measure, right.measure)
            whole = left.whole and right.whole
            return None if measure is None else number(measure, whole=whole, endless=left.endless or right.endless)
        days = measure_of("days")
        if left.kind == "date":
            if right.kind == "date":
                return number(days, whole=True) if operator == "-" else None
            if right.kind == "number" and right.whole and common(right.measure, days) is not None:
                return DATE
        if left.kind == right.kind == "list" and operator == "+":
            return unify(left, right)
        return None

    def _product(self, node: nodes.Arithmetic, left: Type, right: Type) -> Type | None:
        if left.kind != "number" or right.kind != "number":
            return None
        sign = 1 if node.operator == "*" else -1
        endless = left.endless or right.endless or (sign < 0 and not _terminates(node.right))
        whole = sign > 0 and left.whole and right.whole
        measure = product(left.measure, right.measure, sign)
        for factor, type_ in ((node.right, left), (node.left, right)):
            if isinstance(factor, nodes.Number) and (sign > 0 or factor is node.right):
                measure = converted(node.operator, type_.measure, factor.digits) or measure
        by_thirty = node.operator == "/" and measure == measure_of("months")  # checked whole where it is computed
        return number(measure, whole=whole or (by_thirty and left.whole), endless=endless and not by_thirty)

    def _power(self, node: nodes.Arithmetic, left: Type, right: Type) -> Type:
        self.need(node.left, left, "number")
        fixed = (
            int(node.right.digits) if isinstance(node.right, nodes.Number) and "." not in node.right.digits else None
        )
        measure = power(left.measure, fixed)
        if right.kind != "number" or not right.whole or measure is None or right.measure.is_money:
            raise self.error("exponent_unknown", source=self.text(node))
        return number(measure, whole=left.whole, endless=left.endless)

    # -- conditions -------------------------------------------------------------------------------------------------

    def _not(self, node: nodes.Not, scope: Scope) -> Type:
        self.boolean(node.operand, scope)
        return BOOLEAN

    def _logic(self, node: nodes.Logic, scope: Scope) -> Type:
        for operand in node.operands:
            self.boolean(operand, scope)
            scope = self.assuming(scope, operand, node.operator == "and")
        return BOOLEAN

    def _choice(self, node: nodes.Choice, scope: Scope) -> Type:
        self.boolean(node.condition, scope)
        then = self.infer(node.then, self.assuming(scope, node.condition, True))
        otherwise = self.infer(node.otherwise, self.assuming(scope, node.condition, False))
        return self.join(node, (then, otherwise))

    def _comparison(self, node: nodes.Comparison, scope: Scope) -> Type:
        types = [self.infer(operand, scope) for operand in node.operands]
        for index, operator in enumerate(node.operators):
            left, right = node.operands[index], node.operands[index + 1]
            compare(self, operator, (left, types[index]), (right, types[index + 1]))
        return BOOLEAN

    # -- lists, maps, records ---------------------------------------------------------------------------------------

    def _listdisplay(self, node: nodes.ListDisplay, scope: Scope) -> Type:
        return list_of(self.join(node, [self.infer(item, scope) for item in node.items]))

    def _mapdisplay(self, node: nodes.MapDisplay, scope: Scope) -> Type:
        keys = self.join(node, [self.given(key, scope) for key, _ in node.items])
        values = self.join(node, [self.infer(value, scope) for _, value in node.items])
        return Type("map", of=values, key=keys if node.items else TEXT)

    def _item(self, node: nodes.Item, scope: Scope) -> Type:
        if isinstance(node.of, nodes.MapDisplay):
            return self._by_category(node, node.of, scope)
        of, key = self.given(node.of, scope), self.given(node.key, scope)
        if of.kind == "list" and of.key is None:
            if key.kind != "number" or not key.whole or key.measure.is_money:
                raise self.error("wrong_kind", source=self.text(node.key), found=both(key), needed=NEEDED["whole"])
            return of.element
        if of.kind in ("map", "list") and (of.key is None or unify(of.key, key) is not None):
            return of.element
        needed = NEEDED["list"] if of.key is None else both(of.key)
        raise self.error("wrong_kind", source=self.text(node), found=both(of if of.key is None else key), needed=needed)

    def _by_category(self, node: nodes.Item, display: nodes.MapDisplay, scope: Scope) -> Type:
        """`{'a': x, 'b': y}[kind]`: the value of the one key is read, where the key is known to be that."""
        key = self.given(node.key, scope)
        keys = self.join(display, [self.given(k, scope) for k, _ in display.items])
        if unify(key, keys) is None or not display.items:
            raise self.error("wrong_kind", source=self.text(node.key), found=both(key), needed=both(keys))
        values = []
        for name, value in display.items:
            inner = scope
            if isinstance(name, nodes.Text):
                inner = scope.knowing(scope.facts.assuming_equal(node.key, name.value))
            values.append(self.infer(value, inner))
        written = [k.value for k, _ in display.items if isinstance(k, (nodes.Text, nodes.Constant))]
        if len(written) == len(display.items):
            self._exhaustive(node, key, written)
        made = self.join(display, values)
        self.types[id(display)] = Type("map", of=made, key=keys)
        return made

    def _exhaustive(self, node: nodes.Item, key: Type, written: list[Any]) -> None:
        if key.kind == "boolean":
            missing = [str(v) for v in (True, False) if v not in written]
        elif key.kind == "text" and key.choices is not None:
            missing = [v for v in key.choices if v not in written]
            strays = () if isinstance(node.key, nodes.Text) else (v for v in written if v not in key.choices)
            for stray in strays:
                raise self.error(
                    "unknown_choice",
                    value=stray,
                    name=self.text(node.key),
                    known=", ".join(key.choices),
                    suggestion=nearest(str(stray), key.choices),
                )
        else:
            return
        if missing:
            raise self.error("map_not_exhaustive", source=self.text(node), missing=", ".join(missing))

    def _slice(self, node: nodes.Slice, scope: Scope) -> Type:
        of = self.need(node.of, self.given(node.of, scope), "list")
        for bound in (node.first, node.last):
            if bound is not None:
                type_ = self.given(bound, scope)
                if type_.kind != "number" or not type_.whole:
                    raise self.error("wrong_kind", source=self.text(bound), found=both(type_), needed=NEEDED["whole"])
        return replace(of, key=None)

    def _projection(self, node: nodes.Projection, scope: Scope) -> Type:
        over = self.need(node.over, self.given(node.over, scope), "list")
        inner = scope.binding(node.variable, over.element)
        if node.condition is not None:
            self.boolean(node.condition, inner)
            inner = self.assuming(inner, node.condition, True)
        if node.key is not None:
            key = self.given(node.key, inner)
            return Type("map", of=self.infer(node.value, inner), key=key)
        value = self.infer(node.value, inner)
        if isinstance(node.value, nodes.Name) and node.value.name == node.variable and value.kind == "record":
            kept = ((n, t.given() if inner.facts.is_given(f"{node.variable}.{n}") else t) for n, t in value.fields)
            value = record_of(kept)  # a filter that asks `x.price is not None` gives rows that have one
        return list_of(value, over.counted)

    def _call(self, node: nodes.Call, scope: Scope) -> Type:
        from contracts_kit.language.infer_calls import infer_call

        return infer_call(self, node, scope)


def _terminates(divisor: Node) -> bool:
    """Whether dividing by a literal always ends: its prime factors are 2 and 5."""
    if isinstance(divisor, nodes.Call) and divisor.function == "quantity" and divisor.arguments:
        divisor = divisor.arguments[0]
    if not isinstance(divisor, nodes.Number):
        return False
    digits = int(divisor.digits.replace(".", ""))
    for factor in (2, 5):
        while digits and digits % factor == 0:
            digits //= factor
    return digits == 1
