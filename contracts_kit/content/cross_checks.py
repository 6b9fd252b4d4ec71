"""Checks across parameters: expressions that, where they hold, say that the values do not fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contracts_kit.content.filled_text import filled_text, named_parameters
from contracts_kit.content.model import CrossCheck, Family, Parameter
from contracts_kit.errors import InputError
from contracts_kit.findings import LANGUAGES, Finding, Place, nearest

_COMPILED: dict[int, tuple[CrossCheck, Mapping[str, Parameter], Any]] = {}
_MOST_COMPILED = 1_000


def cross_check_findings(
    family: Family,
    values: Mapping[str, Any],
    options: Mapping[str, str],
    places: Mapping[str, Place],
    elsewhere: Place,
) -> tuple[Finding, ...]:
    """A finding for each of the family's checks that holds for these values, in the order of the checks.

    The place is that of the first parameter of the check that was given (`places`), else `elsewhere`. A check that
    needs a blank parameter says nothing.
    """
    findings: list[Finding] = []
    for check in family.checks:
        expression = compiled_check(check, family)
        try:
            holds = expression.evaluate(values, options)
        except InputError:
            continue
        if holds:
            message = {lang: filled_text(check.message[lang], family, values, lang) for lang in LANGUAGES}
            place = next((places[name] for name in sorted(expression.names) if name in places), elsewhere)
            findings.append(Finding(f"cross_check_{check.level}", place, {"message": message, "check": check.id}))
    return tuple(findings)


def unsound_checks(family: Family) -> Iterator[Finding]:
    """What is wrong with the family's checks themselves, for a library that loads: conditions and messages.

    A condition that cannot be compiled, one that is not true or false, a message that names no parameter.
    """
    for check in family.checks:
        try:
            if compiled_check(check, family).type.kind != "boolean":
                yield Finding("check_not_condition", check.place)
        except InputError as error:
            yield from error.findings
        for name, field_name in sorted({m for lang in LANGUAGES for m in named_parameters(check.message[lang])}):
            parameter = family.parameters.get(name)
            if parameter is None:
                details = {"name": name, "suggestion": nearest(name, family.parameters)}
                yield Finding("unknown_parameter", check.place, details)
            elif field_name and field_name not in parameter.type.fields:
                known = ", ".join(parameter.type.fields)
                details = {"name": name, "field": field_name, "known": known or "-"}
                yield Finding("parameter_field_unknown", check.place, details)


def compiled_check(check: CrossCheck, family: Family) -> Any:
    """The compiled condition of a check. Raises InputError where it cannot be compiled, or is no condition."""
    kept = _COMPILED.get(id(check))
    if kept is not None and kept[0] is check and kept[1] is family.parameters:
        return kept[2]
    from contracts_kit.language.expression import compile_expression  # only families with checks need the compiler

    types = {name: parameter.type for name, parameter in family.parameters.items()}
    domains = {option.id: option.values for option in family.options.values()}
    expression = compile_expression(check.when, types, check.place, domains)
    if len(_COMPILED) >= _MOST_COMPILED:
        _COMPILED.clear()
    _COMPILED[id(check)] = (check, family.parameters, expression)
    return expression
