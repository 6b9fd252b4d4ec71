"""Every name in a wording stands for something: parameters, fields, references, tables, forms, options, values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contracts_kit.content.annexed import annexed_families
from contracts_kit.content.conditions import ANNEXED, clauses_asked, conditions_of, element_type, full_clause_id
from contracts_kit.content.mentions import Mentions, reading_mentions
from contracts_kit.content.model import Family
from contracts_kit.content.outlines import clauses_of
from contracts_kit.content.subject import Subject, placed
from contracts_kit.content.wording import reading_tags, tags_of
from contracts_kit.content.wording_jinja import CallTag, NameTag
from contracts_kit.errors import InputError
from contracts_kit.findings import LANGUAGES, Finding, Place, nearest
from contracts_kit.values.types import ValueType

ANNEX = "annex."
"""What stands before an annex's id in `ref('annex.id')`."""


def tags(subject: Subject) -> Iterator[Finding]:
    """A wording whose tags cannot be read (each wording once)."""
    for by_language in subject.clause.wordings.values():
        for wording in by_language.values():
            try:
                tags_of(wording, subject.clause.place.file, subject.clause.id)
            except InputError as error:
                yield from error.findings


def names_of_clause(subject: Subject) -> Iterator[Finding]:
    """Unknown names in a clause's wording."""
    for _, _, mentioned in subject.mentions:
        yield from names(mentioned, subject.family, subject.at(None), subject.clauses)
        for condition in mentioned.conditions:
            place = subject.at(condition.line)
            yield from condition_faults(condition.source, condition.loops, subject.family, place, subject.clauses)


def names_of_readings(family: Family, clauses: Mapping[str, object]) -> Iterator[Finding]:
    """Unknown names, and tags that cannot be read, in the readings of a family's options."""
    for option in family.options.values():
        for value in option.readings:
            for language in LANGUAGES:
                try:
                    reading_tags(option, value, language)
                except InputError as error:
                    yield from error.findings
        for _, _, mentioned in reading_mentions(option):
            yield from names(mentioned, family, option.place, clauses)
            for condition in mentioned.conditions:
                yield from condition_faults(condition.source, condition.loops, family, option.place, clauses)


def names(mentioned: Mentions, family: Family, place: Place, clauses: Mapping[str, object]) -> Iterator[Finding]:
    """Unknown names among mentions. Findings stand on the mention's line, or at `place` where it has a line."""

    def found(kind: str, line: int, **details: object) -> Finding:
        return Finding(kind, Place(place.file, place.line or line, clause=place.clause), details)

    for tag, loops in mentioned.names:
        for kind, details in _name_faults(tag, loops, family):
            yield found(kind, tag.line, **details)
    for loop in mentioned.loops:
        parameter = family.parameters.get(loop.parameter)
        if parameter is None:
            yield found("unknown_parameter", loop.line, **_unknown(loop.parameter, family.parameters))
        elif parameter.type.kind not in ("list", "rows"):
            yield found("loop_not_a_list", loop.line, name=loop.parameter)
    for call in mentioned.calls:
        for kind, details in _call_faults(call, family, clauses):
            yield found(kind, call.line, **details)


_Faults = Iterator[tuple[str, dict[str, object]]]


def _unknown(name: str, known: Mapping[str, object]) -> dict[str, object]:
    return {"name": name, "suggestion": nearest(name, known)}


def _name_faults(tag: NameTag, loops: Mapping[str, str], family: Family) -> _Faults:
    parameter = family.parameters.get(loops.get(tag.name, tag.name))
    if parameter is None:
        if tag.name not in loops:  # the loop itself is reported otherwise
            yield "unknown_parameter", _unknown(tag.name, {**family.parameters, **dict.fromkeys(loops)})
        return
    type_: ValueType | None = element_type(parameter.type) if tag.name in loops else parameter.type
    if tag.field is not None:
        fields = type_.fields if type_ is not None and type_.kind == "record" else {}
        if tag.field not in fields:
            known = ", ".join(fields) or "-"
            suggestion = nearest(tag.field, fields)
            yield (
                "parameter_field_unknown",
                {"name": tag.name, "field": tag.field, "known": known, "suggestion": suggestion},
            )
            return
        type_ = fields[tag.field]
    if type_ is not None and type_.kind in ("record", "rows", "map"):
        yield "parameter_not_printable", {"name": tag.name}
    elif tag.filter == "capital" and (type_ is None or type_.kind != "money"):
        yield "filter_wrong", {"name": tag.name}


def _call_faults(call: CallTag, family: Family, clauses: Mapping[str, object]) -> _Faults:
    name = call.arguments[0]
    if call.function == "ref":
        yield from _reference_faults(name, family, clauses)
    elif call.function == "table" and name not in family.tables:
        yield "unknown_table", _unknown(name, family.tables)
    elif call.function == "form" and name not in family.forms:
        yield "unknown_form", _unknown(name, family.forms)
    elif call.function == "chart" and name not in family.rules:
        yield "unknown_rule", _unknown(name, family.rules)
    elif call.function == "chart" and family.rules[name].chart is None:
        yield "chart_missing", {"name": name}
    elif call.function == "article" and name not in family.rules:
        yield "unknown_rule", _unknown(name, family.rules)
    elif call.function == "fields":
        for field in call.arguments:
            if field not in family.parameters:
                yield "notice_field_unknown", _unknown(field, family.parameters)
            elif len(call.arguments) > 1 and family.parameters[field].type.kind == "rows":
                yield "notice_table_not_alone", {"name": field}
    elif call.function == "reading" and name not in family.options:
        yield "unknown_option", _unknown(name, family.options)
    elif call.function == "tick":
        parameter = family.parameters.get(name)
        if parameter is None:
            yield "unknown_parameter", _unknown(name, family.parameters)
            return
        known = ("true", "false") if parameter.type.kind == "boolean" else parameter.type.choices
        if call.arguments[1] not in known:
            details = {"name": name, "found": call.arguments[1], "known": ", ".join(known) or "-"}
            yield "unknown_choice_value", {**details, "suggestion": nearest(call.arguments[1], known)}


def _reference_faults(name: str, family: Family, clauses: Mapping[str, object]) -> _Faults:
    full = full_clause_id(name, family.name, clauses)
    within = {family.name, "common", *annexed_families(family)}
    if full.startswith(ANNEX) and family.outline is not None:
        annexes = [ANNEX + annex.id for annex in family.outline.annexes]
        if full not in annexes:
            yield "unknown_reference", {"name": name, "suggestion": nearest(full, annexes)}
    elif full not in clauses or full.split(".")[0] not in within:
        known = [c for c in clauses if c.split(".")[0] in within]
        yield "unknown_reference", {"name": name, "suggestion": nearest(full, known)}
    elif full.split(".")[0] in annexed_families(family):
        return  # whether that document has the clause is seen where it is assembled
    elif family.outline is not None and full not in {entry.clause for entry in clauses_of(family.outline)}:
        yield "reference_outside_outline", {"name": name, "family": family.name}


def condition_faults(
    source: str, loops: Mapping[str, str], family: Family, place: Place, clauses: Mapping[str, object]
) -> Iterator[Finding]:
    """What is wrong with a condition: it does not parse, names what does not exist, is not true or false."""
    for clause in clauses_asked(source, family):
        if clause.startswith(ANNEXED) and any(c.startswith(clause.removeprefix(ANNEXED) + ".") for c in clauses):
            continue
        if clause not in clauses:
            details = {"name": clause, "suggestion": nearest(clause, clauses)}
            yield Finding("unknown_reference", place, details)
    try:
        conditions_of(family).compile(source, None, loops)
    except InputError as error:
        yield from placed(error, place)
