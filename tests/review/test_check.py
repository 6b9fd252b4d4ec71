from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contracts_kit.content.library import load_library
from contracts_kit.content.model import Library
from contracts_kit.content.parameter_values import ParameterValues, read_parameter_values
from contracts_kit.errors import InputError
from contracts_kit.review.check import check_contract
from contracts_kit.review.compare import Change, compare

FAMILY = "equipment_loan"
COMPLETE: dict[str, Any] = {
    "buyer": {"name": "晨川电器有限公司"},
    "supplier": {"name": "海棠机械厂", "address": "海棠市东路 8 号"},
    "contract_number": "EL-2026-7",
    "sign_place": "海棠市",
    "deposit": "5万元",
    "return_by": "2026-05-01",
    "carriage": "borrower",
}


@pytest.fixture(scope="session")
def loans() -> Library:
    return load_library(Path(__file__).parent.parent / "workspaces" / FAMILY)


def read(loans: Library, **values: Any) -> ParameterValues:
    return read_parameter_values(loans.families[FAMILY], {**COMPLETE, **values})


def changes(loans: Library, language: str = "zh", **values: Any) -> dict[str, Change]:
    return {c.name: c for c in compare(read(loans), read(loans, **values), loans, language=language)}


# --- check ---------------------------------------------------------------------------------------------------------------


def test_a_complete_file_leaves_only_what_legal_must_confirm(loans: Library) -> None:
    (finding,) = check_contract(FAMILY, read(loans), loans)
    assert (finding.kind, finding.level) == ("option_at_default", "info")
    assert finding.message("zh") == (
        "口径“逾期起算”（late_from）取默认值 next_day，第二条 逾期归还印作：逾期自归还日期的次日起算。另可选：same_day。请法务确认。"
    )


def test_an_option_that_somebody_set_is_not_asked_for_again(loans: Library) -> None:
    assert check_contract(FAMILY, read(loans, options={"late_from": "next_day"}), loans) == ()


def test_each_blank_is_named_with_the_article_that_prints_a_line(loans: Library) -> None:
    findings = check_contract(FAMILY, read(loans, deposit=None, supplier={"name": "x"}), loans, language="en")
    blanks = [f for f in findings if f.kind == "blank_open"]
    assert [f.details["name"] for f in blanks] == ["supplier.address", "deposit"]
    assert blanks[1].message("en") == "deposit is blank: Article 2 Late return prints a line to fill in."


def test_a_value_that_is_open_in_several_places_is_said_once(loans: Library) -> None:
    findings = check_contract(FAMILY, read(loans, return_by=None), loans)
    (blank,) = [f for f in findings if f.kind == "blank_open"]
    assert "第一条 借用设备、附件一 交接单" in blank.message("zh")


def test_contradictions_come_first_and_the_rest_is_listed_all_the_same(loans: Library) -> None:
    findings = check_contract(FAMILY, read(loans, late_rate="0%/day", return_by=None), loans)
    assert [f.level for f in findings] == ["error", "warning", "info"]


# --- compare -------------------------------------------------------------------------------------------------------------


def test_nothing_changed_is_nothing(loans: Library) -> None:
    assert changes(loans) == {}


def test_a_changed_rate_touches_its_wording_its_rule_and_the_table_that_names_it(loans: Library) -> None:
    (change,) = changes(loans, late_rate="0.1%/day").values()
    assert (change.label, change.old, change.new) == ("逾期费率", "每日0.05%", "每日0.1%")
    assert change.articles == ("第一条 借用设备", "第二条 逾期归还")


def test_a_value_that_only_a_rule_reads_touches_the_article_of_the_rule(loans: Library) -> None:
    assert changes(loans, deposit="6万元")["deposit"].clauses == ("equipment_loan.late",)


def test_a_changed_option_touches_the_article_that_prints_it(loans: Library) -> None:
    change = changes(loans, options={"late_from": "same_day"})["late_from"]
    assert (change.kind, change.old, change.new, change.articles) == (
        "option",
        "next_day",
        "same_day",
        ("第二条 逾期归还",),
    )


def test_an_article_that_comes_in_is_said(loans: Library) -> None:
    found = changes(loans, "en", with_insurance=True)
    assert found["with_insurance"].articles == ("Article 2 Insurance",)
    came = found["equipment_loan.insurance"]
    assert (came.kind, came.old, came.new) == ("clause", "(none)", "Article 2 Insurance")


def test_a_party_is_compared_field_by_field_and_its_code_masked(loans: Library) -> None:
    supplier = {**COMPLETE["supplier"], "credit_code": "91350100M000100Y43"}
    (change,) = changes(loans, supplier=supplier).values()
    assert (change.name, change.old) == ("supplier.credit_code", "（空）")
    assert "91350100M000100Y43" not in change.new and change.new.startswith("9135")


def test_a_change_is_json(loans: Library) -> None:
    (change,) = changes(loans, loan_days=31).values()
    assert change.as_json() == {
        "kind": "parameter",
        "name": "loan_days",
        "label": "借用期限",
        "old": "30日",
        "new": "31日",
        "articles": ["第一条 借用设备"],
        "clauses": ["equipment_loan.goods"],
    }


def test_two_families_are_not_compared(loans: Library) -> None:
    other = ParameterValues("another", {})
    with pytest.raises(InputError) as refused:
        compare(other, read(loans), loans)
    assert refused.value.findings[0].kind == "families_differ"


def test_a_variant_that_the_negotiator_s_note_refuses_is_a_warning() -> None:
    library = load_library()
    family = library.families["quality_agreement"]
    found = check_contract(
        family.name, read_parameter_values(family, {"court_venue": "party_b_location"}), library, language="en"
    )
    (warning,) = [f for f in found if f.kind == "variant_not_acceptable"]
    assert warning.level == "warning"
    assert "Not acceptable" in warning.message("en")
    usual = check_contract(family.name, read_parameter_values(family, {}), library, language="en")
    assert not [f for f in usual if f.kind.startswith("variant_")]
