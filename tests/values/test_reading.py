"""Values are read as people write them; the cases stand in reading_vectors.yaml."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from contracts_kit.content.value_types import read_type
from contracts_kit.content.yaml_reader import read_yaml_bytes
from contracts_kit.errors import InputError
from contracts_kit.findings import Place
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.reading import read_value
from contracts_kit.values.types import ValueType

VECTORS = Path(__file__).with_name("reading_vectors.yaml")
RATE_PER_DAY = ValueType("ratio", "ratio/day")
MONEY = ValueType("money", "CNY")
DAYS = ValueType("integer", "days")


def vectors(key: str) -> list[tuple[ValueType, str, str]]:
    found = []
    for group in read_yaml_bytes(VECTORS.read_bytes(), str(VECTORS)):
        type = read_type(group["type"])
        found += [(type, text, str(value)) for text, value in (group.get(key) or {}).items()]
    return found


def plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)


def kind_of(given: object, type: ValueType, **settings: object) -> str:
    with pytest.raises(InputError) as refused:
        read_value(given, type, **settings)
    (finding,) = refused.value.findings
    assert finding.message("zh") and finding.message("en")
    return finding.kind


@pytest.mark.parametrize(
    ("type", "text", "expected"), vectors("read"), ids=lambda v: v if isinstance(v, str) else v.kind
)
def test_what_people_write_is_read_exactly(type: ValueType, text: str, expected: str) -> None:
    value = read_value(text, type)
    if type.is_number:
        assert Fraction(value) == Fraction(expected)
        assert not isinstance(value, float)
    else:
        assert plain(value) == expected


@pytest.mark.parametrize(("type", "text", "kind"), vectors("refuse"), ids=lambda v: v if isinstance(v, str) else v.kind)
def test_what_cannot_be_meant_is_refused_with_its_kind(type: ValueType, text: str, kind: str) -> None:
    assert kind_of(text, type) == kind


def test_a_bare_number_is_refused_for_a_daily_rate_with_the_two_ways_to_write_it() -> None:
    with pytest.raises(InputError) as refused:
        read_value("3", RATE_PER_DAY)
    message = refused.value.findings[0].message("en")
    assert message == "3 is a number; a rate per day is needed. Write 3%/day or 0.03/day."


@pytest.mark.parametrize("given", ["0.03", Decimal("0.03"), 0.03, "3%", "3%/day"])
def test_a_rate_may_come_as_json_types_or_as_people_write_it(given: object) -> None:
    assert read_value(given, RATE_PER_DAY) == Decimal("0.03")


def test_a_float_counts_as_its_shortest_decimal_text() -> None:
    assert read_value(0.1, MONEY) == Decimal("0.1")
    assert read_value(1e-05, ValueType("ratio")) == Decimal("0.00001")


@pytest.mark.parametrize("given", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_a_number_that_is_none_is_refused(given: object) -> None:
    assert kind_of(given, MONEY) == "not_a_number"


@pytest.mark.parametrize(
    "given", [10**40, Decimal("1e3000000"), Decimal("1e-3000000"), 1e300, "9" * 5000, Fraction(1, 10**60)]
)
def test_a_number_without_measure_is_refused_at_once(given: object) -> None:
    assert kind_of(given, MONEY) == "too_many_digits"


@pytest.mark.parametrize("given", [True, None, [], {}, b"1", object()])
def test_a_number_is_no_other_type(given: object) -> None:
    assert kind_of(given, MONEY) in ("wrong_type", "value_missing")


def test_a_bare_number_counts_in_the_listed_unit_and_a_written_unit_wins() -> None:
    assert read_value("5", MONEY, listed_unit="CNY_10k") == 50_000
    assert read_value(Decimal("0.5"), MONEY, listed_unit="CNY_10k") == 5_000
    assert read_value("5万元", MONEY, listed_unit="CNY_10k") == 50_000
    assert read_value("5元", MONEY, listed_unit="CNY_10k") == 5
    assert read_value("¥5", MONEY, listed_unit="CNY_10k") == 5


def test_a_fraction_that_ends_is_a_decimal_and_one_that_does_not_stays_a_fraction() -> None:
    assert read_value("1/8", ValueType("ratio")) == Decimal("0.125")
    assert isinstance(read_value("1/8", ValueType("ratio")), Decimal)
    assert read_value(Fraction(1, 3), ValueType("ratio")) == Fraction(1, 3)


def test_nothing_is_allowed_where_the_type_or_the_caller_says_so() -> None:
    assert read_value(None, ValueType("date", optional=True)) is None
    assert read_value("", DAYS, blanks=True) is None
    assert kind_of(None, DAYS) == "value_missing"


def test_dates_and_moments_of_python_pass_as_they_are() -> None:
    moment = datetime(2026, 3, 25, 17, tzinfo=timezone(timedelta(hours=8)))
    assert read_value(date(2026, 3, 25), ValueType("date")) == date(2026, 3, 25)
    assert read_value(moment, ValueType("datetime")) is moment
    assert kind_of(moment, ValueType("date")) == "wrong_type"
    assert kind_of(date(2026, 3, 25), ValueType("datetime")) == "time_missing"


def test_a_choice_is_read_by_value_or_by_label() -> None:
    type = ValueType("choice", choices=("calendar", "working"))
    labels = {"calendar": Bilingual("日历日", "calendar days")}
    assert read_value("日历日", type, choice_labels=labels) == "calendar"
    assert read_value("Calendar Days", type, choice_labels=labels) == "calendar"
    assert read_value(True, ValueType("choice", choices=("true", "false"))) == "true"


def test_a_choice_of_figures_takes_a_figure() -> None:
    assert read_value(30, ValueType("choice", choices=("30", "60"))) == "30"


def test_everything_wrong_in_rows_is_found_at_once_with_its_row_and_field() -> None:
    rows = ValueType("rows", fields={"day": ValueType("date"), "loss": MONEY})
    given = [{"day": "2026-01-01", "loss": "5"}, {"day": "soon", "loss": "5天"}, {"day": "2026-01-02", "los": "1"}, 7]
    with pytest.raises(InputError) as refused:
        read_value(given, rows, Place(path="events"))
    assert [(f.kind, f.place.path) for f in refused.value.findings] == [
        ("not_a_date", "events[2].day"),
        ("wrong_unit", "events[2].loss"),
        ("unknown_record_field", "events[3].los"),
        ("value_missing", "events[3].loss"),
        ("wrong_type", "events[4]"),
    ]


def test_a_list_and_a_map_are_read_by_their_elements() -> None:
    assert read_value(["1", "2.50"], ValueType("list", of=MONEY)) == [1, Decimal("2.50")]
    assert read_value({"a": "3日"}, ValueType("map", of=DAYS)) == {"a": 3}
    assert kind_of("1, 2", ValueType("list", of=MONEY)) == "wrong_type"


def test_a_text_beyond_all_measure_is_refused_without_being_quoted_whole() -> None:
    with pytest.raises(InputError) as refused:
        read_value("x" * 1_000_000, ValueType("text"))
    assert len(str(refused.value)) < 300


def test_half_of_a_surrogate_pair_is_refused_and_can_be_printed() -> None:
    with pytest.raises(InputError) as refused:
        read_value("a\ud800", ValueType("text"), Place(path="supplier.name"))
    assert "U+D800" in refused.value.findings[0].line("zh")
    refused.value.findings[0].line("zh").encode("utf-8")
    with pytest.raises(InputError) as refused:
        read_value("5\ud800", MONEY)
    refused.value.findings[0].line("zh").encode("utf-8")


def test_a_list_without_measure_is_refused() -> None:
    assert kind_of([1] * 20_001, ValueType("list", of=MONEY)) == "too_many_entries"
