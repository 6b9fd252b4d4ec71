"""What the tests of charts share: the rules of a small workspace, and their charts."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from contracts_kit.calculation.calculate import prepare
from contracts_kit.calculation.chart import Chart, make_chart
from contracts_kit.calculation.curve import Curve, Function, curve, scale_of
from contracts_kit.calculation.curve_causes import alike, marks, quantities
from contracts_kit.calculation.curve_marks import Mark
from contracts_kit.content.charts import given_for, settle_chart
from contracts_kit.content.library import find_rule, load_library
from contracts_kit.content.model import Library
from contracts_kit.content.rules import ChartRequest, Rule

WORKSPACE = Path(__file__).parents[1] / "workspaces" / "parts_supply"


@functools.cache
def library() -> Library:
    return load_library(WORKSPACE)


def rule_named(name: str) -> Rule:
    return find_rule(library(), name)[1]


def chart(
    rule: str,
    language: str = "en",
    *,
    parameters: dict[str, Any] | None = None,
    options: dict[str, str] | None = None,
    inputs: dict[str, Any] | None = None,
    **asked: Any,
) -> Chart:
    """The chart of a rule: its own, or the one that is asked for."""
    found = rule_named(rule)
    request = ChartRequest(**asked) if asked else found.chart
    assert request is not None
    prepared = prepare(rule, parameters, options, library())
    return make_chart(prepared, settle_chart(found, request), inputs or given_for(found, request), language)


def curve_of(
    rule: str,
    x: str,
    first: Any,
    last: Any,
    output: str,
    *,
    parameters: dict[str, Any] | None = None,
    options: dict[str, str] | None = None,
    **inputs: Any,
) -> tuple[Function, Curve, tuple[Mark, ...]]:
    """A curve of a rule with its function and its marks."""
    found = rule_named(rule)
    prepared = prepare(rule, parameters, options, library())
    function = Function(prepared, found.inputs[x], found.outputs[output], {**found.example, **inputs})
    scale = scale_of(found.inputs[x], first, last)
    known = quantities(function, scale.value(scale.first))
    drawn = curve(function, scale, [q.number for q in known if alike(q.type, found.inputs[x].type)])
    return function, drawn, marks(function, drawn, known)
