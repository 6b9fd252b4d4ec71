"""What a run computed, part by part: the material of an explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from contracts_kit.calculation.outputs import output_value, plain_value, value_type_of
from contracts_kit.calculation.programs import Run
from contracts_kit.content.combination import LABELS, Combine
from contracts_kit.content.rules import Choose, Output, Rows
from contracts_kit.language.nodes import Node
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.types import ValueType


@dataclass(frozen=True, slots=True)
class StepColumn:
    """A column of a table that was computed: its formula (None for what came in), its label and its type."""

    name: str
    label: Bilingual
    type: ValueType
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a rule that was computed.

    `kind` is step, rows, choose, flags, zip or output. `value` is what it came to (Decimal, int, text, date, None,
    lists, mappings), `exact` the same before rounding, with Fractions. `node` is its formula: of a choice the value of
    the row that was taken, None for rows, flags and zip. `rows` and `columns` describe a table.
    """

    name: str
    kind: str
    node: Node | None
    value: Any
    type: ValueType
    label: Bilingual
    exact: Any = None
    rows: tuple[Mapping[str, Any], ...] = ()
    columns: tuple[StepColumn, ...] = ()
    source: str = ""
    conditions: tuple[Node, ...] = field(default=())


def trace(run: Run) -> tuple[Step, ...]:
    """Every part that the run computed, in the order of computing, so that each stands after what it needs."""
    return tuple(_step(run, name) for name in run.order)


def _step(run: Run, name: str) -> Step:
    rule = run.program.rule
    exact = run.value(name)
    part = rule.blocks.get(name) or rule.outputs[name]
    inferred = value_type_of(run.program.part_types[name])
    output = rule.outputs.get(name)
    type_ = output.type if output is not None else inferred
    value = output_value(exact, type_, output.shown if output is not None else None)
    node = run.program.nodes.get(name)
    source = ""
    if isinstance(part, Output):
        assert part.expression is not None
        return Step(name, "output", node, value, type_, part.label, exact, source=part.expression.source)
    label = output.label if output is not None else part.label
    if isinstance(part, (Rows, Combine)):
        rows = tuple(plain_value(row) for row in exact)
        return Step(name, part.kind, None, value, type_, label, exact, rows, _columns(run, part))
    conditions: tuple[Node, ...] = ()
    if isinstance(part, Choose):
        taken = run.taken.get(name)
        if taken is not None:
            conditions = (run.program.node(part.rows[taken].when),)
            node = run.program.node(part.rows[taken].value)
        elif part.otherwise is not None and not part.all_grounds:
            node = run.program.node(part.otherwise)
    elif part.kind == "step":
        source = part.expression.source  # type: ignore[union-attr]
    return Step(name, part.kind, node, value, type_, label, exact, source=source, conditions=conditions)


def _columns(run: Run, block: Rows | Combine) -> tuple[StepColumn, ...]:
    """The columns of a table as they are computed: what came in, the columns, the state that is carried on."""
    element = run.program.part_types[block.name].element
    formulas = {c.name: c for c in (*block.columns, *block.carry)} if isinstance(block, Rows) else {}
    declared = next((i for i in run.program.rule.inputs.values() if i.name == block.over.source.strip()), None)
    columns = []
    written = {name: position for position, name in enumerate(formulas)}
    for name, type_ in sorted(element.fields, key=lambda field: written.get(field[0], -1)):
        column = formulas.get(name)
        if column is not None:
            node = run.program.node(column.expression)
            columns.append(StepColumn(name, column.label, value_type_of(type_), node))
        elif type_.kind not in ("list", "record", "map"):
            label = declared.field_labels.get(name) if declared is not None else None
            label = label or (LABELS.get(name) if isinstance(block, Combine) else None)
            columns.append(StepColumn(name, label or Bilingual(name, name), value_type_of(type_)))
    return tuple(columns)
