"""A rule as a chart: a panel for each value of the series, with its curve, its marks in words and its table of tiers.

Everything here is final text and exact numbers; a writer only draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from contracts_kit.calculation.calculate import Prepared
from contracts_kit.calculation.chart_words import axis_text, gap_text, mark_text, note_text, tier_rows
from contracts_kit.calculation.curve import Curve, Function, Line, curve, scale_of
from contracts_kit.calculation.curve_causes import alike, marks, quantities
from contracts_kit.calculation.curve_levels import levels_of, reached
from contracts_kit.calculation.curve_marks import jump_place
from contracts_kit.calculation.phrases import printed
from contracts_kit.content.charts import SettledChart, Span
from contracts_kit.content.rules import Input, Rule
from contracts_kit.errors import InputError
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.number_words import circled
from contracts_kit.values.printing import print_value
from contracts_kit.values.reading import read_value
from contracts_kit.values.types import KindName, ValueType

_TAKEN = Bilingual("（设{}）", " (with {})")
_BY = Bilingual("{output}随{input}变化", "{output} against {input}")


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its label, and kind and unit of its values, by which a writer prints them."""

    label: str
    kind: KindName
    unit: str | None

    @property
    def type(self) -> ValueType:
        """The type of its values."""
        return ValueType(self.kind, self.unit)


@dataclass(frozen=True, slots=True)
class PointMark:
    """A mark at a point of a panel, with its words."""

    x: Fraction
    y: Fraction
    text: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A run of points joined by straight lines. `opens`, `closes`: whether its first and last point belong to it."""

    points: tuple[tuple[Fraction, Fraction], ...]
    opens: bool = True
    closes: bool = True


@dataclass(frozen=True, slots=True)
class Panel:
    """One value of the series (its title is empty where there is no series): strokes, jumps between them, marks.

    `jumps` are vertical: x, from, to. `gaps` are stretches where the calculation is refused, each
    with the reason. `rows` are the tiers as a
    table: stretch, amount. `dotted`: there are few whole numbers, each of which is shown as a dot.
    `note` says what the marks do not: that nothing changes, that more steps exist than can be shown. `levels` are
    amounts that are drawn across the panel.
    """

    title: str
    first: Fraction
    last: Fraction
    strokes: tuple[Stroke, ...]
    jumps: tuple[tuple[Fraction, Fraction, Fraction], ...]
    gaps: tuple[tuple[Fraction, Fraction, str], ...]
    marks: tuple[PointMark, ...]
    rows: tuple[tuple[str, ...], ...]
    dotted: bool = False
    note: str = ""
    levels: tuple[Fraction, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is said below a panel: its marks with their numbers, its gaps, its note."""
        marks = (f"{circled(number)} {mark.text}" for number, mark in enumerate(self.marks, 1))
        return (*marks, *(f"▒ {text}" for _, _, text in self.gaps), *([self.note] if self.note else []))


@dataclass(frozen=True, slots=True)
class Chart:
    """A rule's output against one of its inputs, ready to be drawn.

    `head` are the labels of both axes with their units, `least` and `most` bound the amounts of all panels, which share
    one scale. `missing` says of each panel left out why.
    """

    rule: str
    language: str
    title: str
    x: Axis
    y: Axis
    panels: tuple[Panel, ...]
    head: tuple[str, str]
    least: Fraction
    most: Fraction
    missing: tuple[str, ...] = ()

    @property
    def description(self) -> str:
        """The chart in words, for who cannot see it."""
        stop, end = ("；", "。") if self.language == "zh" else ("; ", ".")
        parts = []
        for panel in self.panels:
            head = f"{panel.title}{'：' if self.language == 'zh' else ': '}" if panel.title else ""
            parts.append(head + stop.join(panel.texts) + end)
        return f"{self.title}{end if self.language == 'zh' else '. '}{' '.join(p for p in parts if p != end)}"


MOST_DOTS = 62


def make_chart(
    prepared: Prepared, settled: SettledChart, given: Mapping[str, Any], language: str, title: Bilingual | None = None
) -> Chart:
    """The chart of a prepared rule. `given` are the other inputs, `title` None is the rule's own title.

    Raises InputError where no panel can be computed: `missing_param` where a blank parameter is needed.
    """
    panels: list[Panel] = []
    missing: list[str] = []
    errors: list[InputError] = []
    for span in settled.spans:
        try:
            panels.append(_panel(prepared, settled, span, given, language))
        except InputError as error:
            if len(settled.spans) == 1:
                raise
            errors.append(error)
            reason = ("；" if language == "zh" else "; ").join(f.message(language) for f in error.findings)
            colon = "：" if language == "zh" else ": "
            missing.append(_value_label(settled.series, span.series, language) + colon + reason)
    if not panels:
        raise errors[0]
    amounts = [amount for panel in panels for stroke in panel.strokes for _, amount in stroke.points]
    x, y = axis_text(settled.input, language), axis_text(settled.output, language)
    head = _BY[language].format(input=settled.input.label[language], output=settled.output.label[language])
    heading = (title or prepared.rule.title)[language]
    return Chart(
        prepared.rule.id,
        language,
        f"{heading}{'：' if language == 'zh' else ': '}{head}{_taken(prepared.rule, settled, given, language)}",
        Axis(settled.input.label[language], settled.input.type.kind, settled.input.type.unit),
        Axis(settled.output.label[language], settled.output.type.kind, settled.output.type.unit),
        tuple(panels),
        (x, y),
        min(Fraction(0), *amounts),
        max(amounts),
        tuple(missing),
    )


def _taken(rule: Rule, settled: SettledChart, given: Mapping[str, Any], language: str) -> str:
    """The other facts for which the chart is drawn, in brackets; those that are lists are left out."""
    along = {settled.input.name, settled.series.name if settled.series is not None else ""}
    facts = []
    for name, declared in rule.inputs.items():
        if given.get(name) is None or name in along or declared.type.kind in ("list", "rows", "record", "map"):
            continue
        value = read_value(given[name], declared.type, settled.place)
        facts.append(f"{declared.label[language]} = {printed(value, declared.type, language, declared.choice_labels)}")
    return _TAKEN[language].format(("；" if language == "zh" else "; ").join(facts)) if facts else ""


def _value_label(series: Input | None, value: str | None, language: str) -> str:
    if series is None or value is None:
        return ""
    given: Any = value == "true" if series.type.kind == "boolean" else value
    return print_value(given, series.type, language, choice_labels=series.choice_labels)


def _panel(prepared: Prepared, settled: SettledChart, span: Span, given: Mapping[str, Any], language: str) -> Panel:
    along = settled.input
    if settled.series is not None:
        given = {**given, settled.series.name: span.series}
    function = Function(prepared, along, settled.output, given, settled.counts is not None)
    scale = scale_of(along, span.first, span.last)
    known = quantities(function, scale.value(scale.first))
    drawn = curve(function, scale, [q.number for q in known if alike(q.type, along.type)])
    levels = levels_of(settled.levels, known, settled.place)
    # Between the entries of a list nothing happens, and what each adds is in the table of tiers.
    found = () if function.counts else marks(function, drawn, known)
    found = tuple(sorted((*found, *reached(drawn, levels)), key=lambda mark: mark.number))
    title = _value_label(settled.series, span.series, language)
    points = tuple(PointMark(m.number, m.after, mark_text(m, drawn, language)) for m in found)
    return Panel(
        title,
        scale.first,
        scale.last,
        _strokes(drawn),
        _jumps(drawn),
        tuple((scale.number(gap.start), scale.number(gap.end), gap_text(gap, drawn, language)) for gap in drawn.gaps),
        points,
        tier_rows(drawn, language),
        scale.is_whole and scale.count <= MOST_DOTS,
        note_text(drawn, language),
        tuple(level.amount for level in levels if drawn.least <= level.amount <= drawn.most),
    )


def _strokes(drawn: Curve) -> tuple[Stroke, ...]:
    """The pieces as points. A piece goes on up to the place of the jump after it; of whole numbers, to the next one."""
    scale, pieces, made = drawn.scale, drawn.pieces, []
    opens = True
    for index, piece in enumerate(pieces):
        points = [(scale.number(piece[0].start), piece[0].first)]
        points += [(scale.number(line.end), line.last) for line in piece if line.end > line.start]
        closes, opens_next = True, True
        if index + 1 < len(pieces) and _jumps_to(piece, pieces[index + 1]):
            place, closes = jump_place(drawn, piece[-1], pieces[index + 1][0])
            opens_next = not closes
            if place > points[-1][0]:
                points.append((place, piece[-1].last))
        made.append(Stroke(tuple(points), opens, closes))
        opens = opens_next
    return tuple(made)


def _jumps_to(piece: tuple[Line, ...], following: tuple[Line, ...]) -> bool:
    """Whether the next piece begins at once; else a gap lies between."""
    return following[0].start - piece[-1].end == 1


def _jumps(drawn: Curve) -> tuple[tuple[Fraction, Fraction, Fraction], ...]:
    return tuple(
        (jump_place(drawn, before[-1], after[0])[0], before[-1].last, after[0].first)
        for before, after in pairwise(drawn.pieces)
        if _jumps_to(before, after)
    )
