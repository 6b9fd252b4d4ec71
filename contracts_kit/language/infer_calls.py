"""Type inference of calls: a function of the library by its signature, a rule by its inputs and outputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from contracts_kit.findings import nearest
from contracts_kit.language import nodes
from contracts_kit.language.nodes import Node
from contracts_kit.language.types import BOOLEAN, NOTHING, Type, both, unify
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual

if TYPE_CHECKING:
    from contracts_kit.errors import InputError
    from contracts_kit.language.infer import Inference, Scope


@dataclass(frozen=True, slots=True)
class Accepts:
    """What an argument may be: a test of its type, and the words for it."""

    test: Callable[[Type], bool]
    zh: str
    en: str
    literal: bool = False  # a text in quotes
    optional: bool = False  # it may be nothing


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a function. `needed` false: it may be left out. `many`: any number of them, at the end.

    `named`: it is written `name=value`.
    """

    name: str
    accepts: Accepts
    needed: bool = True
    many: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """The arguments of one call, for a function's `result`: their types, their nodes, and the inference itself."""

    function: str
    types: tuple[Type, ...]
    nodes: tuple[Node, ...]
    named: Mapping[str, Type]
    inference: Inference

    def literal(self, index: int) -> str:
        """The text in quotes at a position."""
        node = self.nodes[index]
        assert isinstance(node, nodes.Text)
        return node.value

    def wrong(self, index: int, zh: str, en: str) -> InputError:
        """A refusal of one argument."""
        return self.inference.error(
            "wrong_argument",
            function=self.function,
            source=self.inference.text(self.nodes[index]),
            found=both(self.types[index]),
            needed={"zh": zh, "en": en},
        )


@dataclass(frozen=True, slots=True)
class Function:
    """One function of the library.

    `label` names it in an explanation; `doc` is one line for the reference; `example` is an expression with its value
    as text, which a test evaluates. `result` gives the type; `code` computes it from exact values.
    """

    name: str
    label: Bilingual
    doc: Bilingual
    example: tuple[str, str]
    arguments: tuple[Argument, ...]
    result: Callable[[Given], Type]
    code: Callable[..., Any]

    @property
    def usage(self) -> str:
        """How it is written: `name(argument, ...)`."""
        words = []
        for argument in self.arguments:
            word = f"{argument.name}=..." if argument.named else argument.name
            words.append(
                ("" if argument.needed else "[")
                + word
                + (", ..." if argument.many else "")
                + ("" if argument.needed else "]")
            )
        return f"{self.name}({', '.join(words)})"


def infer_call(inference: Inference, node: nodes.Call, scope: Scope) -> Type:
    """The type of a call. Raises InputError `unknown_function`, `wrong_argument` and its kin."""
    from contracts_kit.language.functions import FUNCTIONS

    if node.function == "given":
        return _given(inference, node, scope)
    if node.function == "table":
        return _table(inference, node)
    function = FUNCTIONS.get(node.function)
    if function is not None:
        return _library(inference, function, node, scope)
    signature = inference.around.rule(node.function)
    if signature is None:
        known = (*FUNCTIONS, "given", "table", *inference.around.rules())
        raise inference.error("unknown_function", name=node.function, suggestion=nearest(node.function, known))
    return _rule(inference, node, scope, signature)


def _given(inference: Inference, node: nodes.Call, scope: Scope) -> Type:
    if len(node.arguments) != 1 or node.named or not isinstance(node.arguments[0], (nodes.Name, nodes.Field)):
        raise inference.error(
            "wrong_argument_count", function="given", found=len(node.arguments), needed=1, usage="given(parameter)"
        )
    _asked(inference, node.arguments[0], scope)
    return BOOLEAN


def _asked(inference: Inference, node: Node, scope: Scope) -> None:
    """What `given` asks for: a name, or a field of a record that may itself be nothing."""
    an_option = isinstance(node, nodes.Field) and isinstance(node.of, nodes.Name) and node.of.name == "options"
    if isinstance(node, nodes.Field) and isinstance(node.of, (nodes.Name, nodes.Field)) and not an_option:
        _asked(inference, node.of, scope)
        scope = scope.knowing(scope.facts.with_given(node.of))
    inference.infer(node, scope)


def _table(inference: Inference, node: nodes.Call) -> Type:
    if len(node.arguments) != 1 or node.named or not isinstance(node.arguments[0], nodes.Text):
        raise inference.error(
            "wrong_argument_count", function="table", found=len(node.arguments), needed=1, usage="table('name')"
        )
    name = node.arguments[0].value
    found = inference.around.table(name)
    if found is None:
        raise inference.error("unknown_data_table", name=name, suggestion=None)
    inference.tables.add(name)
    inference.types[id(node.arguments[0])] = NOTHING
    return found


def _library(inference: Inference, function: Function, node: nodes.Call, scope: Scope) -> Type:
    positional = [a for a in function.arguments if not a.named]
    many = bool(positional) and positional[-1].many
    least = sum(a.needed for a in positional)
    most = None if many else len(positional)
    if len(node.arguments) < least or (most is not None and len(node.arguments) > most) or len(node.arguments) > 40:
        needed = str(least) if most == least else f"{least}..{most if most is not None else 'n'}"
        raise inference.error(
            "wrong_argument_count",
            function=function.name,
            found=len(node.arguments),
            needed=needed,
            usage=function.usage,
        )
    types = []
    for index, argument_node in enumerate(node.arguments):
        argument = positional[min(index, len(positional) - 1)]
        types.append(_argument(inference, function, argument, argument_node, scope))
    named = {}
    for name, value in node.named:
        declared = next((a for a in function.arguments if a.named and a.name == name), None)
        if declared is None and any(a.name == name for a in positional):
            raise inference.error("argument_by_place", function=function.name, name=name, usage=function.usage)
        if declared is None or name in named:
            known = [a.name for a in function.arguments if a.named]
            raise inference.error(
                "unknown_argument", function=function.name, name=name, suggestion=nearest(name, known)
            )
        named[name] = _argument(inference, function, declared, value, scope)
    return function.result(Given(function.name, tuple(types), node.arguments, named, inference))


def _argument(inference: Inference, function: Function, argument: Argument, node: Node, scope: Scope) -> Type:
    accepts = argument.accepts
    found = inference.infer(node, scope) if accepts.optional else inference.given(node, scope)
    if accepts.literal and not isinstance(node, nodes.Text):
        raise inference.error("argument_not_text", function=function.name, source=inference.text(node))
    if not accepts.test(found):
        raise inference.error(
            "wrong_argument",
            function=function.name,
            source=inference.text(node),
            found=both(found),
            needed={"zh": accepts.zh, "en": accepts.en},
        )
    return found


def _rule(inference: Inference, node: nodes.Call, scope: Scope, signature: Any) -> Type:
    inputs, outputs = signature
    if node.arguments:
        from contracts_kit.language.infer import NEEDED

        raise inference.error(
            "wrong_argument",
            function=node.function,
            source=inference.text(node.arguments[0]),
            found=both(inference.infer(node.arguments[0], scope)),
            needed=NEEDED["rule"],
        )
    for name, value in node.named:
        if name not in inputs:
            raise inference.error(
                "unknown_argument", function=node.function, name=name, suggestion=nearest(name, inputs)
            )
        needed, _ = inputs[name]
        found = inference.infer(value, scope)
        joined = unify(needed, found)
        fits = joined is not None and (needed.optional or not (found.optional or found.kind == "nothing"))
        if not fits or (needed.whole and not found.whole and needed.kind == found.kind == "number"):
            raise inference.error(
                "wrong_argument",
                function=f"{node.function}.{name}",
                source=inference.text(value),
                found=both(found),
                needed=both(needed),
            )
    written = {name for name, _ in node.named}
    for name, (_, must) in inputs.items():
        if must and name not in written:
            raise inference.error("missing_argument", function=node.function, name=name)
    inference.rules.add(node.function)
    return Type("result", fields=tuple(outputs.items()))
