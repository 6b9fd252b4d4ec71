"""Worked cases: every rule of the bundled content, and rules in every shape that the language must carry."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from rule_files import TESTS, Case, check_case, library_of, read_cases, read_family

from contracts_kit.content.annexed import without_annexes
from contracts_kit.content.library import load_library
from contracts_kit.content.model import Family, Library

SHAPES = sorted(p.parent for p in (TESTS / "shapes").glob("*/rules.yaml"))
CASES = sorted((TESTS / "cases").glob("*.yaml"))
REPOSITORY = TESTS.parent


@cache
def shapes(folder: Path) -> tuple[Library, Family]:
    family, findings = read_family((folder / "rules.yaml").read_text(encoding="utf-8"), folder.name, folder)
    assert not findings, "\n".join(f.line("en") for f in findings)
    return library_of({folder.name: family}), family


@pytest.mark.parametrize("folder", SHAPES, ids=lambda p: p.name)
def test_rules_of_every_shape_are_accepted_with_their_units(folder: Path) -> None:
    assert shapes(folder)[1].rules


@pytest.mark.parametrize(
    ("folder", "case"),
    [(folder, case) for folder in SHAPES for case in read_cases(folder / "cases.yaml")],
    ids=lambda x: x.id if isinstance(x, Case) else x.name,
)
def test_a_rule_of_every_shape_computes_its_worked_cases(folder: Path, case: Case) -> None:
    check_case(case, *shapes(folder))


@pytest.mark.parametrize(
    ("family", "case"),
    [(file.stem.removesuffix("_more"), case) for file in CASES for case in read_cases(file)],
    ids=lambda x: x.id if isinstance(x, Case) else x,
)
def test_a_rule_of_the_bundled_content_computes_its_worked_cases(family: str, case: Case) -> None:
    library = load_library(REPOSITORY)
    check_case(case, library, library.families[family])


def test_every_rule_of_the_bundled_content_has_worked_cases() -> None:
    for family in load_library(REPOSITORY).families.values():
        covered = {case.rule for case in read_cases(TESTS / "cases" / f"{family.name}.yaml")}
        own = set(without_annexes(family).rules)
        assert own <= covered, own - covered
