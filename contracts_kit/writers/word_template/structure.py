"""What can be proved of a compiled template part before any data is seen.

The tree of jinja nodes is walked with the stack of open elements. If every branch of an `if` leaves the same
elements open, and every loop leaves open what it found open, then every rendering is well-formed, whatever the data.
Where that cannot be proved, each rendering is parsed before it goes out. The same walk tells which tables have a
grid that fits whatever the data; the others are enclosed in marks and settled after rendering.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from jinja2 import nodes

MARK = "\0"  # encloses a table to be settled; no value can hold it
_OUTPUT = "\1"  # stands for a printed value while the markup around it is read
_TAG = re.compile(
    r"""<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(/?)([^\s<>/"'=!?]+)((?:"[^"<]*"|'[^'<]*'|[^<>"'])*)>""", re.DOTALL
)
_TABLE_PARTS = {"w:tbl", "w:tr", "w:tc", "w:gridCol", "w:gridSpan", "w:tblGrid"}
_SPAN = re.compile(r'\sw:val="(\d+)"')

Path = tuple[int, ...]


@dataclass
class Structure:
    """What is known of a part. `balanced`: every rendering is well-formed if the values are.

    `crossing_line` is the line of the template's text where the proof failed, None where it did not.
    `attribute_values`: a value is printed inside a tag. `settle_all`: tables cannot be told apart beforehand.
    """

    balanced: bool = True
    crossing_line: int | None = None
    attribute_values: bool = False
    settle_all: bool = False
    marked_tables: bool = False


@dataclass(frozen=True)
class _State:
    open: tuple[str, ...] = ()
    pending: str = ""  # a tag that has begun and not ended


@dataclass
class _Token:
    name: str
    closing: bool
    path: Path
    attributes: str
    node: nodes.TemplateData
    start: int  # where the tag begins in the node's text; negative if in an earlier one
    end: int


class _NotProved(Exception):
    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


@dataclass
class _Walk:
    tokens: list[_Token] = field(default_factory=list)
    attribute_values: bool = False
    captured: bool = False
    line: int = 1  # of the condition or loop that was met last

    def body(self, found: list[nodes.Node], state: _State, path: Path) -> _State:
        for node in found:
            state = self.node(node, state, path)
        return state

    def node(self, node: nodes.Node, state: _State, path: Path) -> _State:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                if isinstance(child, nodes.TemplateData):
                    state = self.text(child, state, path)
                elif state.pending:
                    self.attribute_values = True
                    state = _State(state.open, state.pending + _OUTPUT)
        elif isinstance(node, nodes.If):
            self.line = node.lineno
            branches: list[list[nodes.Node]] = [node.body, *(x.body for x in node.elif_), node.else_]
            ends = [self.body(b, state, (*path, id(node), n)) for n, b in enumerate(branches)]
            self._same(node, *ends)
            state = ends[0]
        elif isinstance(node, nodes.For):
            self.line = node.lineno
            ends = [self.body(b, state, (*path, id(node), n)) for n, b in enumerate((node.body, node.else_))]
            self._same(node, state, *ends)
        elif isinstance(node, (nodes.Scope, nodes.With, nodes.ScopedEvalContextModifier, nodes.Block)):
            state = self.body(node.body, state, path)
        elif isinstance(node, (nodes.Macro, nodes.CallBlock, nodes.AssignBlock)):
            self.captured = True
            self._same(node, _State(), self.body(node.body, _State(), (*path, id(node))))
        elif not isinstance(node, (nodes.Assign, nodes.ExprStmt)):
            raise _NotProved(node.lineno)
        return state

    @staticmethod
    def _same(node: nodes.Node, *states: _State) -> None:
        if any(a != b for a, b in pairwise(states)):
            raise _NotProved(node.lineno)

    def text(self, node: nodes.TemplateData, state: _State, path: Path) -> _State:
        earlier = len(state.pending)
        text = state.pending + node.data
        opened = list(state.open)
        position = 0
        while True:
            begin = text.find("<", position)
            if begin < 0:
                return _State(tuple(opened))
            tag = _TAG.match(text, begin)
            if tag is None:
                if ">" in re.sub(r"\"[^\"]*\"|'[^']*'", "", text[begin:]) or "<" in text[begin + 1 :]:
                    raise _NotProved(self.line)
                return _State(tuple(opened), text[begin:])
            position = tag.end()
            name = tag.group(2)
            if name is None:
                continue
            closing, attributes = bool(tag.group(1)), tag.group(3)
            if closing:
                if not opened or opened.pop() != name:
                    raise _NotProved(self.line)
            elif not attributes.endswith("/"):
                opened.append(name)
            if name in _TABLE_PARTS:
                self.tokens.append(_Token(name, closing, path, attributes, node, begin - earlier, position - earlier))


def prove(tree: nodes.Template, *, tables: bool) -> Structure:
    """What is known of the part; where `tables`, marks are put around those that are to be settled."""
    walk = _Walk()
    try:
        end = walk.body(tree.body, _State(), ())
        if end != _State():
            raise _NotProved(walk.line)
    except _NotProved as failed:
        return Structure(False, failed.line, walk.attribute_values, settle_all=tables)
    known = Structure(attribute_values=walk.attribute_values)
    if tables:
        spans = _unsettled(walk.tokens)
        if spans is None or (spans and walk.captured):
            known.settle_all = True
        elif spans:
            known.marked_tables = True
            _mark(spans)
    return known


@dataclass
class _TableSeen:
    first: _Token
    columns: int = 0
    in_grid: bool = True
    certain: bool = True  # every column and cell is always there
    widest_certain: int = 0
    most_cells: int = 0
    last: _Token | None = None


@dataclass
class _RowSeen:
    token: _Token
    table: _TableSeen
    cells: int = 0
    span: int = 0


def _unsettled(tokens: list[_Token]) -> list[tuple[_Token, _Token]] | None:
    """First and last tag of each outermost table that may need settling; None where tables cannot be told apart."""
    outermost: list[tuple[_TableSeen, list[_TableSeen]]] = []
    open_tables: list[_TableSeen] = []
    rows: list[_RowSeen] = []
    for token in tokens:
        if token.name == "w:tbl" and not token.closing:
            table = _TableSeen(token)
            if not open_tables:
                outermost.append((table, []))
            outermost[-1][1].append(table)
            open_tables.append(table)
            continue
        if not open_tables:
            return None
        table = open_tables[-1]
        if token.name == "w:tbl":
            if token.path != table.first.path:
                return None
            open_tables.pop().last = token
        elif token.name == "w:tr" and not token.closing:
            rows.append(_RowSeen(token, table))
        elif token.name == "w:tr":
            if not rows:
                return None
            row = rows.pop()
            for each in open_tables:
                each.most_cells = max(each.most_cells, row.cells)
                if row.token.path == each.first.path:
                    each.widest_certain = max(each.widest_certain, row.span)
        elif token.name == "w:gridCol" and not token.closing:
            table.columns += 1
            table.certain &= token.path == table.first.path
        elif token.name == "w:tc" and not token.closing:
            if not rows or rows[-1].table is not table:
                return None
            rows[-1].cells += 1
            rows[-1].span += 1
            table.certain &= token.path == rows[-1].token.path
        elif token.name == "w:gridSpan":
            span = _SPAN.search(token.attributes)
            if rows and span and token.path == rows[-1].token.path:
                rows[-1].span += int(span.group(1)) - 1
            else:
                table.certain = False
    if open_tables:
        return None
    found = []
    for first, inside in outermost:
        if not all(t.certain and t.most_cells <= t.columns <= t.widest_certain for t in inside):
            if first.last is None or first.first.start < 0 or first.last.start < 0:
                return None
            found.append((first.first, first.last))
    return found


def _mark(spans: list[tuple[_Token, _Token]]) -> None:
    """Put a mark before the first and after the last tag of each table."""
    places: dict[int, tuple[nodes.TemplateData, list[int]]] = {}
    for first, last in spans:
        for token, offset in ((first, first.start), (last, last.end)):
            places.setdefault(id(token.node), (token.node, []))[1].append(offset)
    for node, offsets in places.values():
        for offset in sorted(offsets, reverse=True):
            node.data = node.data[:offset] + MARK + node.data[offset:]
