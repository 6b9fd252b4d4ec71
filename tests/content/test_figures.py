"""Which figures of a wording ought to be parameters: a table of sentences and what is found in each."""

from __future__ import annotations

import pytest

from contracts_kit.content.checks.figures import figures
from contracts_kit.content.mentions import mentions
from contracts_kit.content.wording_jinja import read_tags
from contracts_kit.findings import Place

CHINESE = [
    ("应于3日内确认", ["3日内"]),
    ("应于 15 天内提请", ["15 天内"]),
    ("扣留10%", ["10%"]),
    ("累计在300件以上", ["300件以"]),
    ("人民币1,000.50元", ["1,000.50元"]),
    ("¥200以下", ["¥200以下"]),
    ("三日内书面确认", ["三日"]),
    ("十五天内未认定", ["十五天"]),
    ("两个工作日", ["两个工作日"]),
    ("一个月内", ["一个月"]),
    ("一年内累计", ["一年"]),
    ("十二个月", ["十二个月"]),
    ("百分之十", ["百分之十"]),
    ("万分之五", ["万分之五"]),
    ("三分之二", ["三分之二"]),
    ("二次不合格", ["二次"]),
    ("两次抽检", ["两次"]),
    ("第二次不合格", ["第二次"]),
    ("五倍赔偿", ["五倍"]),
    ("一倍赔偿", ["一倍"]),
    ("八折接收", ["八折"]),
    ("二十万元", ["二十万元"]),
    ("半个月", ["半个月"]),
    ("参见第八条", ["第八条"]),
    ("参见第8条第2款", ["第8条第2款"]),
    ("见附件二", ["附件二"]),
    ("一式两份", ["两份"]),
    # --- no figures
    ("依照《民法典》第五百八十四条", []),
    ("依照《中华人民共和国民法典》第584条、第585条第二款承担责任", []),
    ("符合 GB/T 2828.1-2012 和 ISO 9001 的要求", []),
    ("任何一方违约", []),
    ("双方协商一致", []),
    ("同一型号、统一标准", []),
    ("一次性支付", []),
    ("一份交供应商", []),
    ("第三方检验", []),
    ("期间的最后一日", []),
    ("下一年度", []),
    ("十分重大", []),
    ("万一发生", []),
    ("按百分比计算", []),
    ("{{ days }}内确认", []),
    ("1. 甲\n1. 乙", []),
]
ENGLISH = [
    ("within 3 days", ["3 days"]),
    ("10% of the price", ["10%"]),
    ("CNY 100", ["100"]),
    ("RMB 1,000.00 or more", ["1,000.00 or"]),
    ("within three days", ["three days"]),
    ("within fifteen (15) working days", ["fifteen (15) working days"]),
    ("twenty-one days", ["twenty-one days"]),
    ("one month", ["one month"]),
    ("fails twice", ["twice"]),
    ("in two originals", ["two originals"]),
    ("ten percent", ["ten percent"]),
    ("a two-month period", ["two-month"]),
    ("see Article 8", ["Article 8"]),
    ("under clause 4.2", ["clause 4.2"]),
    ("see Annex II", ["Annex II"]),
    # --- no figures
    ("Article 584 of the Civil Code", []),
    ("Articles 584 and 585 of the Civil Code of the People's Republic of China", []),
    ("GB/T 2828.1-2012 and ISO 9001", []),
    ("either one of the parties", []),
    ("once a defect is found", []),
    ("the two parties", []),
    ("one of the items", []),
    ("second-hand goods", []),
    ("1. a\n1. b", []),
]


@pytest.mark.parametrize(
    ("language", "text", "expected"), [("zh", *row) for row in CHINESE] + [("en", *row) for row in ENGLISH]
)
def test_figures_that_ought_to_be_parameters_are_found(language: str, text: str, expected: list[str]):
    found = figures(mentions(read_tags(text, Place("x", 1))), language, [], set())
    assert [figure for _, _, figure in found] == expected


def test_a_literal_takes_its_figure_out_and_counts_as_used():
    used: set[str] = set()
    pieces = mentions(read_tags("三日内付款，\n两次为限。", Place("x", 7)))
    assert list(figures(pieces, "zh", ["三日", "五日"], used)) == [(8, "bare_figure", "两次")]
    assert used == {"三日"}
