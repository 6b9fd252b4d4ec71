"""Conditions in the rules' expression language: of a wording, of an entry of an outline, of a cross check.

A condition may ask `included('clause.id')`: whether that clause stands in the contract; and `annexed('family')`:
whether that family's document is an annex of it, which in a document of its own it is not. What it asks for becomes a
name of its own before the expression is compiled.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from contracts_kit.content.model import Family
from contracts_kit.errors import refuse
from contracts_kit.findings import Place
from contracts_kit.language.expression import Expression, compile_expression
from contracts_kit.values.types import ValueType

_ASKED = re.compile(r"\b(included|annexed)\(\s*(?:'([\w.]+)'|\"([\w.]+)\")\s*\)")
ANNEXED = "annexed."
"""What stands before a family's name where a condition asks for its annex, as a clause's family before the clause's."""
_PREFIX = "included__"
_MAX_FAMILIES = 64


class Conditions:
    """The conditions of one family, each compiled once."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self._types = {name: parameter.type for name, parameter in family.parameters.items()}
        self._options = {name: option.values for name, option in family.options.items() if "." not in name}
        self._compiled: dict[tuple[str, tuple[tuple[str, str], ...]], Expression] = {}

    def compile(self, source: str, place: Place | None = None, loops: Mapping[str, str] | None = None) -> Expression:
        """A condition as an expression of type boolean.

        `loops` gives the list parameter of each loop variable in force. Raises InputError of the language floor
        (an unknown name, an unknown function, a type that does not fit).
        """
        key = source, tuple((loops or {}).items())
        found = self._compiled.get(key)
        if found is None:
            named, asked = name_included(source, self.family)
            types = dict(self._types)
            types.update((name, ValueType("boolean")) for name in asked)
            for variable, parameter in (loops or {}).items():
                types[variable] = element_type(self._types.get(parameter))
            found = compile_expression(named, types, place or Place(), self._options)
            if found.type.kind != "boolean":
                raise refuse("condition_not_boolean", place, found=source)
            self._compiled[key] = found
        return found

    def holds(
        self,
        source: str,
        values: Mapping[str, Any],
        options: Mapping[str, str],
        included: Collection[str] = (),
        rows: Mapping[str, tuple[str, int]] | None = None,
    ) -> bool:
        """Whether a condition holds for these values. `included` are the ids of the clauses of the contract;
        `rows` gives list parameter and index for each loop variable. Raises InputError where a blank is read.
        """
        loops = {variable: parameter for variable, (parameter, _) in (rows or {}).items()}
        expression = self.compile(source, None, loops)
        known: dict[str, Any] = {}
        for name in expression.names:
            if name.startswith(_PREFIX):
                known[name] = name[len(_PREFIX) :].replace("__", ".", 1) in included
            elif rows and name in rows:
                parameter, index = rows[name]
                known[name] = values[parameter][index]
            else:
                known[name] = values.get(name)
        return bool(expression.evaluate(known, options))


def element_type(type_: ValueType | None) -> ValueType:
    """The type of one element of a list parameter; text where it is no list (another check reports that)."""
    if type_ is not None and type_.kind == "rows":
        return ValueType("record", fields=type_.fields)
    if type_ is not None and type_.kind == "list" and type_.of is not None:
        return type_.of
    return ValueType("text")


def name_included(source: str, family: Family) -> tuple[str, tuple[str, ...]]:
    """The condition with each `included('id')` as a name, and those names."""
    names: list[str] = []

    def named(match: re.Match[str]) -> str:
        asked = match[2] or match[3]
        clause = ANNEXED + asked if match[1] == "annexed" else full_clause_id(asked, family.name, family.clauses)
        names.append(_PREFIX + clause.replace(".", "__", 1))
        return names[-1]

    return _ASKED.sub(named, source), tuple(names)


def clauses_asked(source: str, family: Family) -> tuple[str, ...]:
    """The ids of the clauses whose presence a condition asks for; `annexed.NAME` for the annex of a family."""
    return tuple(name[len(_PREFIX) :].replace("__", ".", 1) for name in name_included(source, family)[1])


def full_clause_id(name: str, family: str, known: Collection[str]) -> str:
    """The full id of a clause that is named in short: of the family, else of the common clauses; else as it is."""
    if name in known or "." in name:
        return name
    own = f"{family}.{name}"
    common = f"common.{name}"
    return common if own not in known and common in known else own


_conditions: dict[int, Conditions] = {}


def conditions_of(family: Family) -> Conditions:
    """The compiled conditions of a family, kept for the process."""
    found = _conditions.get(id(family))
    if found is None or found.family is not family:
        if len(_conditions) >= _MAX_FAMILIES:
            _conditions.clear()
        found = _conditions[id(family)] = Conditions(family)
    return found
