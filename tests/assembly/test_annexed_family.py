"""A family whose document is an annex of another's: one file, one numbering, references across."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from contracts_kit.assembly.contract import Contract, assemble
from contracts_kit.assembly.notice import notice
from contracts_kit.assembly.tree import Article, Block, Part, Section, SignatureBlock, inline_text
from contracts_kit.calculation.calculate import calculate
from contracts_kit.content.annexed import without_annexes
from contracts_kit.content.library import find_rule, load_library
from contracts_kit.content.parameter_values import read_parameter_values
from contracts_kit.content.starter import starter_file
from contracts_kit.errors import InputError
from contracts_kit.writers.text import write_text

WORKSPACE = Path(__file__).resolve().parent.parent / "workspaces" / "hall_hire"
LIBRARY = load_library(WORKSPACE)
WITH = {"with_house_rules": True}


def hire(values: dict[str, Any] | None = None, language: str = "zh", family: str = "hall_hire") -> Contract:
    return assemble(family, values or {}, language=language, library=LIBRARY)


def words(values: dict[str, Any] | None = None, language: str = "zh", family: str = "hall_hire") -> str:
    return write_text(hire(values, language, family).document).decode()


def articles(blocks: tuple[Block, ...]) -> list[str]:
    found = []
    for block in blocks:
        if isinstance(block, Article):
            found.append(f"{block.number} {inline_text(block.title)}")
        elif isinstance(block, Section):
            found += [f"{block.number} {block.title}", *articles(block.blocks)]
    return found


def annex(contract: Contract) -> Part:
    (found,) = [part for part in contract.document.parts if part.anchor == "annex_rules"]
    return found


def test_without_the_annex_nothing_of_the_other_family_stands_in_the_contract() -> None:
    assert "噪声" not in words()
    assert {blank.parameter for blank in hire().blanks} <= {"hire", "buyer", "supplier", "contract_number"}


def test_articles_run_on_through_the_annex_and_its_sections_are_counted_anew() -> None:
    contract = hire(WITH)
    assert articles(contract.document.blocks) == ["第一节 总则", "第一条 场馆", "第二条 争议"]
    assert annex(contract).number == "附件一"
    assert articles(annex(contract).blocks) == ["第一节 依据", "第三条 依据", "第二节 细则", "第四条 噪声"]


def test_references_lead_into_the_annex_and_out_of_it() -> None:
    assert "守则见附件一，噪声见第四条" in words(WITH)
    assert "争议依第二条处理" in words(WITH)
    assert "The house rules are Annex 1; Article 4 deals with noise." in words(WITH, "en")


def test_a_clause_knows_whether_it_stands_in_an_annex() -> None:
    assert "本附件是本合同的组成部分" in words(WITH)
    assert "本守则依________________制定" in words({}, family="house_rules")


def test_a_common_clause_stands_once() -> None:
    assert words(WITH).count("争议由法院审理") == 1
    assert words({}, family="house_rules").count("争议由人民法院审理") == 1


def test_the_annex_has_a_signature_block_of_its_own_with_its_number_in_the_anchor_text() -> None:
    (block,) = [b for b in annex(hire(WITH)).blocks if isinstance(b, SignatureBlock)]
    assert [inline_text(column.lines[0]).split("：")[0] for column in block.columns] == ["附件一 供应商（盖章）"]
    assert words(WITH).count("\n供应商（盖章）") + words(WITH).count("| 供应商（盖章）") == 1


def test_one_file_sets_the_parameters_and_the_shared_reading_of_both() -> None:
    found = words({"parameters": {**WITH, "noise_fine": "450"}, "options": {"part_hours": "none"}})
    assert "噪声违约金为¥450.00" in found
    assert found.count("不足整小时的不计。") == 3  # in the contract, in its annex, in the worked example


def test_the_worked_examples_are_those_of_both() -> None:
    assert "违约金 = 噪声违约金 × 计费时数" in words(WITH)
    assert "违约金 = 噪声违约金" not in words()


def test_the_checks_of_the_annexed_family_ask_only_a_contract_that_has_the_annex() -> None:
    family = LIBRARY.families["hall_hire"]
    assert read_parameter_values(family, {"most_hours": "25"}).findings == ()
    (found,) = read_parameter_values(family, {**WITH, "most_hours": "25"}).findings
    assert found.message("en") == "The use is too long."


def test_a_rule_of_the_annex_takes_the_parameter_file_of_the_contract() -> None:
    given = {"family": "hall_hire", "with_house_rules": True, "noise_fine": "500"}
    assert str(calculate("noise_charge", {"loud": "1.5"}, given, library=LIBRARY).outputs["charge"]) == "1000.00"
    values = read_parameter_values(LIBRARY.families["hall_hire"], {**WITH, "noise_fine": "500"})
    assert str(calculate("noise_charge", {"loud": "1.5"}, values, library=LIBRARY).outputs["charge"]) == "1000.00"
    assert find_rule(LIBRARY, "noise_charge")[0].name == "house_rules"  # by itself it belongs to its own family


def test_a_file_carries_the_values_of_the_annexes_that_it_has() -> None:
    assert set(hire().document.values) == {
        *["buyer", "supplier", "contract_number", "with_examples"],
        "with_house_rules",
        "hire",
    }
    assert set(hire().document.options) == {"part_hours"}
    assert {"noise_fine", "most_hours"} <= set(hire(WITH).document.values)
    assert "noise_fine" in hire(WITH).document.labels


def test_a_parameter_of_neither_family_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError, match="noise_fine"):
        hire({**WITH, "noise_fin": "3"})


def test_the_starter_file_holds_what_the_annex_reads_as_comments() -> None:
    text = starter_file(LIBRARY.families["hall_hire"], "en")
    assert "# --- House Rules: Noise ---" in text
    assert "\n  # noise_fine: CNY 300.00\n" in text
    assert "\n  hire:\n" in text


def test_a_document_of_its_own_prints_its_own_words_and_an_annex_those_of_its_contract() -> None:
    assert "的争议由人民法院审理" in words({}, family="house_rules")
    assert "go to the people’s court." in words({}, "en", "house_rules")
    assert "的争议由法院审理" in words(WITH)


def test_a_list_of_what_a_family_holds_leaves_out_what_came_with_the_annex() -> None:
    own = without_annexes(LIBRARY.families["hall_hire"])
    assert set(own.clauses) == {"hall_hire.hall", "common.courts"}
    assert own.rules == {}
    assert "noise_fine" not in own.parameters and "hire" in own.parameters
    assert without_annexes(LIBRARY.families["house_rules"]) is LIBRARY.families["house_rules"]


NOTICE = """---
id: house_rules.noise_notice
title: {zh: 噪声通知, en: Notice of noise}
version: 1
issued_by: buyer
fields:
  loud: {type: decimal, unit: hours, required: true, label: {zh: 时数, en: hours}}
calculations:
  noise:
    rule: noise_charge
    inputs: {loud: loud}
---

## zh

依{{ article('noise_charge') }}，应付{{ noise.charge }}。{{ fields('loud') }}

## en

Under {{ article('noise_charge') }}, {{ noise.charge }} is due. {{ fields('loud') }}
""".replace("。{{ fields", "。\n\n{{ fields").replace("due. {{ fields", "due.\n\n{{ fields")


def test_a_notice_of_the_annexed_document_rests_on_the_contract_that_annexes_it(tmp_path: Path) -> None:
    shutil.copytree(WORKSPACE, tmp_path / "w")
    forms = tmp_path / "w" / "clauses" / "house_rules" / "forms"
    forms.mkdir()
    (forms / "noise_notice.md").write_text(NOTICE, encoding="utf-8")
    library = load_library(tmp_path / "w")
    said = {
        family: write_text(
            notice(
                "noise_notice", {"family": family, **values}, {"loud": "2.5"}, language="zh", library=library
            ).document
        ).decode()
        for family, values in (("house_rules", {}), ("hall_hire", WITH))
    }
    assert "所依合同：《场馆守则》" in said["house_rules"] and "依第二条，" in said["house_rules"]
    assert "所依合同：《场馆租用合同》" in said["hall_hire"] and "依第四条，" in said["hall_hire"]
    with pytest.raises(InputError) as error:
        notice("noise_notice", {"family": "hall_hire"}, {"loud": "2.5"}, library=library)
    assert error.value.findings[0].kind == "reference_not_included"
