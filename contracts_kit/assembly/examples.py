"""The annex of worked examples: each rule's example, computed with the contract's own parameters and explained.

A rule whose example needs a value that is still open prints a sentence that says which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from contracts_kit.assembly.anchors import anchor_name
from contracts_kit.assembly.charts import ContractCharts
from contracts_kit.assembly.explained import explained_blocks
from contracts_kit.assembly.printed_values import ValuePrinter, value_key
from contracts_kit.assembly.tree import Block, Example, Paragraph, Reference, Text
from contracts_kit.calculation.explanation import explain
from contracts_kit.content.library import with_called_rules
from contracts_kit.content.mentions import reading_mentions
from contracts_kit.content.model import Family, Library
from contracts_kit.content.parameter_values import ParameterValues
from contracts_kit.content.rules import Rule
from contracts_kit.errors import InputError
from contracts_kit.values.bilingual import Bilingual

MOST_KEPT = 8
INTRODUCTION = Bilingual(
    "以下示例按条款约定的数值计算，仅用于说明条款如何适用；示例与条款不一致的，以条款为准。",
    "The examples below are computed with the figures agreed in the articles. They only illustrate the articles; where "
    "an example and an article differ, the article prevails.",
)
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

    def blocks(
        self,
        values: ParameterValues,
        library: Library,
        only: tuple[str, ...] = (),
        charts: Mapping[str, ContractCharts] | None = None,
    ) -> tuple[Block, ...]:
        """The introduction and an example for each rule that declares one; `only` names the rules, empty means all.

        Below the examples of the rules in `charts` stands the rule's chart.
        """
        drawn = charts or {}
        made: list[Block] = [Paragraph((Text(INTRODUCTION[self.language]),), "note")]
        options = tuple(values.options.values())
        for name in dict.fromkeys(self.rules):
            rule = self.family.rules[name]
            if (rule.inputs and not rule.example) or (only and name not in only):
                continue
            key = (
                "chart" if name in drawn else "",
                *[value_key(values.values.get(read)) for read in self._parameters(rule, library)],
                *options,
            )
            kept = self._kept.setdefault(name, {})
            found = kept.get(key)
            if found is None:
                if len(kept) >= MOST_KEPT:
                    kept.pop(next(iter(kept)), None)
                found = self._example(rule, values, library)
                if name in drawn:
                    found = replace(found, blocks=(*found.blocks, drawn[name].block(name)))
                kept[key] = found
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
                for _, _, mentioned in reading_mentions(option, (self.language,)):  # both name the same
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
            blocks = (*explained_blocks(explanation, self.language), self._ground(rule))
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


def _parts(text: str) -> tuple[str, str]:
    before, _, after = text.partition("{}")
    return before, after
