"""The nodes of an expression. Python's grammar is the surface; these are the only constructs that exist."""

from __future__ import annotations

from contracts_kit.records import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """Any expression. `start` and `end` are offsets into the source text of the expression."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A number, with the digits that stand in the source; never a float."""

    digits: str


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A text in quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """True, False or None."""

    value: bool | None


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name: an input, a step, a column, a parameter, a loop variable."""

    name: str


@dataclass(frozen=True, slots=True)
class Field(Node):
    """`of.name`: a field of a record, or a column of a list of records, or `options.name`, `before.name`."""

    of: Node
    name: str


@dataclass(frozen=True, slots=True)
class Item(Node):
    """`of[key]`."""

    of: Node
    key: Node


@dataclass(frozen=True, slots=True)
class Slice(Node):
    """`of[first:last]`; None is an open side."""

    of: Node
    first: Node | None
    last: Node | None


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`function(arguments)`: a function of the library or a rule by its id."""

    function: str
    arguments: tuple[Node, ...]
    named: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """`-operand`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not operand`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`left operator right` with + - * / **."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """`a < b <= c`: operators are < <= > >= == != in, not in, is, is not."""

    operands: tuple[Node, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """`a and b and c`, or with `or`."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice(Node):
    """`then if condition else otherwise`."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class ListDisplay(Node):
    """`[a, b, c]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class MapDisplay(Node):
    """`{key: value, ...}`."""

    items: tuple[tuple[Node, Node], ...]


@dataclass(frozen=True, slots=True)
class Projection(Node):
    """`[value for variable in over if condition]`; with `key` a map: `{key: value for ...}`."""

    value: Node
    variable: str
    over: Node
    condition: Node | None
    key: Node | None = None
