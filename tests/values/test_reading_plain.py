"""What is read at once is what the whole grammar reads, to the type of the number; what it refuses is never read."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contracts_kit.content.value_types import read_type
from contracts_kit.content.yaml_reader import read_yaml_bytes
from contracts_kit.errors import InputError
from contracts_kit.values import reading
from contracts_kit.values.reading_plain import NOT_PLAIN, read_plain
from contracts_kit.values.types import ValueType

VECTORS = Path(__file__).with_name("reading_vectors.yaml")
TYPES = (
    ValueType("money"),
    ValueType("money", "CNY/pcs"),
    ValueType("ratio", "ratio"),
    ValueType("ratio", "ratio/day"),
    ValueType("decimal", "kg"),
    ValueType("integer", "days"),
    ValueType("boolean"),
    ValueType("date"),
    ValueType("choice", choices=("a", "b")),
)
FIGURES = st.from_regex(r"-?[0-9]{1,23}(\.[0-9]{0,22})?", fullmatch=True)
WRITTEN = st.one_of(
    FIGURES,
    st.text("0123456789.,-/%+eE_ １", max_size=8),
    st.dates().map(date.isoformat),
    st.sampled_from(["true", "false", "True", "yes", "是", "a", " a", "A", "2026-02-30", "2026-1-5", "20260105", ""]),
    st.integers(-(10**22), 10**22),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.booleans(),
    st.dates(),
    st.none(),
)


def whole_grammar(given: object, type_: ValueType) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_plain", lambda *_: NOT_PLAIN)
        try:
            return repr(reading.read_value(given, type_))
        except InputError:
            return "refused"


def assert_same(given: object, type_: ValueType) -> None:
    plain = read_plain(given, type_)
    if plain is not NOT_PLAIN:
        assert repr(plain) == whole_grammar(given, type_)


@settings(max_examples=400, deadline=None)
@given(WRITTEN, st.sampled_from(TYPES))
@example("3", ValueType("ratio", "ratio/day"))
@example(Decimal("0.00"), ValueType("money"))
@example(Decimal("1E+3"), ValueType("money"))
@example(Decimal("5"), ValueType("money"))
@example("0007.50", ValueType("money"))
@example("3.0", ValueType("integer", "days"))
@example(True, ValueType("integer", "days"))
@example("99999-01-01", ValueType("date"))
def test_what_is_plain_reads_as_in_the_whole_grammar(given: object, type_: ValueType) -> None:
    assert_same(given, type_)


def test_every_vector_that_is_plain_reads_as_in_the_whole_grammar() -> None:
    for group in read_yaml_bytes(VECTORS.read_bytes(), str(VECTORS)):
        for texts in (group.get("read"), group.get("refuse")):
            for text in texts or {}:
                assert_same(text, read_type(group["type"]))


@pytest.mark.parametrize(
    ("given", "type_"),
    [
        ("42000", ValueType("money")),
        ("0.03", ValueType("ratio", "ratio/day")),
        (Decimal("0.05"), ValueType("ratio", "ratio")),
        (12, ValueType("integer", "days")),
        ("2026-03-25", ValueType("date")),
        ("true", ValueType("boolean")),
    ],
)
def test_what_programs_give_is_plain(given: object, type_: ValueType) -> None:
    assert read_plain(given, type_) is not NOT_PLAIN
