"""Values are printed as each language prints them, and what is printed is read as the same value."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.dates import printed_date
from contracts_kit.values.printing import print_value
from contracts_kit.values.reading import read_value
from contracts_kit.values.reading_numbers import exact_fraction
from contracts_kit.values.types import ValueType
from contracts_kit.values.units import CURRENCIES, UNITS

STYLES = [None, "full", "plain"]
LANGUAGES = ["zh", "en"]
MONEY = ValueType("money", "CNY")
RATE = ValueType("ratio", "ratio/day")
PRICE = ValueType("money", "CNY/pcs/day")

PRINTED = [
    # type, value, style, zh, en
    (MONEY, 1000, None, "¥1,000.00", "CNY 1,000.00"),
    (MONEY, Decimal("0.5"), None, "¥0.50", "CNY 0.50"),
    (MONEY, Decimal("-1234567.891"), None, "-¥1,234,567.891", "-CNY 1,234,567.891"),
    (MONEY, 100000, "capital", "人民币壹拾万元整", "人民币壹拾万元整"),
    (MONEY, Decimal("1000.00"), "plain", "1000.00", "1000.00"),
    (ValueType("money", "USD"), 5, None, "USD 5.00", "USD 5.00"),
    (PRICE, 5, None, "¥5.00", "CNY 5.00"),
    (PRICE, 5, "full", "¥5.00/件/日", "CNY 5.00/piece/day"),
    (ValueType("ratio", "ratio"), Decimal("0.10"), None, "10%", "10%"),
    (ValueType("ratio", "ratio"), Fraction(1, 3), None, "1/3", "1/3"),
    (ValueType("ratio", "ratio"), 1, None, "100%", "100%"),
    (ValueType("ratio", "multiple"), 2, None, "2倍", "2 times"),
    (RATE, Decimal("0.03"), None, "3%", "3%"),
    (RATE, Decimal("0.0005"), "full", "每日0.05%", "0.05% per day"),
    (RATE, Decimal("0.0005"), "plain", "0.0005", "0.0005"),
    (ValueType("integer", "days"), 1, None, "1日", "1 day"),
    (ValueType("integer", "days"), 15, None, "15日", "15 days"),
    (ValueType("integer", "working_days"), 2, None, "2个工作日", "2 working days"),
    (ValueType("integer", "hours"), 24, None, "24小时", "24 hours"),
    (ValueType("integer", "months"), 1, None, "1个月", "1 month"),
    (ValueType("integer", "years"), 3, None, "3年", "3 years"),
    (ValueType("integer", "pcs"), 1000, None, "1,000件", "1,000 pieces"),
    (ValueType("integer", "day_of_month"), 22, None, "22日", "22nd"),
    (ValueType("integer", "month_of_year"), 4, None, "4月", "April"),
    (ValueType("integer", "calendar_year"), 2026, None, "2026年", "2026"),
    (ValueType("decimal", "ppm"), 500, None, "500 ppm", "500 ppm"),
    (ValueType("decimal"), Decimal("1.50"), None, "1.5", "1.5"),
    (ValueType("date"), date(2026, 3, 5), None, "2026年3月5日", "5 March 2026"),
    (ValueType("date"), date(2026, 11, 21), "solemn", "二〇二六年十一月二十一日", "二〇二六年十一月二十一日"),
    (ValueType("date"), date(2026, 3, 5), "plain", "2026-03-05", "2026-03-05"),
    (ValueType("datetime"), datetime(2026, 3, 5, 9), None, "2026年3月5日09时00分", "5 March 2026, 09:00"),
    (
        ValueType("datetime"),
        datetime(2026, 11, 28, 9, tzinfo=timezone(timedelta(hours=8))),
        None,
        "2026年11月28日09时00分（北京时间）",
        "28 November 2026, 09:00 (Beijing time)",
    ),
    (ValueType("boolean"), True, None, "是", "yes"),
    (ValueType("boolean"), False, "plain", "false", "false"),
    (ValueType("text"), "A&B <株>", None, "A&B <株>", "A&B <株>"),
    (ValueType("list", of=ValueType("integer", "days")), [1, 2], None, "1日、2日", "1 day, 2 days"),
    (MONEY, None, None, "", ""),
]


@pytest.mark.parametrize(("type", "value", "style", "zh", "en"), PRINTED)
def test_each_type_is_printed_as_its_language_prints_it(type, value, style, zh: str, en: str) -> None:
    assert print_value(value, type, "zh", style=style) == zh
    assert print_value(value, type, "en", style=style) == en


def test_a_choice_prints_its_label() -> None:
    type = ValueType("choice", choices=("a", "b"))
    labels = {"a": Bilingual("甲", "first")}
    assert print_value("a", type, "zh", choice_labels=labels) == "甲"
    assert print_value("a", type, "en", choice_labels=labels, style="plain") == "a"
    assert print_value("b", type, "en", choice_labels=labels) == "b"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 15), "贰零贰陆年零壹月壹拾伍日"),
        (date(2026, 10, 20), "贰零贰陆年零壹拾月零贰拾日"),
        (date(2025, 12, 31), "贰零贰伍年壹拾贰月叁拾壹日"),
        (date(2025, 11, 5), "贰零贰伍年壹拾壹月零伍日"),
    ],
)
def test_a_bill_is_dated_in_capital_digits(day: date, words: str) -> None:
    assert printed_date(day, "zh", "bill") == words


def law(value, type: ValueType) -> None:
    for language in LANGUAGES:
        for style in STYLES:
            printed = print_value(value, type, language, style=style)
            again = read_value(printed, type)
            same = Fraction(again) == Fraction(value) if type.is_number else again == value
            assert same, (printed, again, value, language, style)


DECIMALS = st.decimals(min_value=-(10**15), max_value=10**15, places=4, allow_nan=False)
FRACTIONS = st.fractions(min_value=-1000, max_value=1000, max_denominator=997).map(lambda f: exact_fraction(f, 1))
NUMBERS = st.one_of(st.integers(-(10**15), 10**15), DECIMALS, FRACTIONS)
PLAIN_UNITS = sorted(n for n, u in UNITS.items() if u.dimension not in ("money", "ratio", "calendar"))


@given(NUMBERS, st.sampled_from(CURRENCIES), st.sampled_from(["", "/pcs", "/day", "/store/month", "/item/day"]))
def test_money_is_read_as_it_was_printed(value, currency: str, below: str) -> None:
    law(value, ValueType("money", currency + below))


@given(st.integers(-(10**15), 10**15))
def test_capital_numerals_are_read_as_they_were_printed(cents: int) -> None:
    value = Decimal(cents).scaleb(-2)
    assert read_value(print_value(value, MONEY, "zh", style="capital"), MONEY) == value


@given(NUMBERS, st.sampled_from(["ratio", "multiple"]))
def test_a_ratio_is_read_as_it_was_printed(value, unit: str) -> None:
    law(value, ValueType("ratio", unit))


@given(
    st.one_of(st.decimals(min_value="-0.9999", max_value="0.9999", places=6), st.just(Fraction(2, 3)), st.just(0)),
    st.sampled_from(["day", "month", "year", "step", "working_day", "batch"]),
)
def test_a_rate_is_read_as_it_was_printed(value, period: str) -> None:
    law(value, ValueType("ratio", f"ratio/{period}"))


@pytest.mark.parametrize("unit", PLAIN_UNITS)
@given(NUMBERS)
def test_every_unit_is_read_as_it_was_printed(unit: str, value) -> None:
    law(value, ValueType("decimal", unit))
    law(int(value), ValueType("integer", unit))
    law(value, ValueType("decimal", f"{unit}/month"))


@given(st.integers(1, 31))
def test_a_day_of_the_month_is_read_as_it_was_printed(day: int) -> None:
    law(day, ValueType("integer", "day_of_month"))


@given(st.dates())
def test_a_date_is_read_as_it_was_printed(day: date) -> None:
    law(day, ValueType("date"))
    assert read_value(print_value(day, ValueType("date"), "zh", style="solemn"), ValueType("date")) == day


OFFSETS = st.one_of(st.none(), st.integers(-56, 56).map(lambda n: timezone(timedelta(minutes=15 * n))))


@given(st.datetimes(min_value=datetime(1000, 1, 2), timezones=OFFSETS).map(lambda d: d.replace(microsecond=0)))
def test_a_moment_is_read_as_it_was_printed(moment: datetime) -> None:
    law(moment, ValueType("datetime"))


@given(st.booleans())
def test_a_truth_is_read_as_it_was_printed(value: bool) -> None:
    law(value, ValueType("boolean"))


@given(st.text(max_size=60))
def test_a_text_is_refused_or_read_as_it_was_printed(text: str) -> None:
    from contracts_kit.errors import InputError

    try:
        value = read_value(text, ValueType("text"))
    except InputError:
        return
    law(value, ValueType("text"))


@given(
    st.text(max_size=40),
    st.sampled_from([MONEY, RATE, ValueType("date"), ValueType("datetime"), ValueType("integer", "days")]),
)
def test_no_text_whatever_breaks_the_reader(text: str, type: ValueType) -> None:
    from contracts_kit.errors import InputError

    try:
        read_value(text, type)
    except InputError as error:
        assert error.findings[0].line("zh").encode("utf-8")


@given(st.text(alphabet="0123456789.,/-%‰元万亿千百十日天月年每分之零一二三壹贰拾佰角整¥ perday", max_size=14))
def test_no_muddle_of_digits_and_units_breaks_the_reader(text: str) -> None:
    from contracts_kit.errors import InputError

    for type in (MONEY, RATE, ValueType("integer", "days"), ValueType("date")):
        try:
            read_value(text, type)
        except InputError as error:
            assert error.findings
