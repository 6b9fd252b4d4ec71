"""The blocks that only a notice has: its facts in a table, and a calculation with its steps and its ground."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal

from contracts_kit.assembly.anchors import Anchors
from contracts_kit.assembly.blanks import DATES
from contracts_kit.assembly.data_tables import content_widths
from contracts_kit.assembly.explained import RESULT, explained_blocks, sentence_case
from contracts_kit.assembly.fill import ClauseCompiler, Filled
from contracts_kit.assembly.tree import OPEN_BOX, Blank, Block, Cell, Example, Inline, Paragraph, Table, Text
from contracts_kit.calculation.calculate import Calculation as Calculated
from contracts_kit.calculation.explanation import ExplainedStep, Explanation, explain
from contracts_kit.content.model import Family
from contracts_kit.content.notices import Notice, empty_lines
from contracts_kit.content.slots import CalculationSlot, FieldsSlot, ParameterSlot, SkeletonText
from contracts_kit.content.wording import house_terms, print_terms
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.printing import print_value
from contracts_kit.values.types import NUMBER_KINDS, ValueType

LABELS_AND_VALUES = (1, 2)
"""Relative widths of the labels and of what is filled in beside them."""
_COLON = {"zh": "：", "en": ": "}
_GROUND = Bilingual("依据：{}。", "Under {}.")
_UNDER = Bilingual("《{}》{}", "{1} of the {0}")
_ROW = Bilingual("第{}行", "Row {}")
_RUN = re.compile("_+")
_SHORT = {1: 40, 2: 20, 3: 14, 4: 10}
"""The longest line to fill in, in a cell of a table of so many columns; 6 in one of more."""


MOST_BOXES = 2
"""How many alternatives of a choice have a box to tick in a cell of such a table; more are a line to fill in."""


class NoticeBlocks:
    """Makes the blocks of one notice.

    `family` is the one in which its wording is read, `values` what is printed in it, `calculated` each calculation that
    could be made. `article_of` gives the printed number of a clause's article. `blank`: the form is printed empty.
    """

    def __init__(
        self,
        notice: Notice,
        family: Family,
        language: str,
        values: Mapping[str, Any],
        calculated: Mapping[str, tuple[Calculated, ...]],
        article_of: Callable[[str], str | None],
        anchors: Anchors,
        blank: bool,
    ) -> None:
        self._notice = notice
        self._family = family
        self._language = language
        self._values = values
        self._calculated = calculated
        self._article_of = article_of
        self._anchors = anchors
        self._blank = blank
        self._terms = house_terms(family.terms, language)

    def make(self, compiler: ClauseCompiler, slot: FieldsSlot | CalculationSlot) -> Callable[[Filled], Block]:
        """What fills the block of a slot."""
        if isinstance(slot, CalculationSlot):
            return self._calculation(compiler, slot.name)
        if len(slot.names) == 1 and self._family.parameters[slot.names[0]].type.kind == "rows":
            return self._rows(compiler, slot.names[0])
        return self._labelled(compiler, slot.names)

    def _label(self, name: str, field: str | None = None) -> str:
        parameter = self._family.parameters[name]
        label = parameter.field_labels[field] if field else parameter.label
        return sentence_case(print_terms(label[self._language], self._terms))

    # -- facts ------------------------------------------------------------------------------------------------------

    def _labelled(self, compiler: ClauseCompiler, names: tuple[str, ...]) -> Callable[[Filled], Block]:
        lines = [(self._label(name), compiler.line((ParameterSlot(name),))) for name in names if self._stands(name)]

        def build(filled: Filled) -> Table:
            rows = tuple(
                (Cell((Text(label),)), Cell(line(filled) if callable(line) else line)) for label, line in lines
            )
            return Table(rows, LABELS_AND_VALUES, 0, origin=compiler.origin)

        return build

    def _stands(self, name: str) -> bool:
        """Whether a fact has a line: one that nobody needs to give, and nobody gave, has none in an issued notice."""
        field = self._notice.fields.get(name)
        return field is None or field.required or self._blank or self._values.get(name) is not None

    def _rows(self, compiler: ClauseCompiler, name: str) -> Callable[[Filled], Block]:
        fields = self._columns(name)
        head = tuple(Cell((Text(self._label(name, field)),), header=True) for field in fields)
        lines = [
            [compiler.line((ParameterSlot(name, field, row),)) for field in fields]
            for row in range(len(self._values.get(name) or ()))
        ]
        cell = _shortened if self._blank or not self._given(name) else _closed
        sides = [_side(type_) for type_ in fields.values()]

        def build(filled: Filled) -> Table:
            rows = [
                tuple(
                    Cell(cell(line(filled) if callable(line) else line, len(fields)), align=side)
                    for line, side in zip(row, sides, strict=True)
                )
                for row in lines
            ]
            return Table((head, *rows), content_widths((head, *rows)), 1, origin=compiler.origin)

        return build

    def _given(self, name: str) -> bool:
        """Whether a table holds rows that somebody gave."""
        field = self._notice.fields.get(name)
        return field is not None and self._values.get(name) != empty_lines(field)

    def _columns(self, name: str) -> dict[str, ValueType]:
        """The columns of a table; one that may be left open, and is in every row, has no place in an issued notice."""
        fields = self._family.parameters[name].type.fields
        if self._blank or not self._given(name):
            return dict(fields)
        rows = self._values[name]
        return {
            column: type_
            for column, type_ in fields.items()
            if not type_.optional or any(row.get(column) is not None for row in rows)
        }

    # -- calculations -----------------------------------------------------------------------------------------------

    def _calculation(self, compiler: ClauseCompiler, name: str) -> Callable[[Filled], Block]:
        rule = self._family.rules[self._notice.calculations[name].rule]
        title = (Text(sentence_case(print_terms(rule.title[self._language], self._terms))),)
        anchor = self._anchors.unique("calculation", name)
        made = self._calculated.get(name, ())
        if not made:
            results = self._open_results(compiler, name)
            ground = self._ground([self._article(rule.clause)])
            return lambda filled: Example(
                rule.id, title, (Paragraph(results(filled) if callable(results) else results), ground), anchor
            )
        blocks: list[Block] = []
        articles: dict[str, None] = {}
        for number, calculated in enumerate(made, 1):
            explanation = explain(calculated, self._language, self._article_of)
            if len(made) > 1:
                blocks.append(Paragraph((Text(_ROW[self._language].format(number), strong=True),)))
            blocks += explained_blocks(self._told(explanation, number == len(made)), self._language)
            articles.update(dict.fromkeys(self._article(clause) for clause in calculated.clauses))
        blocks.append(self._ground(list(articles)))
        return lambda filled: Example(rule.id, title, tuple(blocks), anchor)

    def _told(self, explanation: Explanation, last: bool) -> Explanation:
        """What of a calculation the other side has to be told: the facts stand in the notice already, and whether a
        condition holds in its words; the readings that apply once, whether they are the usual ones or not.
        """
        truths = [print_value(truth, ValueType("boolean"), self._language) for truth in (True, False)]
        steps = tuple(s for s in explanation.steps if not isinstance(s, ExplainedStep) or s.result not in truths)
        options = explanation.options if last else ()
        return replace(explanation, inputs=(), steps=steps, options=options, defaults_line="")

    def _open_results(self, compiler: ClauseCompiler, name: str) -> Any:
        """The results of a calculation as lines to fill in."""
        stop, end = ("；", "。") if self._language == "zh" else ("; ", ".")
        parts: list[Any] = [SkeletonText(RESULT[self._language] + _COLON[self._language], True)]
        fields = self._family.parameters[name].type.fields
        for index, field in enumerate(fields):
            label = print_terms(self._family.parameters[name].field_labels[field][self._language], self._terms)
            parts.append(SkeletonText(("" if index == 0 else stop) + label + " = "))
            parts.append(ParameterSlot(name, field, 0 if self._notice.calculations[name].each else None))
        return compiler.line((*parts, SkeletonText(end)))

    def _article(self, clause: str) -> str:
        number = self._article_of(clause)
        if number is not None:
            return number
        known = self._family.clauses.get(clause)
        return known.title[self._language] if known is not None else clause

    def _ground(self, articles: list[str]) -> Paragraph:
        title = print_terms(self._family.title[self._language], self._terms)
        joined = ("、" if self._language == "zh" else ", ").join(articles)
        return Paragraph((Text(_GROUND[self._language].format(_UNDER[self._language].format(title, joined))),), "note")


def _side(type_: ValueType) -> Literal["left", "centre", "right"]:
    """How a column is set: figures at the right, words of a few at the middle, texts at the left."""
    if type_.kind in NUMBER_KINDS:
        return "right"
    return "centre" if type_.kind in ("choice", "boolean", "date") else "left"


def _closed(line: tuple[Inline, ...], columns: int) -> tuple[Inline, ...]:
    """A cell of rows that were given: what nobody gave is not filled in any more."""
    return tuple(Text("—") if isinstance(inline, Blank) else inline for inline in line)


def _shortened(line: tuple[Inline, ...], columns: int) -> tuple[Inline, ...]:
    """A cell whose line to fill in fits a column."""
    most = _SHORT.get(columns, 6)
    made: list[Inline] = []
    for inline in line:
        if isinstance(inline, Blank) and (columns > 2 or len(inline.text) > most):
            if inline.text in DATES.values() or inline.text.count(OPEN_BOX) > MOST_BOXES:
                inline = replace(inline, text="_" * most)
            else:
                inline = replace(inline, text=_RUN.sub(lambda run: run[0][:most], inline.text))
        made.append(inline)
    return tuple(made)
