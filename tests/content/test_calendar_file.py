"""A file adds years to the working-day calendar."""

from datetime import date

import pytest

from contracts_kit.content.calendar_file import calendar_of_file, read_calendar_file
from contracts_kit.errors import InputError

YAML = "2027:\n  holidays: [2027-01-01, 2027-02-08]\n  make_up_days: [2027-02-20]\n"
CSV = "date,kind,note\n2027-01-01,off,New Year\n2027-02-08,休,\n2027-02-20,work,in its place\n"


@pytest.mark.parametrize(("text", "name"), [(YAML, "days.yaml"), (CSV, "days.csv"), ("\ufeff" + CSV, "days.CSV")])
def test_a_year_is_added_by_yaml_or_csv(text: str, name: str) -> None:
    calendar = calendar_of_file(text.encode(), name)
    assert not calendar.is_working_day(date(2027, 1, 1))
    assert calendar.is_working_day(date(2027, 2, 20))
    assert not calendar.is_working_day(date(2027, 2, 27))
    assert calendar.is_working_day(date(2026, 2, 28))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("2027:\n  holidays: [2026-01-01]\n", "d.yaml", "calendar_day_of_another_year"),
        ("2027:\n  make_up_days: [2027-02-22]\n", "d.yaml", "calendar_day_worked_anyway"),
        ("2027:\n  holidays: [2027-02-20]\n  make_up_days: [2027-02-20]\n", "d.yaml", "calendar_day_twice"),
        ("next:\n  holidays: []\n", "d.yaml", "calendar_year_form"),
        ("2027: [2027-01-01]\n", "d.yaml", "parameters_not_mapping"),
        ("[1]\n", "d.yaml", "parameters_not_mapping"),
        ("2027:\n  holiday: [2027-01-01]\n", "d.yaml", "unknown_record_field"),
        ("2027:\n  holidays: [soon]\n", "d.yaml", "not_a_date"),
        ("date,kind\n2027-01-01,maybe\n", "d.csv", "calendar_kind"),
        ("day,kind\n2027-01-01,off\n", "d.csv", "calendar_column_missing"),
        ("date,kind\nsoon,off\n", "d.csv", "not_a_date"),
        ("", "d.csv", "calendar_column_missing"),
        (f"date,kind\n{'x' * 200_000},off\n", "d.csv", "calendar_csv"),
    ],
)
def test_a_broken_calendar_file_is_refused(text: str, name: str, kind: str) -> None:
    with pytest.raises(InputError) as refused:
        calendar_of_file(text.encode(), name)
    assert [f.kind for f in refused.value.findings] == [kind]
    assert refused.value.findings[0].place.file == name


def test_a_calendar_file_in_another_encoding_or_not_there_is_refused(tmp_path) -> None:
    for content, name in (("日期".encode("gbk"), "d.csv"), ("日期".encode("gbk"), "d.yaml")):
        with pytest.raises(InputError) as refused:
            calendar_of_file(content, name)
        assert refused.value.findings[0].kind == "wrong_encoding"
    with pytest.raises(InputError) as refused:
        read_calendar_file(tmp_path / "none.csv")
    assert refused.value.findings[0].kind == "file_missing"
