"""The numbers of a contract's articles, without its words: what a calculation names as its ground."""

from __future__ import annotations

from collections.abc import Mapping

from contracts_kit.assembly.plan import Planner
from contracts_kit.content.model import Family
from contracts_kit.content.parameter_values import ParameterValues
from contracts_kit.errors import refuse
from contracts_kit.findings import Place


def article_numbers(family: Family, values: ParameterValues, language: str) -> Mapping[str, str]:
    """The printed number of each clause's article in the contract of these values, by clause id.

    Raises InputError where the family has no outline, or a condition of it cannot be decided.
    """
    if family.outline is None:
        raise refuse("outline_missing", Place(), name=family.name)
    planner = Planner(family, family.outline, language, values.values, values.options)
    return {clause: reference.text for clause, reference in planner.references().items()}
