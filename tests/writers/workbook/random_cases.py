"""Facts and readings drawn at random, from a fixed seed, for rules of any family."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from contracts_kit.content.model import Family
from contracts_kit.content.rules import Limit, Rule
from contracts_kit.values.types import ValueType
from tests.calculation.rule_files import Case

MONEY = ("0", "0.05", "100", "333.33", "1234.56", "50000", "99999.99")
RATIOS = ("0", "0.0005", "0.05", "0.1", "0.333", "0.5", "1")
DECIMALS = ("0", "30", "31.5", "100", "900", "950", "1000", "5000.5", "12345.678")
WHOLE = (0, 1, 2, 3, 5, 9, 30, 100, 1999)


def random_cases(family: Family, each: int, seed: int) -> list[Case]:
    """So many cases of each rule of a family. An optional input is sometimes nothing, one with a default left out."""
    chance = Random(seed)
    return [_case(rule, number, chance) for rule in family.rules.values() for number in range(each)]


def _case(rule: Rule, number: int, chance: Random) -> Case:
    inputs = {}
    for name, declared in rule.inputs.items():
        if declared.has_default and chance.random() < 0.3:
            continue
        value = _value(declared.type, chance, declared.least, declared.most)
        if value is not None or declared.type.optional:
            inputs[name] = value
    settings = {option.name: chance.choice(option.values) for option in rule.options.values()}
    return Case(f"{rule.id}#{number}", rule.id, inputs, settings, {})


def _value(type_: ValueType, chance: Random, least: Limit = 0, most: Limit = None) -> Any:
    if type_.optional and chance.random() < 0.25:
        return None
    match type_.kind:
        case "boolean":
            return chance.random() < 0.5
        case "choice":
            return chance.choice(type_.choices)
        case "date":
            return (date(2025, 1, 1) + timedelta(days=chance.randint(0, 500))).isoformat()
        case "text":
            return chance.choice(["a", "A", "b", "样本", "x y"])
        case "integer":
            return str(chance.choice(WHOLE) if most is None else chance.randint(int(least or 0), min(int(most), 40)))
        case "ratio":
            bare = "/" not in (type_.unit or "")  # 1 is not taken for a rate a day or a step: it has to be written out
            within = [r for r in RATIOS if (most is None or float(r) <= float(most)) and (bare or r != "1")]
            return chance.choice(within)
        case "money":
            return chance.choice(MONEY)
        case "decimal":
            return chance.choice(DECIMALS)
        case "list":
            assert type_.of is not None
            return [_value(type_.of, chance) for _ in range(chance.randint(0, 6))]
        case "rows":
            return [{n: _value(t, chance) for n, t in type_.fields.items()} for _ in range(chance.randint(0, 8))]
    raise ValueError(type_.kind)
