"""The charts that clauses ask for, each computed with the contract's own parameters and kept for the next contract.

A chart that needs a value which is still open is a sentence that says which. Nothing is computed until a writer draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from contracts_kit.assembly.printed_values import ValuePrinter, value_key
from contracts_kit.assembly.tree import Chart
from contracts_kit.content.charts import given_for, settle_chart
from contracts_kit.content.library import with_called_rules
from contracts_kit.content.model import Family, Library
from contracts_kit.content.parameter_values import ParameterValues
from contracts_kit.content.rules import Rule
from contracts_kit.errors import InputError
from contracts_kit.values.bilingual import Bilingual

if TYPE_CHECKING:
    from contracts_kit.calculation.chart import Chart as Drawing

MOST_KEPT = 16
_OPEN = Bilingual("本图须先填写{}，方可绘制。", "This chart can be drawn once {} is filled in.")
_REFUSED = Bilingual("按条款约定的数值，本图无法绘制：{}", "With the figures agreed this chart cannot be drawn: {}")


@dataclass(slots=True)
class RuleCharts:
    """The charts of one family's contracts in one language."""

    family: Family
    language: str
    printer: ValuePrinter
    _reads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _kept: dict[tuple[str, str], Drawing | str] = field(default_factory=dict)

    def of(self, values: ParameterValues, library: Library) -> ContractCharts:
        """The charts of one contract."""
        return ContractCharts(self, values, library)

    def key(self, name: str, values: ParameterValues, library: Library) -> str:
        """A text that is the same for contracts in which the chart of a rule is the same."""
        rule = self.family.rules[name]
        read = self._reads.get(name)
        if read is None:
            rules = with_called_rules(library, self.family, rule)
            read = self._reads[name] = tuple(sorted({p for one in rules for p in one.parameters_read}))
        options: Mapping[str, str] = values.options
        keys = [*(value_key(values.values.get(p)) for p in read), *(f"{n}={v}" for n, v in options.items())]
        return "\n".join(keys)

    def block(self, name: str, values: ParameterValues, library: Library) -> Chart:
        """The chart of a rule. It is computed when it is first drawn."""
        rule = self.family.rules[name]
        assert rule.chart is not None  # the check of names has seen to it
        title = (rule.chart.title or rule.title)[self.language]
        return Chart(name, title, partial(self._drawing, name, values, library))

    def _drawing(self, name: str, values: ParameterValues, library: Library) -> Drawing | str:
        key = name, self.key(name, values, library)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            found = self._kept[key] = self._made(self.family.rules[name], values, library)
        return found

    def _made(self, rule: Rule, values: ParameterValues, library: Library) -> Drawing | str:
        from contracts_kit.calculation.calculate import prepare
        from contracts_kit.calculation.chart import make_chart

        request = rule.chart
        assert request is not None
        try:
            settled = settle_chart(rule, request)
            prepared = prepare(rule.id, values, library=library)
            return make_chart(prepared, settled, given_for(rule, request), self.language, request.title)
        except InputError as error:
            return self._sentence(error)

    def _sentence(self, error: InputError) -> str:
        names = dict.fromkeys(str(f.details["name"]) for f in error.findings if f.details.get("name"))
        labels = [self.printer.label(name) for name in names if name in self.family.parameters]
        if error.code == "missing_param" and labels:
            joined = ("、" if self.language == "zh" else ", ").join(f"“{label}”" for label in labels)
            return _OPEN[self.language].format(joined)
        reason = "; ".join(finding.message(self.language) for finding in error.findings)
        return _REFUSED[self.language].format(reason)


@dataclass(frozen=True, slots=True)
class ContractCharts:
    """The charts of one contract."""

    charts: RuleCharts
    values: ParameterValues
    library: Library

    def key(self, rule: str) -> str:
        """See `RuleCharts.key`."""
        return self.charts.key(rule, self.values, self.library)

    def block(self, rule: str) -> Chart:
        """The chart of a rule in this contract."""
        return self.charts.block(rule, self.values, self.library)
