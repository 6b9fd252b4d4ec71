"""The checks of a library: each a function that looks at one thing, in a table that is run when a library loads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from contracts_kit.content.checks import figures, logic, markers, names, notices, outline, parity, readings, usage
from contracts_kit.content.cross_checks import unsound_checks
from contracts_kit.content.model import Family
from contracts_kit.content.subject import Contents, Subject
from contracts_kit.findings import Finding

# Of each clause in each family that uses it.
OF_A_CLAUSE: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    names.tags,
    names.names_of_clause,
    markers.markers,
    outline.variants,
    parity.parity_of_clause,
    figures.figures_of_clause,
    logic.rules_are_printed,
)

# Of the options and the parameters' checks of each family.
OF_A_FAMILY: tuple[Callable[[Family], Iterator[Finding]], ...] = (
    readings.are_sound,
    unsound_checks,
)
# Of the notices of each family, which rest on its rules.
OF_NOTICES: tuple[Callable[[Family], Iterator[Finding]], ...] = (notices.notices_are_sound,)

# Of the whole.
OF_ALL: tuple[Callable[[Contents], Iterator[Finding]], ...] = (
    outline.outlines,
    usage.unused_clauses,
    usage.unused_parameters,
    readings.are_written,
    logic.figures_are_computed,
    logic.marks_are_true,
)


# What a rule that cannot be read makes look wrong elsewhere.
FOLLOW_UPS = frozenset(
    {"figure_without_rule", "unknown_option", "unused_parameter", "option_unprinted", "rule_parameter_unprinted"}
)


def check(contents: Contents) -> Iterator[Finding]:
    """Everything that the checks find, but for what only repeats that a file cannot be read."""
    readable = {name: f for name, f in contents.families.items() if name not in contents.without_schema}
    looked_at = replace(contents, families=readable)
    for finding in _found(looked_at):
        if contents.rules_are_right or finding.kind not in FOLLOW_UPS:
            yield finding


def _found(contents: Contents) -> Iterator[Finding]:
    for subject in contents.subjects:
        for of_a_clause in OF_A_CLAUSE:
            yield from of_a_clause(subject)
    for family in contents.families.values():
        yield from names.names_of_readings(family, contents.clauses)
        for of_a_family in OF_A_FAMILY:
            yield from of_a_family(family)
        for of_notices in OF_NOTICES if contents.rules_are_right else ():
            yield from of_notices(family)
    for of_all in OF_ALL:
        yield from of_all(contents)
