"""Amounts in capital numerals, both ways; the vectors stand in capital_amounts.yaml."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.errors import InputError
from contracts_kit.values.capital_amounts import capital_amount, read_capital_amount

VECTORS = yaml.safe_load(Path(__file__).with_name("capital_amounts.yaml").read_text(encoding="utf-8"))
CENTS = st.integers(min_value=0, max_value=10**16 - 1)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["figure"])
def test_every_vector_is_written_and_read(vector: dict[str, object]) -> None:
    figure = Decimal(str(vector["figure"]))
    assert capital_amount(figure, prefix=False) == vector["words"]
    assert capital_amount(figure) == f"人民币{vector['words']}"
    for words in [vector["words"], *vector.get("also", [])]:
        assert read_capital_amount(str(words)) == figure


def test_the_ending_follows_the_house() -> None:
    assert capital_amount(Decimal("1.10"), zheng="正") == "人民币壹元壹角正"
    assert capital_amount(Decimal("1.10"), zheng_after_jiao=False) == "人民币壹元壹角"
    assert capital_amount(100, zheng_after_jiao=False) == "人民币壹佰元整"
    assert capital_amount(Decimal("1.11"), zheng="正") == "人民币壹元壹角壹分"


@pytest.mark.parametrize("amount", [Decimal("0.005"), Fraction(1, 3), 10**16, Decimal("12.345")])
def test_an_amount_that_is_not_in_cents_is_refused_and_never_cut(amount: object) -> None:
    with pytest.raises(InputError) as refused:
        capital_amount(amount)
    assert refused.value.findings[0].kind == "amount_not_in_cents"


@pytest.mark.parametrize(
    "words", ["", "整", "人民币", "一百元整", "壹贰元整", "壹佰佰元", "壹拾万壹元拾", "元整", "壹角壹元", "壹" * 200]
)
def test_words_that_are_no_amount_are_refused(words: str) -> None:
    with pytest.raises(InputError) as refused:
        read_capital_amount(words)
    assert refused.value.findings[0].kind == "amount_words"


@given(CENTS)
def test_what_is_written_is_read_back(cents: int) -> None:
    amount = Decimal(cents).scaleb(-2)
    assert read_capital_amount(capital_amount(amount)) == amount


@given(CENTS)
def test_the_words_are_those_of_cn2an_but_for_its_known_faults(cents: int) -> None:
    """cn2an leaves 整 out after 角, and the 零 after 元 where the sources write one of two."""
    import cn2an

    words = capital_amount(Decimal(cents).scaleb(-2), prefix=False)
    theirs = cn2an.an2cn(f"{cents // 100}.{cents % 100:02}", "rmb")
    assert words.removesuffix("整").replace("元零", "元") == theirs.removesuffix("整").replace("元零", "元")
