"""The worlds of a clause: every outcome that its conditions can have, for comparing the languages in each.

A condition over choices, booleans, options and `included()` is decided by their domains; any other condition is
free: it may hold or not. Outcomes are counted, so that two conditions over one choice do not multiply.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contracts_kit.content.conditions import clauses_asked, conditions_of
from contracts_kit.content.mentions import Condition
from contracts_kit.content.model import Family
from contracts_kit.content.wording import Rows
from contracts_kit.errors import InputError

MAX_WORLDS = 64
MAX_COMBINATIONS = 4096
LOOP_ROWS = 2


@dataclass(frozen=True)
class CheckedWorld:
    """One outcome: which conditions hold. A list has two rows, an option that no condition asks for its default."""

    truth: Mapping[str, bool]
    family: Family

    def holds(self, condition: str, rows: Rows) -> bool:
        """Whether the condition holds in this world; one that belongs to a reading does not."""
        return self.truth.get(_normal(condition), False)

    def length(self, parameter: str) -> int:
        """Lists have two rows: enough to tell a loop over rows from a single row."""
        return LOOP_ROWS

    def option(self, option: str) -> str:
        """The default of an option: each reading is compared by itself."""
        return self.family.options[option].default

    def describe(self, language: str) -> str:
        """The world in words, for a message; empty where nothing is conditional."""
        if not self.truth:
            return ""
        held = "; ".join(c if holds else f"not ({c})" for c, holds in self.truth.items())
        return f"（当 {held}）" if language == "zh" else f" (where {held})"


@dataclass(frozen=True)
class TooMany:
    """There are more worlds than can be compared: `found` of them at least."""

    found: int


def worlds(conditions: Iterable[Condition], family: Family) -> tuple[CheckedWorld, ...] | TooMany:
    """The worlds of these conditions, at most 64."""
    decided: dict[str, Condition] = {}
    free: list[str] = []
    domains: dict[tuple[str, str], tuple[object, ...]] = {}
    for condition in conditions:
        source = _normal(condition.source)
        if source in decided or source in free:
            continue
        asked = _domains(condition, family)
        if asked is None:
            free.append(source)
        else:
            decided[source] = condition
            domains.update(asked)
    combinations = 2 ** len(free)
    for domain in domains.values():
        combinations *= len(domain)
    if combinations > MAX_COMBINATIONS:
        return TooMany(combinations)
    outcomes: dict[tuple[bool, ...], None] = {}
    keys = list(domains)
    for chosen in itertools.product(*domains.values()):
        truth = _truth(decided, dict(zip(keys, chosen, strict=True)), family)
        for guess in itertools.product((True, False), repeat=len(free)):
            outcomes[(*truth, *guess)] = None
    if len(outcomes) > MAX_WORLDS:
        return TooMany(len(outcomes))
    names = (*decided, *free)
    return tuple(CheckedWorld(dict(zip(names, outcome, strict=True)), family) for outcome in outcomes)


def _normal(source: str) -> str:
    return " ".join(source.split())


def _domains(condition: Condition, family: Family) -> dict[tuple[str, str], tuple[object, ...]] | None:
    """The domain of everything that a condition asks; None where one of them has none, so that it is free."""
    found: dict[tuple[str, str], tuple[object, ...]] = {}
    try:
        expression = conditions_of(family).compile(condition.source, None, condition.loops)
    except InputError:
        return None
    asked = clauses_asked(condition.source, family)
    for clause in asked:
        found["clause", clause] = (True, False)
    for name in expression.names:
        parameter = family.parameters.get(name)
        if name in condition.loops:
            return None
        if parameter is None:
            if not asked:
                return None
        elif parameter.type.kind == "boolean":
            found["parameter", name] = (True, False)
        elif parameter.type.kind == "choice":
            found["parameter", name] = (*parameter.type.choices, *((None,) if parameter.blank_allowed else ()))
        else:
            return None
    for name in expression.options_read:
        if name not in family.options:
            return None
        found["option", name] = family.options[name].values
    return found


def _truth(
    decided: Mapping[str, Condition], chosen: Mapping[tuple[str, str], object], family: Family
) -> tuple[bool, ...]:
    """Whether each decided condition holds for these values."""
    values = {name: value for (kind, name), value in chosen.items() if kind == "parameter"}
    options = {name: str(value) for (kind, name), value in chosen.items() if kind == "option"}
    included = {name for (kind, name), value in chosen.items() if kind == "clause" and value}
    made: list[bool] = []
    for condition in decided.values():
        try:
            made.append(conditions_of(family).holds(condition.source, values, options, included))
        except InputError:
            made.append(False)
    return tuple(made)
