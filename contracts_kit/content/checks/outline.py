"""Outlines name clauses that exist, once each, under conditions that can be decided; variants fit their parameter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contracts_kit.content.checks.names import condition_faults
from contracts_kit.content.conditions import clauses_asked
from contracts_kit.content.cross_checks import with_row
from contracts_kit.content.model import Annex, Clause, Entry, Family
from contracts_kit.content.outlines import clauses_of
from contracts_kit.content.presence import presence_conditions
from contracts_kit.content.subject import Contents, Subject
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding, nearest


def outlines(contents: Contents) -> Iterator[Finding]:
    """What is wrong with the outline of each family."""
    for family in contents.families.values():
        for check in family.checks:
            try:
                known = with_row(family, check.each)
            except InputError:  # said where the check itself is looked at
                continue
            yield from condition_faults(check.when, {}, known, check.place, contents.clauses)
        if family.outline is None:
            continue
        yield from _entries(family, contents.clauses)
        for holder in _holders(family.outline.entries, family.outline.annexes):
            if holder.when is not None:
                yield from condition_faults(holder.when, {}, family, holder.place, contents.clauses)
        for annex in family.outline.annexes:
            yield from _annex(annex, family, contents)
        yield from _cycles(family)


def _entries(family: Family, clauses: Mapping[str, Clause]) -> Iterator[Finding]:
    """Entries that name no clause, a clause of another family, or a clause twice without conditions."""
    assert family.outline is not None
    always: set[str] = set()
    for entry in clauses_of(family.outline):
        name = entry.clause or ""
        if name not in clauses:
            known = [c for c in clauses if c.split(".")[0] in (family.name, "common")]
            suggestion = nearest(name if "." in name else f"{family.name}.{name}", known)
            yield Finding("unknown_clause", entry.place, {"name": name, "suggestion": suggestion})
        elif clauses[name].family not in (family.name, "common"):
            yield Finding("clause_of_another_family", entry.place, {"name": name})
        elif entry.when is None:
            if name in always:
                yield Finding("clause_twice", entry.place, {"name": name})
            always.add(name)


def _holders(entries: tuple[Entry, ...], annexes: tuple[Annex, ...]) -> Iterator[Entry | Annex]:
    """Everything of an outline that may have a condition."""
    for entry in entries:
        yield entry
        yield from _holders(entry.entries, ())
    for annex in annexes:
        yield annex
        yield from _holders(annex.entries, ())


def _annex(annex: Annex, family: Family, contents: Contents) -> Iterator[Finding]:
    """An annex that names a family, a table, a form or a rule that does not exist."""
    for rule in (*annex.rules, *annex.charts):
        if rule not in family.rules:
            yield Finding("unknown_rule", annex.place, {"name": rule, "suggestion": nearest(rule, family.rules)})
        elif rule in annex.charts and family.rules[rule].chart is None:
            yield Finding("chart_missing", annex.place, {"name": rule})
    known: Mapping[str, object] = {"family": contents.families, "table": family.tables, "form": family.forms}.get(
        annex.content, {}
    )
    name = annex.family if annex.content == "family" else annex.name
    if annex.content in ("family", "table", "form") and name not in known:
        details = {"name": name, "known": ", ".join(known) or "-", "suggestion": nearest(name or "", known)}
        yield Finding(f"unknown_{annex.content}", annex.place, details)


def _cycles(family: Family) -> Iterator[Finding]:
    """Clauses whose presence depends on itself by `included()`."""
    asks = {
        clause: sorted({asked for way in ways for when in way for asked in clauses_asked(when, family)})
        for clause, ways in presence_conditions(family)
    }
    done: set[str] = set()

    def walk(clause: str, above: tuple[str, ...]) -> tuple[str, ...] | None:
        if clause in above:
            return (*above[above.index(clause) :], clause)
        if clause in done:
            return None
        done.add(clause)
        for asked in asks.get(clause, ()):
            if cycle := walk(asked, (*above, clause)):
                return cycle
        return None

    assert family.outline is not None
    places = {entry.clause: entry.place for entry in clauses_of(family.outline)}
    for clause in asks:
        if cycle := walk(clause, ()):
            yield Finding("condition_cycle", places[cycle[0]], {"found": " → ".join(cycle)})


def variants(subject: Subject) -> Iterator[Finding]:
    """The variants of a clause are the values of its choice parameter, each with a wording."""
    clause = subject.clause
    if clause.variant_by is None:
        return
    parameter = subject.family.parameters.get(clause.variant_by)
    place = subject.file.front.place("variant_by", "variant_by")
    if parameter is None:
        suggestion = nearest(clause.variant_by, subject.family.parameters)
        yield Finding("unknown_parameter", place, {"name": clause.variant_by, "suggestion": suggestion})
        return
    values = ("true", "false") if parameter.type.kind == "boolean" else parameter.type.choices
    if not values:
        yield Finding("variant_by_wrong", place, {"name": clause.variant_by})
        return
    details = {"parameter": clause.variant_by, "known": ", ".join(values)}
    for variant, by_language in clause.wordings.items():
        if variant not in values:
            line = min(wording.line for wording in by_language.values())
            suggestion = nearest(variant, values)
            yield subject.found("variant_unknown", line, name=variant, suggestion=suggestion, **details)
    for value in values:
        if value not in clause.wordings:
            yield Finding("variant_missing", place, {"name": value, **details})
    for variant in clause.negotiation:
        if variant not in clause.wordings:
            place = subject.file.front.place("negotiation", f"negotiation.{variant}")
            yield Finding("variant_unknown", place, {"name": variant, **details})
