"""A calculation's explanation as blocks: what was given in one line, the steps, the results, the readings taken."""

from __future__ import annotations

import re

from contracts_kit.assembly.data_tables import content_widths
from contracts_kit.assembly.tree import Block, Cell, Paragraph, Table, Text
from contracts_kit.calculation.explanation import ExplainedStep, ExplainedTable, Explanation
from contracts_kit.values.bilingual import Bilingual

NAMES_WIDTH = 15
"""The widest column of names of a turned table: names may stand on two lines, values should not."""
MOST_COLUMNS = 8
"""A table of a step with more columns is turned, its rows becoming columns, where that makes it narrower."""
GIVEN = Bilingual("已知", "Given")
RESULT = Bilingual("结果", "Result")
_FIGURE = re.compile(r"-?(?:¥|[A-Z]{3} )?[0-9][0-9,.]*%?")


def explained_blocks(explanation: Explanation, language: str) -> list[Block]:
    """What was given in one line, the steps, the results in one line, then the readings that they rest on."""
    made: list[Block] = []
    if explanation.inputs:
        made.append(Paragraph((Text(_line(GIVEN, explanation.inputs, language)),)))
    for step in explanation.steps:
        made += _step(step, language)
    made.append(Paragraph((Text(_line(RESULT, explanation.outputs, language), strong=True),)))
    for text, _ in explanation.options:
        made.append(Paragraph((Text(text),), "note"))
    if explanation.defaults_line:
        made.append(Paragraph((Text(explanation.defaults_line),), "note"))
    return made


def _line(head: Bilingual, pairs: tuple[tuple[str, str], ...], language: str) -> str:
    colon, stop, end = ("：", "；", "。") if language == "zh" else (": ", "; ", ".")
    return head[language] + colon + stop.join(f"{label} = {text}" for label, text in pairs) + end


def _step(step: ExplainedStep | ExplainedTable, language: str) -> list[Block]:
    if isinstance(step, ExplainedTable):
        lines = [[sentence_case(text) for text in step.headers], *map(list, step.rows)]
        turned = len(step.headers) > MOST_COLUMNS and len(lines) < len(step.headers)
        if turned:
            lines = [list(column) for column in zip(*lines, strict=True)]
        head = tuple(Cell((Text(text),), header=True) for text in lines[0])
        rows = [tuple(_cell(text) for text in line) for line in lines[1:]]
        first, *others = content_widths((head, *rows))
        widths = (min(first, NAMES_WIDTH) if turned else first, *others)
        return [
            Paragraph((Text(sentence_case(step.label) + ("：" if language == "zh" else ":")),)),
            Table((head, *rows), widths, 1),
        ]
    return [Paragraph((Text(" = ".join([sentence_case(step.label), *step.parts()])),), "formula")]


def _cell(text: str) -> Cell:
    """A cell of a step's table; a bare figure stands at the right."""
    return Cell((Text(text),) if text else (), align="right" if _FIGURE.fullmatch(text) else "left")


def sentence_case(label: str) -> str:
    """A label at the beginning of a line or a cell, with a capital letter."""
    return label[:1].upper() + label[1:]
