"""What surrounds an expression on a sheet: its names, options, tables, called rules, and the sheet itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from contracts_kit.language.formulas.grid import Grid
from contracts_kit.language.formulas.terms import Listed, Record, Scalar, Term
from contracts_kit.language.nodes import Call, Node
from contracts_kit.language.types import Type
from contracts_kit.records import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """Stands for a value that is refused. `code` is invalid_input or missing_param."""

    code: str = "invalid_input"


@dataclass(frozen=True, slots=True)
class Bound:
    """A name that is bound around an expression: its term, and its known value."""

    term: Term
    value: Any


FormulaOf = Callable[[Any, Call, Mapping[str, Bound]], Term]
"""How a function is written: of the translator, the call and the names that are bound around it."""


class Around(Protocol):
    """What an expression may name, and where its columns are placed."""

    grid: Grid

    def name(self, name: str) -> Term:
        """The term of an input, a part or a parameter."""

    def parameter_cell(self, name: str) -> Scalar | None:
        """The cell of a parameter as it was typed, to ask whether it is blank; None for any other name."""

    def option(self, name: str) -> Scalar:
        """The cell that holds the value of an option."""

    def table(self, name: str) -> Listed:
        """A data table."""

    def call(self, rule: str, inputs: Mapping[str, Term], values: Mapping[str, Any]) -> Record:
        """The outputs of another rule with these inputs, computed on this sheet."""

    def most(self, name: str) -> int | None:
        """The greatest value that an input may have; None where it has no bound."""

    def evaluate(self, node: Node, types: Mapping[int, Type], bound: Mapping[str, Bound]) -> Any:
        """What a part of an expression came to; a Failure where it is refused."""

    def heading(self, key: str) -> str:
        """The printed heading of a column that a list needs: condition, value, position ..."""

    def title(self) -> str:
        """The title of a table that is needed now."""
