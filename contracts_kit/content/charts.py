"""What a rule's chart shows, as an author or a command asks for it: `chart: {x, range, series, ranges, ...}`.

The same request is written under a rule in a clause file and made by the command `chart`; it is settled against the
rule in one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from decimal import Decimal
from typing import Any

from contracts_kit.content.map_reader import MapReader
from contracts_kit.content.rules import ChartLevel, ChartRequest, Input, Output, Rule
from contracts_kit.content.yaml_reader import YamlMap
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place, nearest
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.reading import read_value
from contracts_kit.values.types import ValueType

KEYS = ("x", "axis", "range", "ranges", "series", "output", "inputs", "levels", "title")
_LEVEL_KEYS = ("of", "share")
MOST_PANELS = 12


@dataclass(frozen=True, slots=True)
class Span:
    """One panel: the value of the series (None: there is none) and the first and last value along the axis."""

    series: str | None
    first: Any
    last: Any


@dataclass(frozen=True, slots=True)
class SettledChart:
    """A request that fits its rule. `series` is the input that differs from panel to panel, None where there is one.

    `counts` names the list of which the axis counts the entries; None where the axis is an input itself.
    """

    input: Input
    output: Output
    spans: tuple[Span, ...]
    series: Input | None = None
    place: Place = field(default_factory=Place)
    counts: str | None = None
    levels: tuple[ChartLevel, ...] = ()


def read_chart(reader: MapReader) -> ChartRequest | None:
    """The request under `chart`. What is wrong with its form goes to the reader's findings."""
    reader.only(KEYS)
    reader.require("x")
    x = reader.text("x")
    ranges: Mapping[str, Any] = reader.mapping("ranges") or {}
    inputs: Mapping[str, Any] = reader.mapping("inputs") or {}
    if x is None:
        return None
    return ChartRequest(
        x,
        reader.text("range"),
        {str(name): str(span) for name, span in ranges.items()},
        reader.text("series"),
        reader.text("output"),
        inputs,
        reader.bilingual("title"),
        reader.place(),
        reader.bilingual("axis"),
        tuple(_level(entry, index, reader) for index, entry in enumerate(reader.items("levels") or ())),
    )


def _level(entry: Any, index: int, chart: MapReader) -> ChartLevel:
    """A level: the name of an amount, or `{of: name, share: 30%}`."""
    if not isinstance(entry, YamlMap):
        return ChartLevel(str(entry))
    reader = MapReader(entry, chart.findings, f"{chart.path}.levels[{index + 1}]")
    reader.only(_LEVEL_KEYS)
    reader.require("of")
    return ChartLevel(reader.text("of") or "", reader.text("share"))


def settle_chart(rule: Rule, request: ChartRequest) -> SettledChart:
    """The request with its names and values found in the rule.

    An axis that counts the entries of a list runs, without a range, from 1 to as many as are given. Raises InputError
    `chart_input_unknown`, `chart_input_not_along`, `chart_series_not_choice`, `chart_range_missing`,
    `chart_range_form`, `chart_range_order`, `chart_range_outside` ...
    """
    along, counts = _input(rule, request.x, request.place), None
    if along.type.kind in ("list", "rows"):
        along, counts, request = _counted(along, rule, request)
    if not (along.type.is_number or along.type.kind == "date"):
        raise refuse("chart_input_not_along", request.place, name=along.name, type=along.type.kind)
    output = _output(rule, request)
    for name in request.inputs:
        _input(rule, str(name), request.place)
    series = None if request.series is None else _series(rule, request, along)
    values: tuple[str | None, ...] = (None,) if series is None else series_values(series)
    for name in request.ranges:
        if name not in values:
            known = [value for value in values if value is not None]
            near = nearest(name, known)
            listed = ", ".join(known) or "-"
            raise refuse("chart_range_of_nothing", request.place, name=name[:60], known=listed, suggestion=near)
    chosen = [value for value in values if value in request.ranges] if request.ranges and not request.range else values
    if len(chosen) > MOST_PANELS:
        raise refuse("chart_too_many_panels", request.place, found=len(chosen), allowed=MOST_PANELS)
    spans = tuple(_span(along, value, request) for value in chosen)
    for level in request.levels:
        _settled_level(level, rule, request)
    return SettledChart(along, output, spans, series, request.place, counts, request.levels)


_ENTRIES = Bilingual("“{}”的项数", "number of entries: {}")


def _counted(along: Input, rule: Rule, request: ChartRequest) -> tuple[Input, str, ChartRequest]:
    """The number of a list's entries as the input along the axis, and the request with its range."""
    given = given_for(rule, request).get(along.name)
    number = len(given) if isinstance(given, (list, tuple)) else 0
    label = request.axis or Bilingual(_ENTRIES.zh.format(along.label.zh), _ENTRIES.en.format(along.label.en))
    counted = Input(along.name, ValueType("integer"), label, least=Decimal(0), place=along.place)
    if request.range is None and not request.ranges:
        request = replace(request, range=f"1:{number}")
    return counted, along.name, request


def _settled_level(level: ChartLevel, rule: Rule, request: ChartRequest) -> None:
    known = [name for name, one in rule.inputs.items() if one.type.is_number] + sorted(rule.parameters_read)
    if level.of not in known:
        listed, near = ", ".join(known) or "-", nearest(level.of, known)
        raise refuse("chart_level_unknown", request.place, name=level.of[:60], known=listed, suggestion=near)
    share_of(level, request.place)


def share_of(level: ChartLevel, place: Place) -> Any:
    """The share of a level; None for all of it. Raises InputError where it is no share."""
    return None if level.share is None else read_value(level.share, ValueType("ratio", "ratio"), place)


def series_values(series: Input) -> tuple[str, ...]:
    """The values of the input that makes the panels."""
    return ("true", "false") if series.type.kind == "boolean" else series.type.choices


def _input(rule: Rule, name: str, place: Place) -> Input:
    found = rule.inputs.get(name)
    if found is None:
        known = ", ".join(rule.inputs) or "-"
        suggestion = nearest(name, rule.inputs)
        raise refuse("chart_input_unknown", place, name=name[:60], rule=rule.id, known=known, suggestion=suggestion)
    return found


def _output(rule: Rule, request: ChartRequest) -> Output:
    """The output that is named; else the first amount, else the first number."""
    numbers = {name: output for name, output in rule.outputs.items() if output.type.is_number}
    if request.output is None:
        money = [output for output in numbers.values() if output.type.kind == "money"]
        for output in (*money, *numbers.values()):
            return output
        raise refuse("chart_no_output", request.place, rule=rule.id)
    found = numbers.get(request.output)
    if found is None:
        kind = "chart_output_not_number" if request.output in rule.outputs else "chart_output_unknown"
        details: dict[str, Any] = {"name": request.output[:60], "rule": rule.id, "known": ", ".join(numbers) or "-"}
        raise refuse(kind, request.place, **details, suggestion=nearest(request.output, numbers))
    return found


def _series(rule: Rule, request: ChartRequest, along: Input) -> Input:
    series = _input(rule, request.series or "", request.place)
    if series.type.kind not in ("choice", "boolean") or series.name == along.name:
        raise refuse("chart_series_not_choice", request.place, name=series.name, type=series.type.kind)
    return series


def _span(along: Input, value: str | None, request: ChartRequest) -> Span:
    text = request.ranges.get(value or "", request.range)
    if text is None:
        raise refuse("chart_range_missing", request.place, name=along.name)
    first, colon, last = text.partition(":")
    if not colon or not first.strip() or not last.strip():
        raise refuse("chart_range_form", request.place, found=text[:60])
    ends = []
    for end in (first, last):
        read = read_value(end.strip(), along.type, request.place)
        if along.type.is_number and (
            (along.least is not None and read < along.least) or (along.most is not None and read > along.most)
        ):
            least, most = _bound(along.least), _bound(along.most)
            raise refuse("chart_range_outside", request.place, found=end.strip()[:60], least=least, most=most)
        ends.append(read)
    if not ends[0] < ends[1]:
        raise refuse("chart_range_order", request.place, first=first.strip()[:40], last=last.strip()[:40])
    return Span(value, *ends)


def _bound(limit: Any) -> str:
    return "-" if limit is None else str(limit)


def chart_findings(rule: Rule) -> tuple[Finding, ...]:
    """What is wrong with the chart that a rule asks for."""
    try:
        if rule.chart is not None:
            settle_chart(rule, rule.chart)
    except InputError as error:
        return error.findings
    return ()


def given_for(rule: Rule, request: ChartRequest) -> Mapping[str, Any]:
    """The inputs for a chart that an author asks for: those of the rule's example, and over them those of the chart."""
    return {**rule.example, **request.inputs}
