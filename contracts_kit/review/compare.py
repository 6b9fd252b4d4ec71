"""Compares the values of two contracts of one family: what changed, and which articles it touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from contracts_kit.assembly.contract import preview
from contracts_kit.assembly.printed_values import ValuePrinter
from contracts_kit.content.library import find_family
from contracts_kit.content.model import Family, Library, Parameter
from contracts_kit.content.parameter_values import ParameterValues
from contracts_kit.errors import refuse
from contracts_kit.records import dataclass
from contracts_kit.review.articles import clauses_touched_by_option, clauses_touched_by_parameter, named_articles
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.party import masked
from contracts_kit.values.printing import print_value
from contracts_kit.values.types import ValueType

_BLANK = Bilingual("（空）", "(blank)")
_ABSENT = Bilingual("（无）", "(none)")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: a parameter (or a field of one), an option, or a clause that came or went.

    `old` and `new` are as printed, an account or credit code masked. `articles` are those that it touches as they are
    printed in the new contract, `clauses` their ids.
    """

    kind: Literal["parameter", "option", "clause"]
    name: str
    label: str
    old: str
    new: str
    articles: tuple[str, ...]
    clauses: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The change as JSON types."""
        return {
            "kind": self.kind,
            "name": self.name,
            "label": self.label,
            "old": self.old,
            "new": self.new,
            "articles": list(self.articles),
            "clauses": list(self.clauses),
        }


def compare(old: ParameterValues, new: ParameterValues, library: Library, language: str = "zh") -> tuple[Change, ...]:
    """What changed from `old` to `new`, in the order of the schema: parameters, options, then clauses.

    Raises InputError where the two are of different families, and where a contract cannot be put together.
    """
    if old.family != new.family:
        raise refuse("families_differ", found=new.family, expected=old.family)
    family = find_family(library, new.family)
    before, after = (_titles(family, values, library, language) for values in (old, new))
    shown = {**before, **after}
    return (
        *_parameters(family, old.values, new.values, shown, language),
        *_options(family, old.options, new.options, shown, language),
        *_clauses(family, before, after, language),
    )


def _titles(family: Family, values: ParameterValues, library: Library, language: str) -> dict[str, str]:
    """Number and title of each clause of a contract."""
    contract = preview(family, values, language, library)
    return {entry.clause: f"{entry.number} {entry.title}".strip() for entry in contract.manifest}


def _parameters(
    family: Family, old: Mapping[str, Any], new: Mapping[str, Any], shown: Mapping[str, str], language: str
) -> Iterator[Change]:
    printer = ValuePrinter(family, language)
    for name, parameter in family.parameters.items():
        if old.get(name) == new.get(name):
            continue
        clauses = tuple(c for c in clauses_touched_by_parameter(family, name) if c in shown)
        articles = named_articles(clauses, shown)
        for field, type_, before, after in _fields(parameter, old.get(name), new.get(name)):
            yield Change(
                "parameter",
                f"{name}.{field}" if field else name,
                printer.label(name, field),
                _printed(before, type_, parameter, field, language),
                _printed(after, type_, parameter, field, language),
                articles,
                clauses,
            )


def _fields(parameter: Parameter, old: Any, new: Any) -> Iterator[tuple[str | None, ValueType, Any, Any]]:
    """The value itself, or each field of a record that differs."""
    if parameter.type.kind != "record":
        yield None, parameter.type, old, new
        return
    for field, type_ in parameter.type.fields.items():
        before, after = (old or {}).get(field), (new or {}).get(field)
        if before != after:
            yield field, type_, before, after


def _printed(value: Any, type_: ValueType, parameter: Parameter, field: str | None, language: str) -> str:
    if value is None or value == "" or value == []:
        return _BLANK[language]
    labels = parameter.choice_labels if field is None else None
    text = print_value(value, type_, language, style="full", choice_labels=labels)
    return masked(text, field) if field is not None else text


def _options(
    family: Family, old: Mapping[str, str], new: Mapping[str, str], shown: Mapping[str, str], language: str
) -> Iterator[Change]:
    for name, option in family.options.items():
        before, after = old.get(name, option.default), new.get(name, option.default)
        if option.id != name or before == after:
            continue
        clauses = tuple(c for c in clauses_touched_by_option(family, name) if c in shown)
        label = option.label[language] if option.label else option.id
        articles = named_articles(clauses, shown)
        yield Change("option", option.id, label, before, after, articles, clauses)


def _clauses(family: Family, before: Mapping[str, str], after: Mapping[str, str], language: str) -> Iterator[Change]:
    """The clauses that came into the contract or left it."""
    for clause in dict.fromkeys([*before, *after]):
        if (clause in before) != (clause in after):
            title = family.clauses[clause].title[language]
            old, new = (titles.get(clause, _ABSENT[language]) for titles in (before, after))
            yield Change("clause", clause, title, old, new, (after.get(clause) or before[clause],), (clause,))
