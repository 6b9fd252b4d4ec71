"""One expression over typed names: parsed, inferred, compiled on first use.

For the conditions of a clause, of an outline, of a check across parameters, and for bounds. A rule's expressions go
through the same floors (`content.rule_check`, `calculation.compiled`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from contracts_kit.findings import Place
from contracts_kit.language.compile import Compiler, make
from contracts_kit.language.evaluate import evaluate_node
from contracts_kit.language.infer import Inference, Scope, Surroundings
from contracts_kit.language.nodes import Node
from contracts_kit.language.parse import parse
from contracts_kit.language.runtime import Work, blank, exact
from contracts_kit.language.types import Type, type_of
from contracts_kit.values.types import ValueType

__all__ = ["Expression", "compile_expression", "evaluate_node"]


class Expression:
    """An expression whose type is known. It can be pickled; it compiles when it is first evaluated.

    `names` are the names that it reads, `options_read` the options, `type` is what it gives.
    """

    def __init__(
        self,
        source: str,
        types: Mapping[str, ValueType | Type],
        options: Mapping[str, tuple[str, ...]],
        place: Place,
    ) -> None:
        self.source = source
        self.place = place
        self._types = dict(types)
        self._options = dict(options)
        self._function: Callable[..., Any] | None = None
        inference, self.node, self.type = self._inferred()
        self.names: frozenset[str] = frozenset(inference.names)
        self.options_read: frozenset[str] = frozenset(inference.options)

    node: Node
    type: Type

    def _inferred(self) -> tuple[Inference, Node, Type]:
        node = parse(self.source, self.place)
        around = Surroundings(
            name=self._type,
            choice=self._type,
            options=self._options,
            names=lambda: tuple(self._types),
        )
        inference = Inference(self.source, around, self.place)
        return inference, node, inference.infer(node, Scope())

    def _type(self, name: str) -> Type | None:
        """The type of a name; None where there is none. Declared types are many, and few are asked for."""
        found = self._types.get(name)
        return type_of(found) if isinstance(found, ValueType) else found

    def evaluate(self, values: Mapping[str, Any], options: Mapping[str, str] | None = None) -> Any:
        """The value, with Decimal, int, Fraction, text, date or None for each name. A number comes back as int or
        Fraction. A name without a value is nothing; one that must have a value is refused where it is read
        (`parameter_blank`, code `missing_param`).
        """
        if self._function is None:
            self._function = self._compiled()
        names = {name: exact(values.get(name)) for name in self.names}
        return self._function(names, options or {}, Work())

    def _compiled(self) -> Callable[..., Any]:
        inference, node, _ = self._inferred()

        def name(found: str) -> str:
            if self._types[found].optional:  # a declared type and the language's alike say so
                return f"N[{found!r}]"
            return f"(N[{found!r}] if N[{found!r}] is not None else R_blank({found!r}))"

        compiler = Compiler(
            inference.types,
            name,
            option=lambda found: f"O[{found!r}]",
            given=lambda found: f"(N[{found!r}] is not None)",
            objects={"R_blank": blank},
        )
        source = f"def expression(N, O, W_):\n    return {compiler.compile(node)}\n"
        made: Callable[..., Any] = make(source, "expression", compiler.objects, "<expression>")
        return made

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_function": None}

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"


def compile_expression(
    source: str,
    types: Mapping[str, ValueType | Type],
    place: Place | None = None,
    options: Mapping[str, tuple[str, ...]] | None = None,
) -> Expression:
    """The expression `source` over names of these types; `options` gives the values of each `options.name`.

    Raises InputError where it cannot be read (`bad_expression`, `not_allowed`, `expression_too_large`) or has no type
    (`unknown_name`, `cannot_combine`, `may_be_nothing` and the others of `messages.language_types`).
    """
    return Expression(str(source), types, options or {}, place or Place())
