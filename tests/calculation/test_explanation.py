"""What an explanation prints is what the rule computed: results, steps, readings, articles, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rule_files import BLANKS

import contracts_kit as ck
from contracts_kit.calculation.description import describe
from contracts_kit.calculation.explanation import ExplainedStep, ExplainedTable, explain
from contracts_kit.calculation.phrases import printed
from contracts_kit.content.annexed import without_annexes
from contracts_kit.content.library import find_rule

CASES = [
    case
    for name in BLANKS
    for case in yaml.safe_load((Path(__file__).parents[1] / "cases" / f"{name}.yaml").read_text(encoding="utf-8"))
]
RULES = [(f.name, r) for f in ck.load_library().families.values() for r in without_annexes(f).rules]


def calculated(case: dict) -> ck.Calculation | None:
    """The calculation of a case; None where it is one that must be refused."""
    if "error" in case["expect"]:
        return None
    family, rule = find_rule(ck.load_library(), case["rule"])
    params = case.get("params") or {}
    known = {*rule.options, *family.options}
    return ck.calculate(
        case["rule"],
        inputs=case.get("inputs") or {},
        parameters={k: v for k, v in params.items() if k not in known},
        options={k: v for k, v in params.items() if k in known},
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_result_that_is_printed_is_the_output_itself(language: str) -> None:
    checked = 0
    for case in CASES:
        calculation = calculated(case)
        if calculation is None:
            continue
        explanation = explain(calculation, language)
        by_label = dict(explanation.outputs)
        for name, output in calculation.rule.outputs.items():
            words = {**_choice_words(calculation), **output.choice_labels}
            assert by_label[output.label[language]] == printed(calculation.outputs[name], output.type, language, words)
        results = {s.label: s.result for s in explanation.steps if isinstance(s, ExplainedStep)}
        for name, output in calculation.rule.outputs.items():
            label = output.label[language]
            if label in results and name in {s.name for s in calculation.steps}:
                assert results[label].startswith(by_label[label]), case["id"]
                checked += 1
    assert checked > 100


def _choice_words(calculation: ck.Calculation) -> dict:
    words: dict = {}
    for name in calculation.parameters:
        words.update(calculation.family.parameters[name].choice_labels)
    for spec in (*calculation.rule.inputs.values(), *calculation.rule.outputs.values()):
        words.update(spec.choice_labels)
    return words


@pytest.mark.parametrize(("family", "rule"), RULES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_explanation_or_description_shows_a_name_of_the_code(family: str, rule: str, language: str) -> None:
    home, found = find_rule(ck.load_library(), rule)
    text = str(explain(ck.calculate(rule, found.example, parameters=BLANKS[family]), language))
    # A name of the code has an underscore; labels have none. Readings are named by their value in a description only.
    assert "_" not in text
    assert "None" not in text
    described = describe(found, home, language)
    said = " ".join(words for _, words in described.steps)
    option_values = {v for o in found.options.values() for v in o.values}
    for value in option_values:
        said = said.replace(f"“{value}”", "").replace(f"‘{value}’", "")
    assert "_" not in said


def test_the_readings_at_their_default_stand_in_one_line() -> None:
    case = explain(ck.calculate("qa_brand_loss", {"direct_loss": "100"}), "en")
    assert case.options[0][1] is True
    assert case.defaults_line.startswith("At their default: ")
    chosen = explain(
        ck.calculate("qa_brand_loss", {"direct_loss": "100"}, options={"brand_loss_base": "all_losses"}), "en"
    )
    assert chosen.options[0][1] is False
    assert chosen.defaults_line == ""
    assert "all losses" in chosen.options[0][0]


def test_only_the_branch_that_was_taken_is_shown() -> None:
    text = ck.calculate("qa_brand_loss", {"direct_loss": "100", "other_loss": "50"}).explain("zh")
    assert "10% × ¥100.00 = ¥10.00" in text
    assert "¥150.00" not in text


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.decimals(min_value=0, max_value=1, places=4))
def test_the_numbers_put_in_come_to_the_result(loss: object, rate: object) -> None:
    calculation = ck.calculate("qa_brand_loss", {"direct_loss": str(loss)}, parameters={"brand_loss_rate": str(rate)})
    explanation = explain(calculation, "en")
    steps = [s for s in explanation.steps if isinstance(s, ExplainedStep)]
    assert explanation.outputs[0][1] == steps[-1].result
    assert steps[-1].result in str(explanation)


def test_of_two_dates_the_earlier_is_named_and_not_the_lesser() -> None:
    facts = {
        "term_end_date": "2026-12-31",
        "business_end_date": "2027-05-31",
        "new_agreement_date": "2027-02-10",
        "as_of_date": "2027-02-01",
    }
    calculation = ck.calculate("qa_agreement_end_date", facts)
    assert "较早者（2027年5月31日，2027年2月10日） = 2027年2月10日" in str(calculation.explain("zh"))
    assert "the earlier of (31 May 2027, 10 February 2027) = 10 February 2027" in str(calculation.explain("en"))


def test_a_look_up_and_a_called_rule_show_what_they_came_to() -> None:
    library = ck.load_library(Path(__file__).parents[1] / "workspaces" / "sale_and_service")
    looked_up = str(explain(ck.calculate("fine_of_class", {"kind": "A", "batches": 3}, library=library), "en"))
    assert "CNY 500.00 × 3 batches = CNY 1,500.00" in looked_up
    called = str(explain(ck.calculate("fine_with_hours", {"kind": "A", "hours": 3}, library=library), "en"))
    assert "CNY 1,000.00 + CNY 240.00 = CNY 1,240.00" in called


def test_a_reading_prints_the_figures_of_the_contract_also_those_that_the_rule_does_not_read() -> None:
    given = {"complaints": [{"date": "2026-03-05", "province": "甲", "event_id": "1", "pcs": 1, "loss": "1"}]}
    agreed = {"major_accident_province_month_pcs": 70}
    text = ck.calculate("qa_complaint_window_aggregation", given, parameters=agreed).explain("zh")
    assert "70件" in text
    assert "100件" not in text


def test_a_choice_in_a_row_is_called_by_its_own_label_where_an_input_calls_the_value_otherwise() -> None:
    costs = [{"item": "line_stop", "amount": "100"}, {"item": "rework", "amount": "50"}]
    facts = {"scenario": "line_stop", "cause_established": True, "items": costs}
    explanation = explain(ck.calculate("pen_loss_heads", facts), "zh")
    assert dict(explanation.inputs)["情形"] == "产线停线或者效率下降"
    (table,) = [step for step in explanation.steps if isinstance(step, ExplainedTable)]
    assert [row[1] for row in table.rows] == ["停线费", "返工费"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "¥5,000.00/批 × 1批 = ¥5,000.00"), ("en", "CNY 5,000.00/batch × 1 batch = CNY 5,000.00")],
)
def test_a_quantity_that_is_written_out_is_printed_with_its_unit(language: str, said: str) -> None:
    facts = {"original_value": "100", "discount_rate": "0.2", "use_mode": "concession"}
    assert said in ck.calculate("pen_concession_charge", facts).explain(language)


def test_a_share_that_is_written_out_is_a_percentage() -> None:
    facts = {"category": "electronic", "ppm": "90", "usage_payment": "10"}
    assert "较小者（300%，100%） = 100%" in ck.calculate("pen_ppm_deduction", facts).explain("zh")
