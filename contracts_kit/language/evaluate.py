"""Evaluates one node over named values, for explanations that show what a part of a formula came to.

The rule itself runs compiled. Here nothing is known of types, so this is only for nodes of an expression that has
been inferred; even so there is no construct that reaches beyond the values given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from contracts_kit.errors import refuse
from contracts_kit.language import nodes, runtime
from contracts_kit.language.functions import FUNCTIONS
from contracts_kit.language.nodes import Node

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "in": lambda a, b: a in b,
    "not in": lambda a, b: a not in b,
    "is": lambda a, b: a is b,
    "is not": lambda a, b: a is not b,
}


def evaluate_node(
    node: Node,
    names: Mapping[str, Any],
    options: Mapping[str, str] | None = None,
    rule: Callable[[str, Mapping[str, Any]], Any] | None = None,
    table: Callable[[str], Any] | None = None,
) -> Any:
    """The value of a node with these values for its names: numbers as int, Fraction or Decimal; a number comes back
    as int or Fraction. Raises InputError `unknown_name` where a name has no value, and what the functions raise.
    """
    return _Evaluation(dict(names), options or {}, rule, table).value(node)


class _Evaluation:
    def __init__(self, names: dict[str, Any], options: Mapping[str, str], rule: Any, table: Any) -> None:
        self._names = names
        self._options = options
        self._rule = rule
        self._table = table
        self._work = runtime.Work()

    def value(self, node: Node) -> Any:
        method: Callable[[Any], Any] = getattr(self, f"_{type(node).__name__.lower()}")
        return method(node)

    def _number(self, node: nodes.Number) -> Any:
        return runtime.exact(Fraction(node.digits))

    def _text(self, node: nodes.Text) -> Any:
        return node.value

    def _constant(self, node: nodes.Constant) -> Any:
        return node.value

    def _name(self, node: nodes.Name) -> Any:
        if node.name not in self._names:
            raise refuse("unknown_name", name=node.name)
        return runtime.exact(self._names[node.name])

    def _field(self, node: nodes.Field) -> Any:
        if isinstance(node.of, nodes.Name) and node.of.name == "options" and "options" not in self._names:
            return self._options.get(node.name)
        of = self.value(node.of)
        return runtime.column(of, node.name) if isinstance(of, list) else of[node.name]

    def _negative(self, node: nodes.Negative) -> Any:
        return -self.value(node.operand)

    def _not(self, node: nodes.Not) -> Any:
        return not self.value(node.operand)

    def _arithmetic(self, node: nodes.Arithmetic) -> Any:
        left, right = self.value(node.left), self.value(node.right)
        if node.operator == "/":
            return runtime.divide(left, right)
        if node.operator == "**":
            return runtime.to_power(left, right)
        if node.operator == "*":
            return runtime.times(left, right)
        if isinstance(left, date):
            if isinstance(right, date):
                return runtime.days_apart(left, right)
            return runtime.shift(left, right if node.operator == "+" else -right)
        return left + right if node.operator == "+" else left - right

    def _comparison(self, node: nodes.Comparison) -> Any:
        left = self.value(node.operands[0])
        for operator, operand in zip(node.operators, node.operands[1:], strict=True):
            right = self.value(operand)
            if not _COMPARE[operator](left, right):
                return False
            left = right
        return True

    def _logic(self, node: nodes.Logic) -> Any:
        if node.operator == "and":
            return all(self.value(operand) for operand in node.operands)
        return any(self.value(operand) for operand in node.operands)

    def _choice(self, node: nodes.Choice) -> Any:
        return self.value(node.then if self.value(node.condition) else node.otherwise)

    def _listdisplay(self, node: nodes.ListDisplay) -> Any:
        return [self.value(i) for i in node.items]

    def _mapdisplay(self, node: nodes.MapDisplay) -> Any:
        return {self.value(k): self.value(v) for k, v in node.items}

    def _item(self, node: nodes.Item) -> Any:
        key = self.value(node.key)
        if isinstance(node.of, nodes.MapDisplay):
            for name, value in node.of.items:
                if self.value(name) == key:
                    return self.value(value)
            return runtime.no_entry(key)
        of = self.value(node.of)
        return runtime.keyed(of, key) if hasattr(of, "by_key") else runtime.item(of, key)

    def _slice(self, node: nodes.Slice) -> Any:
        first = None if node.first is None else self.value(node.first)
        last = None if node.last is None else self.value(node.last)
        return self.value(node.of)[first:last]

    def _projection(self, node: nodes.Projection) -> Any:
        kept, had = self._names.get(node.variable), node.variable in self._names
        made: list[Any] = []
        keyed: dict[Any, Any] = {}
        for element in self._work(self.value(node.over)):
            self._names[node.variable] = element
            if node.condition is not None and not self.value(node.condition):
                continue
            if node.key is None:
                made.append(self.value(node.value))
            else:
                keyed[self.value(node.key)] = self.value(node.value)
        self._names.pop(node.variable, None)
        if had:
            self._names[node.variable] = kept
        return made if node.key is None else keyed

    def _is_given(self, node: Node) -> bool:
        if isinstance(node, nodes.Name):
            return self._names.get(node.name) is not None
        if isinstance(node, nodes.Field) and not (isinstance(node.of, nodes.Name) and node.of.name == "options"):
            return self._is_given(node.of) and self.value(node) is not None
        return self.value(node) is not None

    def _call(self, node: nodes.Call) -> Any:
        if node.function == "given":
            return self._is_given(node.arguments[0])
        if node.function == "table" and self._table is not None and isinstance(node.arguments[0], nodes.Text):
            return self._table(node.arguments[0].value)
        function = FUNCTIONS.get(node.function)
        named = {name: self.value(value) for name, value in node.named}
        if function is None:
            if self._rule is None:
                raise refuse("unknown_function", name=node.function)
            return self._rule(node.function, named)
        return function.code(*(self.value(a) for a in node.arguments), **named)
