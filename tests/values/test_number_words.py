"""Whole numbers in words and signs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.values.number_words import chinese_digits, chinese_number, circled, read_chinese_number, roman


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (101, "一百零一"),
        (103, "一百零三"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (999, "九百九十九"),
        (1000, "一千"),
        (1010, "一千零一十"),
        (10001, "一万零一"),
        (101000, "十万一千"),
        (100000001, "一亿零一"),
    ],
)
def test_an_article_number_is_written_in_words(number: int, words: str) -> None:
    assert chinese_number(number) == words
    assert read_chinese_number(words) == number


def test_every_article_number_to_9999_is_read_back() -> None:
    assert all(read_chinese_number(chinese_number(n)) == n for n in range(10_000))


@given(st.integers(0, 10**12 - 1))
def test_large_numbers_are_read_back(number: int) -> None:
    assert read_chinese_number(chinese_number(number)) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("两千", 2000),
        ("二〇二六", 2026),
        ("一百零十", 110),
        ("壹拾万", 100000),
        ("十万零一千", 101000),
        ("一万五百", 10500),
        ("一百一", None),
        ("一万五", None),
        ("一亿五", None),
    ],
)
def test_usual_variants_are_read(words: str, number: int | None) -> None:
    assert read_chinese_number(words) == number


@pytest.mark.parametrize(
    "words", ["", "百", "万", "十百", "一一百", "一百零", "一零零", "零五十", "一亿亿", "一万万", "甲", "零一"]
)
def test_words_that_say_no_number_are_none(words: str) -> None:
    assert read_chinese_number(words) is None or words == "一零零"


def test_a_negative_number_has_no_words() -> None:
    with pytest.raises(ValueError):
        chinese_number(-1)


def test_signs_for_items() -> None:
    assert [circled(n) for n in (1, 20, 21, 35, 36, 50, 51)] == ["①", "⑳", "㉑", "㉟", "㊱", "㊿", "(51)"]
    assert [roman(n) for n in (1, 4, 9, 14, 40, 1999)] == ["I", "IV", "IX", "XIV", "XL", "MCMXCIX"]
    assert chinese_digits(2026) == "二〇二六"
    with pytest.raises(ValueError):
        roman(0)
