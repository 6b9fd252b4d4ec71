"""A notice: the facts as they were given, what the rules make of them, the reply; and what is refused, and where."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import contracts_kit as ck
from contracts_kit.assembly.tree import Blank, Form, SignatureBlock, Table, TickBox
from contracts_kit.content.library import load_library
from contracts_kit.content.yaml_reader import read_yaml_bytes
from contracts_kit.writers.text import text_lines
from tests.writers.pdf_words import different_lines
from tests.writers.word_words import word_lines

ROOT = Path(__file__).parents[2]
GARDEN = load_library(ROOT / "tests" / "workspaces" / "garden_lease")
FACTS: dict[str, Any] = {"written_on": "2026-03-02", "days_late": "10日"}


def lines(facts: Any = FACTS, language: str = "zh", **settings: Any) -> list[str]:
    return text_lines(ck.notice("reminder", facts=facts, language=language, library=GARDEN, **settings).document)


def refused(facts: Any, form: str = "reminder", **settings: Any) -> ck.InputError:
    with pytest.raises(ck.InputError) as error:
        ck.notice(form, facts=facts, **{"library": GARDEN, **settings})
    return error.value


def test_amounts_are_computed_and_the_article_they_rest_on_is_named() -> None:
    said = lines()
    assert "依第二条，请支付租金和滞纳金¥1.20，并参见第一条：" in said
    assert "滞纳金 = 未限滞纳金 = ¥1.20" in said
    assert "依据：《菜园租赁协议》第二条。" in said
    assert lines(language="en").count("Under Article 2 of the Garden Lease.") == 1


def test_a_changed_parameter_changes_the_notice() -> None:
    assert any("滞纳金¥2.40" in line for line in lines(values={"monthly_rent": "240元"}))
    assert any("滞纳金¥1.32" in line for line in lines(options={"counting": "from_due_day"}))


def test_the_number_of_an_article_is_that_of_the_contract() -> None:
    """Without the well the articles are numbered otherwise; the notice follows."""
    here = ck.notice("reminder", facts=FACTS, library=GARDEN)
    assert {e.number for e in here.document.manifest if e.clause == "garden_lease.rent"} == {"第二条"}


def test_each_row_of_a_table_is_computed_and_the_sum_is_that_of_the_rows() -> None:
    earlier = [{"month": "一月", "days": 5}, {"month": "二月", "days": 15, "note": "补交"}]
    said = lines({**FACTS, "earlier": earlier})
    assert "一月 | 5日 | — | ¥0.60" in said and "二月 | 15日 | 补交 | ¥1.80" in said
    assert "以前滞纳金合计 | ¥2.40" in said


def test_a_column_that_nobody_filled_in_has_no_place() -> None:
    assert "月份 | 逾期天数 | 滞纳金" in lines({**FACTS, "earlier": [{"month": "一月", "days": 5}]})


def test_a_choice_may_be_given_by_its_words_in_either_language() -> None:
    for reason in ("refused", "拒付"):
        assert "原因 | 拒付" in lines({**FACTS, "reason": reason})
    said = lines({**FACTS, "plots_concerned": ["南园"]})
    assert "所涉园地 | □北园　■南园" in said


def test_a_fact_that_bears_the_name_of_a_parameter_stands_for_it() -> None:
    assert "付款方式 | transfer" in lines()
    assert "付款方式 | 汇款" in lines({**FACTS, "pays_by": "汇款"})


def test_an_optional_fact_that_nobody_gave_has_no_line_in_an_issued_notice() -> None:
    assert not any(line.startswith("原因") for line in lines())
    assert "原因 | □遗忘　□拒付" in lines(None)


def test_an_empty_form_has_a_line_for_everything() -> None:
    said = lines(None)
    assert "通知日期 | ______年____月____日" in said
    assert "逾期天数 | ____日" in said
    assert "所涉园地 | □北园　□南园" in said
    assert said.count("________ | ____日 | ________ | ¥________") == 2 or sum("____日 | " in line for line in said) >= 2
    assert "结果：滞纳金 = ¥____________。" in said


def test_a_given_amount_that_the_rules_do_not_give_is_a_warning_and_the_rules_win() -> None:
    made = ck.notice("reminder", facts={**FACTS, "charge": "9元"}, library=GARDEN)
    assert [finding.kind for finding in made.findings] == ["fact_differs"]
    assert any("滞纳金¥1.20" in line for line in text_lines(made.document))
    assert not ck.notice("reminder", facts={**FACTS, "charge": "1.2元"}, library=GARDEN).findings


def test_the_notice_is_dated_by_its_own_fact() -> None:
    assert ck.notice("reminder", facts=FACTS, library=GARDEN).document.date == "2026-03-02"
    assert ck.notice("reminder", facts=FACTS, library=GARDEN, date="2026-04-01").document.date == "2026-04-01"


def test_the_reply_is_a_form_of_its_own_with_the_other_sides_signature() -> None:
    document = ck.notice("reminder", facts=FACTS, language="en", library=GARDEN).document
    *_, above, reply = document.blocks
    assert isinstance(above, SignatureBlock) and [c.role for c in above.columns] == ["buyer"]
    assert isinstance(reply, Form) and reply.title == "Gardener’s answer"
    table, signature = reply.blocks
    assert isinstance(table, Table) and isinstance(signature, SignatureBlock)
    assert [c.role for c in signature.columns] == ["supplier"]
    cells = [inline for row in table.rows for inline in row[1].inlines]
    assert [b.entry.kind for b in cells if isinstance(b, Blank) and b.entry] == ["choice", "date", "text", "text"]
    assert all(not box.settled for box in cells if isinstance(box, TickBox))


# --- refusals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "kind", "path"),
    [
        ({**FACTS, "day_late": 3}, "unknown_fact", "day_late"),
        ({"written_on": "2026-03-02"}, "fact_missing", "days_late"),
        ({**FACTS, "written_on": "yesterday"}, "not_a_date", "written_on"),
        ({**FACTS, "days_late": 0}, "input_below", "days_late"),
        ({**FACTS, "reason": "bored"}, "not_a_choice", "reason"),
        ({**FACTS, "earlier": [{"month": "一月"}]}, "value_missing", "earlier"),
        ([1], "facts_not_mapping", None),
    ],
)
def test_facts_are_refused_by_name(facts: Any, kind: str, path: str | None) -> None:
    error = refused(facts)
    assert kind in {finding.kind for finding in error.findings}, [f.line() for f in error.findings]
    if path is not None:
        assert any((finding.place.path or "").startswith(path) for finding in error.findings)
    assert all(finding.message("zh") and finding.message("en") for finding in error.findings)


def test_everything_wrong_is_told_at_once_with_its_line() -> None:
    facts = read_yaml_bytes(b"written_on: never\ndays_lat: 3\n", "facts.yaml")
    found = {(f.kind, f.place.file, f.place.line) for f in refused(facts).findings}
    assert found == {
        ("not_a_date", "facts.yaml", 1),
        ("unknown_fact", "facts.yaml", 2),
        ("fact_missing", "facts.yaml", None),
    }


def test_an_unknown_notice_names_the_nearest() -> None:
    (finding,) = refused(FACTS, form="remindr").findings
    assert finding.kind == "unknown_notice" and "Did you mean reminder?" in finding.message("en")


def test_what_a_rule_refuses_is_told_at_the_fact() -> None:
    facts = read_yaml_bytes(b"raised_date: 2026-05-06\nsame_defect_qty: 5\nmodel_total_qty: 3\n", "facts.yaml")
    error = refused(facts, form="qa_accident_determination_record", library=load_library(ROOT))
    (finding,) = error.findings
    assert (finding.place.file, finding.place.line, finding.place.path) == ("facts.yaml", 2, "same_defect_qty")
    assert "same_defect_qty" in finding.message("en")


def test_a_blank_parameter_that_a_rule_needs_is_named() -> None:
    library = load_library(ROOT)
    facts = {"batch_no": "1", "use_mode": "concession", "original_value": 40000}
    values: dict[str, Any] = {"concession_min_charge": "5000元/批"}
    error = refused(facts, form="pen_concession_record", values=values, library=library)
    assert {f.kind for f in error.findings} == {"fact_missing"}


# --- the shipped notices ---------------------------------------------------------------------------------------------


def shipped(form: str, **more: Any) -> list[str]:
    library = load_library(ROOT)
    path = ROOT / "examples" / "facts" / f"{form}.yaml"
    facts = {**read_yaml_bytes(path.read_bytes(), path.name), **more}
    return text_lines(ck.notice(form, facts=facts, library=library).document)


def test_the_claim_is_what_calc_says() -> None:
    costs = {"user_compensation": 42000, "travel_costs": 6800, "wages": 5000, "other_direct_costs": 1200}
    found = ck.calculate(
        "qa_user_claim_recovery", {**costs, "buyer_has_paid_user": True, "supplier_cause_evidenced": True}
    ).outputs
    assert found["brand_loss_fee"] == Decimal("5500.00")
    said = shipped("qa_user_claim_notice")
    assert "品牌损失费 | ¥5,500.00" in said
    assert any("即不迟于2026年6月16日" in line for line in said)


def test_a_period_that_ends_on_a_rest_day_ends_on_the_next_working_day() -> None:
    said = shipped("qa_discount_acceptance_decision", notice_received_date="2026-04-29")
    assert any("即不迟于2026年5月6日" in line for line in said)


def test_the_monthly_statement_adds_up() -> None:
    said = shipped("pen_monthly_penalty_statement")
    assert "合计 | ¥138,300.00" in said
    assert any(line.startswith("连接器 | 电路板和连接器类 | 5件 | 32,600件 | 153.3507 ppm | 100 ppm") for line in said)
    twice = [{"event_id": "P", "item": "ppm_deduction", "amount": 1000, "confirmed": True}]
    assert "合计 | ¥1,000.00" in shipped("pen_monthly_penalty_statement", entries=twice)


def test_the_accident_record_computes_grade_compensation_and_fee_from_one_set_of_facts() -> None:
    said = shipped("qa_accident_determination_record")
    assert "结果：构成重大质量事故 = 是；成立的情形 = 省级区域件数。" in said
    assert "省级区域统计期内投诉件数 | 118件" in said
    assert (
        "结果：损失总额 = ¥107,600.00；应当赔偿的损失 = ¥87,600.00；额外赔偿 = ¥45,890.00；合计 = ¥133,490.00。" in said
    )
    assert "结果：供应商承担 = ¥8,600.00；采购方承担 = ¥0.00。" in said


def test_the_signature_page_takes_what_the_contract_says() -> None:
    library = load_library(ROOT)
    said = text_lines(ck.notice("qa_signature_block", {"buyer": {"name": "示例公司"}}, library=library).document)
    assert "采购方（盖章生效） | 示例公司" in said


# --- what people write -----------------------------------------------------------------------------------------------

HOSTILE = "A&B <株> **x** {{ 7*7 }} | _y_ `z`"


def report(**facts: str) -> ck.Contract:
    given = {"cause_analysis": HOSTILE, "countermeasures": "一", "reply_date": "2026-06-12", **facts}
    return ck.notice("pen_countermeasure_report", facts=given, language="zh", library=load_library(ROOT))


def test_a_fact_never_becomes_markup() -> None:
    made = report()
    lines = text_lines(made.document)
    assert f"不良原因分析 | {HOSTILE}" in lines
    assert word_lines(ck.to_bytes(made, "docx")) == lines
    assert different_lines(lines, ck.to_bytes(made, "pdf")) == []


def test_the_lines_of_a_report_stay_lines() -> None:
    made = report(countermeasures="第一步：检查\n\n第二步：修复\n")
    assert "防再发对策 | 第一步：检查 第二步：修复" in text_lines(made.document)
    assert b"<w:br/>" in zipfile.ZipFile(io.BytesIO(ck.to_bytes(made, "docx"))).read("word/document.xml")


@pytest.mark.parametrize("character", ["\x00", "\ue000", "\u202e"])
def test_a_character_that_nobody_sees_is_refused_by_fact(character: str) -> None:
    with pytest.raises(ck.InputError) as error:
        report(cause_analysis=f"a{character}b")
    assert error.value.findings[0].place.path == "cause_analysis"
