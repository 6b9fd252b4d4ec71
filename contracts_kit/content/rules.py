"""Rules as they are written: inputs, options, refusals, blocks, outputs. Plain records that can be pickled.

Expressions are kept as their source. `content.rule_reading` fills these records, `content.rule_check` checks them,
`calculation.compiled` makes them run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from contracts_kit.content.combination import Combine
from contracts_kit.content.expressions import Expr
from contracts_kit.content.model import Option
from contracts_kit.findings import Place
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.types import ValueType

Limit = int | Decimal | Fraction | None


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a rule.

    `has_default`: it may be left out; `default` is then its value, or `default_expression` gives it. `least` and `most`
    bound a number (None: no bound), of a list each number; `field_least` and `field_most` the fields of rows.
    `field_labels`, `choice_labels` and, for the choices among the fields of rows, `field_choice_labels` are printed.
    `unread` gives the reason why no step reads it.
    """

    name: str
    type: ValueType
    label: Bilingual
    has_default: bool = False
    default: Any = None
    default_expression: Expr | None = None
    least: Limit = 0
    most: Limit = None
    field_least: Mapping[str, Limit] = field(default_factory=dict)
    field_most: Mapping[str, Limit] = field(default_factory=dict)
    field_defaults: Mapping[str, Any] = field(default_factory=dict)
    field_labels: Mapping[str, Bilingual] = field(default_factory=dict)
    choice_labels: Mapping[str, Bilingual] = field(default_factory=dict)
    unread: str | None = None
    place: Place = field(default_factory=Place)
    field_choice_labels: Mapping[str, Mapping[str, Bilingual]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A condition under which the calculation is refused: `code` is invalid_input or missing_param."""

    when: Expr
    code: str
    message: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A named expression."""

    name: str
    expression: Expr
    label: Bilingual
    kind: str = "step"
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a rows block."""

    name: str
    expression: Expr
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: one row for each element of `over`, with `columns` computed from left to right.

    With memory, `start` gives the state before the first row and `carry` the state after each, which the next row
    reads as `before.name`. `refusals` name the row.
    """

    name: str
    over: Expr
    columns: tuple[Column, ...]
    label: Bilingual
    start: tuple[Column, ...] = ()
    carry: tuple[Column, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    kind: str = "rows"
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One row of a choice: the value where `when` holds. `residual` (a condition) makes its ground a residual one."""

    when: Expr
    value: Expr
    ground: str | None = None
    residual: Expr | None = None
    label: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Choose:
    """The value of the first row whose condition holds. `all_grounds`: with every ground of that value.

    `otherwise` None: one of the conditions always holds, else the calculation is refused.
    """

    name: str
    rows: tuple[ChoiceRow, ...]
    otherwise: Expr | None
    label: Bilingual
    all_grounds: bool = False
    kind: str = "choose"
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag of a list of flags."""

    name: str
    when: Expr
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Flags:
    """The names of the flags whose condition holds, in order."""

    name: str
    flags: tuple[Flag, ...]
    label: Bilingual
    kind: str = "flags"
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class ZipColumn:
    """One list of several that are read in step; `missing` is what a shorter list gives."""

    name: str
    over: Expr
    missing: Expr | None = None


@dataclass(frozen=True, slots=True)
class Zip:
    """Parallel lists as records."""

    name: str
    columns: tuple[ZipColumn, ...]
    label: Bilingual
    kind: str = "zip"
    place: Place = field(default_factory=Place)


Block = Step | Rows | Choose | Flags | Zip | Combine


@dataclass(frozen=True, slots=True)
class Output:
    """One output of a rule.

    `expression` None: the block of the same name. `shown`: how many decimal places are printed; a rule that calls this
    one gets the exact value.
    """

    name: str
    type: ValueType
    label: Bilingual
    expression: Expr | None = None
    shown: int | None = None
    choice_labels: Mapping[str, Bilingual] = field(default_factory=dict)
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class ChartLevel:
    """An amount to be marked where the curve reaches it: a `share` (as it is written; None: all) of what `of` names."""

    of: str
    share: str | None = None


@dataclass(frozen=True, slots=True)
class ChartRequest:
    """A chart that is asked for: `output` (None: the first amount) against the input `x` over `range`, as `A:B`.

    Where `x` is a list, the axis counts how many of its entries have come: `axis` says what they are. `series` is a
    choice or a boolean with a panel for each value; `ranges` gives some of them a range of their own, and without
    `range` only those are drawn. `inputs` are the other inputs, over those of the rule's example. `levels` are amounts
    to be marked.
    """

    x: str
    range: str | None = None
    ranges: Mapping[str, str] = field(default_factory=dict)
    series: str | None = None
    output: str | None = None
    inputs: Mapping[str, Any] = field(default_factory=dict)
    title: Bilingual | None = None
    place: Place = field(default_factory=Place)
    axis: Bilingual | None = None
    levels: tuple[ChartLevel, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    `options` are those it declares and, once checked, the shared ones that it reads. `parameters_read` (with those that
    cells of its tables name), `options_read` and `rules_called` are filled by the check.
    """

    id: str
    title: Bilingual
    clause: str
    family: str
    inputs: Mapping[str, Input]
    options: Mapping[str, Option]
    refusals: tuple[Refusal, ...]
    blocks: Mapping[str, Block]
    outputs: Mapping[str, Output]
    example: Mapping[str, Any] = field(default_factory=dict)
    parameters_read: frozenset[str] = frozenset()
    options_read: frozenset[str] = frozenset()
    rules_called: frozenset[str] = frozenset()
    tables_read: frozenset[str] = frozenset()
    chart: ChartRequest | None = None
    place: Place = field(default_factory=Place)

    def label(self, name: str) -> Bilingual | None:
        """The printed label of an input, a block or an output; None where there is no such name."""
        found = self.inputs.get(name) or self.blocks.get(name) or self.outputs.get(name)
        return found.label if found else None

    def computed(self) -> Iterator[tuple[str, Block | Output]]:
        """Every block and every output that has an expression of its own, in the order written."""
        yield from self.blocks.items()
        for name, output in self.outputs.items():
            if output.expression is not None:
                yield name, output
