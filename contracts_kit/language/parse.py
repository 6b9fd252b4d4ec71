"""Reads the source of an expression: Python's grammar as the surface, our own nodes as the only result.

What is not one of our nodes is refused with the place in the source. Nothing is evaluated here, and a number keeps
the digits that stand in the source, because `ast` has already made a float of them.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable
from functools import lru_cache
from keyword import kwlist

from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place
from contracts_kit.language import nodes
from contracts_kit.language.nodes import Node

MAX_LENGTH = 4000
MAX_DEPTH = 40
MAX_TERMS = 120
MAX_DIGITS = 30
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?\Z")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}
# A field may have any name, `row.class` and `row.from` too: after a dot a word of Python's is no word of Python's.
# It is parsed in a spelling of the same length that is none, and read back.
_RESPELT = {word[0] + word[1:].upper(): word for word in kwlist if word.islower()}
_FIELD = re.compile(r"'[^']*'|\"[^\"]*\"|\.\s*(?P<word>" + "|".join(_RESPELT.values()) + r")\b")
# What people write by habit, and what to write instead.
_INSTEAD = {
    "FloorDiv": "floor(a / b)",
    "Mod": "a - b * floor(a / b)",
    "Lambda": "[f for x in list]",
    "JoinedStr": "a text in quotes",
    "SetComp": "[... for x in list]",
    "Set": "[a, b]",
    "NamedExpr": "a step of its own",
    "Starred": "a list",
}


def parse(source: str, place: Place | None = None) -> Node:
    """The nodes of an expression. Raises InputError `bad_expression`, `expression_too_large`, `not_allowed`."""
    try:
        return _parse(str(source))
    except InputError as error:
        raise InputError([Finding(f.kind, place or Place(), f.details) for f in error.findings]) from None


@lru_cache(maxsize=8192)
def _parse(source: str) -> Node:
    if len(source) > MAX_LENGTH:
        raise refuse("expression_too_large", found=len(source), allowed=MAX_LENGTH)
    line = _one_line(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse("(" + _FIELD.sub(_respelt, line) + ")", mode="eval")
    except SyntaxError as error:
        column = max((error.offset or 1) - 1, 1)
        raise refuse("bad_expression", source=_shown(source), column=column, found=error.msg) from None
    except (ValueError, MemoryError, RecursionError, OverflowError) as error:
        raise refuse("bad_expression", source=_shown(source), column=1, found=type(error).__name__) from None
    if isinstance(tree.body, ast.Tuple) and tree.body.col_offset == 0:  # nothing, or several expressions
        raise refuse("bad_expression", source=_shown(source), column=1, found="," if source.strip() else "-")
    return _Reader(line).read(tree.body, 0)


def _respelt(found: re.Match[str]) -> str:
    word = found["word"]
    return found[0] if word is None else found[0].removesuffix(word) + word[0] + word[1:].upper()


def _shown(source: str) -> str:
    return source if len(source) <= 160 else source[:157] + "..."


def _one_line(source: str) -> str:
    """The source with line ends as spaces, its brackets counted. A comment or a backslash is refused."""
    quote = ""
    depth = 0
    for index, character in enumerate(source):
        if quote:
            if character == "\\" or character in "\r\n":
                raise refuse("bad_expression", source=_shown(source), column=index + 1, found=repr(character))
            if character == quote:
                quote = ""
        elif character in "'\"":
            quote = character
        elif character in "([{":
            depth += 1
            if depth > MAX_DEPTH:
                raise refuse("expression_too_large", found=f"{depth} brackets", allowed=f"{MAX_DEPTH} brackets")
        elif character in ")]}":
            depth -= 1
            if depth < 0:
                raise refuse("bad_expression", source=_shown(source), column=index + 1, found=repr(character))
        elif character in "#\\;`" or not (character.isascii() and (character.isprintable() or character in "\n\r\t")):
            raise refuse("bad_expression", source=_shown(source), column=index + 1, found=repr(character))
    return re.sub(r"[\r\n\t]", " ", source)


class _Reader:
    """Turns Python's tree into ours. `_line` is the source; offsets of the tree are in bytes and one bracket ahead."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._bytes = None if line.isascii() else line.encode()
        self._level = 0

    def _offset(self, column: int) -> int:
        column -= 1
        return column if self._bytes is None else len(self._bytes[:column].decode(errors="ignore"))

    def _span(self, tree: ast.expr) -> tuple[int, int]:
        return self._offset(tree.col_offset), self._offset(tree.end_col_offset or tree.col_offset)

    def read(self, tree: ast.expr, depth: int) -> Node:
        """One expression; `depth` counts how deep it stands."""
        if depth > MAX_DEPTH:
            raise refuse("expression_too_large", found=f"{depth} levels", allowed=f"{MAX_DEPTH} levels")
        name = type(tree).__name__
        reader: Callable[[ast.expr, int], Node] | None = getattr(self, f"_{name.lower()}", None)
        if reader is None:
            raise self._refused(tree, name)
        self._level += 1
        if self._level > MAX_TERMS:
            raise refuse("expression_too_large", found=f"{self._level} terms", allowed=f"{MAX_TERMS} terms")
        try:
            return reader(tree, depth + 1)
        finally:
            self._level -= 1

    def _refused(self, tree: ast.AST, name: str) -> InputError:
        start = self._offset(getattr(tree, "col_offset", 1))
        end = self._offset(getattr(tree, "end_col_offset", None) or 1)
        found = self._line[start:end] or name
        return refuse("not_allowed", found=_shown(found), column=start + 1, instead=_INSTEAD.get(name, "-"))

    def _constant(self, tree: ast.Constant, depth: int) -> Node:
        start, end = self._span(tree)
        value = tree.value
        if value is None or isinstance(value, bool):
            return nodes.Constant(start, end, value)
        text = self._line[start:end]
        if isinstance(value, str):
            if text[:1] not in "'\"":
                raise self._refused(tree, "Constant")
            return nodes.Text(start, end, value)
        if isinstance(value, (int, float)) and _NUMBER.match(text) and len(text) <= MAX_DIGITS:
            return nodes.Number(start, end, text)
        raise self._refused(tree, "Constant")

    def _checked(self, name: str, tree: ast.AST) -> str:
        if not _NAME.match(name) or len(name) > 80:
            raise self._refused(tree, "Name")
        return name

    def _name(self, tree: ast.Name, depth: int) -> Node:
        return nodes.Name(*self._span(tree), self._checked(tree.id, tree))

    def _attribute(self, tree: ast.Attribute, depth: int) -> Node:
        return nodes.Field(
            *self._span(tree), self.read(tree.value, depth), self._checked(_RESPELT.get(tree.attr, tree.attr), tree)
        )

    def _subscript(self, tree: ast.Subscript, depth: int) -> Node:
        of = self.read(tree.value, depth)
        span = self._span(tree)
        if isinstance(tree.slice, ast.Slice):
            if tree.slice.step is not None:
                raise self._refused(tree, "Slice")
            first, last = (None if x is None else self.read(x, depth) for x in (tree.slice.lower, tree.slice.upper))
            return nodes.Slice(*span, of, first, last)
        return nodes.Item(*span, of, self.read(tree.slice, depth))

    def _call(self, tree: ast.Call, depth: int) -> Node:
        if not isinstance(tree.func, ast.Name):
            raise self._refused(tree, "Call")
        arguments = tuple(self.read(a, depth) for a in tree.args)
        named = []
        for keyword in tree.keywords:
            if keyword.arg is None:
                raise self._refused(tree, "Call")
            named.append((self._checked(keyword.arg, tree), self.read(keyword.value, depth)))
        return nodes.Call(*self._span(tree), self._checked(tree.func.id, tree), arguments, tuple(named))

    def _unaryop(self, tree: ast.UnaryOp, depth: int) -> Node:
        operand = self.read(tree.operand, depth)
        if isinstance(tree.op, ast.USub):
            return nodes.Negative(*self._span(tree), operand)
        if isinstance(tree.op, ast.Not):
            return nodes.Not(*self._span(tree), operand)
        raise self._refused(tree, type(tree.op).__name__)

    def _binop(self, tree: ast.BinOp, depth: int) -> Node:
        operator = _ARITHMETIC.get(type(tree.op))
        if operator is None:
            raise self._refused(tree, type(tree.op).__name__)
        # a long sum leans to the left: its left side is no deeper than the sum itself
        left_depth = depth - 1 if isinstance(tree.left, ast.BinOp) else depth
        left, right = self.read(tree.left, left_depth), self.read(tree.right, depth)
        return nodes.Arithmetic(*self._span(tree), operator, left, right)

    def _boolop(self, tree: ast.BoolOp, depth: int) -> Node:
        operator = "and" if isinstance(tree.op, ast.And) else "or"
        return nodes.Logic(*self._span(tree), operator, tuple(self.read(v, depth) for v in tree.values))

    def _compare(self, tree: ast.Compare, depth: int) -> Node:
        operands = tuple(self.read(o, depth) for o in (tree.left, *tree.comparators))
        return nodes.Comparison(*self._span(tree), operands, tuple(_COMPARISONS[type(o)] for o in tree.ops))

    def _ifexp(self, tree: ast.IfExp, depth: int) -> Node:
        condition, then = self.read(tree.test, depth), self.read(tree.body, depth)
        # a ladder of `if ... else` leans to the right
        below = depth - 1 if isinstance(tree.orelse, ast.IfExp) else depth
        return nodes.Choice(*self._span(tree), condition, then, self.read(tree.orelse, below))

    def _list(self, tree: ast.List | ast.Tuple, depth: int) -> Node:
        return nodes.ListDisplay(*self._span(tree), tuple(self.read(e, depth) for e in tree.elts))

    _tuple = _list

    def _dict(self, tree: ast.Dict, depth: int) -> Node:
        items = []
        for key, value in zip(tree.keys, tree.values, strict=True):
            if key is None:
                raise self._refused(tree, "Dict")
            items.append((self.read(key, depth), self.read(value, depth)))
        return nodes.MapDisplay(*self._span(tree), tuple(items))

    def _projection(
        self, tree: ast.ListComp | ast.GeneratorExp | ast.DictComp, value: ast.expr, key: ast.expr | None, depth: int
    ) -> Node:
        if len(tree.generators) != 1:
            raise refuse(
                "not_allowed",
                found=_shown(self._line[slice(*self._span(tree))]),
                column=self._span(tree)[0] + 1,
                instead="one `for`; a second level is a rows block or a step of its own",
            )
        generator = tree.generators[0]
        if not isinstance(generator.target, ast.Name) or generator.is_async:
            raise self._refused(tree, type(tree).__name__)
        variable = self._checked(generator.target.id, tree)
        over = self.read(generator.iter, depth)
        conditions = tuple(self.read(c, depth) for c in generator.ifs)
        condition: Node | None = conditions[0] if conditions else None
        if len(conditions) > 1:
            condition = nodes.Logic(conditions[0].start, conditions[-1].end, "and", conditions)
        made_key = None if key is None else self.read(key, depth)
        return nodes.Projection(*self._span(tree), self.read(value, depth), variable, over, condition, made_key)

    def _listcomp(self, tree: ast.ListComp, depth: int) -> Node:
        return self._projection(tree, tree.elt, None, depth)

    def _generatorexp(self, tree: ast.GeneratorExp, depth: int) -> Node:
        return self._projection(tree, tree.elt, None, depth)

    def _dictcomp(self, tree: ast.DictComp, depth: int) -> Node:
        return self._projection(tree, tree.value, tree.key, depth)
