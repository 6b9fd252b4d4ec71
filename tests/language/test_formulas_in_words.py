"""Formulas said aloud: what a reader who knows no formula is told, in both languages."""

from __future__ import annotations

import pytest

from contracts_kit.language.expression import compile_expression
from contracts_kit.language.words import Phrase
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.types import ValueType

YES_OR_NO = ValueType("boolean")
TYPES = {
    "late": YES_OR_NO,
    "paid": YES_OR_NO,
    "fee": ValueType("money"),
    "cap": ValueType("money"),
    "tests": ValueType("list", of=YES_OR_NO),
    "results": ValueType("list", of=ValueType("choice", choices=("pass", "fail"))),
}
LABELS = {
    "late": Bilingual("逾期", "late"),
    "paid": Bilingual("已付款", "paid"),
    "fee": Bilingual("费用", "fee"),
    "cap": Bilingual("上限", "cap"),
    "tests": Bilingual("各次检验不合格", "failures"),
    "results": Bilingual("检验结果", "results"),
    "'fail'": Bilingual("不合格", "failed"),
}


@pytest.mark.parametrize(
    ("formula", "zh", "en"),
    [
        ("not paid", "“已付款”为否", "not “paid”"),
        ("late and not paid", "逾期，且“已付款”为否", "late and not “paid”"),
        ("fee if late else cap", "逾期时，费用；否则，上限", "fee if late; else cap"),
        (
            "trailing(tests)",
            "各次检验不合格中末尾连续为“是”的项数",
            "the number of “yes” in a row at the end of failures",
        ),
        (
            "first_run(tests, 2)",
            "各次检验不合格中首次连续2项为“是”时的序号",
            "the place in failures at which 2 in a row first hold",
        ),
        (
            "[r == 'fail' for r in results]",
            "检验结果各项的“该项为‘不合格’”",
            "the entry is “failed” for each of results",
        ),
        ("not (late and fee > cap)", "“逾期，且费用 ＞ 上限”为否", "not “late and fee > cap”"),
    ],
)
def test_a_formula_reads_as_a_sentence(formula: str, zh: str, en: str) -> None:
    node = compile_expression(formula, TYPES).node
    for language, words in (("zh", zh), ("en", en)):
        assert Phrase(language, LABELS).say(node) == words
