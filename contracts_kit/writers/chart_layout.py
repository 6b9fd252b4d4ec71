"""Where the parts of a chart stand on its sheet, and at which values its axes have ticks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from contracts_kit.calculation.chart import Axis, Chart, Panel
from contracts_kit.calculation.outputs import as_decimal
from contracts_kit.records import dataclass
from contracts_kit.values.expected_forms import compound_unit
from contracts_kit.values.printing import grouped
from contracts_kit.values.text_width import text_width
from contracts_kit.values.types import ValueType

_WIDTH = 7.2
_MARGIN = 0.18
_AXIS = 0.62  # left of the plot, for the amounts
_PLOT_HEIGHT = 1.9
_SINGLE_HEIGHT = 2.7
_ABOVE_PLOT = 0.26  # above a plot: the amount's label
_PANEL_TITLE = 0.26
_PLOT_ONLY, _PLOT_ONLY_SIZE = (4.4, 2.5), 8.5
_BELOW = 0.42  # below a plot: the ticks and the input's label
_TITLE_SIZE, _PANEL_SIZE, _KEY_SIZE = 12.0, 9.5, 7.5
_TITLE_LINE, _KEY_LINE = 0.25, 0.155
_MOST_TICKS = 6
_FRINGE = Fraction("0.14")
"""Room above the highest value, for its mark; a share of the height."""
_NO_BREAK_BEFORE = frozenset("，。；：、！？）》”’,.;:!?)%")
_BLANK = "\u00a0"  # at which no line is broken
_TOGETHER = re.compile(r"(?<=\b[A-Z]{3}) (?=[0-9])|(?<=[0-9]) (?=[a-z])")  # CNY 100, 30 ppm
_DAY_STEPS = (1, 2, 5, 7, 14, 30, 60, 90, 180, 365)
_MONEY_SCALES = {
    "zh": ((Fraction(10) ** 9, Fraction(10) ** 8, "亿"), (Fraction(10) ** 5, Fraction(10) ** 4, "万")),
    "en": ((Fraction(10) ** 7, Fraction(10) ** 6, " million"),),
}


@dataclass(frozen=True, slots=True)
class Box:
    """The plot of one panel in inches from the foot of the sheet, and the lines of its key, which begin at `left`."""

    x: float
    y: float
    width: float
    height: float
    left: float
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The sheet: its size in inches, the title's lines, a box for each panel, the sentences on what is left out."""

    width: float
    height: float
    title: tuple[str, ...]
    panels: tuple[Box, ...]
    missing: tuple[str, ...]
    margin: float = _MARGIN
    title_size: float = _TITLE_SIZE
    title_line: float = _TITLE_LINE
    panel_size: float = _PANEL_SIZE
    key_size: float = _KEY_SIZE
    key_line: float = _KEY_LINE
    below: float = _BELOW


def plot_only(chart: Chart) -> Layout:
    """The layout of a chart of one panel without title and key, for a page that prints these itself."""
    width, height = _PLOT_ONLY
    box = Box(_AXIS, _BELOW, width - _AXIS - _MARGIN, height - _BELOW - _ABOVE_PLOT, 0, ())
    return Layout(width, height, (), (box,), (), key_size=_PLOT_ONLY_SIZE)


def laid_out(chart: Chart) -> Layout:
    """The layout of a chart: one panel over the whole width, more of them two in a row."""
    columns = 1 if len(chart.panels) == 1 else 2
    cell = (_WIDTH - 2 * _MARGIN - (columns - 1) * _MARGIN) / columns
    height = _SINGLE_HEIGHT if columns == 1 else _PLOT_HEIGHT
    keys = [key_lines(panel, cell) for panel in chart.panels]
    title = wrapped(chart.title, _columns(_WIDTH - 2 * _MARGIN, _TITLE_SIZE))
    missing = tuple(t for text in chart.missing for t in wrapped(text, _columns(_WIDTH - 2 * _MARGIN, _KEY_SIZE)))
    above = _ABOVE_PLOT + (_PANEL_TITLE if any(panel.title for panel in chart.panels) else 0)
    rows = [keys[start : start + columns] for start in range(0, len(keys), columns)]
    tall = [above + height + _BELOW + _KEY_LINE * (max(len(key) for key in row) + 1) for row in rows]
    total = 2 * _MARGIN + _TITLE_LINE * len(title) + sum(tall) + _KEY_LINE * len(missing)
    boxes = []
    top = total - _MARGIN - _TITLE_LINE * len(title)
    for row, room in zip(rows, tall, strict=True):
        for column, key in enumerate(row):
            left = _MARGIN + column * (cell + _MARGIN)
            boxes.append(Box(left + _AXIS, top - above - height, cell - _AXIS - _MARGIN, height, left, key))
        top -= room
    return Layout(_WIDTH, round(total, 4), title, tuple(boxes), missing)


def key_lines(panel: Panel, width: float) -> tuple[str, ...]:
    """The key of a panel: each mark with its number, each gap, wrapped to the panel's width in inches."""
    return tuple(line for text in panel.texts for line in wrapped(text, _columns(width, _KEY_SIZE), "　 "))


def _columns(width: float, size: float) -> int:
    """How many Latin letters, each half as wide as a Chinese one, stand in a width in inches."""
    return int(width * 72 / (size * 0.53))


def wrapped(text: str, columns: int, indent: str = "") -> tuple[str, ...]:
    """The text in lines of at most so many columns: between Chinese letters anywhere, else at a blank."""
    lines, line = [], ""
    for piece in _pieces(_TOGETHER.sub(_BLANK, text.replace("\n", " "))):
        if line.strip() and text_width(line + piece.rstrip()) > columns and piece[0] not in _NO_BREAK_BEFORE:
            lines.append(line.rstrip())
            line = indent + piece.lstrip()
        else:
            line += piece
    return tuple(one.replace(_BLANK, " ") for one in (*lines, line.rstrip()))


def _pieces(text: str) -> list[str]:
    """What must not be broken: a Chinese letter, or a word with the blank after it."""
    pieces: list[str] = []
    for character in text:
        wide = text_width(character) == 2
        if not pieces or wide or text_width(pieces[-1][-1]) == 2 or pieces[-1].endswith(" "):
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


# --- ticks -----------------------------------------------------------------------------------------------------------


def ticks(first: Fraction, last: Fraction, type_: ValueType) -> list[Fraction]:
    """Round values from `first` to `last`, about six of them."""
    step = _day_step(last - first) if type_.kind == "date" else _step(last - first)
    if type_.kind == "integer":
        step = max(step, Fraction(1))
    start = first if type_.kind == "date" else -(-first // step) * step
    made = []
    while start <= last:
        made.append(start)
        start += step
    return made


def _step(width: Fraction) -> Fraction:
    step = Fraction(1)
    while width / step > _MOST_TICKS * 10:
        step *= 10
    while step * _MOST_TICKS > width:
        step /= 10
    round_steps = (step, 2 * step, Fraction(5, 2) * step, 5 * step, 10 * step, 20 * step)
    return next(one for one in round_steps if width / one <= _MOST_TICKS)


def _day_step(width: Fraction) -> Fraction:
    for step in _DAY_STEPS:
        if width / step <= _MOST_TICKS - 1:
            return Fraction(step)
    return Fraction(-(-width // (_MOST_TICKS - 1)))


def axis_label(axis: Axis, text: str, most: Fraction, language: str) -> str:
    """The label of an axis up to `most`; of money with the unit in which its ticks are printed."""
    unit = money_scale(most, axis.type, language)[1]
    if not unit:
        return text
    return f"{axis.label}（{unit}）" if language == "zh" else f"{axis.label} ({unit})"


def money_scale(most: Fraction, type_: ValueType, language: str) -> tuple[Fraction, str]:
    """By what the amounts on an axis up to `most` are divided, and the unit printed: 万元; 1 and "" for no money."""
    if type_.kind != "money":
        return Fraction(1), ""
    unit = compound_unit(type_)
    currency = (unit and unit.currency) or "CNY"
    word = "元" if language == "zh" and currency == "CNY" else currency
    for least, scale, name in _MONEY_SCALES[language]:
        if abs(most) >= least:
            return scale, f"{name}{word}" if language == "zh" else f"{word}{name}"
    return Fraction(1), word


def tick_texts(places: Sequence[Fraction], type_: ValueType, language: str, most: Fraction) -> list[str]:
    """The ticks as they are printed: grouped figures, percentages, dates; money in the unit of its axis."""
    if type_.kind == "date":
        return [date.fromordinal(int(place)).isoformat() for place in places]
    if type_.kind == "ratio":
        return [f"{grouped(as_decimal(place * 100))}%" for place in places]
    scale = money_scale(most, type_, language)[0]
    return [grouped(as_decimal(place / scale)) for place in places]


def top_of(chart: Chart) -> Fraction:
    """The amount at the top of a plot: the highest value, and room for its mark."""
    return chart.most + ((chart.most - chart.least) * _FRINGE or Fraction(1))


def dots(panel: Panel) -> Iterator[tuple[Fraction, Fraction]]:
    """Every whole number of a panel with its value."""
    for stroke in panel.strokes:
        for (x, y), (end, last) in zip(stroke.points, stroke.points[1:], strict=False):
            for step in range(int(end - x)):
                yield x + step, y + (last - y) * step / (end - x)
        if stroke.closes:
            yield stroke.points[-1]
