"""Findings as lines, JSON and SARIF; the lint reports all of a workspace."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from contracts_kit.findings import Finding, Place
from contracts_kit.messages import KINDS
from contracts_kit.review.findings_output import findings_as_json, findings_as_sarif, findings_as_text
from contracts_kit.review.lint import lint

TESTS = Path(__file__).parent.parent
FINDINGS = [
    Finding(
        "unknown_parameter",
        Place("clauses/a b/租金.md", 14, 3, "x.y", clause="a.rent"),
        {"name": "rend", "suggestion": "rent"},
    ),
    Finding("unused_clause", Place("clauses/a/tools.md", 1), {"name": "a.tools"}),
    Finding("unknown_rule", Place(), {"name": "r", "suggestion": None}),
]


def test_a_line_says_where_what_and_the_nearest_name():
    assert findings_as_text(FINDINGS, "en").split("\n") == [
        "clauses/a b/租金.md:14:3  x.y  there is no parameter rend. Did you mean rent?",
        "clauses/a/tools.md:1  warning: no outline uses the clause a.tools.",
        "there is no rule r.",
    ]
    assert findings_as_text(FINDINGS[:1], "zh") == "clauses/a b/租金.md:14:3  x.y  没有参数 rend。是否应为 rent？"
    assert findings_as_text([]) == ""


def test_json_is_a_list_of_records_with_the_message_in_both_languages():
    first, _, last = json.loads(findings_as_json(FINDINGS, "zh"))
    assert first == {
        "kind": "unknown_parameter",
        "level": "error",
        "file": "clauses/a b/租金.md",
        "line": 14,
        "column": 3,
        "path": "x.y",
        "part": None,
        "clause": "a.rent",
        "row": None,
        "message": "没有参数 rend。是否应为 rent？",
        "messages": {
            "zh": "没有参数 rend。是否应为 rent？",
            "en": "there is no parameter rend. Did you mean rent?",
        },
        "suggestion": "rent",
    }
    assert last["file"] is None
    assert findings_as_json([]) == "[]"


def test_sarif_is_a_log_that_a_code_host_can_read():
    log = json.loads(findings_as_sarif(FINDINGS, "en"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [r["id"] for r in rules] == sorted({f.kind for f in FINDINGS})
    assert [r["level"] for r in run["results"]] == ["error", "warning", "error"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
    place = run["results"][0]["locations"][0]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "clauses/a%20b/%E7%A7%9F%E9%87%91.md"},
        "region": {"startLine": 14, "startColumn": 3},
    }
    assert place["logicalLocations"] == [{"fullyQualifiedName": "x.y"}]
    assert "locations" not in run["results"][2]
    assert json.loads(findings_as_sarif([]))["runs"][0]["results"] == []


def test_every_kind_can_be_a_sarif_rule_in_both_languages():
    for language in ("zh", "en"):
        for name, kind in KINDS.items():
            template = kind.zh if language == "zh" else kind.en
            assert template.replace("{{", "").replace("}}", "").strip(), name


def test_the_lint_goes_on_after_the_first_error_and_keeps_the_order_of_files(tmp_path: Path):
    shutil.copytree(TESTS / "workspaces" / "garden_lease", tmp_path / "w")
    for sample in ("annex_wrong", "bare_figure", "option_unprinted"):
        shutil.copytree(TESTS / "broken" / "clauses" / sample, tmp_path / "w", dirs_exist_ok=True)
    findings = lint(tmp_path / "w")
    assert {"annex_wrong", "bare_figure", "option_unprinted"} <= {f.kind for f in findings}
    assert [f.place.file for f in findings] == sorted(f.place.file or "" for f in findings)
    assert lint(tmp_path / "w") == findings
