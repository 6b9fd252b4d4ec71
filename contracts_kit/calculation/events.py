"""Many events of one rule: each calculated, or refused with its reason, and what the amounts come to together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from contracts_kit.calculation.calculate import Prepared
from contracts_kit.calculation.outputs import output_value
from contracts_kit.content.events import Event
from contracts_kit.content.rules import Output, Rule
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding
from contracts_kit.records import dataclass
from contracts_kit.values.expected_forms import compound_unit


@dataclass(frozen=True, slots=True)
class EventResult:
    """What an event came to: its outputs, or (None) the code and the findings of its refusal."""

    event: Event
    outputs: Mapping[str, Any] | None
    code: str | None = None
    findings: tuple[Finding, ...] = ()

    def reason(self, language: str) -> str:
        """Why the event is refused, each fault with the input it is about; "" where it is not."""
        return ("；" if language == "zh" else "; ").join(_said(finding, language) for finding in self.findings)


def _said(finding: Finding, language: str) -> str:
    path = finding.place.path or ""
    name = path.removeprefix("inputs.") if path.startswith("inputs.") else ""
    message = finding.message(language)
    if not name or name in message:
        return message
    return f"{name}：{message}" if language == "zh" else f"{name}: {message}"


def calculate_events(prepared: Prepared, events: Iterable[Event]) -> Iterator[EventResult]:
    """The result of each event, in order. A refusal of one stops none of the others."""
    for event in events:
        if event.findings:
            yield EventResult(event, None, "invalid_input", event.findings)
            continue
        try:
            outputs = prepared.calculate(event.inputs).outputs
        except InputError as error:
            yield EventResult(event, None, error.code, error.findings)
        else:
            yield EventResult(event, outputs)


def summed(rule: Rule) -> tuple[Output, ...]:
    """The outputs of a rule that add up over events: amounts of money and counted things."""
    return tuple(output for output in rule.outputs.values() if _adds_up(output))


def _adds_up(output: Output) -> bool:
    unit = compound_unit(output.type) if output.type.is_number else None
    if output.type.kind == "money":
        return unit is not None and all(exponent > 0 for _, exponent in unit.parts)
    counted = unit is None or all(one.dimension == "count" and exponent > 0 for one, exponent in unit.parts)
    return output.type.kind == "integer" and counted


def totals(rule: Rule, results: Iterable[EventResult]) -> dict[str, Decimal | int]:
    """The exact sum of each output that adds up, over the events that were not refused."""
    outputs = summed(rule)
    sums = dict.fromkeys((output.name for output in outputs), Fraction(0))
    for result in results:
        if result.outputs is not None:
            for name in sums:
                sums[name] += Fraction(result.outputs[name] or 0)
    return {output.name: output_value(sums[output.name], output.type) for output in outputs}
