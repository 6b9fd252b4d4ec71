"""Wording against logic: what the rules compute is what the clause says, and what the clause says is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contracts_kit.content.conditions import full_clause_id
from contracts_kit.content.mentions import clause_mentions, printed_parameters
from contracts_kit.content.model import Clause, Family
from contracts_kit.content.subject import Contents, Subject
from contracts_kit.findings import Finding
from contracts_kit.values.types import ValueType

_COUNTS = frozenset({None, "count"})


def rules_are_printed(subject: Subject) -> Iterator[Finding]:
    """Each parameter that a clause's rules read stands in the clause, or in one that it refers to."""
    family, clause = subject.family, subject.clause
    rules = [family.rules[name] for name in clause.rules if name in family.rules]
    if not rules:
        return
    printed = set(printed_parameters(clause, family))
    for target in _referred(clause, family, subject.clauses):
        printed |= printed_parameters(target, family)
    for rule in rules:
        if not clause.grounds:
            yield Finding("rule_without_grounds", rule.place, {"name": rule.id})
        for name in sorted(rule.parameters_read):
            parameter = family.parameters.get(name)
            if parameter is not None and name not in printed and parameter.unprinted is None:
                yield Finding("rule_parameter_unprinted", rule.place, {"rule": rule.id, "name": name})


def _referred(clause: Clause, family: Family, clauses: Mapping[str, Clause]) -> Iterator[Clause]:
    """The clauses that a clause refers to."""
    names = {
        full_clause_id(name, family.name, clauses)
        for _, _, mentioned in clause_mentions(clause)
        for name, _ in mentioned.called("ref")
    }
    yield from (clauses[name] for name in sorted(names) if name in clauses)


def figures_are_computed(contents: Contents) -> Iterator[Finding]:
    """Each rate, amount or deadline that a wording prints is read by a rule of the family."""
    read = {name: _read(family) for name, family in contents.families.items()}
    anywhere = frozenset().union(*read.values()) if read else frozenset()
    told: set[tuple[str | None, str]] = set()
    for subject in contents.subjects:
        family = subject.family
        for _, _, mentioned in subject.mentions:
            for name, line in mentioned.parameters():
                parameter = family.parameters.get(name)
                if parameter is None or parameter.text_only is not None or not is_figure(parameter.type):
                    continue
                shared = name in contents.common.parameters
                key = subject.clause.place.file, name
                if name in (anywhere if shared else read.get(family.name, ())) or key in told:
                    continue
                told.add(key)
                unit = parameter.type.unit or parameter.type.kind
                yield subject.found("figure_without_rule", line, name=name, type=unit)


def marks_are_true(contents: Contents) -> Iterator[Finding]:
    """A parameter marked `text_only` that a rule reads all the same (a warning)."""
    for family in contents.families.values():
        for rule in family.rules.values():
            for name in sorted(rule.parameters_read):
                parameter = family.parameters.get(name)
                if parameter is not None and parameter.text_only is not None:
                    yield Finding("text_only_but_read", parameter.place, {"name": name, "rule": rule.id})


def _read(family: Family) -> frozenset[str]:
    """The parameters that the rules of a family read."""
    return frozenset(name for rule in family.rules.values() for name in rule.parameters_read)


def is_figure(type_: ValueType) -> bool:
    """Whether a parameter is a rate, an amount or a period: a number that is more than a plain count."""
    if type_.kind in ("money", "ratio"):
        return True
    return type_.kind in ("decimal", "integer") and type_.unit not in _COUNTS
