"""Both languages are compared in every world of a clause's conditions."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts_kit.content.checks.parity import compare
from contracts_kit.content.checks.worlds import TooMany, worlds
from contracts_kit.content.library import load_library
from contracts_kit.content.mentions import Condition
from contracts_kit.content.model import Clause, Family
from contracts_kit.content.wording_jinja import read_tags
from contracts_kit.findings import Place
from contracts_kit.values.bilingual import Bilingual

GARDEN = Path(__file__).parent.parent / "workspaces" / "garden_lease"


@pytest.fixture(scope="module")
def garden() -> Family:
    return load_library(GARDEN).families["garden_lease"]


def difference(garden: Family, zh: str, en: str) -> list[str]:
    pieces = {"zh": read_tags(zh, Place("x", 1)), "en": read_tags(en, Place("x", 101))}
    clause = Clause("garden_lease.x", "garden_lease", Bilingual("x", "x"), 1, (), {})
    return [f"{f.kind} {f.place.line}" for f in compare(pieces, clause, garden, Place("x", 1), "")]


WELL = "{% if has_well %}"
SAME = [
    ("租金{{ monthly_rent }}（{{ monthly_rent | capital }}）。", "A rent of {{ monthly_rent }}."),
    (WELL + "一{% else %}二{% endif %}", "{% if not has_well %}two{% else %}one{% endif %}"),
    (
        "{% if pays_by == 'cash' %}{{ late_rate }}{% endif %}",
        "{% if pays_by != 'transfer' %}{{ late_rate }}{% endif %}",
    ),
    ("{% if count(plots) > 2 %}{{ late_rate }}{% endif %}", "{% if count(plots)  >  2 %}{{ late_rate }}{% endif %}"),
    ("{% for p in plots %}\n1. {{ p.use }}\n{% endfor %}", "{% for q in plots %}\n1. {{ q.use }}\n{% endfor %}"),
    ("1. 一\n   1. 二\n1. 三", "1. a\n   1. b\n1. c"),
]
DIFFERENT = [
    ("{{ late_rate }}", "", ["parity_slots 1", "parity_paragraphs 1"]),
    ("a{{ late_rate }}", "a", ["parity_slots 1"]),
    ("a", "a\nb {{ ref('rent') }}", ["parity_slots 102"]),
    (WELL + "{{ late_rate }}{% endif %}。", "{{ late_rate }}.", ["parity_slots 101"]),
    (
        WELL + "{{ late_rate }}{% endif %}。",
        "{% if not has_well %}{{ late_rate }}{% endif %}.",
        ["parity_slots 1", "parity_slots 101"],
    ),
    (
        "{% for p in plots %}\n1. {{ p.use }}\n{% endfor %}",
        "{% for p in plots %}\n1. {{ p.number }}\n{% endfor %}",
        ["parity_slots 2", "parity_slots 102"],
    ),
    ("1. 一\n   1. 二\n1. 三", "1. a\n1. b\n1. c", ["parity_items 1"]),
    ("{{ reading('counting') }}", "{{ reading('gl_late_charge.cap') }}", ["parity_slots 1", "parity_slots 101"]),
    (
        "{{ tick('pays_by', 'cash') }}现金",
        "{{ tick('pays_by', 'transfer') }} cash",
        ["parity_slots 1", "parity_slots 101"],
    ),
]


@pytest.mark.parametrize(("zh", "en"), SAME)
def test_wordings_that_say_the_same_pass(garden: Family, zh: str, en: str):
    assert difference(garden, zh, en) == []


@pytest.mark.parametrize(("zh", "en", "expected"), DIFFERENT)
def test_a_difference_is_found_once_on_the_line_that_has_more(garden: Family, zh: str, en: str, expected: list[str]):
    assert sorted(difference(garden, zh, en)) == sorted(expected)


@pytest.mark.parametrize(
    ("conditions", "count"),
    [
        ([], 1),
        (["has_well"], 2),
        (["has_well", "not has_well"], 2),
        (["pays_by == 'cash'", "pays_by == 'transfer'"], 2),
        (["has_well", "pays_by == 'cash'"], 4),
        (["monthly_rent > late_rate * monthly_rent"], 2),
        (["count(plots) > 1", "count(plots)  > 1"], 2),
        (["included('rent')", "included('well')"], 4),
        (["options.counting == 'from_due_day'"], 2),
        ([f"count(plots) > {n}" for n in range(6)], 64),
    ],
)
def test_worlds_are_the_outcomes_that_conditions_can_have(garden: Family, conditions: list[str], count: int):
    found = worlds([Condition(c, 1, {}) for c in conditions], garden)
    assert not isinstance(found, TooMany)
    assert len(found) == count


def test_more_worlds_than_can_be_compared_are_refused(garden: Family):
    for number in (7, 40):
        found = worlds([Condition(f"count(plots) > {n}", 1, {}) for n in range(number)], garden)
        assert isinstance(found, TooMany)
