"""The annex of worked examples: each rule's example, computed with the contract's own parameters and explained.

A rule whose example needs a value that is still open prints a sentence that says which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from contracts_kit.assembly.anchors import anchor_name
from contracts_kit.assembly.data_tables import content_widths
from contracts_kit.assembly.printed_values import ValuePrinter, value_key
from contracts_kit.assembly.tree import Block, Cell, Example, Paragraph, Reference, Table, Text
from contracts_kit.calculation.explanation import ExplainedStep, ExplainedTable, Explanation, explain
from contracts_kit.content.library import with_called_rules
from contracts_kit.content.mentions import reading_mentions
from contracts_kit.content.model import Family, Library
from contracts_kit.content.parameter_values import ParameterValues
from contracts_kit.content.rules import Rule
from contracts_kit.errors import InputError
from contracts_kit.values.bilingual import Bilingual

MOST_KEPT = 8
NAMES_WIDTH = 15
"""The widest column of names of a turned table: names may stand on two lines, values should not."""
MOST_COLUMNS = 8
"""A table of a step with more columns is turned, its rows becoming columns, where that makes it narrower."""
INTRODUCTION = Bilingual(
    "以下示例按条款约定的数值计算，仅用于说明条款如何适用；示例与条款不一致的，以条款为准。",
    "The examples below are computed with the figures agreed in the articles. They only illustrate the articles; where "
    "an example and an article differ, the article prevails.",
)
_GIVEN = Bilingual("已知", "Given")
_RESULT = Bilingual("结果", "Result")
_FIGURE = re.compile(r"-?(?:¥|[A-Z]{3} )?[0-9][0-9,.]*%?")
_GROUND = Bilingual("依据：{}。", "Under {}.")
_OPEN = Bilingual("本例须先填写{}，方可计算。", "This example can be computed once {} is filled in.")
_REFUSED = Bilingual(
    "按条款约定的数值，本例无法计算：{}", "With the figures agreed in the articles this example cannot be computed: {}"
)


@dataclass(slots=True)
class WorkedExamples:
    """The worked examples of one plan. `rules` are the ids of the rules that its clauses ground, in their order."""

    family: Family
    language: str
    rules: tuple[str, ...]
    references: Mapping[str, Reference]
    printer: ValuePrinter
    _reads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _kept: dict[str, dict[tuple[str, ...], Example]] = field(default_factory=dict)

    def blocks(self, values: ParameterValues, library: Library, only: tuple[str, ...] = ()) -> tuple[Block, ...]:
        """The introduction and an example for each rule that declares one; `only` names the rules, empty means all."""
        made: list[Block] = [Paragraph((Text(INTRODUCTION[self.language]),), "note")]
        options = tuple(values.options.values())
        for name in dict.fromkeys(self.rules):
            rule = self.family.rules[name]
            if (rule.inputs and not rule.example) or (only and name not in only):
                continue
            key = (*[value_key(values.values.get(read)) for read in self._parameters(rule, library)], *options)
            kept = self._kept.setdefault(name, {})
            found = kept.get(key)
            if found is None:
                if len(kept) >= MOST_KEPT:
                    kept.pop(next(iter(kept)), None)
                found = kept[key] = self._example(rule, values, library)
            made.append(found)
        return tuple(made)

    def _parameters(self, rule: Rule, library: Library) -> tuple[str, ...]:
        """The parameters on which a rule's example depends: those it reads, itself or by a rule that it calls, and
        those that the printed readings of its options name.
        """
        found = self._reads.get(rule.id)
        if found is None:
            names: set[str] = set()
            for one in with_called_rules(library, self.family, rule):
                names |= one.parameters_read
            for option in rule.options.values():
                for _, _, mentioned in reading_mentions(option):
                    names.update(name for name, _ in mentioned.parameters())
            found = self._reads[rule.id] = tuple(sorted(names))
        return found

    def _example(self, rule: Rule, values: ParameterValues, library: Library) -> Example:
        from contracts_kit.calculation.calculate import calculate

        title = (Text(rule.title[self.language]),)
        anchor = anchor_name("example", rule.id)
        try:
            calculation = calculate(rule.id, rule.example, parameters=values, library=library)
            explanation = explain(calculation, self.language, self.article_of)
        except InputError as error:
            blocks: tuple[Block, ...] = (self._sentence(error), self._ground(rule))
        else:
            blocks = (*self._explained(explanation), self._ground(rule))
        return Example(rule.id, title, blocks, anchor)

    def article_of(self, clause: str) -> str:
        """The article that carries a clause as it is printed; the clause's title where it has no number."""
        found = self.references.get(clause)
        if found is not None:
            return found.text
        known = self.family.clauses.get(clause)
        return known.title[self.language] if known is not None else clause

    def _sentence(self, error: InputError) -> Paragraph:
        if error.code != "missing_param":
            reason = "; ".join(finding.message(self.language) for finding in error.findings)
            return Paragraph((Text(_REFUSED[self.language].format(reason)),), "note")
        names = dict.fromkeys(str(f.details.get("name", "")) for f in error.findings)
        labels = [self.printer.label(n) if n in self.family.parameters else n for n in names]
        joined = ("、" if self.language == "zh" else ", ").join(f"“{label}”" for label in labels)
        return Paragraph((Text(_OPEN[self.language].format(joined)),), "note")

    def _ground(self, rule: Rule) -> Paragraph:
        reference = self.references.get(rule.clause)
        before, after = _parts(_GROUND[self.language])
        ground = reference if reference is not None else Text(self.article_of(rule.clause))
        return Paragraph((Text(before), ground, Text(after)), "note")

    # -- an explanation as blocks ------------------------------------------------------------------------------------

    def _explained(self, explanation: Explanation) -> list[Block]:
        """What was given in one line, the steps, the results in one line, then the readings that they rest on."""
        made: list[Block] = []
        if explanation.inputs:
            made.append(Paragraph((Text(self._line(_GIVEN, explanation.inputs)),)))
        for step in explanation.steps:
            made += self._step(step)
        made.append(Paragraph((Text(self._line(_RESULT, explanation.outputs), strong=True),)))
        for text, _ in explanation.options:
            made.append(Paragraph((Text(text),), "note"))
        if explanation.defaults_line:
            made.append(Paragraph((Text(explanation.defaults_line),), "note"))
        return made

    def _line(self, head: Bilingual, pairs: tuple[tuple[str, str], ...]) -> str:
        colon, stop, end = ("：", "；", "。") if self.language == "zh" else (": ", "; ", ".")
        return head[self.language] + colon + stop.join(f"{label} = {text}" for label, text in pairs) + end

    def _step(self, step: ExplainedStep | ExplainedTable) -> list[Block]:
        if isinstance(step, ExplainedTable):
            lines = [[_sentence_case(text) for text in step.headers], *map(list, step.rows)]
            turned = len(step.headers) > MOST_COLUMNS and len(lines) < len(step.headers)
            if turned:
                lines = [list(column) for column in zip(*lines, strict=True)]
            head = tuple(Cell((Text(text),), header=True) for text in lines[0])
            rows = [tuple(_cell(text) for text in line) for line in lines[1:]]
            first, *others = content_widths((head, *rows))
            widths = (min(first, NAMES_WIDTH) if turned else first, *others)
            return [
                Paragraph((Text(_sentence_case(step.label) + ("：" if self.language == "zh" else ":")),)),
                Table((head, *rows), widths, 1),
            ]
        return [Paragraph((Text(" = ".join([_sentence_case(step.label), *step.parts()])),), "formula")]


def _cell(text: str) -> Cell:
    """A cell of a step's table; a bare figure stands at the right."""
    return Cell((Text(text),) if text else (), align="right" if _FIGURE.fullmatch(text) else "left")


def _sentence_case(label: str) -> str:
    """A label at the beginning of a line or a cell, with a capital letter."""
    return label[:1].upper() + label[1:]


def _parts(text: str) -> tuple[str, str]:
    before, _, after = text.partition("{}")
    return before, after
