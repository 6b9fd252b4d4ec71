"""Every rule of the families that are still to come, in the project's format: the engine must carry them all."""

from __future__ import annotations

from functools import cache

import pytest
from rule_files import TESTS, Case, check_case, library_of, read_cases, read_family

from contracts_kit.content.model import Family, Library
from contracts_kit.errors import InputError

FAMILIES = sorted(p.parent for p in (TESTS / "later_families").glob("*/rules.yaml"))


@cache
def library() -> Library:
    """The families together, so that a rule may call a rule of another one."""
    families: dict[str, Family] = {}
    faults: list[str] = []
    for folder in FAMILIES:
        text = (folder / "rules.yaml").read_text(encoding="utf-8")
        families[folder.name], findings = read_family(text, folder.name, folder)
        faults += [f"{folder.name}: {f.line('en')}" for f in findings]
    assert not faults, "\n".join(faults)
    return library_of(families)


def fault(case: Case, family: Family) -> str | None:
    """What is wrong with a case: its id, what was wanted and what came. None where it is right."""
    try:
        check_case(case, library(), family)
    except InputError as error:
        came = "; ".join(f.line("en") for f in error.findings)
        return f"{case.id} ({case.rule}): wanted {case.expected}, came a refusal: {came}"
    except AssertionError as error:
        match error.args[0]:
            case (_, name, found, expected):
                return f"{case.id} ({case.rule}): {name}: wanted {expected!r}, came {found!r}"
            case other:
                return f"{case.id} ({case.rule}): wanted {case.expected}, came {other}"
    return None


@pytest.mark.parametrize("name", [folder.name for folder in FAMILIES])
def test_a_later_family_computes_all_its_cases(name: str) -> None:
    family = library().families[name]
    cases = read_cases(TESTS / "later_families" / name / "cases.yaml")
    faults = [found for case in cases if (found := fault(case, family))]
    if faults:
        pytest.fail(f"{len(faults)} of {len(cases)} cases\n" + "\n".join(faults), pytrace=False)


@pytest.mark.parametrize("name", [folder.name for folder in FAMILIES])
def test_every_rule_of_a_later_family_has_cases(name: str) -> None:
    covered = {case.rule for case in read_cases(TESTS / "later_families" / name / "cases.yaml")}
    assert set(library().families[name].rules) == covered
