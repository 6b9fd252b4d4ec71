"""Turns inferred nodes into Python source. Only nodes that have a type are compiled; text enters as a literal only.

The source is made of names of ours (`p_`, `i_`, `s_` with the name behind), literals, operators and calls of the
functions that are bound beside it, so that no name of an expression reaches a name of Python's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from contracts_kit.language import nodes, runtime
from contracts_kit.language.functions import FUNCTIONS
from contracts_kit.language.nodes import Node
from contracts_kit.language.types import Type
from contracts_kit.language.units_algebra import unit_text
from contracts_kit.values.units import UNITS

Bound = Mapping[str, str]


class Compiler:
    """Compiles expressions into Python source, gathering in `bound_objects` what the source refers to.

    `name` gives the source for a name that no loop binds, `option` for an option, `given` for "the name is set",
    `table` for a data table, `rule` for a call of a rule with its compiled inputs.
    """

    def __init__(
        self,
        types: Mapping[int, Type],
        name: Callable[[str], str],
        *,
        option: Callable[[str], str] = lambda name: f"o_{name}",
        given: Callable[[str], str | None] = lambda name: None,
        table: Callable[[str], str] | None = None,
        rule: Callable[[str, str], str] | None = None,
        objects: dict[str, Any] | None = None,
    ) -> None:
        self.types = types
        self._name_source = name
        self._option = option
        self._given = given
        self._table = table
        self._rule = rule
        self.objects: dict[str, Any] = {} if objects is None else objects

    def compile(self, node: Node, bound: Bound | None = None) -> str:
        """The source of a node. `bound` gives the source of names that are bound around it."""
        method: Callable[[Any, Bound], str] = getattr(self, f"_{type(node).__name__.lower()}")
        return method(node, bound or {})

    def use(self, name: str, found: Any) -> str:
        """A name of the source for an object."""
        self.objects[name] = found
        return name

    def _runtime(self, name: str) -> str:
        return self.use(f"R_{name}", getattr(runtime, name))

    # -- literals and names -----------------------------------------------------------------------------------------

    def _number(self, node: nodes.Number, bound: Bound) -> str:
        value = Fraction(node.digits)
        if value.denominator == 1:
            return f"({value.numerator})"
        return self.use("K_" + node.digits.replace(".", "_"), value)

    def _text(self, node: nodes.Text, bound: Bound) -> str:
        return repr(node.value)

    def _constant(self, node: nodes.Constant, bound: Bound) -> str:
        return repr(node.value)

    def _name(self, node: nodes.Name, bound: Bound) -> str:
        return bound[node.name] if node.name in bound else self._name_source(node.name)

    def _field(self, node: nodes.Field, bound: Bound) -> str:
        if isinstance(node.of, nodes.Name) and node.of.name == "options" and "options" not in bound:
            return self._option(node.name)
        of = self.compile(node.of, bound)
        if self.types[id(node.of)].kind == "list":
            return f"{self._runtime('column')}({of}, {node.name!r})"
        return f"{of}[{node.name!r}]"

    # -- operators --------------------------------------------------------------------------------------------------

    def _negative(self, node: nodes.Negative, bound: Bound) -> str:
        return f"(-{self.compile(node.operand, bound)})"

    def _not(self, node: nodes.Not, bound: Bound) -> str:
        return f"(not {self.compile(node.operand, bound)})"

    def _arithmetic(self, node: nodes.Arithmetic, bound: Bound) -> str:
        left, right = self.compile(node.left, bound), self.compile(node.right, bound)
        left_kind, right_kind = self.types[id(node.left)].kind, self.types[id(node.right)].kind
        if node.operator == "/":
            return f"{self._runtime('divide')}({left}, {right})"
        if node.operator == "**":
            return f"{self._runtime('to_power')}({left}, {right})"
        if node.operator == "*":
            if self.types[id(node.left)].whole and self.types[id(node.right)].whole:
                return f"{self._runtime('times')}({left}, {right})"
            return f"({left} * {right})"
        if left_kind == "date" and right_kind == "date":
            return f"{self._runtime('days_apart')}({left}, {right})"
        if left_kind == "date":
            return f"{self._runtime('shift')}({left}, {right if node.operator == '+' else f'(-{right})'})"
        return f"({left} {node.operator} {right})"

    def _comparison(self, node: nodes.Comparison, bound: Bound) -> str:
        parts = [self.compile(node.operands[0], bound)]
        for operator, operand in zip(node.operators, node.operands[1:], strict=True):
            parts += [operator, self.compile(operand, bound)]
        return f"({' '.join(parts)})"

    def _logic(self, node: nodes.Logic, bound: Bound) -> str:
        return "(" + f" {node.operator} ".join(self.compile(o, bound) for o in node.operands) + ")"

    def _choice(self, node: nodes.Choice, bound: Bound) -> str:
        then, condition, otherwise = (self.compile(n, bound) for n in (node.then, node.condition, node.otherwise))
        return f"({then} if {condition} else {otherwise})"

    # -- lists and maps ---------------------------------------------------------------------------------------------

    def _listdisplay(self, node: nodes.ListDisplay, bound: Bound) -> str:
        return "[" + ", ".join(self.compile(i, bound) for i in node.items) + "]"

    def _mapdisplay(self, node: nodes.MapDisplay, bound: Bound) -> str:
        return "{" + ", ".join(f"{self.compile(k, bound)}: {self.compile(v, bound)}" for k, v in node.items) + "}"

    def _item(self, node: nodes.Item, bound: Bound) -> str:
        key = self.compile(node.key, bound)
        if isinstance(node.of, nodes.MapDisplay):  # only the value of the one key is computed
            source = f"{self._runtime('no_entry')}(k_)"
            for name, value in reversed(node.of.items):
                source = f"{self.compile(value, bound)} if k_ == {self.compile(name, bound)} else {source}"
            return f"(lambda k_: {source})({key})"
        of = self.compile(node.of, bound)
        keyed = self.types[id(node.of)]
        if keyed.kind == "list" and keyed.key is not None:
            return f"{self._runtime('keyed')}({of}, {key})"
        return f"{self._runtime('item')}({of}, {key})"

    def _slice(self, node: nodes.Slice, bound: Bound) -> str:
        first = "" if node.first is None else self.compile(node.first, bound)
        last = "" if node.last is None else self.compile(node.last, bound)
        return f"{self.compile(node.of, bound)}[{first}:{last}]"

    def _projection(self, node: nodes.Projection, bound: Bound) -> str:
        variable = f"v_{node.variable}"
        inner = {**bound, node.variable: variable}
        condition = "" if node.condition is None else f" if {self.compile(node.condition, inner)}"
        loop = f"for {variable} in W_({self.compile(node.over, bound)}){condition}"
        value = self.compile(node.value, inner)
        if node.key is not None:
            return f"{{{self.compile(node.key, inner)}: {value} {loop}}}"
        return f"[{value} {loop}]"

    # -- calls ------------------------------------------------------------------------------------------------------

    def _call(self, node: nodes.Call, bound: Bound) -> str:
        if node.function == "given":
            return self._given_source(node.arguments[0], bound)
        if node.function == "table":
            argument = node.arguments[0]
            assert self._table is not None and isinstance(argument, nodes.Text)
            return self._table(argument.value)
        function = FUNCTIONS.get(node.function)
        if function is None:
            assert self._rule is not None
            inputs = ", ".join(f"{name!r}: {self.compile(value, bound)}" for name, value in node.named)
            return self._rule(node.function, "{" + inputs + "}")
        sources = [self.compile(a, bound) for a in node.arguments]
        if node.function == "windows":
            measure = self.types[id(node.arguments[2])].measure
            sources[2] = f"({sources[2]}, {UNITS[unit_text(measure) or 'days'].name!r})"
        sources += [f"{name}={self.compile(value, bound)}" for name, value in node.named]
        return f"{self.use(f'F_{function.name}', function.code)}({', '.join(sources)})"

    def _given_source(self, node: Node, bound: Bound) -> str:
        if isinstance(node, nodes.Name) and node.name not in bound:
            found = self._given(node.name)
            if found is not None:
                return found
        asked = f"({self.compile(node, bound)} is not None)"
        of = self.types.get(id(node.of)) if isinstance(node, nodes.Field) else None
        if isinstance(node, nodes.Field) and of is not None and of.kind == "record":
            return f"({self._given_source(node.of, bound)} and {asked})"  # a blank record has no field that is set
        return asked


def make(source: str, name: str, objects: Mapping[str, Any], file: str) -> Any:
    """The function `name` that a source defines, with nothing of Python's within reach but what is bound."""
    space: dict[str, Any] = {"__builtins__": {"len": len, "dict": dict}, **objects}
    exec(compile(source, file, "exec"), space)
    return space[name]
