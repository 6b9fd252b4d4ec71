"""Bad input for the retail supply contract: each mistake names file, line, parameter, what was found and what to do.

零售供货合同的错误输入：每一处错误都指明文件、行、参数、写了什么和怎样改正。
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

Run = Callable[..., Result]
FAMILY = "retail_supply_contract"
LANGUAGES = ("en", "zh")
ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / f"{FAMILY}.yaml"
FACTS = ROOT / "examples" / "facts"

CONTRACT = """\
family: retail_supply_contract
parameters:
  contract_number: SL-GH-2026-001
  buyer: {name: 示例电器零售有限公司}
  supplier: {name: 样本家电供应有限公司}
"""
FIRST = CONTRACT.count("\n") + 1  # the line on which what a test adds begins


def place(offset: int, path: str) -> str:
    """The place as it is printed, `offset` lines below the first added one: `p.yaml:8  parameters.stores[3]`."""
    return rf"p\.yaml:{FIRST + offset}(:\d+)?(:|  ) ?parameters\.{re.escape(path)}[ :]"


def errors(said: str) -> list[str]:
    """The lines of `check` that are errors."""
    marks = ("warning: ", "note: ", "警告：", "提示：")
    return [line for line in said.splitlines() if line.startswith("p.yaml") and not any(m in line for m in marks)]


def refuses(run: Run, added: str, expected: list[tuple[int, str, list[str], list[str]]]) -> None:
    """That `check` and `assemble` refuse the contract with what is added, in both languages, and write nothing.

    `expected` has for each error the line below the first added one, the path, and words in English and in Chinese.
    """
    Path("p.yaml").write_text(CONTRACT + added, encoding="utf-8")
    for language in LANGUAGES:
        checked = run("--lang", language, "check", FAMILY, "-p", "p.yaml")
        assembled = run("--lang", language, "assemble", FAMILY, "-p", "p.yaml", "-o", "out", "--format", "txt")
        assert (checked.exit_code, assembled.exit_code) == (1, 2)
        assert not Path("out").exists()
        found = errors(checked.stdout)
        assert len(found) == len(expected), found
        refusals = [line for line in assembled.stderr.splitlines() if line.startswith("p.yaml")]
        for (offset, path, en, zh), line in zip(expected, found, strict=True):
            assert re.match(place(offset, path), line), line
            assert all(words in line for words in (en if language == "en" else zh)), line
            assert any(re.match(place(offset, path), refusal) for refusal in refusals), refusals


def facts_of(form: str) -> dict[str, Any]:
    """The facts of the example of a notice, each as it is written."""
    found: dict[str, Any] = yaml.load((FACTS / f"{form}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return found


def refused_facts(run: Run, language: str, form: str, facts: dict[str, Any]) -> str:
    """What is said where a notice of the example refuses its facts."""
    Path("f.yaml").write_text(yaml.safe_dump(facts, allow_unicode=True), encoding="utf-8")
    done = run("--lang", language, "notice", form, "-p", EXAMPLE, "-i", "f.yaml", "-o", "n.txt")
    assert done.exit_code == 2 and not Path("n.txt").exists()
    return done.stderr


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


# --- an end before the start / 届满日早于起始日 -------------------------------------------------------------------------

ENDS_EARLY = (
    ["ends on 31 May 2026, before it starts on 1 June 2026", "Correct term_start_date or term_end_date"],
    ["届满日（2026年5月31日）早于起始日（2026年6月1日）", "请改正 term_start_date 或 term_end_date"],
)


def test_a_term_that_ends_before_it_starts_is_refused_with_both_dates(run: Run) -> None:
    refuses(
        run,
        "  term_start_date: 2026-06-01\n  term_end_date: 2026年5月31日\n",
        [(1, "term_end_date", *ENDS_EARLY)],
    )


def test_the_six_parts_of_the_inventory_say_the_same(run: Run) -> None:
    parts = (
        "  term_start_year: 2026\n  term_start_month: 6\n  term_start_day: 1\n"
        "  term_end_year: 2026\n  term_end_month: 5\n  term_end_day: 31\n"
    )
    refuses(run, parts, [(3, "term_end_year", *ENDS_EARLY)])


def test_a_date_of_which_parts_are_missing_names_them(run: Run) -> None:
    refuses(
        run,
        "  term_start_year: 2026\n  term_start_month: 6\n  term_end_month: 5\n  term_end_day: 31\n",
        [
            (0, "term_start_year", ["without term_start_day", "Give year, month and day"], ["缺少 term_start_day"]),
            (2, "term_end_month", ["without term_end_year", "or none of them"], ["缺少 term_end_year", "或者都不填"]),
        ],
    )


def test_a_day_that_does_not_exist_is_refused_in_either_form(run: Run) -> None:
    refuses(
        run,
        "  term_start_year: 2026\n  term_start_month: 2\n  term_start_day: 30\n  term_end_date: 2026-02-29\n",
        [
            (0, "term_start_year", ["2026-02-30", "Correct year, month and day"], ["2026-02-30", "请改正"]),
            (3, "term_end_date", ["2026-02-29", "no such day"], ["2026-02-29", "不存在"]),
        ],
    )


def test_a_date_in_two_forms_that_differ_is_given_twice(run: Run) -> None:
    refuses(
        run,
        "  term_start_date: 2026-01-01\n  term_start_year: 2025\n  term_start_month: 1\n  term_start_day: 1\n",
        [(1, "term_start_year", ["the same thing, given twice", "Remove one"], ["却填写了两次", "请删去一处"])],
    )


def test_a_store_that_is_left_before_it_is_entered_is_named_with_its_row(run: Run) -> None:
    stores = (
        "  stores:\n"
        "    - {store: 示例一店, company: 示例电器零售有限公司, entry_date: 2026-01-01}\n"
        "    - {store: 示例二店, company: 示例电器零售有限公司, entry_date: 2026-03-01, exit_date: 2026-02-01}\n"
    )
    en = [
        "day of exit of the store “示例二店” (1 February 2026) is before its day of entry (1 March 2026)",
        "Correct one of the dates",
    ]
    zh = ["门店“示例二店”的撤店日（2026年2月1日）早于进店日（2026年3月1日）", "请改正其中一个日期"]
    refuses(run, stores, [(2, "stores[2]", en, zh)])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("form", "table", "first", "last"),
    [
        ("festival_fee_schedule", "planned_events", "start_date", "end_date"),
        ("temporary_promotion_agreement", None, "start_date", "end_date"),
        ("store_month_fee_schedule", "stores", "entry_date", "exit_date"),
        ("store_month_fee_schedule", None, "period_start", "period_end"),
        ("store_entry_exit_agreement", "stores", "entry_date", "exit_date"),
        ("guaranteed_sales_statement", "stores", "operated_from", "operated_to"),
    ],
)
def test_a_notice_whose_dates_are_the_wrong_way_round_is_refused(
    run: Run, language: str, form: str, table: str | None, first: str, last: str
) -> None:
    facts = facts_of(form)
    record = facts if table is None else facts[table][0]
    record[first], record[last] = "2026-05-05", "2026-05-01"
    refused = refused_facts(run, language, form, facts)
    where = rf"f\.yaml:\d+:\d+  {last if table is None else table + '.1.'}: "
    en, zh = (
        ["1 May 2026", "5 May 2026", "Correct one of the dates"],
        ["2026年5月1日", "2026年5月5日", "请改正其中一个日期"],
    )
    assert re.match(where, refused), refused
    assert all(words in refused for words in (en if language == "en" else zh)), refused


# --- a discount over 100% / 超过百分之百的折扣 --------------------------------------------------------------------------

WITHIN = ["is out of bounds (≥ 0%, ≤ 100%)"], ["超出允许范围（≥ 0%，≤ 100%）"]


@pytest.mark.parametrize(
    ("written", "en", "zh"),
    [
        ("150%", "150% is out of bounds (≥ 0%, ≤ 100%). Write a value within them.", "请改为范围内的值"),
        ("1.5", "If a percentage is meant, write 1.5%.", "若指百分之几，请写 1.5%"),
        ("3", "If a percentage is meant, write 3%.", "若指百分之几，请写 3%"),
        ("-3%", "Write a value within them.", "请改为范围内的值"),
    ],
)
@pytest.mark.parametrize("name", ["monthly_discount_rate", "annual_discount_rate", "guaranteed_gross_margin_rate"])
def test_a_rate_over_100_percent_is_refused(run: Run, name: str, written: str, en: str, zh: str) -> None:
    refuses(run, f"  {name}: {written}\n", [(0, name, [*WITHIN[0], en], [*WITHIN[1], zh])])


@pytest.mark.parametrize(
    ("parameter", "row", "field"),
    [
        ("annual_discount_tiers", "min_sales: 300万元", "rate"),
        ("special_price_models", "model: 示例 YS-01 饮水机, supply_price: 286元/件", "discount_rate"),
        ("special_supply_models", "model: 示例 JS-T1 净水器", "discount_rate"),
        ("exclusive_models_list", "model: 示例 JS-B1 净水器", "discount_rate"),
    ],
)
def test_a_rate_over_100_percent_in_a_list_is_refused_at_its_row(
    run: Run, parameter: str, row: str, field: str
) -> None:
    other = row.replace("300万元", "0元").replace("示例", "样本")
    refuses(
        run,
        f"  {parameter}:\n    - {{{other}, {field}: 1%}}\n    - {{{row}, {field}: 3}}\n",
        [(2, f"{parameter}[2].{field}", [*WITHIN[0], "write 3%"], [*WITHIN[1], "请写 3%"])],
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rate_over_100_percent_in_a_list_of_suppliers_costs_its_own_row(run: Run, language: str) -> None:
    Path("p.yaml").write_text(CONTRACT, encoding="utf-8")
    Path("list.csv").write_text("供应商名称,月度商业折扣率\n样本一公司,3%\n样本二公司,150%\n", encoding="utf-8")
    command = ["batch", FAMILY, "-p", "p.yaml", "--suppliers", "list.csv", "-o", "pack", "--format", "txt"]
    done = run("--lang", language, *command, "--jobs", "1")
    assert done.exit_code == 1
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("list.csv")]
    assert all(words in line for words in ["#3", "月度商业折扣率", *WITHIN[LANGUAGES.index(language)]])
    assert [path.name for path in Path("pack").iterdir() if path.is_dir()] == ["样本一公司"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("form", "name", "spoil"),
    [
        ("special_price_agreement", "models[1].discount_rate", lambda f, r: f["models"][0].update(discount_rate=r)),
        ("exclusive_agreement", "models[1].discount_rate", lambda f, r: f["models"][0].update(discount_rate=r)),
        ("guaranteed_sales_statement", "monthly_rates[1]", lambda f, r: f.update(monthly_rates=[r])),
        ("guaranteed_sales_statement", "annual_rate", lambda f, r: f.update(annual_rate=r)),
    ],
)
@pytest.mark.parametrize(("rate", "found"), [("150%", "150%"), ("3", "300%")])
def test_a_rate_over_100_percent_in_the_facts_of_a_notice_is_refused(
    run: Run, language: str, form: str, name: str, spoil: Callable[[dict[str, Any], str], None], rate: str, found: str
) -> None:
    facts = facts_of(form)
    spoil(facts, rate)
    refused = refused_facts(run, language, form, facts)
    en, zh = (
        f"{name} is {found}; it may not be above 100%. Write a percentage",
        f"{name} 为 {found}，不得大于 100%。请写",
    )
    assert refused.startswith("f.yaml:") and (en if language == "en" else zh) in refused, refused


# --- deposits that contradict each other / 两处保证金相互矛盾 ------------------------------------------------------------

BOTH = "  deposit_amount: 5万元\n  branch_deposit_amount: 10000元\n"


def test_both_deposits_without_a_choice_are_refused_with_both_amounts(run: Run) -> None:
    en = ["deposit_amount (general) is CNY 50,000.00", "branch_deposit_amount (for each branch) is CNY 10,000.00"]
    zh = ["deposit_amount 为¥50,000.00", "branch_deposit_amount 为¥10,000.00"]
    refuses(
        run,
        BOTH,
        [
            (
                1,
                "branch_deposit_amount",
                [*en, "Clear one of them, or say in deposit_clause which applies"],
                [*zh, "请清空其中一项，或者在 deposit_clause 中说明"],
            )
        ],
    )


@pytest.mark.parametrize(
    ("added", "offset", "path", "en", "zh"),
    [
        (
            BOTH + "  deposit_clause: contract_total\n", 1, "branch_deposit_amount",
            ["only the general deposit applies", "CNY 10,000.00", "Clear branch_deposit_amount, or set deposit_clause to"],
            ["只适用一般保证金", "¥10,000.00", "请清空 branch_deposit_amount，或者把 deposit_clause 改为"],
        ),
        (
            "  branch_deposit_amount: 10000元\n  deposit_clause: contract_total\n", 0, "branch_deposit_amount",
            ["only the general deposit applies", "set deposit_clause to per_branch"],
            ["只适用一般保证金", "改为 per_branch"],
        ),
        (
            "  deposit_amount: 5\n  deposit_clause: per_branch\n", 0, "deposit_amount",
            ["only the branch deposit applies", "CNY 50,000.00", "State branch_deposit_amount"],
            ["只适用分公司保证金", "¥50,000.00", "请填写 branch_deposit_amount"],
        ),
        (
            BOTH + "  deposit_clause: both\n", 2, "deposit_clause",
            ["both deposits are due", "art109_replaces", "Write deposit_scheme: both under options"],
            ["两项保证金", "art109_replaces", "请在 options 中写 deposit_scheme: both"],
        ),
        (
            BOTH + "  deposit_clause: per_branch\noptions: {deposit_scheme: both}\n", 1, "branch_deposit_amount",
            ["only the branch deposit applies", "Set deposit_clause to both", "CNY 50,000.00", "CNY 10,000.00"],
            ["只适用分公司保证金", "请把 deposit_clause 改为 both", "¥50,000.00", "¥10,000.00"],
        ),
        (
            BOTH + "  deposit_clause: contract_total\noptions: {deposit_scheme: both}\n", 1, "branch_deposit_amount",
            ["only the general deposit applies"], ["只适用一般保证金"],
        ),
        (
            BOTH + "  deposit_clause: all\n", 2, "deposit_clause",
            ["'all' is not a choice", "contract_total (the general deposit), per_branch"],
            ["“all”不在可选值之内", "contract_total (一般保证金), per_branch"],
        ),
    ],
)  # fmt: skip
def test_a_choice_that_contradicts_the_amounts_or_the_option_is_refused(
    run: Run, added: str, offset: int, path: str, en: list[str], zh: list[str]
) -> None:
    refuses(run, added, [(offset, path, en, zh)])


@pytest.mark.parametrize(
    "added",
    [
        "  deposit_amount: 5万元\n",
        "  branch_deposit_amount: 10000元\n",
        "  deposit_amount: 5万元\n  deposit_clause: contract_total\n",
        "  branch_deposit_amount: 10000元\n  deposit_clause: per_branch\n",
        BOTH + "  deposit_clause: per_branch\n",
        BOTH + "  deposit_clause: both\noptions: {deposit_scheme: both}\n",
    ],
)
def test_deposits_that_agree_are_taken(run: Run, added: str) -> None:
    Path("p.yaml").write_text(CONTRACT + added, encoding="utf-8")
    assert run("check", FAMILY, "-p", "p.yaml").exit_code == 0


# --- several at once / 多处错误 ----------------------------------------------------------------------------------------


def test_all_mistakes_of_a_file_come_in_the_order_of_its_lines(run: Run) -> None:
    added = (
        "  monthly_discount_rate: 150%\n"
        "  fee_moon_festival: 1000\n"
        "  settlement_days: [32]\n"
        "  stores:\n"
        "    - {store: 示例一店, company: 甲公司, entry_date: 2026-01-01}\n"
        "    - {store: 示例一店, company: 甲公司, entry_date: 2026-01-01}\n"
    )
    refuses(
        run,
        added,
        [
            (0, "monthly_discount_rate", ["150%"], ["150%"]),
            (1, "fee_moon_festival", ["no parameter"], ["没有参数"]),
            (2, "settlement_days[1]", ["32"], ["32"]),
            (5, "stores[2].store", ["repeats"], ["重复"]),
        ],
    )
