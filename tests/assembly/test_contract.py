from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from contracts_kit.assembly.article_numbers import article_numbers
from contracts_kit.assembly.contract import Contract, assemble
from contracts_kit.assembly.tree import (
    Article,
    Blank,
    Block,
    Form,
    ItemList,
    Paragraph,
    Reference,
    Section,
    SignatureBlock,
    Table,
    Text,
    TickBox,
    Value,
)
from contracts_kit.content.model import Library
from contracts_kit.errors import InputError
from contracts_kit.writers.text import text_lines

FAMILY = "equipment_loan"
COMPLETE: dict[str, Any] = {
    "buyer": {"name": "晨川电器有限公司"},
    "supplier": {"name": "海棠机械厂", "address": "海棠市东路 8 号"},
    "contract_number": "EL-2026-7",
    "draft_number": "第2稿",
    "sign_place": "海棠市",
    "deposit": "5万元",
    "return_by": "2026-05-01",
    "carriage": "borrower",
    "equipment": [{"item": "电机", "pieces": 2, "worth": "3000"}],
}


def make(loans: Library, language: str = "zh", **values: Any) -> Contract:
    return assemble(FAMILY, {**COMPLETE, **values}, language=language, library=loans, examples=False)


def text(contract: Contract) -> str:
    return "\n".join(text_lines(contract.document))


def articles(contract: Contract) -> dict[str, Article]:
    return {a.origin.clause: a for a in _all(contract.document.blocks) if isinstance(a, Article)}


def _all(node: Any) -> Iterator[Any]:
    """Every node below, in order."""
    if isinstance(node, tuple):
        for below in node:
            yield from _all(below)
    elif hasattr(node, "__slots__"):
        yield node
        for name in node.__slots__:
            if name not in ("origin", "raw"):
                yield from _all(getattr(node, name))


# --- the document --------------------------------------------------------------------------------------------------------


def test_a_contract_has_title_front_sections_articles_and_signatures(loans: Library) -> None:
    document = make(loans).document
    assert document.title == "设备借用协议"
    assert text_lines(document)[1:4] == [
        "编号：EL-2026-7",
        "签订地点：海棠市",
        "签订日期：______年____月____日",
    ]
    kinds: list[type[Block]] = [type(block) for block in document.blocks]
    assert kinds == [Paragraph, Section, Section, Paragraph, SignatureBlock]
    assert [a.number for a in articles(make(loans)).values()] == ["第一条", "第二条", "第三条"]


def test_articles_run_through_the_sections(loans: Library) -> None:
    first, second = (b for b in make(loans).document.blocks if isinstance(b, Section))
    assert (first.number, second.number) == ("第一节", "第二节")
    assert [a.ordinal for a in first.blocks if isinstance(a, Article)] == [1, 2]
    assert [a.ordinal for a in second.blocks if isinstance(a, Article)] == [3]


def test_values_stand_between_chinese_words_without_a_blank(loans: Library) -> None:
    assert "借用期限为30日，自交付之日起算，至2026年5月1日止：" in text(make(loans))
    assert "押金为¥50,000.00（大写：人民币伍万元整）。" in text(make(loans))


def test_english_values_have_their_blanks(loans: Library) -> None:
    assert "The loan runs for 30 days from delivery, until 1 May 2026:" in text(make(loans, "en"))


def test_every_block_of_an_article_knows_its_clause_and_version(loans: Library) -> None:
    goods = articles(make(loans))["equipment_loan.goods"]
    assert (goods.origin.clause, goods.origin.version) == ("equipment_loan.goods", 2)
    lists = [b for b in goods.blocks if isinstance(b, ItemList)]
    assert lists and all(b.origin == goods.origin for b in lists)


def test_a_value_carries_its_parameter_raw_value_and_print(loans: Library) -> None:
    (rate,) = {
        v
        for v in _all(articles(make(loans))["equipment_loan.late"])
        if isinstance(v, Value) and v.parameter == "late_rate"
    }
    assert (str(rate.raw), rate.text) == ("0.0005", "0.05%")


def test_items_are_numbered_by_depth(loans: Library) -> None:
    for language, expected in (
        ("zh", ["（一）", "（二）", "1.", "2.", "（三）"]),
        ("en", ["(1)", "(2)", "(a)", "(b)", "(3)"]),
    ):
        goods = articles(make(loans, language))["equipment_loan.goods"]
        assert [i.number for i in _all(goods) if hasattr(i, "number") and hasattr(i, "level")] == expected


def test_a_list_of_records_prints_a_row_for_each(loans: Library) -> None:
    tables = [t for t in _all(articles(make(loans))["equipment_loan.goods"]) if isinstance(t, Table)]
    assert len(tables[0].rows) == 2
    assert "电机 | 2 | ¥3,000.00" in text(make(loans))


def test_a_data_table_prints_its_language_and_reads_the_parameter_that_a_cell_names(loans: Library) -> None:
    assert "外壳 | 0.2%\n电机 | 10%" in text(make(loans, late_rate="0.2%/day"))
    assert "part | share\ncasing | 0.05%\nmotor | 10%" in text(make(loans, "en"))


def test_the_reading_of_an_option_in_force_is_printed(loans: Library) -> None:
    assert "逾期自归还日期的次日起算。" in text(make(loans))
    assert "逾期自归还日期当日起算。" in text(make(loans, options={"late_from": "same_day"}))


def test_a_house_s_terms_are_printed_in_place_of_the_clauses_words(loans: Library) -> None:
    printed = text(make(loans))
    assert "甲方" in printed
    assert "出借方" not in printed


def test_a_choice_parameter_chooses_the_variant(loans: Library) -> None:
    assert "由甲方住所地的人民法院管辖" in text(make(loans))
    assert "由借用方住所地的人民法院管辖" in text(make(loans, court="borrower"))


def test_emphasis_stays(loans: Library) -> None:
    assert Text("借用方", strong=True) in set(_all(articles(make(loans))["equipment_loan.goods"]))


# --- references ----------------------------------------------------------------------------------------------------------


def test_switching_an_optional_article_renumbers_the_references(loans: Library) -> None:
    without, with_ = make(loans), make(loans, with_insurance=True)
    assert "设备损坏的，适用第二条；" in text(without)
    assert "设备损坏的，适用第三条；" in text(with_)
    assert "第二条除外。" in text(without) and "第三条除外。" in text(with_)
    assert "本条仍按第二条执行。" in text(with_)
    assert [a.number for a in articles(with_).values()] == ["第一条", "第二条", "第三条", "第四条"]


def test_a_reference_leads_to_the_anchor_of_its_article(loans: Library) -> None:
    for language in ("zh", "en"):
        contract = make(loans, language, with_insurance=True)
        numbers = {a.anchor: a.number for a in articles(contract).values()}
        references = [r for r in _all(contract.document.blocks) if isinstance(r, Reference)]
        assert len(references) == 3
        assert all(numbers[r.anchor] == r.text for r in references)


def test_anchors_stay_when_articles_are_renumbered(loans: Library) -> None:
    without, with_ = articles(make(loans)), articles(make(loans, with_insurance=True))
    assert {c: a.anchor for c, a in without.items()}.items() <= {c: a.anchor for c, a in with_.items()}.items()


def test_a_reference_to_a_clause_that_is_not_included_names_both(loans: Library) -> None:
    family = loans.families[FAMILY]
    assert family.outline is not None
    entries = family.outline.entries[:1] + family.outline.entries[2:]
    shorter = replace(family, outline=replace(family.outline, entries=entries))
    with pytest.raises(InputError) as refused:
        assemble(FAMILY, COMPLETE, library=replace(loans, families={FAMILY: shorter}))
    (finding,) = refused.value.findings
    assert finding.kind == "reference_not_included"
    assert finding.details["name"] == "equipment_loan.court"
    assert finding.details["target"] == "equipment_loan.late"
    assert str(finding.place.file).endswith("court.md")


def test_article_numbers_can_be_asked_for(loans: Library) -> None:
    values = make(loans).values
    numbers = article_numbers(loans.families[FAMILY], values, "en")
    assert numbers["equipment_loan.late"] == "Article 2"


# --- blanks and drafts ---------------------------------------------------------------------------------------------------


def test_a_complete_contract_is_no_draft(loans: Library) -> None:
    contract = make(loans)
    assert contract.document.draft is None
    assert contract.findings == ()


def test_a_blank_makes_it_a_draft_and_is_listed_with_its_article(loans: Library) -> None:
    contract = make(loans, deposit=None)
    assert contract.document.draft == "草案"
    (blank,) = [b for b in contract.blanks if not b.by_hand]
    assert (blank.name, blank.article) == ("deposit", "第二条 逾期归还")
    (finding,) = contract.findings
    assert (finding.kind, finding.level) == ("blank_open", "warning")
    assert "第二条 逾期归还" in finding.message("zh")


def test_a_blank_prints_a_line_that_carries_its_parameter(loans: Library) -> None:
    late = articles(make(loans, deposit=None))["equipment_loan.late"]
    assert [b for b in _all(late) if isinstance(b, Blank)] == [
        Blank("deposit", "¥____________"),
        Blank("deposit", "_" * 28),
    ]


def test_what_is_written_at_signing_keeps_no_contract_a_draft(loans: Library) -> None:
    by_hand = {b.name for b in make(loans).blanks}
    assert by_hand == {
        "sign_date",
        "buyer.representative",
        "buyer.sign_date",
        "supplier.representative",
        "supplier.sign_date",
    }
    assert make(loans).document.draft is None


def test_a_draft_can_be_asked_for(loans: Library) -> None:
    contract = assemble(FAMILY, COMPLETE, language="en", library=loans, draft=True)
    assert contract.document.draft == "DRAFT"


def test_an_open_choice_prints_boxes_to_tick(loans: Library) -> None:
    assert "运费由□甲方□借用方承担。" in text(make(loans, carriage=None))
    assert "运费由□甲方■借用方承担。" in text(make(loans))
    ticks = [t for t in _all(articles(make(loans))["equipment_loan.goods"]) if isinstance(t, TickBox)]
    assert [(t.value, t.ticked) for t in ticks] == [("lender", False), ("borrower", True)]


# --- header, date, what the file says of itself --------------------------------------------------------------------------


def test_the_header_carries_contract_and_draft_number(loans: Library) -> None:
    assert make(loans).document.header == "设备借用协议 EL-2026-7 第2稿"
    assert make(loans, contract_number=None, draft_number=None).document.header == "设备借用协议"


@pytest.mark.parametrize(
    ("given", "signed", "expected"),
    [("2026-04-01", "2026-03-01", "2026-04-01"), (None, "2026-03-01", "2026-03-01"), (None, None, "2000-01-01")],
)
def test_the_date_is_given_or_that_of_signing_and_never_the_clock_s(
    loans: Library, given: str | None, signed: str | None, expected: str
) -> None:
    contract = assemble(FAMILY, {**COMPLETE, "sign_date": signed}, library=loans, date=given)
    assert contract.document.date == expected


def test_a_date_that_is_none_is_refused(loans: Library) -> None:
    with pytest.raises(InputError, match="is not a date"):
        assemble(FAMILY, COMPLETE, library=loans, date="tomorrow")


def test_the_document_carries_values_options_manifest_and_labels(loans: Library) -> None:
    document = make(loans).document
    assert document.values["deposit"] == "50000"
    assert document.values["late_rate"] == "0.0005"
    assert document.values["return_by"] == "2026-05-01"
    assert document.values["equipment"] == [{"item": "电机", "pieces": "2", "worth": "3000"}]
    assert document.values["sign_date"] is None
    assert document.options["late_from"] == "next_day"
    assert [(m.clause, m.number) for m in document.manifest] == [
        ("equipment_loan.parties", ""),
        ("equipment_loan.goods", "第一条"),
        ("equipment_loan.late", "第二条"),
        ("equipment_loan.court", "第三条"),
    ]
    assert all(m.digest for m in document.manifest)
    assert document.labels["supplier.address"] == "借用方住所"


# --- the same, again and again -------------------------------------------------------------------------------------------


def test_the_same_values_give_the_same_document(loans: Library) -> None:
    assert make(loans).document == make(loans).document


def test_contracts_of_a_batch_do_not_mix(loans: Library) -> None:
    names = [f"供应商{n}号" for n in range(40)]
    made = [
        make(loans, supplier={"name": name, "address": f"{name}路"}, deposit=str(100 + n))
        for n, name in enumerate(names)
    ]
    for n, (name, contract) in enumerate(zip(names, made, strict=True)):
        printed = text(contract)
        assert printed.count(name) == 4  # party, address, signature, form
        assert f"¥{100 + n}.00" in printed
        assert contract == make(loans, supplier={"name": name, "address": f"{name}路"}, deposit=str(100 + n))


def test_an_article_in_which_nothing_changes_is_the_same_object(loans: Library) -> None:
    one, two = make(loans), make(loans, supplier={"name": "别家", "address": "别处"})
    assert articles(one)["equipment_loan.late"] is articles(two)["equipment_loan.late"]


def test_a_text_that_looks_like_a_blank_is_a_text(loans: Library) -> None:
    contract = make(loans, supplier={"name": "None", "address": "NoneType None"})
    assert "借用方None（住所：NoneType None）" in text(contract)
    assert contract.document.draft is None


# --- what is refused -----------------------------------------------------------------------------------------------------


def test_contradicting_values_are_refused(loans: Library) -> None:
    with pytest.raises(InputError, match="State late_rate"):
        make(loans, late_rate="0%/day")


def test_an_unknown_language_is_refused(loans: Library) -> None:
    with pytest.raises(InputError) as refused:
        assemble(FAMILY, COMPLETE, language="fr", library=loans)
    assert refused.value.findings[0].kind == "unknown_language"


@pytest.mark.parametrize("values", [["deposit"], "deposit", 5])
def test_values_that_are_no_mapping_are_refused(loans: Library, values: Any) -> None:
    with pytest.raises(InputError):
        assemble(FAMILY, values, library=loans)


def test_an_unknown_family_is_refused(loans: Library) -> None:
    for family in ("loan", None, 5):
        with pytest.raises(InputError, match="no family"):
            assemble(family, library=loans)  # type: ignore[arg-type]


def test_the_language_of_the_file_is_taken_where_none_is_asked_for(loans: Library) -> None:
    contract = assemble(FAMILY, {"language": "en", "parameters": COMPLETE}, library=loans)
    assert contract.language == "en"


# --- signatures and schemes ----------------------------------------------------------------------------------------------


def signature_lines(contract: Contract) -> list[str]:
    lines = text_lines(contract.document)
    return lines[lines.index("（以下无正文）") + 1 :][:4]


def test_the_signature_block_has_room_for_what_is_not_known(loans: Library) -> None:
    assert signature_lines(make(loans)) == [
        "采购方（盖章）：晨川电器有限公司 | 供应商（盖章）：海棠机械厂",
        "授权代表（签字）：______________ | 授权代表（签字）：______________",
        "姓名：______________ | 姓名：______________",
        "日期：______年____月____日 | 日期：______年____月____日",
    ]


def test_who_signs_is_named_below_the_line(loans: Library) -> None:
    buyer = {"name": "晨川电器有限公司", "representative": "周明", "sign_date": "2026-03-01"}
    _, signed, named, dated = signature_lines(make(loans, buyer=buyer))
    assert signed.startswith("授权代表（签字）：______________ | ")
    assert named.startswith("姓名：周明 | ")
    assert dated.startswith("日期：2026年3月1日 | ")


def with_numbering(loans: Library, numbering: str) -> Library:
    family = loans.families[FAMILY]
    assert family.outline is not None
    changed = replace(family, outline=replace(family.outline, numbering=numbering))
    return replace(loans, families={FAMILY: changed})


def test_another_scheme_renumbers_articles_items_and_references(loans: Library) -> None:
    printed = text(make(with_numbering(loans, "decimal")))
    assert "1 借用设备" in printed
    assert "1.2 借用期限为30日" in printed
    assert "1.2.1 设备损坏的，适用2；" in printed
    assert "I. 借用设备" in text(make(with_numbering(loans, "roman")))


def test_an_unknown_scheme_is_refused(loans: Library) -> None:
    with pytest.raises(InputError, match="no numbering scheme"):
        make(with_numbering(loans, "artikel"))


# --- annexes -------------------------------------------------------------------------------------------------------------


def test_annexes_are_numbered_and_hold_a_form_or_a_table(loans: Library) -> None:
    parts = make(loans).document.parts
    assert [(part.number, part.title) for part in parts] == [("附件一", "交接单"), ("附件二", "折旧率")]
    (form,) = parts[0].blocks
    assert isinstance(form, Form)
    assert (form.name, form.title, form.anchor) == ("handover", "交接单", "form_handover")
    assert "（一）借用方：海棠机械厂" in text(make(loans))
    assert isinstance(parts[1].blocks[0], Table)
