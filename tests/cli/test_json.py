"""What other programs rely on: the JSON of the commands, SARIF, exit statuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import contracts_kit as ck
from contracts_kit.cli.console import plain

Run = Callable[..., Result]
REPOSITORY = Path(__file__).parent.parent.parent
AGREED = {"quality_deposit_amount": "50000", "discount_rate": "5%", "rectification_period_days": 30}


def listed(run: Run, what: str) -> dict[str, dict[str, Any]]:
    result = run("list", what, "--family", "quality_agreement", "--json")
    assert result.exit_code == 0 and result.stderr == ""
    rows = json.loads(result.stdout)
    return {row.get("id") or row["name"]: row for row in rows}


def test_every_rule_is_listed_with_what_a_caller_needs(run: Run) -> None:
    rules = listed(run, "rules")
    assert len(rules) == 25
    for row in rules.values():
        assert {"id", "title", "clause", "inputs", "options", "outputs", "example"} <= set(row)
        assert {option["default"] in option["values"] for option in row["options"]} <= {True}
        assert set(row["example"]) <= {given["name"] for given in row["inputs"]}


def test_a_listed_example_calculates_as_it_stands(run: Run) -> None:
    for row in listed(run, "rules").values():
        outputs = ck.calculate(row["id"], inputs=row["example"], parameters=AGREED).outputs
        assert set(outputs) == {output["name"] for output in row["outputs"]}


def test_a_parameter_s_default_is_a_plain_text_in_its_own_unit(run: Run) -> None:
    parameters = listed(run, "parameters")
    assert parameters["brand_loss_rate"]["default"] == "0.10"
    assert parameters["major_accident_single_loss"]["default"] == "100000"
    assert parameters["quality_deposit_amount"]["default"] is None
    assert parameters["with_examples"]["default"] is True
    assert {"name", "type", "unit", "default", "holds"} <= set(parameters["buyer"])


def test_clauses_are_listed_with_version_and_grounds(run: Run) -> None:
    clauses = listed(run, "clauses")
    claims = clauses["quality_agreement.user_claims"]
    assert claims["grounds"] == ["QA-4.3a", "QA-4.3b"]
    assert isinstance(claims["version"], int)


def test_numbers_of_a_calculation_are_texts_and_dates_iso(run: Run) -> None:
    found = json.loads(run("calc", "qa_brand_loss", "-i", "-", "--json", stdin='{"direct_loss": "120000"}').stdout)
    assert found["outputs"] == {"brand_loss_fee": "12000.00"}
    assert found["options"] == {"brand_loss_base": "direct_loss"}
    assert found["clauses"] == ["quality_agreement.user_claims"]


def test_the_command_and_the_function_agree_on_every_rule_s_example(run: Run) -> None:
    Path("p.yaml").write_text(json.dumps(AGREED), encoding="utf-8")
    for name, row in listed(run, "rules").items():
        found = json.loads(run("calc", name, "-p", "p.yaml", "--json").stdout)["outputs"]
        assert found == plain(ck.calculate(name, row["example"], AGREED).outputs)


def test_a_blank_that_a_calculation_needs_is_named(run: Run) -> None:
    result = run("calc", "qa_deposit_withholding")
    assert result.exit_code == 2
    assert "the parameter quality_deposit_amount is blank" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_findings_as_json_have_a_place_and_both_languages(run: Run, here: Path) -> None:
    Path("p.yaml").write_text("brand_loss_rat: 5%\n", encoding="utf-8")
    result = run("check", "quality_agreement", "-p", "p.yaml", "--json")
    (found,) = json.loads(result.stdout)
    assert result.exit_code == 1 and result.stderr == ""
    assert (found["kind"], found["level"], found["file"], found["line"]) == ("unknown_parameter", "error", "p.yaml", 1)
    assert found["suggestion"] == "brand_loss_rate"
    assert set(found["messages"]) == {"zh", "en"}


def test_findings_as_sarif_name_file_and_line(run: Run, here: Path) -> None:
    Path("参 数.yaml").write_text("brand_loss_rat: 5%\n", encoding="utf-8")
    result = run("check", "quality_agreement", "-p", "参 数.yaml", "--sarif")
    log = json.loads(result.stdout)
    (found,) = log["runs"][0]["results"]
    place = found["locations"][0]["physicalLocation"]
    assert result.exit_code == 1 and log["version"] == "2.1.0"
    assert " " not in place["artifactLocation"]["uri"]
    assert place["region"]["startLine"] == 1


@pytest.mark.parametrize(
    ("content", "strict", "status"),
    [
        ("brand_loss_rat: 5%\n", False, 1),
        ("brand_loss_rat: 5%\n", True, 1),
        ("contract_number: a\n", False, 0),
        ("contract_number: a\n", True, 1),
    ],
)
@pytest.mark.parametrize("style", [[], ["--json"], ["--sarif"]])
def test_errors_end_with_1_and_warnings_with_1_where_strict(
    run: Run, here: Path, content: str, strict: bool, status: int, style: list[str]
) -> None:
    Path("p.yaml").write_text(content, encoding="utf-8")
    result = run("check", "quality_agreement", "-p", "p.yaml", *style, *(["--strict"] if strict else []))
    assert result.exit_code == status


def test_a_complete_contract_is_clean_even_where_strict(run: Run) -> None:
    example = REPOSITORY / "examples" / "quality_agreement.yaml"
    assert run("check", "quality_agreement", "-p", example, "--strict").exit_code == 0


def test_lint_of_a_broken_workspace_ends_with_1_and_is_json(run: Run, here: Path) -> None:
    run("init", "ours")
    clause = here / "ours" / "clauses" / "quality_agreement" / "deposit.md"
    clause.write_text(
        clause.read_text(encoding="utf-8").replace("## zh", "## zh\n\n{{ no_such_thing }}", 1), encoding="utf-8"
    )
    result = run("lint", "ours", "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert any("no_such_thing" in f["message"] for f in found)
    assert found[0]["file"] == "clauses/quality_agreement/deposit.md"
    assert run("--workspace", "ours", "list").exit_code == 2


def test_a_clean_lint_is_an_empty_list(run: Run) -> None:
    assert json.loads(run("lint", "--json").stdout) == []


def test_changes_against_an_older_file_are_json(run: Run, here: Path) -> None:
    Path("old.yaml").write_text("brand_loss_rate: 10%\n", encoding="utf-8")
    Path("new.yaml").write_text("brand_loss_rate: 12%\n", encoding="utf-8")
    result = run("check", "quality_agreement", "-p", "new.yaml", "--against", "old.yaml", "--json")
    (change,) = json.loads(result.stdout)
    assert (change["name"], change["old"], change["new"]) == ("brand_loss_rate", "10%", "12%")
    assert "quality_agreement.user_claims" in change["clauses"]
