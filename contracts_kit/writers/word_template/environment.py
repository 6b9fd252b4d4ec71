"""The jinja environment of a template: sandboxed and bounded, with autoescape on."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Any

from jinja2 import Environment, StrictUndefined, Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Macro, markup_join
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from contracts_kit.writers.word_template import bounds
from contracts_kit.writers.word_template.values import as_printed

WIDEST = 100_000
# A width or a precision of six digits or more, or one that is itself a value.
_WIDE_PERCENT = re.compile(r"%(?:\([^)]*\))?[-+ #0]*\d*\.?(?:\d{6}|\*)")
_WIDE_BRACES = re.compile(r"\{[^{}]*:[^{}]*(?:\d{6}|\{)")


class PartContext(Context):
    """A rendering's names, with the report of what it has done."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.report = bounds.Report()


@pass_context
def _range(context: Any, *bounds_given: int) -> range:
    found = range(*bounds_given)
    context.report.count(
        len(found) if found.stop - found.start < bounds.LOOP_STEPS * abs(found.step) else bounds.LOOP_STEPS + 1
    )
    return found


def _check_width(*given: Any, **named: Any) -> None:
    for number in (*given, *named.values()):
        if isinstance(number, int) and number > WIDEST:
            raise bounds.too_much(WIDEST)
        if isinstance(number, str):
            bounds.check_length(len(number) * 2)


def _check_replacement(text: Any, old: Any = "", new: Any = "", *_rest: Any, **_named: Any) -> None:
    bounds.check_length(len(str(text)) + (str(text).count(str(old)) + 1) * len(str(new)))


def _check_format(text: Any, *given: Any, **named: Any) -> None:
    if _WIDE_PERCENT.search(str(text)) or _WIDE_BRACES.search(str(text)):
        raise bounds.too_much(WIDEST)
    bounds.check_length(len(str(text)) * sum(len(x) for x in (*given, *named.values()) if isinstance(x, str)))


def _check_join(items: Any, between: Any = "", *_rest: Any, **_named: Any) -> None:
    pieces = list(items)
    bounds.check_length(sum(len(x) if isinstance(x, str) else 8 for x in pieces) + len(pieces) * len(str(between)))


# Methods of texts that can make a long text of a short one.
_TEXT_METHODS: dict[str, Callable[..., None]] = {
    **dict.fromkeys(("center", "ljust", "rjust", "zfill", "expandtabs"), _check_width),
    "replace": _check_replacement,
    "join": lambda between, items: _check_join(items, between),
}
_WIDE_FILTERS = ("center", "indent", "batch", "slice", "wordwrap", "truncate", "tojson")


def _bounded(given: Callable[..., Any], check: Callable[..., None], *, listed: bool = False) -> Callable[..., Any]:
    """A filter of jinja with its arguments checked first; `listed` makes a list of a generator before both look."""
    passes = getattr(given, "jinja_pass_arg", None)

    def checked(*arguments: Any, **named: Any) -> Any:
        first, values = (arguments[:1], list(arguments[1:])) if passes else ((), list(arguments))
        if listed and not isinstance(values[0], (str, list, tuple, Undefined)):
            values[0] = list(islice(values[0], bounds.LOOP_STEPS))
        check(*values, **named)
        return given(*first, *values, **named)

    if passes:
        checked.jinja_pass_arg = passes  # type: ignore[attr-defined]
    return checked


class TemplateEnvironment(SandboxedEnvironment):
    """Jinja without a way to Python's insides, to files, to chance or to endless work."""

    context_class = PartContext
    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def __init__(self, *, strict: bool = False) -> None:
        super().__init__(autoescape=True, finalize=as_printed, undefined=StrictUndefined if strict else Undefined)
        self.binop_table = {
            **self.binop_table,
            "*": bounds.multiply,
            "**": bounds.power,
            "+": bounds.add,
            "%": self._remainder,
        }
        del self.globals["lipsum"]
        self.globals["range"] = _range
        del self.filters["random"]
        for name in _WIDE_FILTERS:
            self.filters[name] = _bounded(self.filters[name], lambda _value, *g, **n: _check_width(*g, **n))
        self.filters["replace"] = _bounded(self.filters["replace"], _check_replacement)
        self.filters["format"] = _bounded(self.filters["format"], _check_format)
        self.filters["join"] = _bounded(self.filters["join"], _check_join, listed=True)

    @staticmethod
    def _remainder(left: Any, right: Any) -> Any:
        if isinstance(left, str):
            _check_format(left, *(right if isinstance(right, tuple) else (right,)))
        return left % right

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """Refuse at once: jinja itself would print nothing."""
        raise SecurityError(f"access to attribute {attribute!r} of {type(obj).__name__!r} object is unsafe.")

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """`"{:>5}".format(...)`: jinja keeps it away from Python's insides, this one keeps it short."""
        sandboxed = super().wrap_str_format(value)
        if sandboxed is None:
            return None

        def checked(*given: Any, **named: Any) -> str:
            values = given[0].values() if value.__name__ == "format_map" and given else given
            _check_format(value.__self__, *values, *named.values())
            return sandboxed(*given, **named)

        return checked

    def call(self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """A call from a template; methods that lengthen a text are checked first."""
        text = getattr(__obj, "__self__", None)
        if isinstance(text, (str, Markup)):
            check = _TEXT_METHODS.get(getattr(__obj, "__name__", ""))
            if check is not None:
                check(*(() if check is _check_width else (text,)), *args, **kwargs)
        elif isinstance(__obj, Macro):
            __context.report.count(1)  # type: ignore[attr-defined]
        return super().call(__context, __obj, *args, **kwargs)


def environment_for(given: Environment | None, *, strict: bool) -> Environment:
    """The environment a template is compiled with.

    `given` is a caller's own environment (for its filters, functions and extensions): it is not changed; what it
    allows is the caller's decision, only autoescape is switched on and loops are counted.
    """
    if given is None:
        environment: Environment = TemplateEnvironment(strict=strict)
    else:
        finalize = _both(given.finalize) if given.finalize and given.finalize is not as_printed else as_printed
        changed: dict[str, Any] = {"undefined": StrictUndefined} if strict else {}
        environment = given.overlay(autoescape=True, finalize=finalize, enable_async=False, **changed)
        if not issubclass(given.context_class, PartContext):
            environment.context_class = type("GivenContext", (PartContext, given.context_class), {})
        environment.shared = True
    environment.counted = bounds.counted  # type: ignore[attr-defined]
    environment.joined = _joined  # type: ignore[attr-defined]
    return environment


def _both(first: Callable[..., Any]) -> Callable[..., Any]:
    """A caller's own `finalize`, then ours."""
    passes = getattr(first, "jinja_pass_arg", None)

    @pass_context
    def finalize(context: Any, value: Any) -> Any:
        if passes is None:
            return as_printed(context, first(value))
        return as_printed(context, first(context if passes.name == "context" else context.eval_ctx, value))

    return finalize


def _joined(pieces: list[Any]) -> str:
    bounds.check_length(sum(len(piece) for piece in pieces if isinstance(piece, str)))
    return markup_join(pieces)


class Counting(NodeTransformer):
    """Every `for` goes over a counted row, every `~` makes a text of bounded length."""

    def visit_For(self, node: nodes.For) -> nodes.Node:
        """A loop."""
        self.generic_visit(node)
        node.iter = _call("counted", [nodes.ContextReference(), node.iter], node)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        """A joined text."""
        self.generic_visit(node)
        return _call("joined", [nodes.List(node.nodes, lineno=node.lineno)], node)


def _call(name: str, arguments: list[Any], place: nodes.Node) -> nodes.Call:
    """A call of something that `environment_for` puts on the environment."""
    function = nodes.EnvironmentAttribute(name, lineno=place.lineno)
    return nodes.Call(function, arguments, [], None, None, lineno=place.lineno)
