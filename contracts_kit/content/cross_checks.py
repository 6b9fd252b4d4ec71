"""Checks across parameters: expressions that, where they hold, say that the values do not fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from contracts_kit.content.filled_text import filled_text, named_parameters
from contracts_kit.content.model import CrossCheck, Family, Parameter
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import LANGUAGES, Finding, Place, nearest
from contracts_kit.values.bilingual import Bilingual

ENTRY = "entry"
_COMPILED: dict[int, tuple[CrossCheck, Mapping[str, Parameter], Family, Any]] = {}
_MOST_COMPILED = 1_000
_MOST_ROWS = 20  # of which one check speaks


def cross_check_findings(
    family: Family,
    values: Mapping[str, Any],
    options: Mapping[str, str],
    places: Mapping[str, Place],
    elsewhere: Place,
) -> tuple[Finding, ...]:
    """A finding for each of the family's checks that holds for these values, in the order of the checks.

    The place is that of the row of which the check is asked, else of the first parameter of the check that was given
    (`places`), else `elsewhere`. A check that needs a blank parameter says nothing.
    """
    findings: list[Finding] = []
    for check in family.checks:
        known, expression = compiled_check(check, family)
        rows = 0
        for number, asked in _asked(check, values):
            try:
                holds = expression.evaluate(asked, options)
            except InputError:
                continue
            rows += bool(holds)
            if holds and rows <= _MOST_ROWS:
                message = {lang: filled_text(check.message[lang], known, asked, lang) for lang in LANGUAGES}
                if number is None:
                    place = next((places[name] for name in sorted(expression.names) if name in places), elsewhere)
                else:
                    place = _row_place(check.each or "", number, places, elsewhere)
                findings.append(Finding(f"cross_check_{check.level}", place, {"message": message, "check": check.id}))
        if rows > _MOST_ROWS:
            place = replace(findings[-1].place, path=(findings[-1].place.path or "").rpartition("[")[0])
            findings.append(Finding("cross_check_more", place, {"count": rows - _MOST_ROWS, "shown": _MOST_ROWS}))
    return tuple(findings)


def _asked(check: CrossCheck, values: Mapping[str, Any]) -> Iterator[tuple[int | None, Mapping[str, Any]]]:
    """The values of which a check is asked: all of them, or with each row of its list, numbered from 1."""
    if check.each is None:
        yield None, values
        return
    for number, row in enumerate(values.get(check.each) or (), 1):
        yield number, {**values, **(row if isinstance(row, Mapping) else {ENTRY: row})}


def _row_place(name: str, number: int, places: Mapping[str, Place], elsewhere: Place) -> Place:
    row = f"{name}[{number}]"
    if row in places:
        return places[row]
    whole = places.get(name, elsewhere)
    return replace(whole, path=f"{whole.path or name}[{number}]")


def with_row(family: Family, each: str | None) -> Family:
    """The family with the fields of a list's rows among its parameters; the family itself where `each` is None.

    Raises InputError `check_each_no_list`.
    """
    if each is None:
        return family
    holder = family.parameters.get(each)
    if holder is None or holder.type.kind not in ("rows", "list"):
        raise refuse("check_each_no_list", None, name=each)
    if holder.type.of is not None:
        entry = Parameter(ENTRY, holder.type.of, None, Bilingual(ENTRY, ENTRY), choice_labels=holder.choice_labels)
        return replace(family, parameters={**family.parameters, ENTRY: entry})
    words = holder.field_choice_labels
    fields = {
        name: Parameter(
            name, type, None, holder.field_labels.get(name) or Bilingual(name, name), choice_labels=words.get(name, {})
        )
        for name, type in holder.type.fields.items()
    }
    return replace(family, parameters={**family.parameters, **fields})


def unsound_checks(family: Family) -> Iterator[Finding]:
    """What is wrong with the family's checks themselves, for a library that loads: conditions and messages.

    A condition that cannot be compiled, one that is not true or false, a message that names no parameter.
    """
    for check in family.checks:
        try:
            known, expression = compiled_check(check, family)
            if expression.type.kind != "boolean":
                yield Finding("check_not_condition", check.place)
        except InputError as error:
            yield from (f if f.place.line else replace(f, place=check.place) for f in error.findings)
            continue
        for name, field_name in sorted({m for lang in LANGUAGES for m in named_parameters(check.message[lang])}):
            parameter = known.parameters.get(name)
            if parameter is None:
                details = {"name": name, "suggestion": nearest(name, known.parameters)}
                yield Finding("unknown_parameter", check.place, details)
            elif field_name and field_name not in parameter.type.fields:
                fields = ", ".join(parameter.type.fields)
                details = {"name": name, "field": field_name, "known": fields or "-"}
                yield Finding("parameter_field_unknown", check.place, details)


def compiled_check(check: CrossCheck, family: Family) -> tuple[Family, Any]:
    """The family with what the condition of a check may name, and the compiled condition.

    Raises InputError where it cannot be compiled, or its list is none.
    """
    kept = _COMPILED.get(id(check))
    if kept is not None and kept[0] is check and kept[1] is family.parameters:
        return kept[2], kept[3]
    from contracts_kit.language.expression import compile_expression  # only families with checks need the compiler

    known = with_row(family, check.each)
    types = {name: parameter.type for name, parameter in known.parameters.items()}
    domains = {option.id: option.values for option in family.options.values()}
    expression = compile_expression(check.when, types, check.place, domains)
    if len(_COMPILED) >= _MOST_COMPILED:
        _COMPILED.clear()
    _COMPILED[id(check)] = (check, family.parameters, known, expression)
    return known, expression
