"""Prints findings: as lines for a person, as JSON for a program, as SARIF 2.1.0 for a code host or an editor."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from contracts_kit.findings import LANGUAGES, Finding
from contracts_kit.messages import KINDS

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SARIF_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}


def findings_as_text(findings: Iterable[Finding], language: str = "en") -> str:
    """A line for each finding: the place, the level where it is no error, the message. No line at the end."""
    return "\n".join(_line(finding, language) for finding in findings)


def _line(finding: Finding, language: str) -> str:
    words = {"error": "", "warning": "警告：", "info": "提示："} if language == "zh" else _WORDS
    place = str(finding.place)
    text = words[finding.level] + finding.message(language)
    return f"{place}  {text}" if place else text


_WORDS = {"error": "", "warning": "warning: ", "info": "note: "}


def findings_as_json(findings: Iterable[Finding], language: str = "en") -> str:
    """A JSON list of findings; `message` is in the language asked for, `messages` in both."""
    return json.dumps([finding_record(f, language) for f in findings], ensure_ascii=False, indent=2)


def finding_record(finding: Finding, language: str = "en") -> dict[str, Any]:
    """A finding as JSON types. Absent parts of the place are null."""
    place = finding.place
    return {
        "kind": finding.kind,
        "level": finding.level,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "path": place.path,
        "part": place.part,
        "clause": place.clause,
        "row": place.row,
        "message": finding.message(language),
        "messages": {name: finding.message(name) for name in LANGUAGES},
        "suggestion": finding.details.get("suggestion"),
    }


def findings_as_sarif(findings: Sequence[Finding], language: str = "en") -> str:
    """A SARIF 2.1.0 log with one run; its rules are the kinds that were found."""
    kinds = sorted({finding.kind for finding in findings})
    log = {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "contracts-kit",
                        "rules": [_sarif_rule(kind, language) for kind in kinds],
                    }
                },
                "language": _SARIF_LANGUAGES[language],
                "columnKind": "unicodeCodePoints",
                "results": [_sarif_result(finding, kinds, language) for finding in findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _sarif_rule(kind: str, language: str) -> dict[str, Any]:
    """A kind of finding as a rule: its id, its sentence with the names in braces, its level."""
    record = KINDS[kind]
    template = record.zh if language == "zh" else record.en
    text = template.replace("{{", "{").replace("}}", "}")
    return {
        "id": kind,
        "shortDescription": {"text": text},
        "defaultConfiguration": {"level": _SARIF_LEVELS[record.level]},
    }


def _sarif_result(finding: Finding, kinds: Sequence[str], language: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.kind,
        "ruleIndex": kinds.index(finding.kind),
        "level": _SARIF_LEVELS[finding.level],
        "message": {"text": finding.message(language)},
    }
    location: dict[str, Any] = {}
    place = finding.place
    if place.file is not None:
        physical: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file.replace("\\", "/"))}}
        if place.line is not None:
            region = {"startLine": place.line}
            if place.column is not None:
                region["startColumn"] = place.column
            physical["region"] = region
        location["physicalLocation"] = physical
    logical = place.path or place.clause
    if logical is not None:
        location["logicalLocations"] = [{"fullyQualifiedName": logical}]
    if location:
        result["locations"] = [location]
    return result
