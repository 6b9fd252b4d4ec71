"""The column grid of a table, made to fit the cells that its rows came to have.

Follows docxtpl's `fix_tables`: a table whose rows have more cells than its grid has columns gets columns, one
whose widest row spans fewer loses the last ones; the width of the table stays what it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(r"<(/?)w:(tblGrid|tbl|tr|tc|gridCol|gridSpan|tcPr)(?=[\s/>])([^<>]*)>")
_WIDTH = re.compile(r'(\sw:w=")([^"]*)(")')
_VALUE = re.compile(r'\sw:val="([^"]*)"')


@dataclass
class _Row:
    table: _Table
    cells: int = 0
    span: int = 0


@dataclass
class _Table:
    columns: list[re.Match[str]] = field(default_factory=list)
    grid_end: int | None = None
    rows: list[_Row] = field(default_factory=list)


def settle_tables(xml: str) -> str:
    """The text with every table's grid settled. Rows of a table inside a cell count for the outer table too."""
    tables: list[_Table] = []
    open_tables: list[_Table] = []
    open_rows: list[_Row] = []
    in_properties = False
    for token in _TOKEN.finditer(xml):
        closing, name, rest = token.group(1), token.group(2), token.group(3)
        empty = rest.endswith("/")
        if name == "tbl":
            if closing:
                if open_tables:
                    open_tables.pop()
            elif not empty:
                tables.append(_Table())
                open_tables.append(tables[-1])
        elif not open_tables:
            continue
        elif name == "gridCol" and not closing:
            if open_tables[-1].grid_end is None:
                open_tables[-1].columns.append(token)
        elif name == "tblGrid":
            if (closing or empty) and open_tables[-1].grid_end is None:
                open_tables[-1].grid_end = token.start()
        elif name == "tr":
            if closing:
                if open_rows:
                    open_rows.pop()
            else:
                row = _Row(open_tables[-1])
                for table in open_tables:
                    table.rows.append(row)
                if not empty:
                    open_rows.append(row)
        elif name == "tc":
            if not closing and open_rows and open_rows[-1].table is open_tables[-1]:
                open_rows[-1].cells += 1
                open_rows[-1].span += 1
        elif name == "tcPr":
            in_properties = not closing and not empty
        elif name == "gridSpan" and in_properties and open_rows:
            open_rows[-1].span += _span(rest) - 1
    return _written(xml, tables)


def _span(attributes: str) -> int:
    found = _VALUE.search(attributes)
    try:
        return int(found.group(1)) if found else 1
    except ValueError:
        return 1


def _written(xml: str, tables: list[_Table]) -> str:
    changes = [change for table in tables for change in _changes(table)]
    if not changes:
        return xml
    pieces: list[str] = []
    done = 0
    for start, end, text in sorted(changes):
        pieces += (xml[done:start], text)
        done = end
    return "".join([*pieces, xml[done:]])


def _changes(table: _Table) -> list[tuple[int, int, str]]:
    """What to write where (start, end, text) so that the grid fits."""
    widths = [_width(column) for column in table.columns]
    if table.grid_end is None or (widths and None in widths):
        return []
    known = [w for w in widths if w is not None]
    settled: list[float] = list(known)
    cells = max((row.cells for row in table.rows), default=0)
    if cells > len(known) and sum(known) > 0:
        old, new = sum(known) / len(known), sum(known) / cells
        settled = [float(int(w * new / old)) for w in known] + [float(int(new))] * (cells - len(known))
    surplus = len(settled) - max((row.span for row in table.rows), default=0)
    if surplus > 0:
        removed, settled = sum(settled[-surplus:]), settled[:-surplus]
        extra = int(removed / len(settled)) if settled else 0
        settled = [float(int(w + extra)) for w in settled]
    if settled == known:
        return []
    kept = zip(table.columns, settled, strict=False)
    changed = [(c.start(), c.end(), _WIDTH.sub(rf"\g<1>{int(w)}\g<3>", c.group())) for c, w in kept]
    dropped = [(c.start(), c.end(), "") for c in table.columns[len(settled) :]]
    added = "".join(f'<w:gridCol w:w="{int(w)}"/>' for w in settled[len(known) :])
    return [*changed, *dropped, *([(table.grid_end, table.grid_end, added)] if added else [])]


def _width(column: re.Match[str]) -> float | None:
    found = _WIDTH.search(column.group(3))
    try:
        return float(found.group(2)) if found else None
    except ValueError:
        return None
