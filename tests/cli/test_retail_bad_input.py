"""Bad input for the retail supply contract: ends before starts, rates over 100%, deposits that contradict each other.

零售供货合同的错误输入：每一处错误都指明文件、行、参数、写了什么和怎样改正。
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
