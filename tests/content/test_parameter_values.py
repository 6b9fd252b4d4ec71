"""Parameter values and files: defaults, blanks, held names, options, and every fault with its file, line and key."""

import pickle
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from parameter_families import HERE, family_of, header, library_of, sample_family, schema_of

from contracts_kit.content.parameter_file import read_parameter_file, values_of_file
from contracts_kit.content.parameter_values import ParameterValues, known_options, read_parameter_values, with_options
from contracts_kit.errors import InputError

BROKEN = sorted((HERE.parent / "broken" / "parameters").glob("*.yaml"))
FAMILY = sample_family()
LIBRARY = library_of(FAMILY)


def values_of(text: str, family: str | None = "sample") -> ParameterValues:
    return values_of_file(text.encode(), "ours.yaml", LIBRARY, family)


def faults(text: str) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(InputError) as refused:
        values_of(text)
    return [(f.kind, f.place.line, f.place.path) for f in refused.value.findings]


@pytest.mark.parametrize("file", BROKEN, ids=lambda f: f.stem)
def test_a_broken_file_is_refused_with_its_kind_and_line(file: Path) -> None:
    expected = header(file)
    assert expected["kind"] == file.stem
    with pytest.raises(InputError) as refused:
        read_parameter_file(file, LIBRARY, "sample")
    (finding,) = refused.value.findings
    assert (finding.kind, finding.place.line) == (expected["kind"], int(expected["line"]))
    assert finding.place.file == str(file)
    assert finding.details.get("suggestion") == expected.get("suggestion")
    for language in ("zh", "en"):
        assert "{" not in finding.message(language).replace("{…}", "")


def test_all_faults_of_a_file_come_at_once_in_the_order_of_its_lines() -> None:
    text = "language: fr\nstorage_rate: 3\nreply_days: 31\nsupplier:\n  credit_code: 123\n  phon: 1\noptions:\n  count_from: x\nnone_such: 1\n"
    assert faults(text) == [
        ("parameter_file_language", 1, "language"),
        ("bare_number_for_rate", 2, "storage_rate"),
        ("parameter_out_of_bounds", 3, "reply_days"),
        ("credit_code_length", 5, "supplier.credit_code"),
        ("unknown_record_field", 6, "supplier.phon"),
        ("option_value_unknown", 8, "options.count_from"),
        ("parameter_not_known", 9, "none_such"),
    ]


def test_a_key_that_stands_twice_is_found_beside_everything_else() -> None:
    text = "deposit: 5万元\nstorage_rate: 3\ndeposit: 6万元\nsupplier: {name: 甲, name: 乙}\n"
    assert [(kind, line) for kind, line, _ in faults(text)] == [
        ("bare_number_for_rate", 2),
        ("duplicate_key", 3),
        ("duplicate_key", 4),
    ]


def test_a_fault_names_file_line_key_what_was_found_and_what_is_expected() -> None:
    with pytest.raises(InputError) as refused:
        values_of("storage_rate: 3\n")
    assert str(refused.value) == (
        "ours.yaml:1:15  storage_rate: 3 is a number; a rate per day is needed. Write 3%/day or 0.03/day."
    )


def test_a_percentage_without_its_sign_gets_a_hint() -> None:
    with pytest.raises(InputError) as refused:
        values_of("discount: 10\n")
    message = refused.value.findings[0].message("en")
    assert message == "10 is out of bounds (> 0%, ≤ 100%). If a percentage is meant, write 10%."


def test_what_is_not_given_has_its_default_or_is_blank() -> None:
    values = read_parameter_values(FAMILY, None)
    assert values.values["deposit"] == 100_000
    assert values.values["storage_rate"] == Decimal("0.03")
    assert values.values["penalty_cap"] == 50_000
    assert values.values["supplier"] is None and values.values["start_date"] is None
    assert values.values["statutes"] == ["民法典", "产品质量法"]
    assert set(values.values) == set(FAMILY.parameters)
    assert values.given == frozenset() and values.chosen_options == {}
    assert values.options == {"count_from": "receipt", "late_fee.cap_basis": "contract"}


def test_a_file_may_hold_settings_beside_the_parameters_or_below_them() -> None:
    flat = values_of("family: sample\nlanguage: en\ndeposit: 5万元\n", None)
    nested = values_of("family: sample\nlanguage: en\nparameters:\n  deposit: 5万元\n", None)
    assert flat.values == nested.values and flat.language == nested.language == "en"
    assert flat.given == {"deposit"}


def test_beside_parameters_nothing_else_may_stand() -> None:
    assert faults("parameters: {deposit: 1}\ndiscount: 5%\n") == [("unknown_parameter", 2, "discount")]


def test_an_empty_file_gives_every_default() -> None:
    assert values_of("").values == read_parameter_values(FAMILY, {}).values
    assert values_of("parameters:\n").values == values_of("# nothing\n").values


def test_the_family_comes_from_the_file_where_none_is_asked_for() -> None:
    with pytest.raises(InputError) as refused:
        values_of("deposit: 1\n", None)
    assert refused.value.findings[0].kind == "parameter_file_without_family"
    with pytest.raises(InputError) as refused:
        values_of("family: sampel\n", None)
    assert refused.value.findings[0].details["suggestion"] == "sample"


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path, kind in ((tmp_path / "none.yaml", "file_missing"), (tmp_path, "file_unreadable")):
        with pytest.raises(InputError) as refused:
            read_parameter_file(path, LIBRARY, "sample")
        assert refused.value.findings[0].kind == kind


def test_python_values_are_read_by_the_same_rules_with_the_path_for_a_place() -> None:
    given = {"deposit": Decimal("1000.00"), "start_date": date(2026, 1, 1), "with_annex": False, "reply_days": 5}
    values = read_parameter_values(FAMILY, given).values
    assert (values["deposit"], values["start_date"], values["with_annex"], values["reply_days"]) == (
        1000,
        date(2026, 1, 1),
        False,
        5,
    )
    with pytest.raises(InputError) as refused:
        read_parameter_values(FAMILY, {"storage_rate": 3})
    assert refused.value.findings[0].place.path == "storage_rate"


def test_a_field_may_be_given_by_the_name_that_the_record_holds() -> None:
    for text in ("party_b_name: 示例公司\n", "supplier: {name: 示例公司}\n", "supplier.name: 示例公司\n"):
        assert values_of(text).values["supplier"]["name"] == "示例公司"
    both = values_of("supplier: {address: 示例路1号}\nparty_b_name: 示例公司\nsign_date_b: 2026-03-25\n").values[
        "supplier"
    ]
    assert (both["name"], both["address"], both["sign_date"]) == ("示例公司", "示例路1号", date(2026, 3, 25))
    assert values_of("supplier: {name: 甲}\nparty_b_name: 甲\n").values["supplier"]["name"] == "甲"


def test_a_record_without_any_field_is_a_blank() -> None:
    assert values_of("supplier:\n  name:\n  address: ''\n").values["supplier"] is None


def test_a_blank_stays_blank_where_it_is_allowed() -> None:
    assert values_of("proof_days:\n").values["proof_days"] is None
    assert faults("reply_days:\n") == [("parameter_empty", 1, "reply_days")]


def test_a_parameter_without_default_that_may_not_be_blank_is_required() -> None:
    family = family_of(schema_of("parameters:\n  rate: {type: ratio, label: {zh: 费率, en: rate}}\n"))
    with pytest.raises(InputError) as refused:
        read_parameter_values(family, {}, file="ours.yaml")
    (finding,) = refused.value.findings
    assert (finding.kind, finding.place.file, finding.place.path) == ("parameter_missing", "ours.yaml", "rate")
    assert read_parameter_values(family, {}, partial=True).values == {"rate": None}


def test_an_option_is_set_by_its_shared_name_or_through_a_rule() -> None:
    for name in ("count_from", "late_fee.count_from"):
        values = read_parameter_values(FAMILY, {}, {name: "Sending"})
        assert values.options["count_from"] == "sending" and values.chosen_options == {"count_from": "sending"}
    assert read_parameter_values(FAMILY, {}, {"late_fee.cap_basis": "batch"}).options["late_fee.cap_basis"] == "batch"
    assert set(known_options(FAMILY)) == {"count_from", "late_fee.cap_basis", "late_fee.count_from"}


def test_an_option_given_beside_the_file_wins() -> None:
    values = read_parameter_values(FAMILY, {"options": {"count_from": "sending"}}, {"count_from": "receipt"})
    assert values.options["count_from"] == "receipt"


def test_an_option_given_twice_with_two_values_is_refused() -> None:
    assert faults("options:\n  count_from: receipt\n  late_fee.count_from: sending\n")[0][0] == "parameter_given_twice"


def test_true_is_one_value_however_it_is_given() -> None:
    text = "options:\n  strict: {default: 'true', reading: {true: {zh: 严, en: strict}, false: {zh: 宽, en: lax}}}\n"
    family = family_of(schema_of(text))
    for given in (True, "True", "true", " TRUE "):
        assert read_parameter_values(family, {}, {"strict": given}).options["strict"] == "true"


def test_values_that_do_not_fit_together_are_a_finding_at_their_line() -> None:
    values = values_of("start_date: 2026-05-01\nend_date: 2026-03-01\n")
    (finding,) = values.findings
    assert (finding.level, finding.kind, finding.place.line) == ("error", "cross_check_error", 2)
    assert finding.message("en") == "It ends on 1 March 2026, before it starts."
    assert finding.message("zh") == "结束日 2026年3月1日 早于开始日。"
    assert finding.details["check"] == "ends_before_start"


def test_a_warning_across_parameters_is_a_warning() -> None:
    assert [f.level for f in values_of("deposit: 2000000\n").findings] == ["warning"]
    assert values_of("start_date: 2026-05-01\n").findings == ()


@pytest.mark.parametrize(
    "text", ["A&B <株> **x**", "{{ 7*7 }}", "{% if x %}", "𠮷野家", 'O\'Neil "&" Söhne', "#1 Co: yes"]
)
def test_a_hostile_name_is_kept_letter_by_letter(text: str) -> None:
    assert read_parameter_values(FAMILY, {"supplier": {"name": text}}).values["supplier"]["name"] == text


@pytest.mark.parametrize("text", ["a\u202eb", "a\ufeffb", "\ue000", "a\x00b", "a\ud800", "a\u2066b", "\U0010fffd"])
def test_a_character_nobody_can_see_is_refused_naming_the_parameter(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_parameter_values(FAMILY, {"supplier": {"name": text}})
    (finding,) = refused.value.findings
    assert (finding.kind, finding.place.path) == ("forbidden_character", "supplier.name")
    finding.line("zh").encode("utf-8")


@pytest.mark.parametrize(
    "given",
    [
        {"deposit": {}},
        {"supplier": "x"},
        {"supplier": [1]},
        {"parts": {}},
        {"options": []},
        {"parameters": 3},
        {1: 2},
        {"statutes": 5},
    ],
)
def test_the_wrong_shape_is_refused_and_never_a_traceback(given: dict) -> None:
    with pytest.raises(InputError):
        read_parameter_values(FAMILY, given)


def test_values_can_be_sent_to_another_process() -> None:
    values = values_of("deposit: 5万元\nsupplier: {name: 示例公司}\n")
    assert pickle.loads(pickle.dumps(values)) == values


def test_other_options_leave_the_values_as_they_were_read() -> None:
    family = family_of(
        schema_of(
            "parameters:\n"
            "  cap: {type: money, unit: CNY_10k, default: 5, label: {zh: 上限, en: cap}}\n"
            "options:\n"
            "  count_from:\n"
            "    default: receipt\n"
            "    reading: {receipt: {zh: 收到起算。, en: From receipt.}, dispatch: {zh: 发出起算。, en: From dispatch.}}\n"
        )
    )
    values = read_parameter_values(family, {"cap": "7"})
    changed = with_options(family, values, {"count_from": "dispatch"})
    assert changed.values["cap"] == values.values["cap"] == 70_000
    assert changed.options["count_from"] == "dispatch"
    with pytest.raises(InputError, match="receipt, dispatch"):
        with_options(family, values, {"count_from": "arrival"})


def test_a_date_may_be_given_by_its_parts_under_the_inventorys_names() -> None:
    values = values_of("start_year: 2026\nstart_month: 5\nstart_day: 02\n")
    assert values.values["start_date"] == date(2026, 5, 2) and "start_date" in values.given
    assert values_of("start_year:\nstart_month:\nstart_day:\n").values["start_date"] is None


def test_a_date_and_its_parts_must_be_the_same_day() -> None:
    parts = "start_year: 2026\nstart_month: 5\nstart_day: 2\n"
    assert values_of("start_date: 2026-05-02\n" + parts).values["start_date"] == date(2026, 5, 2)
    assert faults("start_date: 2026-05-03\n" + parts) == [("parameter_given_twice", 2, "start_year")]
    assert faults("start_year: 2019\nstart_month: 5\nstart_day: 2\n") == [("parameter_out_of_bounds", 1, "start_year")]


def test_a_field_of_a_row_out_of_bounds_is_found_at_its_row() -> None:
    assert faults("parts:\n  - {part: 甲, price: 5}\n  - {part: 乙, price: 0}\n") == [
        ("parameter_out_of_bounds", 3, "parts[2].price")
    ]
