"""An explanation as lines of a terminal: results first, then what was given, the steps, the article, the readings."""

from __future__ import annotations

from contracts_kit.calculation.explanation import ExplainedStep, ExplainedTable, Explanation
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.text_width import padded, text_width

_GIVEN = Bilingual("已知", "Given")
_STEPS = Bilingual("步骤", "Steps")
_GROUND = Bilingual("依据", "Under")
_READINGS = Bilingual("口径", "Readings")
_CHOSEN = Bilingual("（另行约定）", " (chosen)")


def as_text(explanation: Explanation) -> str:
    """The explanation for a terminal; columns are aligned, wide characters counted as two."""
    language = explanation.language
    lines = [explanation.title]
    lines += _pairs(explanation.outputs, "  ")
    if explanation.inputs:
        lines += [_GIVEN[language], *_pairs(explanation.inputs, "  ")]
    if explanation.steps:
        lines.append(_STEPS[language])
        labels = max((text_width(s.label) for s in explanation.steps if isinstance(s, ExplainedStep)), default=0)
        for step in explanation.steps:
            if isinstance(step, ExplainedTable):
                lines += _table(step)
            else:
                lines.append(f"  {padded(step.label, labels)}  {' = '.join(step.parts())}")
    lines.append(f"{_GROUND[language]}  {('、' if language == 'zh' else ', ').join(explanation.articles)}")
    if explanation.options:
        lines.append(_READINGS[language])
        lines += [f"  {text}{'' if default else _CHOSEN[language]}" for text, default in explanation.options]
        if explanation.defaults_line:
            lines.append(f"  {explanation.defaults_line}")
    return "\n".join(line.rstrip() for line in lines)


def _pairs(pairs: tuple[tuple[str, str], ...], indent: str) -> list[str]:
    width = max((text_width(label) for label, _ in pairs), default=0)
    return [f"{indent}{padded(label, width)}  {text}" for label, text in pairs]


def _table(table: ExplainedTable) -> list[str]:
    every = [table.headers, *table.rows]
    widths = [max(text_width(row[i]) for row in every) for i in range(len(table.headers))]
    lines = ["    " + "  ".join(padded(cell, w) for cell, w in zip(row, widths, strict=True)) for row in every]
    return [f"  {table.label}", *lines]
