from __future__ import annotations

import pytest

from contracts_kit.writers.text import numbered, text_lines, write_text
from tests.writers.sample_tree import HOSTILE, sample


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_line_is_a_paragraph_and_none_is_empty(language: str) -> None:
    content = write_text(sample(language)).decode("utf-8")
    assert content.endswith("\n") and not content.endswith("\n\n")
    assert all(line.strip() for line in content.splitlines())


def test_the_words_stand_in_order_with_their_numbers_in_front() -> None:
    lines = text_lines(sample("zh"))
    assert lines[:2] == ["质量协议", "（样本）"]
    assert "第一节 质量" in lines
    assert "第一条 质量标准" in lines
    assert "（一）标准按下列顺序适用：" in lines
    assert "1. 经双方确认的封样：" in lines
    assert "① 外观；" in lines
    assert "附件一 计算示例" in lines
    assert lines.index("第一节 质量") < lines.index("第一条 质量标准") < lines.index("附件一 计算示例")


def test_cells_are_joined_by_bars_and_a_line_break_is_a_blank() -> None:
    lines = text_lines(sample("zh"))
    assert "序号 | 处理方式 | 期限" in lines
    assert "1 | 外观不合格 | 返工 或者折价 | 3日" in lines


def test_the_columns_of_a_signature_block_stand_side_by_side() -> None:
    (seals,) = [line for line in text_lines(sample("zh")) if line.startswith("采购方（盖章）")]
    assert seals == f"采购方（盖章）：晨川电器有限公司 | 供应商（盖章）：{HOSTILE}"


def test_no_blank_follows_full_width_punctuation() -> None:
    assert numbered("（一）", "双方") == "（一）双方"
    assert numbered("第一条", "标的") == "第一条 标的"
    assert numbered("(1)", "The parties") == "(1) The parties"


def test_a_value_that_tries_to_be_markup_is_its_text() -> None:
    assert HOSTILE in write_text(sample("en")).decode("utf-8")


def test_blanks_and_boxes_are_the_characters_of_the_tree() -> None:
    content = write_text(sample("zh")).decode("utf-8")
    assert "____________" in content
    assert "■从货款中扣留 □另行支付。" in content
