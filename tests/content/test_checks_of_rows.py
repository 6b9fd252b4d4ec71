"""Lists of a parameter file: bounds of their entries, checks asked of each row, rows that repeat each other."""

import pytest
from parameter_families import family_of, schema_of

from contracts_kit.content.checks.usage import used_parameters
from contracts_kit.content.cross_checks import unsound_checks
from contracts_kit.content.model import Family
from contracts_kit.content.parameter_values import ParameterValues, read_parameter_values
from contracts_kit.content.yaml_reader import read_yaml
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding

SCHEMA = """
title: {zh: 样例, en: Sample}
parameters:
  visits:
    type: rows
    fields: {place: text, arrives: date, leaves: {type: date, optional: true}}
    unique: place
    blank: allowed
    label: {zh: 到访, en: visits}
  days:
    type: list
    of: {type: integer, unit: day_of_month}
    bounds: 1 <= x <= 31
    blank: allowed
    label: {zh: 日, en: days}
  last_day: {type: integer, default: 27, label: {zh: 末日, en: last}}
  ratio: {type: ratio, blank: allowed, bounds: 0% <= x <= 100%, label: {zh: 比例, en: share}}
checks:
  - id: leaves_before_it_comes
    each: visits
    when: given(leaves) and leaves < arrives
    message: {zh: "{{ place }}：{{ leaves }} 早于 {{ arrives }}。", en: "{{ place }}: {{ leaves }} is before {{ arrives }}."}
  - id: too_late
    each: days
    when: entry > last_day
    level: warning
    message: {zh: "{{ entry }}太晚。", en: "{{ entry }} is late."}
"""


@pytest.fixture(scope="module")
def family() -> Family:
    return family_of(schema_of(SCHEMA))


def values_of(family: Family, text: str) -> ParameterValues:
    return read_parameter_values(family, read_yaml(text, "p.yaml"), file="p.yaml")


def refused(family: Family, text: str) -> list[Finding]:
    with pytest.raises(InputError) as error:
        values_of(family, text)
    return list(error.value.findings)


def test_a_check_is_asked_of_each_row_and_names_its_line(family: Family) -> None:
    found = values_of(
        family,
        "visits:\n"
        "  - {place: A, arrives: 2026-01-01}\n"
        "  - {place: B, arrives: 2026-01-02, leaves: 2026-01-01}\n"
        "  - {place: C, arrives: 2026-01-02, leaves: 2025-12-31}\n",
    ).findings
    assert [(f.kind, f.place.line, f.place.path) for f in found] == [
        ("cross_check_error", 3, "visits[2]"),
        ("cross_check_error", 4, "visits[3]"),
    ]
    assert found[0].message("en") == "B: 1 January 2026 is before 2 January 2026."


def test_the_entry_of_a_plain_list_is_called_entry(family: Family) -> None:
    (found,) = values_of(family, "days: [3, 28]\n").findings
    assert (found.kind, found.place.path, found.message("zh")) == ("cross_check_warning", "days[2]", "28日太晚。")


def test_a_list_without_a_file_has_the_row_in_its_path(family: Family) -> None:
    (found,) = read_parameter_values(family, {"days": ["30"]}).findings
    assert (found.place.line, found.place.path) == (None, "days[1]")


def test_a_check_that_holds_of_thousands_of_rows_speaks_of_twenty(family: Family) -> None:
    found = values_of(family, f"days: [{', '.join(['29'] * 2000)}]\n").findings
    assert len(found) == 21
    assert (found[-1].kind, found[-1].place.path) == ("cross_check_more", "days")
    assert "1980" in found[-1].message("en") and "1980" in found[-1].message("zh")


def test_a_list_that_only_a_check_asks_is_used(family: Family) -> None:
    assert {"visits", "days", "last_day"} <= used_parameters(family)


@pytest.mark.parametrize(
    ("check", "kind"),
    [
        ("{id: a, each: last_day, when: true, message: {zh: x, en: x}}", "check_each_no_list"),
        ("{id: a, each: nothing, when: true, message: {zh: x, en: x}}", "check_each_no_list"),
        ("{id: a, each: visits, when: 'place == place', message: {zh: '{{ plaec }}', en: x}}", "unknown_parameter"),
        ("{id: a, when: 'leaves < arrives', message: {zh: x, en: x}}", "unknown_name"),
    ],
)
def test_a_check_of_rows_that_cannot_be_asked_is_refused(check: str, kind: str) -> None:
    head = SCHEMA.partition("checks:")[0]
    found = list(unsound_checks(family_of(schema_of(f"{head}checks:\n  - {check}\n"))))
    assert kind in {finding.kind for finding in found}
    assert all(finding.place.line for finding in found)


def test_each_entry_of_a_list_keeps_the_bounds(family: Family) -> None:
    found = refused(family, "days:\n  - 0\n  - 8\n  - 32日\n")
    assert [(f.kind, f.place.line, f.place.path) for f in found] == [
        ("parameter_out_of_bounds", 2, "days[1]"),
        ("parameter_out_of_bounds", 4, "days[3]"),
    ]
    assert found[1].message("en").startswith("32日 is out of bounds (≥ ")


@pytest.mark.parametrize("again", [" 甲 店", "甲　店", "甲店 "])
def test_blanks_make_no_other_row(family: Family, again: str) -> None:
    row = "{{place: '{}', arrives: 2026-01-01}}"
    (found,) = refused(family, f"visits:\n  - {row.format('甲店')}\n  - {row.format(again)}\n")
    assert (found.kind, found.place.line, found.place.path) == ("parameter_row_twice", 3, "visits[2].place")


def test_a_row_that_repeats_another_in_other_letters_says_how_that_is_written(family: Family) -> None:
    (found,) = refused(
        family, "visits:\n  - {place: A1店, arrives: 2026-01-01}\n  - {place: Ａ１店, arrives: 2026-01-01}\n"
    )
    assert found.message("en") == "row 2 repeats row 1: Ａ１店 (there written A1店). Remove one of them, or correct it."
    assert "（前者写作 A1店）" in found.message("zh")


def test_capitals_are_another_row(family: Family) -> None:
    assert not values_of(
        family, "visits: [{place: K9s, arrives: 2026-01-01}, {place: K9S, arrives: 2026-01-01}]"
    ).findings


@pytest.mark.parametrize("written", ["150%", "百分之一百五十", "-1%"])
def test_what_was_written_as_a_percentage_gets_no_other_percentage_as_a_hint(family: Family, written: str) -> None:
    (found,) = refused(family, f"ratio: {written}\n")
    assert found.message("en") == f"{written} is out of bounds (≥ 0%, ≤ 100%). Write a value within them."
