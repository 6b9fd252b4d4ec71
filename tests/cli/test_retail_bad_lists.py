"""Bad input for the retail supply contract: stores twice, fees for no event, days that no month has.

零售供货合同的错误输入：重复的门店、没有的活动种类、不存在的结算日。
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from retail_refusals import (
    CONTRACT,
    FAMILY,
    LANGUAGES,
    Run,
    facts_of,
    refused_facts,
    refuses,
)

# --- a store list with a duplicate store / 门店清单有重复的门店 ---------------------------------------------------------


@pytest.mark.parametrize(
    ("again", "as_written"),
    [
        ("示例A1店", ""),
        ('" 示例A1店 "', ""),  # blanks around it, as a spreadsheet copies them
        ("示例 A1 店", "示例A1店"),
        ("示例Ａ１店", "示例A1店"),  # letters of full width
        ('"示例A1店　"', ""),
    ],
)
def test_a_store_that_stands_twice_is_named_with_both_rows(run: Run, again: str, as_written: str) -> None:
    stores = (
        "  stores:\n"
        "    - {store: 示例A1店, company: 示例电器零售有限公司, entry_date: 2026-01-01}\n"
        "    - {store: 示例二店, company: 示例电器零售有限公司, entry_date: 2026-01-01}\n"
        f"    - {{store: {again}, company: 示例电器零售有限公司, entry_date: 2026-03-01}}\n"
    )
    en = ["row 3 repeats row 1", "Remove one of them, or correct it"]
    zh = ["第 3 行与第 1 行重复", "请删去一行"]
    if as_written:
        en, zh = [*en, f"there written {as_written}"], [*zh, f"前者写作 {as_written}"]
    refuses(run, stores, [(3, "stores[3].store", en, zh)])


def test_every_store_that_stands_twice_is_named_at_once(run: Run) -> None:
    row = "    - {{store: 示例{}店, company: 示例电器零售有限公司, entry_date: 2026-01-01}}\n"
    stores = "  stores:\n" + "".join(row.format(name) for name in "一二一二")
    refuses(
        run,
        stores,
        [
            (3, "stores[3].store", ["repeats row 1", "示例一店"], ["与第 1 行重复", "示例一店"]),
            (4, "stores[4].store", ["repeats row 2", "示例二店"], ["与第 2 行重复", "示例二店"]),
        ],
    )


@pytest.mark.parametrize(
    ("parameter", "row"),
    [
        ("special_price_models", "model: 示例 YS-01, supply_price: 286元/件"),
        ("special_supply_models", "model: 示例 JS-T1"),
        ("exclusive_models_list", "model: 示例 JS-B1"),
        ("governing_statutes", "statute: civil_code"),
    ],
)
def test_the_other_lists_have_no_row_twice_either(run: Run, parameter: str, row: str) -> None:
    field = row.partition(":")[0]
    refuses(
        run,
        f"  {parameter}:\n    - {{{row}}}\n    - {{{row}}}\n",
        [(2, f"{parameter}[2].{field}", ["row 2 repeats row 1"], ["第 2 行与第 1 行重复"])],
    )


@pytest.mark.parametrize(
    ("written", "path", "en", "zh"),
    [
        ("示例一店", "stores", ["not a list of records", "- {store: …, company: …"], ["不是记录的列表", "写作 - {store"]),
        ("[示例一店]", "stores[1]", ["a mapping of fields", "{store: …, company: …"], ["各字段的映射", "写作 {store"]),
        ("[{门店: 示例一店, company: 甲公司, entry_date: 2026-01-01, store: 甲}]", "stores[1].门店", ["There are store"], ["可用：store"]),
    ],
)  # fmt: skip
def test_a_store_list_in_another_form_is_refused_with_the_form(
    run: Run, written: str, path: str, en: list[str], zh: list[str]
) -> None:
    refuses(run, f"  stores: {written}\n", [(0, path, en, zh)])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("form", "table", "field"),
    [
        ("store_month_fee_schedule", "stores", "store"),
        ("store_entry_exit_agreement", "stores", "store"),
        ("margin_compensation_statement", "stores", "store"),
        ("guaranteed_sales_statement", "stores", "store"),
        ("special_price_agreement", "models", "model"),
        ("special_supply_agreement", "models", "model"),
        ("exclusive_agreement", "models", "model"),
    ],
)
def test_a_store_or_model_that_stands_twice_in_a_notice_is_refused(
    run: Run, language: str, form: str, table: str, field: str
) -> None:
    facts = facts_of(form)
    facts[table].append({**facts[table][0], field: f" {facts[table][0][field]} "})
    refused = refused_facts(run, language, form, facts)
    words = "repeats row 1", "与第 1 行重复"
    assert re.match(rf"f\.yaml:\d+  {table}\[{len(facts[table])}\]\.{field}: ", refused)
    assert words[LANGUAGES.index(language)] in refused


# --- a fee for an unknown kind of event / 没有的活动种类 ----------------------------------------------------------------


@pytest.mark.parametrize("name", ["fee_moon_festival", "fee_double_eleven"])
def test_a_fee_for_an_unknown_event_is_refused_with_the_events_that_there_are(run: Run, name: str) -> None:
    known = ["fee_new_year_day", "fee_spring_festival", "fee_appliance_festival", "list parameters --family"]
    refuses(
        run,
        f"  fee_may_day: 1200元\n  {name}: 1000元\n",
        [(1, name, [f"there is no parameter {name}", *known], [f"没有参数 {name}", *known])],
    )


def test_a_fee_with_a_slip_of_the_pen_gets_the_name_that_was_meant(run: Run) -> None:
    refuses(
        run,
        "  fee_new_years_day: 1000元\n",
        [(0, "fee_new_years_day", ["Did you mean fee_new_year_day?"], ["是否应为 fee_new_year_day？"])],
    )


SCHEDULE = """\
schedule_date: 2026-01-15
festival_fee_payment_working_days: 5
planned_events:
  - {event_no: 五一节, service: 门店入口展台, start_date: 2026-05-01, end_date: 2026-05-05, store_count: 10}
  - {event_no: EVENT, service: 开业海报, start_date: 2026-09-25, end_date: 2026-09-27, store_count: 11}
"""
KINDS = {"en": ["Choose 1 (New Year’s Day)", "18 (Home-appliance festival)"], "zh": ["可选：1 (元旦)", "18 (家电节)"]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", ["19", "0", "中秋节", "fee_moon_festival"])
def test_an_unknown_event_in_the_facts_of_a_notice_is_refused(run: Run, language: str, event: str) -> None:
    Path("facts.yaml").write_text(SCHEDULE.replace("EVENT", event), encoding="utf-8")
    done = run("--lang", language, "notice", "festival_fee_schedule", "-i", "facts.yaml", "-o", "n.docx")
    assert done.exit_code == 2
    assert done.stderr.startswith("facts.yaml:5:")
    assert all(words in done.stderr for words in ["planned_events[2].event_no", event, *KINDS[language]])
    assert not Path("n.docx").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_event_in_the_inputs_of_a_calculation_is_refused(run: Run, language: str) -> None:
    facts = "events:\n  - {event_no: 2, store_count: 10}\n  - {event_no: 19, store_count: 3}\n"
    Path("facts.yaml").write_text(facts, encoding="utf-8")
    done = run("--lang", language, "calc", "rsc_festival_promotion_fee", "-i", "facts.yaml")
    assert done.exit_code == 2
    assert done.stderr.startswith("facts.yaml:3:")
    assert all(words in done.stderr for words in ["events[2].event_no", "19", *KINDS[language]])


def test_an_event_may_be_given_by_its_name_wherever_it_is_asked(run: Run) -> None:
    Path("p.yaml").write_text(CONTRACT + "  fee_may_day: 1200元\n", encoding="utf-8")
    for event in ("2", "２", "五一节", "may day"):
        facts = f"events: [{{event_no: {event}, store_count: 10}}]\n"
        done = run("calc", "rsc_festival_promotion_fee", "-p", "p.yaml", "-i", "-", stdin=facts)
        assert (done.exit_code, "CNY 12,000.00" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_event_in_a_table_costs_its_own_row(run: Run, language: str) -> None:
    Path("p.yaml").write_text(CONTRACT + "  fee_may_day: 1200元\n", encoding="utf-8")
    table = "事件,events.event_no,events.store_count\n甲,五一节,10\n乙,中秋节,3\n丙,19,3\n丁,2,1\n"
    Path("events.csv").write_text(table, encoding="utf-8")
    rule = "rsc_festival_promotion_fee"
    done = run("--lang", language, "calc", rule, "-p", "p.yaml", "--file", "events.csv", "-o", "out.csv")
    assert done.exit_code == 1
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row[0]: row[1:] for row in csv.reader(file)}
    assert rows["甲"][2] == "12000.00" and rows["丁"][2] == "1200.00"
    for name, found in (("乙", "中秋节"), ("丙", "19")):
        assert all(words in rows[name][-1] for words in ["events[1].event_no", found, *KINDS[language]])


# --- a settlement day that some months lack / 每月不都有的结算日 ---------------------------------------------------------

FROM_1_TO_27 = ["Choose days from 1 to 27"], ["请在1日至27日之间选择"]
OUT_OF_BOUNDS = (
    ["is out of bounds", "≤ ", "Write a value within them"],
    ["超出允许范围（≥ 1日，≤ 31日）", "请改为范围内"],
)


@pytest.mark.parametrize(
    ("day", "en", "zh"),
    [
        ("31", ["31st", *FROM_1_TO_27[0]], ["31日", *FROM_1_TO_27[1]]),
        ('"31日"', ["31st", *FROM_1_TO_27[0]], ["31日", *FROM_1_TO_27[1]]),
        ("30", ["30th", *FROM_1_TO_27[0]], ["30日", *FROM_1_TO_27[1]]),
        ("29", ["29th", *FROM_1_TO_27[0]], ["29日", *FROM_1_TO_27[1]]),
        ("28", ["28th", "last day of February", *FROM_1_TO_27[0]], ["28日", "平年二月", *FROM_1_TO_27[1]]),
        ("0", ["0", *OUT_OF_BOUNDS[0]], ["0", *OUT_OF_BOUNDS[1]]),
        ("32", ["32", *OUT_OF_BOUNDS[0]], ["32", *OUT_OF_BOUNDS[1]]),
        ("-1", ["-1", *OUT_OF_BOUNDS[0]], ["-1", *OUT_OF_BOUNDS[1]]),
        ("1.5", ["'1.5' is not a whole number", "such as 3."], ["“1.5”不是整数", "如 3日"]),
        ("月末", ["'月末' is not a number", "such as 3."], ["“月末”不是可识别的数字", "如 3日"]),
    ],
)
def test_a_settlement_day_that_does_not_do_is_named_with_its_place_in_the_list(
    run: Run, day: str, en: list[str], zh: list[str]
) -> None:
    refuses(run, f"  settlement_days:\n    - 8\n    - {day}\n    - 18\n", [(2, "settlement_days[2]", en, zh)])


def test_several_wrong_settlement_days_are_named_one_by_one(run: Run) -> None:
    found = (["31st"], ["31日"]), (["29th"], ["29日"]), (["28th"], ["28日"])
    refuses(
        run,
        "  settlement_days: [8, 28, 29, 31]\n",
        [(0, f"settlement_days[{4 - i}]", en, zh) for i, (en, zh) in enumerate(found)],
    )


def test_one_settlement_day_is_written_as_a_list_too(run: Run) -> None:
    refuses(run, "  settlement_days: 8\n", [(0, "settlement_days", ["not a list", "[3, …]"], ["不是列表", "[3, …]"])])


def test_the_28th_will_do_where_the_last_day_of_a_month_is_open(run: Run) -> None:
    Path("p.yaml").write_text(
        CONTRACT + "  settlement_days: [8, 28]\n  settlement_blackout_month_last_day: false\n", encoding="utf-8"
    )
    assert run("check", FAMILY, "-p", "p.yaml").exit_code == 0


@pytest.mark.parametrize(("month", "day"), [(6, 31), (2, 30), (11, 31)])
def test_a_day_of_the_annual_settlement_that_the_month_lacks_is_refused(run: Run, month: int, day: int) -> None:
    refuses(
        run,
        f"  annual_settle_1_month: {month}\n  annual_settle_1_day: {day}\n",
        [
            (
                1,
                "annual_settle_1_day",
                ["there is no such day", "State a day that the month has"],
                ["没有这一天", "请改为"],
            )
        ],
    )
