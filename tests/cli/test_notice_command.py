"""`notice`: every notice in both languages and all formats, from a starter file to the reply."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import Result

from contracts_kit.content.held_names import held_names
from contracts_kit.content.library import load_library
from contracts_kit.content.notices import find_notice

ROOT = Path(__file__).parents[2]
FORMS = sorted(path.stem for path in (ROOT / "clauses").glob("*/forms/*.md"))
Run = Callable[..., Result]


def test_every_form_of_the_inventory_is_a_notice() -> None:
    library = load_library(ROOT)
    inventory = yaml.safe_load((Path(__file__).parent / "inventory_forms.yaml").read_text(encoding="utf-8"))
    assert len(inventory) == 48
    for name, form in inventory.items():
        if "printed" in form:
            continue
        family = library.families[form["family"]]
        notice = family.notices[name]
        assert set(notice.clause.grounds) == set(form["provisions"])
        tables = form.get("tables", {})
        printed = set(tables) & set(family.tables)  # rows that are the same in every contract: a table of data
        assert {*form["fields"], *tables} - printed <= set(notice.fields), name
        for table, columns in tables.items():
            assert table in printed or set(columns) <= set(notice.fields[table].declared.type.fields)


def test_what_the_contract_prints_of_a_form_are_parameters() -> None:
    library = load_library(ROOT)
    inventory = yaml.safe_load((Path(__file__).parent / "inventory_forms.yaml").read_text(encoding="utf-8"))
    for form in inventory.values():
        if "printed" in form:
            family = library.families[form["family"]]
            assert {*form["fields"], *form.get("tables", {})} <= {*family.parameters, *held_names(family)}
            for table, columns in form.get("tables", {}).items():
                assert set(columns) <= set(family.parameters[table].type.fields)


@pytest.mark.parametrize("form", FORMS)
def test_a_notice_in_both_languages_and_all_formats(form: str, run: Run, here: Path) -> None:
    family, _ = find_notice(load_library(ROOT), form)
    for language in ("zh", "en"):
        for suffix in ("docx", "pdf", "html", "md", "txt"):
            file = f"{form}.{language}.{suffix}"
            facts, values = ROOT / f"examples/facts/{form}.yaml", ROOT / f"examples/{family.name}.yaml"
            result = run("notice", form, "-p", values, "-i", facts, "-o", file, "--language", language)
            assert result.exit_code == 0, result.stderr
            assert result.stdout == f"{file}\n" and result.stderr == ""
            assert (here / file).stat().st_size > 500


@pytest.mark.parametrize("form", FORMS)
def test_the_starter_file_names_every_fact_and_reads_as_it_stands(form: str, run: Run, here: Path) -> None:
    for language in ("zh", "en"):
        assert run("notice", form, "--template", f"{language}.yaml", "--language", language).exit_code == 0
        text = (here / f"{language}.yaml").read_text(encoding="utf-8")
        _, notice = find_notice(load_library(ROOT), form)
        given = yaml.safe_load(text)
        assert set(given) == set(notice.fields) and set(given.values()) <= {None}
        assert all(f.declared.label.zh in text for f in notice.fields.values()) or language == "en"
        result = run("notice", form, "-i", f"{language}.yaml", "-o", "n.txt")
        required = [f for f in notice.fields.values() if f.required and f.computed is None]
        assert (result.exit_code == 2) == bool(required) or "is missing" in result.stderr or not result.stderr


def test_an_empty_form_needs_neither_facts_nor_parameters(run: Run, here: Path) -> None:
    assert run("notice", "qa_rectification_notice", "-o", "form.txt").exit_code == 0
    assert "型号 | ________________" in (here / "form.txt").read_text(encoding="utf-8")


def test_facts_come_from_standard_input_too(run: Run, here: Path) -> None:
    facts = json.dumps({"user_compensation": "1000.00", "notice_received_date": "2026-06-01"})
    assert run("notice", "qa_user_claim_notice", "-i", "-", "-o", "n.md", stdin=facts).exit_code == 0
    assert "¥100.00" in (here / "n.md").read_text(encoding="utf-8")


def test_an_amount_that_the_rules_do_not_give_is_told(run: Run, here: Path) -> None:
    facts = "user_compensation: 1000\nbrand_loss_fee: 200\nnotice_received_date: 2026-06-01\n"
    result = run("notice", "qa_user_claim_notice", "-i", "-", "-o", "n.txt", stdin=facts)
    assert result.exit_code == 0
    assert "<stdin>:2" in result.stderr and "CNY 200.00" in result.stderr and "CNY 100.00" in result.stderr


def test_inspect_tells_facts_results_and_reply(run: Run, here: Path) -> None:
    facts = ROOT / "examples/facts/qa_user_claim_notice.yaml"
    run("notice", "quality_agreement.qa_user_claim_notice", "-i", facts, "-o", "n.docx")
    carried = json.loads(run("inspect", "n.docx", "--json").stdout)["notice"]
    assert carried["form"] == "qa_user_claim_notice"
    assert carried["results"]["objection"]["due_date"] == "2026-06-16"
    assert carried["reply"]["position"] == {"label": "供应商的意见", "value": None}
    shown = run("inspect", "n.docx").stdout
    assert "qa_user_claim_notice" in shown and "recovery.total" in shown and "供应商的意见" in shown


def test_the_list_of_forms_says_who_issues_them_and_what_they_ask(run: Run) -> None:
    rows = {row["id"]: row for row in json.loads(run("list", "forms", "--json").stdout)}
    claim = rows["qa_user_claim_notice"]
    assert claim["issued_by"] == "buyer" and claim["rules"][0] == "qa_user_claim_recovery"
    facts = {fact["name"]: fact for fact in claim["facts"]}
    assert facts["user_compensation"]["required"] and facts["brand_loss_fee"]["computed"]
