"""A notice: a form that is a document of its own, with facts, what the rules make of them, and a reply.

A form of `clauses/<family>/forms` whose front matter says who issues it is a notice. Its wording is written like that
of a clause. What makes it more than a clause is put into a family of its own: the facts, the results and the fields of
the reply become parameters there, so that wording, printing, blanks and checks treat them as they treat any parameter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import Any, Literal

from contracts_kit.content.expressions import Expr
from contracts_kit.content.homes import homes_of
from contracts_kit.content.model import Clause, CrossCheck, Family, Library, Parameter
from contracts_kit.content.rules import Input, Rule
from contracts_kit.errors import refuse
from contracts_kit.findings import Place, nearest
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.expected_forms import shown
from contracts_kit.values.types import ValueType

REPLY = "reply"
"""The section of a notice's wording (`## zh reply`) that the other side fills in."""
DEFAULT_REPLY = Bilingual("回执", "Reply")
Issuer = Literal["buyer", "supplier", "both"]
_FACT = "a fact of a notice"


@dataclass(frozen=True, slots=True)
class Field:
    """One fact of a notice, or one field of its reply.

    `declared` is what a rule's input is: name, type, labels, limits, default. `computed` gives the value where the
    rules give it, `agreed` where nobody gives it and the contract does; `columns_computed` gives those of columns of
    rows. A table without rows is printed with `lines`: so many empty ones, or one for each value of the column of that
    name. No two rows agree in the columns of `unique`.
    """

    declared: Input
    required: bool = False
    computed: Expr | None = None
    agreed: Expr | None = None
    columns_computed: Mapping[str, Expr] = field(default_factory=dict)
    lines: int | str = 3
    unique: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name under which a file of facts gives it."""
        return self.declared.name

    @property
    def printed_type(self) -> ValueType:
        """The type of what is printed: any of it may be blank."""
        return replace(self.declared.type, optional=True)


@dataclass(frozen=True, slots=True)
class Calculation:
    """A rule that a notice applies to its facts: an expression for each input, over facts and parameters.

    `when` is a condition: where it does not hold, nothing is computed. `each` names a table: the rule is applied to
    each of its rows, whose columns the expressions may name.
    """

    name: str
    rule: str
    inputs: Mapping[str, Expr]
    when: Expr | None = None
    each: str | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the other side fills in: who it is, the title of the section, its fields, and who signs with which label."""

    by: str
    title: Bilingual
    fields: Mapping[str, Field]
    signature: Mapping[str, Bilingual]


@dataclass(frozen=True, slots=True)
class Notice:
    """A form that is a document of its own. `clause` holds its title, version and wording; `dated` is the fact that
    dates it, None where there is none; `signature` maps each party that signs to the label of its column. `checks`
    say which facts do not fit together.
    """

    name: str
    clause: Clause
    issued_by: Issuer
    fields: Mapping[str, Field]
    calculations: Mapping[str, Calculation]
    reply: Reply | None
    signature: Mapping[str, Bilingual]
    dated: str | None = None
    checks: tuple[CrossCheck, ...] = ()

    @property
    def all_fields(self) -> Mapping[str, Field]:
        """The facts and the fields of the reply."""
        return {**self.fields, **(self.reply.fields if self.reply is not None else {})}


def notice_family(family: Family, notice: Notice) -> Family:
    """The family in which the wording of a notice is read: facts, results and reply beside the contract's parameters.

    A fact that bears the name of a parameter stands for it. A calculation whose rule does not exist gives nothing.
    """
    own = {name: fact_parameter(found) for name, found in notice.all_fields.items()}
    for name, calculation in notice.calculations.items():
        rule = family.rules.get(calculation.rule)
        if rule is not None:
            own[name] = _of_calculation(calculation, rule)
    return replace(family, parameters={**family.parameters, **own}, checks=notice.checks)


def fact_parameter(found: Field) -> Parameter:
    """A fact as the parameter that it is in the notice's family."""
    declared = found.declared
    return Parameter(
        declared.name,
        found.printed_type,
        None,
        declared.label,
        blank_allowed=True,
        field_labels=declared.field_labels,
        choice_labels=declared.choice_labels,
        field_choice_labels=declared.field_choice_labels,
        text_only=_FACT,
        unprinted=_FACT,
        place=declared.place,
        unique=found.unique,
    )


def _of_calculation(calculation: Calculation, rule: Rule) -> Parameter:
    outputs = rule.outputs
    return Parameter(
        calculation.name,
        ValueType(
            "rows" if calculation.each else "record",
            optional=True,
            fields={name: output.type for name, output in outputs.items()},
        ),
        None,
        rule.title,
        blank_allowed=True,
        field_labels={name: output.label for name, output in outputs.items()},
        field_choice_labels={name: output.choice_labels for name, output in outputs.items() if output.choice_labels},
        text_only=_FACT,
        unprinted=_FACT,
        place=calculation.place,
    )


def find_notice(library: Library, name: str, under: str | None = None) -> tuple[Family, Notice]:
    """The notice of this name, or of `family.name`, and the family of the contract that it rests on.

    That is the notice's own family, or the one named `under` where the notice came with an annex of its document.
    Raises InputError `unknown_notice`.
    """
    families, homes = library.families, homes_of(library)
    head, _, tail = name.rpartition(".")
    host = families.get(under or "")
    if host is not None and tail in host.notices and head in ("", host.notices[tail].clause.family):
        return host, host.notices[tail]
    home = homes.get(tail, "")
    family = families.get(home)
    if family is not None and tail in family.notices and head in ("", home):
        return family, family.notices[tail]
    raise refuse("unknown_notice", name=shown(name), suggestion=nearest(tail, homes))


def expressions(notice: Notice) -> Iterator[tuple[str, Expr]]:
    """Every expression of a notice, with the path of what it belongs to."""
    for name, found in notice.fields.items():
        if found.computed is not None:
            yield f"fields.{name}", found.computed
        for column, expression in found.columns_computed.items():
            yield f"fields.{name}.{column}", expression
    for name, calculation in notice.calculations.items():
        if calculation.when is not None:
            yield f"calculations.{name}.when", calculation.when
        for given, expression in calculation.inputs.items():
            yield f"calculations.{name}.{given}", expression


def empty_lines(found: Field) -> list[dict[str, Any]]:
    """The rows of a table that has none: empty, or one for each value of a column."""
    fields = found.declared.type.fields
    if isinstance(found.lines, int):
        return [dict.fromkeys(fields) for _ in range(found.lines)]
    return [{**dict.fromkeys(fields), found.lines: value} for value in fields[found.lines].choices]
