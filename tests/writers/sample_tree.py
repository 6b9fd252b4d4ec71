"""A sample document tree in both languages: every kind of node that a writer meets, with invented parties.

Writers are tested on it without a clause library. `sample("zh")` has sections, nested items, tables with spans, blanks,
tick boxes, references, annexes, worked examples and a signature block; its values try to be markup.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from contracts_kit.assembly.tree import (
    Article,
    Blank,
    Block,
    Cell,
    Document,
    Example,
    Form,
    Inline,
    Item,
    ItemList,
    LineBreak,
    ManifestEntry,
    Origin,
    Paragraph,
    Part,
    Reference,
    Section,
    SignatureBlock,
    SignatureColumn,
    Table,
    Text,
    TickBox,
    Value,
)

HOSTILE = "A&B <株> **x** {{ 7*7 }} ]]> {% if %} $x$ #set \\n \"q\" 'a'"
"""A supplier's name that tries to be XML, Markdown, jinja, CDATA, TeX and typst at once. It must stay what it is."""

_ZH_DIGITS = "零一二三四五六七八九"
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨⑩"


def _chinese(number: int) -> str:
    """Number words to 99."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _ZH_DIGITS[ones]
    return ("" if tens == 1 else _ZH_DIGITS[tens]) + "十" + (_ZH_DIGITS[ones] if ones else "")


def article_number(language: str, ordinal: int) -> str:
    return f"第{_chinese(ordinal)}条" if language == "zh" else f"Article {ordinal}"


def section_number(language: str, ordinal: int) -> str:
    return f"第{_chinese(ordinal)}节" if language == "zh" else f"Section {ordinal}"


def part_number(language: str, ordinal: int) -> str:
    return f"附件{_chinese(ordinal)}" if language == "zh" else f"Annex {ordinal}"


def item_number(language: str, level: int, ordinal: int) -> str:
    if language == "zh":
        return (f"（{_chinese(ordinal)}）", f"{ordinal}.", _CIRCLED[ordinal])[level]
    return (f"({ordinal})", f"({chr(96 + ordinal)})", f"({_ROMAN[ordinal]})")[level]


def sample(language: str = "zh", *, draft: bool = True, supplier: str = HOSTILE, articles: int = 0) -> Document:
    """The sample; `articles` more plain articles lengthen it (a table of contents needs more than five pages)."""

    def t(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    def text(zh: str, en: str, *, strong: bool = False, emphasis: bool = False) -> Text:
        return Text(t(zh, en), strong, emphasis)

    def body(*inlines: Inline, role: Any = "body", clause: str = "sample.standards") -> Paragraph:
        return Paragraph(inlines, role, Origin(clause, 1, "0" * 16))

    def items(level: int, *contents: tuple[Block, ...]) -> ItemList:
        return ItemList(
            tuple(Item(item_number(language, level, n), level, blocks) for n, blocks in enumerate(contents, 1)),
            level,
            "articles",
        )

    def article(ordinal: int, clause: str, title: Inline, *blocks: Block) -> Article:
        return Article(
            article_number(language, ordinal),
            ordinal,
            (title,),
            blocks,
            f"clause_{clause}",
            Origin(f"sample.{clause}", 2, "a" * 16),
        )

    def reference(clause: str, ordinal: int) -> Reference:
        return Reference(f"clause_{clause}", article_number(language, ordinal), f"sample.{clause}")

    rate = Value("late_rate", Decimal("0.0005"), t("0.05%/日", "0.05% a day"))
    buyer = Value("buyer", "晨川电器有限公司", t("晨川电器有限公司", "Chenchuan Appliance Co., Ltd."), "name")
    seller = Value("supplier", supplier, supplier, "name")
    blank = Blank("deposit", "_" * 12)

    standards = article(
        1,
        "standards",
        text("质量标准", "Standards of quality"),
        body(
            text("双方按照", "The goods shall meet "),
            text("封样标准", "the sealed sample", strong=True),
            text("以及下列约定执行；争议期间适用", " and what follows; "),
            reference("late", 3),
            text("。", " applies while a dispute lasts."),
        ),
        items(
            0,
            (
                body(text("标准按下列顺序适用：", "The standards apply in this order:")),
                items(
                    1,
                    (
                        body(text("经双方确认的封样：", "the sealed sample agreed by both sides:")),
                        items(2, (body(text("外观；", "its looks;")),), (body(text("尺寸。", "its size.")),)),
                    ),
                    (body(text("企业标准或者国家标准。", "the standard of the enterprise or the nation.")),),
                ),
                body(text("前项未列明的，参照行业标准。", "What is not listed follows the standard of the trade.")),
            ),
            (
                body(
                    text(
                        "供应商应当在每批交货前自行检验并留存记录，检验记录保存期自交货之日起不少于二十四个月，采购方可以随时查阅、复制；供应商未留存记录的，视为该批未经检验。",
                        "The Supplier shall inspect every batch before delivery and keep the record for no less than twenty-four months from delivery; the Buyer may read and copy it at any time, and a batch without a record counts as not inspected.",
                    )
                ),
            ),
        ),
    )
    deposit = article(
        2,
        "deposit",
        text("质量保证金", "Quality deposit"),
        body(
            text("质量保证金为人民币", "The quality deposit is RMB "),
            blank,
            text("，供应商的付款方式为：", "; the Supplier pays it"),
            TickBox(True, "deposit_form", "withheld"),
            text("从货款中扣留", " by withholding"),
            Text(" "),
            TickBox(False, "deposit_form", "paid"),
            text("另行支付。", " by transfer."),
        ),
        body(
            text("供应商为", "The Supplier is "),
            seller,
            text("，保证金扣留比例为", "; of each payment "),
            Value("withholding_rate", Decimal("0.10"), "10%"),
            Value("withholding_base", "net", t("（不含税）", " (net of tax)")),
            text("。", " is withheld."),
        ),
        Table(
            (
                (
                    Cell((text("序号", "No."),), rows=2, align="centre", header=True),
                    Cell((text("处理方式", "Treatment"),), columns=2, align="centre", header=True),
                    Cell((text("期限", "Within"),), rows=2, align="centre", header=True),
                ),
                (Cell((text("情形", "Case"),), header=True), Cell((text("处理", "What is done"),), header=True)),
                (
                    Cell((Text("1"),), align="centre"),
                    Cell((text("外观不合格", "Looks"),), rows=2),
                    Cell((text("返工", "rework"), LineBreak(), text("或者折价", "or discount"))),
                    Cell((Value("rework_days", 3, t("3日", "3 days")),), align="right"),
                ),
                (Cell((Text("2"),), align="centre"), Cell((text("退货", "return"),)), Cell((), align="right")),
            ),
            (1, 3, 4, 2),
            header_rows=2,
            caption=(text("表一 处理方式", "Table 1 Treatment"),),
            name="treatment",
        ),
    )
    late = article(
        3,
        "late",
        text("逾期", "Delay"),
        body(
            text("逾期的，每日按货款的", "For each day of delay "),
            rate,
            text("支付违约金，依据", " of the price is due under "),
            reference("standards", 1),
            text("和", " and "),
            Reference("annex_examples", part_number(language, 1)),
            text("执行。", "."),
        ),
        ItemList(
            (
                Item("", 0, (body(text("以书面通知为准；", "notice in writing decides;")),)),
                Item("", 0, (body(text("以到达为准。", "arrival decides.")),)),
            ),
            0,
            "articles",
            bulleted=True,
        ),
        items(
            0,
            (body(text("本条与前条并用。", "This applies beside the article before.")),),
            (body(text("一事不重复计算。", "Nothing is counted twice.")),),
        ),
    )
    more = tuple(_filler(language, n, article, body, text) for n in range(4, 4 + articles))
    signature = SignatureBlock(
        tuple(
            SignatureColumn(
                role,
                (
                    (Text(t(f"{label}（盖章）：", f"{label} (seal): ")), name),
                    (
                        Text(t("法定代表人或授权代表（签字）：", "Authorised representative (signature): ")),
                        Blank(None, "_" * 10),
                    ),
                    (
                        Text(t("日期：", "Date: ")),
                        Blank(None, "____"),
                        Text(t("年", "-")),
                        Blank(None, "__"),
                        Text(t("月", "-")),
                        Blank(None, "__"),
                        Text(t("日", "")),
                    ),
                ),
            )
            for role, label, name in (
                ("buyer", t("采购方", "Buyer"), buyer),
                ("supplier", t("供应商", "Supplier"), seller),
            )
        )
    )
    examples = Part(
        part_number(language, 1),
        1,
        t("计算示例", "Worked examples"),
        (
            body(text("示例仅供说明。", "The examples only illustrate."), role="note"),
            Example(
                "late_fee",
                (text("逾期违约金", "Delay charge"),),
                (
                    body(text("投入：货款 ¥100,000.00；逾期 5 天", "Given: price ¥100,000.00; delay 5 days")),
                    body(
                        text(
                            "违约金 = 货款 × 比率 × 天数 = ¥100,000.00 × 0.05%/日 × 5 天 = ¥250.00",
                            "charge = price × rate × days = ¥100,000.00 × 0.05% a day × 5 days = ¥250.00",
                        ),
                        role="formula",
                    ),
                    Table(
                        (
                            (
                                Cell((text("批次", "Batch"),), header=True),
                                Cell((text("扣留", "Withheld"),), header=True, align="right"),
                            ),
                            (Cell((Text("1"),)), Cell((Text("¥10,000.00"),), align="right")),
                        ),
                        (1, 1),
                    ),
                ),
                "example_late_fee",
            ),
        ),
        "annex_examples",
    )
    form = Part(
        part_number(language, 2),
        2,
        t("整改通知", "Rectification notice"),
        (
            Form(
                "rectification",
                t("整改通知书", "Rectification notice"),
                (
                    body(text("编号：", "Number: "), Blank(None, "_" * 8)),
                    Table(
                        (
                            (Cell((text("问题", "Problem"),), header=True), Cell((Blank("problem", "_" * 16),))),
                            (
                                Cell((text("是否停线", "Line stopped"),), header=True),
                                Cell(
                                    (
                                        TickBox(False, "stopped", "yes"),
                                        text("是 ", " yes "),
                                        TickBox(False, "stopped", "no"),
                                        text("否", " no"),
                                    )
                                ),
                            ),
                        ),
                        (1, 3),
                        header_rows=0,
                    ),
                    items(0, (body(text("附件列表重新起算。", "A list in an annex begins anew.")),)),
                ),
                "form_rectification",
            ),
        ),
        "annex_rectification",
    )
    preamble = body(
        text("为明确质量责任，", "To settle their duties for quality, "),
        buyer,
        text("（采购方）与", " (the Buyer) and "),
        seller,
        text("（供应商）经协商一致，订立本协议，自", " (the Supplier) agree as follows from "),
        Value("start", date(2026, 3, 25), t("2026年3月25日", "25 March 2026")),
        text("起生效。", "."),
        role="preamble",
        clause="sample.preamble",
    )
    closing = Paragraph((text("（以下无正文）", "(The signatures follow.)"),), "centred")
    sections = (
        Section(section_number(language, 1), 1, t("质量", "Quality"), (standards, deposit), "section_quality"),
        Section(section_number(language, 2), 2, t("责任", "Liability"), (late, *more), "section_liability"),
    )
    return Document(
        family="sample_agreement",
        language=language,
        title=t("质量协议", "Quality Agreement"),
        subtitle=t("（样本）", "(sample)"),
        front=(
            body(
                text("合同编号：", "Contract number: "),
                Value("contract_number", "QA-2026-001", "QA-2026-001"),
                role="party",
            ),
            body(text("采购方：", "Buyer: "), buyer, role="party"),
            body(text("供应商：", "Supplier: "), seller, role="party"),
        ),
        blocks=(preamble, *sections, closing, signature),
        parts=(examples, form),
        header=t("质量协议 QA-2026-001", "Quality Agreement QA-2026-001"),
        draft=t("草案", "DRAFT") if draft else None,
        date="2026-03-25",
        number="QA-2026-001",
        numbering="articles",
        values={
            "supplier": {"name": supplier},
            "buyer": {"name": "晨川电器有限公司"},
            "late_rate": "0.0005",
            "withholding_rate": "0.10",
            "start": "2026-03-25",
            "contract_number": "QA-2026-001",
            "deposit": None,
        },
        options={"late_fee.part_days": "whole"},
        manifest=(
            ManifestEntry(
                "sample.standards", 2, "a" * 16, article_number(language, 1), t("质量标准", "Standards of quality")
            ),
            ManifestEntry(
                "sample.deposit", 2, "a" * 16, article_number(language, 2), t("质量保证金", "Quality deposit")
            ),
            ManifestEntry("sample.late", 2, "a" * 16, article_number(language, 3), t("逾期", "Delay")),
        ),
        labels={
            "late_rate": t("逾期违约金比率", "rate of the delay charge"),
            "supplier": t("供应商", "Supplier"),
            "supplier.name": t("供应商名称", "name of the Supplier"),
            "deposit": t("质量保证金", "quality deposit"),
        },
        library_digest="b" * 16,
    )


def _filler(
    language: str,
    ordinal: int,
    article: Callable[..., Article],
    body: Callable[..., Paragraph],
    text: Callable[..., Text],
) -> Article:
    """A plain article, to make a long document."""
    words = text(
        "双方应当按照诚信原则履行本条约定的各项义务，任何一方不得擅自变更；确需变更的，应当提前以书面形式通知对方并取得其书面同意。",
        "Both sides perform their duties under this article in good faith and change nothing alone; a change needs notice and consent in writing. ",
    )
    return article(
        ordinal,
        f"plain_{ordinal}",
        text(f"一般约定之{_chinese(ordinal)}", f"General terms {ordinal}"),
        *(body(words, words) for _ in range(3)),
    )
