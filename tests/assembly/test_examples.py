from __future__ import annotations

from typing import Any

import pytest

from contracts_kit.assembly.contract import assemble, assemble_examples
from contracts_kit.assembly.tree import Example, Paragraph, Reference, inline_text
from contracts_kit.content.model import Library
from contracts_kit.writers.text import text_lines

FAMILY = "equipment_loan"


def example(loans: Library, language: str = "zh", **values: Any) -> Example:
    parts = assemble(FAMILY, {"deposit": "5万元", **values}, language=language, library=loans).document.parts
    (annex,) = [part for part in parts if part.anchor == "annex_examples"]
    (found,) = [block for block in annex.blocks if isinstance(block, Example)]
    return found


def words(found: Example) -> str:
    return "\n".join(inline_text(b.inlines) for b in found.blocks if isinstance(b, Paragraph))


def test_an_example_has_its_inputs_steps_and_results(loans: Library) -> None:
    found = example(loans)
    assert (found.rule, found.anchor, inline_text(found.title)) == (
        "loan_late_charge",
        "example_loan_late_charge",
        "逾期费",
    )
    lines = words(found).splitlines()
    assert lines[0] == "已知：逾期天数 = 5日。"
    assert "结果：逾期费 = ¥125.00。" in lines
    assert "¥50,000.00" in words(found) and "0.05%" in words(found)


def test_an_example_rests_on_an_article_by_a_live_reference(loans: Library) -> None:
    for insured, number in ((False, "第二条"), (True, "第三条")):
        found = example(loans, with_insurance=insured)
        (reference,) = {
            i for b in found.blocks if isinstance(b, Paragraph) for i in b.inlines if isinstance(i, Reference)
        }
        assert (reference.text, reference.anchor) == (number, "clause_late")


def test_an_example_is_computed_with_the_contract_s_own_parameters(loans: Library) -> None:
    assert "¥250.00" in words(example(loans, late_rate="0.1%/day"))
    assert "¥150.00" in words(example(loans, options={"late_from": "same_day"}))
    assert "¥125.00" in words(example(loans))


def test_an_example_that_needs_a_blank_says_which(loans: Library) -> None:
    assert "本例须先填写“押金”，方可计算。" in words(example(loans, deposit=None))
    assert "once “deposit” is filled in" in words(example(loans, "en", deposit=None))


def test_an_example_that_nothing_touches_is_not_made_again(loans: Library) -> None:
    assert example(loans, supplier={"name": "甲"}) is example(loans, supplier={"name": "乙"})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_examples_are_a_document_of_their_own(loans: Library, language: str) -> None:
    document = assemble_examples(FAMILY, {"deposit": "5万元"}, language=language, library=loans).document
    assert document.subtitle == {"zh": "计算示例", "en": "Worked examples"}[language]
    assert any(isinstance(block, Example) for block in document.blocks)
    assert any("125.00" in line for line in text_lines(document))
