"""The types of a `combine` block: conditions hold or do not, factors are bare numbers, fields exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts_kit.content.combination import ADDED, TAKES, Combine
from contracts_kit.content.expressions import Expr
from contracts_kit.errors import refuse
from contracts_kit.findings import nearest
from contracts_kit.language.types import BOOLEAN, Type, both, list_of, record_of, text_of, unify

if TYPE_CHECKING:
    from contracts_kit.content.rule_types import RuleTypes


def infer_combination(types: RuleTypes, block: Combine) -> Type:
    """The type of the block: the candidates with what the policy adds. Raises InputError."""
    over = types.list_type(block.over)
    element = over.element
    if element.kind != "record":
        raise _needed(block.over, over, {"zh": "记录的列表", "en": "a list of records"})
    fields = dict(element.fields)
    for name in ADDED:
        if name in fields:
            raise refuse("rule_name_twice", block.place, name=name)
    inside = dict(fields)
    facts = types.facts_without(fields)
    amount = types.expression(block.amount, inside, facts)
    if amount.kind != "number" or amount.optional:
        raise _needed(block.amount, amount, {"zh": "金额或数量", "en": "an amount"})
    for leave_out in block.leave_out:
        types.condition(leave_out.when, inside, facts)
    for one_of in block.one_of:
        _within(block, one_of.within, fields)
        _one_of_these(types.expression(one_of.take), one_of.take)
        for condition in (one_of.when, one_of.chosen):
            if condition is not None:
                types.condition(condition, inside, facts)
    for displaced in block.displaced:
        _within(block, displaced.within, fields)
        types.condition(displaced.when, inside, facts)
        types.condition(displaced.by, inside, facts)
    for multiplied in block.multiply:
        if multiplied.when is not None:
            types.condition(multiplied.when, inside, facts)
        types.expression(multiplied.by, inside, facts)
        _keeps_unit(types, block, multiplied.by, inside, amount)
    added = {"charged": amount, "counted": BOOLEAN, "outcome": text_of(block.outcomes())}
    types.row_types[block.name] = inside
    return list_of(record_of([*element.fields, *added.items()]), over.counted)


def _keeps_unit(types: RuleTypes, block: Combine, by: Expr, inside: dict[str, Type], amount: Type) -> None:
    """An amount times its factor is an amount of the same unit."""
    product = Expr(f"({block.amount.source}) * ({by.source})", by.place)
    found = types.expression(product, inside)
    if unify(amount, found) is None:
        raise _needed(by, found, both(amount))


def _within(block: Combine, names: tuple[str, ...], fields: dict[str, Type]) -> None:
    for name in names:
        if name not in fields:
            known = ", ".join(fields)
            raise refuse(
                "combination_field_unknown", block.place, name=name, known=known, suggestion=nearest(name, fields)
            )


def _one_of_these(found: Type, expression: Expr) -> None:
    if found.kind != "text" or found.optional or not found.choices or not set(found.choices) <= set(TAKES):
        raise _needed(expression, found, dict.fromkeys(("zh", "en"), " / ".join(f"'{take}'" for take in TAKES)))


def _needed(expression: Expr, found: Type, needed: dict[str, str]) -> Exception:
    return refuse("wrong_kind", expression.place, source=expression.source[:120], found=both(found), needed=needed)
