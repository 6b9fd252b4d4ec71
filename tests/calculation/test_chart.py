"""The words of a chart, in both languages, and the requests that a rule refuses."""

from __future__ import annotations

import re

import pytest

from contracts_kit.content.charts import settle_chart
from contracts_kit.content.rules import ChartRequest
from contracts_kit.errors import InputError
from tests.calculation.charts_of_parts_supply import chart, rule_named


def test_marks_say_where_by_what_name_and_what_happens() -> None:
    panels = {
        p.title: [mark.text for mark in p.marks]
        for p in chart("ppm_deduction", "zh", options={"partial_step": "prorata"}).panels
    }
    assert panels["电子类"] == [
        "电子类目标值 30 ppm：由此开始增加，每ppm ¥30.00",
        "上限：货款 100%（¥100,000.00），自3,363.333 ppm起",
    ]
    assert panels["结构类"][1] == "上限：¥41,000.00，自结构类区间上限 5,000 ppm起"
    late = [mark.text for mark in chart("late_charge").panels[0].marks]
    assert late == [
        "grace period 3 days: rises from here, CNY 400.00 for each day",
        "limit: 10% of value of the late goods (CNY 8,000.00), from 23 days",
    ]
    steps = chart("ppm_deduction").panels[0].marks[0].text
    assert steps == (
        "from 130 ppm (electronic target 30 ppm + electronic step 100 ppm): from CNY 0.00 to CNY 3,000.00, "
        "then CNY 3,000.00 more for every 100 ppm (electronic step)"
    )


def test_a_change_of_the_contract_moves_the_marks() -> None:
    moved = chart("late_charge", "zh", parameters={"grace_days": 7, "late_cap": "5%"})
    assert [mark.text for mark in moved.panels[0].marks] == [
        "宽限期 7日：由此开始增加，每日 ¥400.00",
        "上限：逾期货值 5%（¥4,000.00），自17日起",
    ]


def test_the_tiers_are_a_table_that_says_which_end_counts() -> None:
    assert chart("ppm_deduction", "zh").panels[1].rows[:2] == (
        ("0 ppm起，不足200 ppm", "¥0.00"),
        ("200 ppm起，不足300 ppm", "¥5,000.00"),
    )
    ceil = chart("ppm_deduction", "en", options={"partial_step": "ceil"}).panels[1].rows
    assert ceil[:2] == (("from 0 ppm up to 100 ppm", "CNY 0.00"), ("above 100 ppm up to 200 ppm", "CNY 5,000.00"))
    long = chart("ppm_deduction", "en").panels[4].rows
    assert ("…", "…") in long and len(long) <= 49
    assert chart("late_charge", "en").panels[0].rows[1] == (
        "from 3 days up to 23 days",
        "from CNY 0.00 to CNY 8,000.00",
    )


def test_every_panel_has_its_own_range_and_all_share_one_scale_of_amounts() -> None:
    made = chart("ppm_deduction", "zh")
    assert [(panel.title, panel.last) for panel in made.panels] == [
        ("电子类", 4000),
        ("印刷类", 1200),
        ("结构类", 6000),
        ("电路板类", 400),
        ("显示屏类", 30000),
    ]
    assert (made.least, made.most) == (0, 100_000)


def test_a_panel_that_cannot_be_computed_is_left_out_and_said_why() -> None:
    made = chart("ppm_deduction", inputs={"usage_payment": 1000}, x="ppm", range="0:500", series="category")
    assert [panel.title for panel in made.panels] == ["electronic", "printing", "structural", "circuit boards"]
    assert made.missing == ("displays: no display rate is agreed",)


def test_a_range_in_which_nothing_happens_says_so() -> None:
    assert chart("late_charge", x="days", range="0:2").panels[0].note == "the same over this range: CNY 0.00"


def test_what_is_refused_is_said_with_its_reason() -> None:
    made = chart("late_until", "zh", x="delivered", range="2026-02-20:2026-04-30")
    assert made.panels[0].gaps[0][2] == "由2026年2月20日至2026年3月1日：不予计算：实交日早于应交日"
    assert made.panels[0].rows[-1] == ("由2026年2月20日至2026年3月1日", "不予计算：实交日早于应交日")


def test_an_output_may_be_named_and_a_range_written_as_people_write_it() -> None:
    made = chart("ppm_deduction", x="usage_payment", range="0:50万元", output="share_deducted")
    assert made.y.label == "share deducted" and made.panels[0].last == 500_000
    assert made.panels[0].note == "the same over this range: 6%"


REFUSED = {
    "chart_input_unknown": {"x": "pp", "range": "0:1"},
    "chart_input_not_along": {"x": "category", "range": "0:1"},
    "chart_output_unknown": {"x": "ppm", "range": "0:1", "output": "deductio"},
    "chart_series_not_choice": {"x": "ppm", "range": "0:1", "series": "usage_payment"},
    "chart_range_missing": {"x": "ppm"},
    "chart_range_form": {"x": "ppm", "range": "17"},
    "chart_range_order": {"x": "ppm", "range": "9:3"},
    "chart_range_outside": {"x": "ppm", "range": "0:1000001"},
    "chart_range_of_nothing": {"x": "ppm", "series": "category", "ranges": {"pbc": "0:1"}},
    "not_a_number": {"x": "ppm", "range": "0:many"},
    "wrong_unit": {"x": "ppm", "range": "0:5 kg"},
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_does_not_fit_the_rule_is_refused(kind: str) -> None:
    with pytest.raises(InputError) as error:
        settle_chart(rule_named("ppm_deduction"), ChartRequest(**REFUSED[kind]))
    assert [finding.kind for finding in error.value.findings] == [kind]
    for language in ("zh", "en"):
        assert not re.search(r"[{}]", error.value.findings[0].message(language))


def test_an_output_that_is_no_number_is_refused() -> None:
    with pytest.raises(InputError) as error:
        settle_chart(rule_named("monthly_rate"), ChartRequest("ppm", "0:1", output="plant_of"))
    assert error.value.findings[0].kind == "chart_input_unknown"
    request = ChartRequest("value", "0:1", output="value")
    with pytest.raises(InputError) as error:
        settle_chart(rule_named("late_charge"), request)
    assert error.value.findings[0].kind == "chart_output_unknown"


def test_a_bare_zero_to_a_date_is_refused() -> None:
    with pytest.raises(InputError):
        settle_chart(rule_named("late_until"), ChartRequest("delivered", "0:30"))


def test_a_straight_line_says_how_steep_it_is() -> None:
    assert chart("late_charge", "zh", x="value", range="0:10万元").panels[0].note == "在此范围内按比例变化，按3.5%"
    assert chart("late_until", x="value", range="0:1000").panels[0].note == "a straight line over this range, at 7.5%"


def test_what_falls_says_by_how_much_without_a_sign() -> None:
    made = chart("late_until", "zh", x="due", range="2026-01-01:2026-03-20")
    assert "由此开始减少，每日 ¥400.00" in "；".join(mark.text for mark in made.panels[0].marks)
