"""Families whose document is an annex of another's: one file of parameters, one document, references across.

An outline's annex `{id: penalties, family: NAME}` takes in the other family whole: its parameters, options, checks,
clauses, rules, tables, forms and notices become those of the contract, and its outline the entries of the annex. What
both have in common (the parties, the courts) stands once; where the two mean different things by one name, the library
does not load.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from contracts_kit.content.model import Annex, CrossCheck, Entry, Family, Option, Outline, Parameter
from contracts_kit.findings import Finding
from contracts_kit.values.bilingual import Bilingual

COMMON = "common"
_PLACED = ("place", "group", "source", "help", "label", "holds")
"""What two declarations of one parameter may differ in: where they stand and how they are introduced."""


def with_annexes(families: Mapping[str, Family], findings: list[Finding]) -> dict[str, Family]:
    """The families, each with those that its outline annexes taken in. What does not fit goes to `findings`."""
    made: dict[str, Family] = {}
    for name, family in families.items():
        taken = family
        for annex in _family_annexes(family.outline):
            other = families.get(annex.family or "")
            if other is None or other.outline is None or other is family:
                continue  # reported where the outline is checked
            findings.extend(_collisions(taken, other, annex))
            taken = _taken_in(taken, other, annex)
        made[name] = taken
    return made


def annexed_families(family: Family) -> frozenset[str]:
    """The names of the families whose document the outline of a family annexes."""
    return frozenset(annex.family for annex in _family_annexes(family.outline) if annex.family)


def without_annexes(family: Family) -> Family:
    """The family with what is its own and common alone, without what came with an annex."""
    if not annexed_families(family):
        return family

    def own(clause: str) -> bool:
        return clause.partition(".")[0] in (family.name, COMMON)

    return replace(
        family,
        parameters={name: p for name, p in family.parameters.items() if name not in family.annexed},
        options={name: o for name, o in family.options.items() if name not in family.annexed},
        clauses={name: clause for name, clause in family.clauses.items() if own(name)},
        rules={name: rule for name, rule in family.rules.items() if own(rule.clause)},
        forms={name: form for name, form in family.forms.items() if own(form.id)},
        notices={name: notice for name, notice in family.notices.items() if own(notice.clause.id)},
    )


def _family_annexes(outline: Outline | None) -> Iterator[Annex]:
    if outline is not None:
        yield from (annex for annex in outline.annexes if annex.content == "family")


def _taken_in(host: Family, other: Family, annex: Annex) -> Family:
    assert host.outline is not None and other.outline is not None
    groups = {f"{other.name}.{name}": _titled(other.title, label) for name, label in other.groups.items()}
    new = {name: p for name, p in other.parameters.items() if name not in host.parameters}
    parameters = {name: replace(p, group=f"{other.name}.{p.group}" if p.group else None) for name, p in new.items()}
    options = {name: o for name, o in other.options.items() if name not in host.options}
    return replace(
        host,
        parameters={**host.parameters, **parameters},
        options={**host.options, **options},
        checks=(*host.checks, *_checks(host, other, annex)),
        groups={**host.groups, **groups},
        clauses={**other.clauses, **host.clauses},
        rules={**other.rules, **host.rules},
        tables={**other.tables, **host.tables},
        outline=_outline(host.outline, other, annex),
        forms={**other.forms, **host.forms},
        notices={**other.notices, **host.notices},
        annexed={**host.annexed, **dict.fromkeys((*parameters, *options), other.name)},
    )


def _titled(title: Bilingual, label: Bilingual) -> Bilingual:
    return Bilingual(f"{title.zh}：{label.zh}", f"{title.en}: {label.en}")


def _checks(host: Family, other: Family, annex: Annex) -> Iterator[CrossCheck]:
    """The checks of the annexed family, which ask nothing of a contract without the annex."""
    known = {check.id for check in host.checks}
    for check in other.checks:
        if check.id not in known:
            when = f"({annex.when}) and ({check.when})" if annex.when is not None else check.when
            yield replace(check, when=when)


def _outline(outline: Outline, other: Family, annex: Annex) -> Outline:
    """The outline with the entries of the annex, but for the clauses that the document itself always has."""
    assert other.outline is not None
    always = {entry.clause for entry in outline.entries if entry.clause is not None and entry.when is None}
    filled = replace(
        annex,
        title=annex.title if annex.title.zh else other.outline.title,
        entries=_without(other.outline.entries, always),
        signature=other.outline.signature,
    )
    examples = [given for given in other.outline.annexes if given.content == "examples"]
    annexes = [filled if given.id == annex.id else _with_examples(given, examples) for given in outline.annexes]
    return replace(outline, annexes=tuple(annexes))


def _with_examples(annex: Annex, examples: list[Annex]) -> Annex:
    """The annex of worked examples with those of the annexed family; one that lists no rules has all of them."""
    if annex.content != "examples":
        return annex
    rules = [rule for given in examples for rule in given.rules] if annex.rules else []
    charts = [rule for given in examples for rule in given.charts]
    return replace(annex, rules=(*annex.rules, *rules), charts=(*annex.charts, *charts))


def _without(entries: tuple[Entry, ...], left_out: set[str]) -> tuple[Entry, ...]:
    kept = []
    for entry in entries:
        if entry.clause is not None:
            if entry.clause not in left_out:
                kept.append(entry)
        elif below := _without(entry.entries, left_out):
            kept.append(replace(entry, entries=below))
    return tuple(kept)


def _collisions(host: Family, other: Family, annex: Annex) -> Iterator[Finding]:
    """Names by which host and annexed family mean different things."""
    pairs: tuple[tuple[Mapping[str, Any], Mapping[str, Any], Any], ...] = (
        (host.parameters, other.parameters, _parameter_key),
        (host.options, other.options, _option_key),
        (host.tables, other.tables, lambda table: (table.columns, table.rows)),
        (host.forms, other.forms, lambda form: form.id),
        (host.notices, other.notices, lambda notice: notice.clause.id),
    )
    for mine, theirs, key in pairs:
        for name in sorted(mine.keys() & theirs.keys()):
            if key(mine[name]) != key(theirs[name]):
                details = {"name": name, "family": host.name, "other": other.name, "annex": annex.id}
                yield Finding("annex_name_taken", annex.place, details)


def _parameter_key(parameter: Parameter) -> tuple[Any, ...]:
    return tuple(getattr(parameter, name) for name in parameter.__slots__ if name not in _PLACED)


def _option_key(option: Option) -> tuple[Any, ...]:
    return option.values, option.default, dict(option.readings)
