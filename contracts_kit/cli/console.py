"""What the commands share: the language of messages, the library, how findings and tables are printed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place
from contracts_kit.values.text_width import padded, text_width

if TYPE_CHECKING:
    from contracts_kit.content.model import Library
    from contracts_kit.content.parameter_values import ParameterValues

MOST_FINDINGS = 50
STDIN = "<stdin>"


def environment_language() -> str:
    """The language of messages that the environment asks for: `zh` or `en`."""
    for name in ("CONTRACTS_KIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


class Console:
    """The language of a run and the workspace it works on."""

    def __init__(self, language: str, workspace: str | None = None) -> None:
        self.language = language
        self.workspace = workspace
        self.status = 0  # the exit status where whoever reads the output stops early

    def library(self) -> Library:
        """The library of the run."""
        from contracts_kit.content.library import load_library

        return load_library(self.workspace)

    def text(self, zh: str, en: str) -> str:
        """The one of two texts that is in the language of messages."""
        return zh if self.language == "zh" else en

    def note(self, zh: str, en: str) -> None:
        """A line about what was done, on standard error."""
        click.echo(self.text(zh, en), err=True)

    def show_error(self, error: InputError) -> None:
        """An error's findings, a line each, on standard error."""
        for finding in error.findings[:MOST_FINDINGS]:
            click.echo(finding.line(self.language), err=True)
        more = len(error.findings) - MOST_FINDINGS
        if more > 0:
            self.note(f"……另有 {more} 处", f"... and {more} more")

    def show_findings(self, findings: Sequence[Finding], style: str) -> None:
        """Findings on standard output as text, json or sarif; as text, a last line that counts them."""
        from contracts_kit.review.findings_output import findings_as_json, findings_as_sarif, findings_as_text

        if style == "json":
            click.echo(findings_as_json(findings, self.language))
        elif style == "sarif":
            click.echo(findings_as_sarif(findings, self.language))
        else:
            text = findings_as_text(findings, self.language)
            if text:
                click.echo(text)

    def judge(self, findings: Iterable[Finding], strict: bool) -> None:
        """Set the exit status: 1 where there is an error, with `strict` also for a warning; else 0."""
        levels = {f.level for f in findings}
        self.status = 1 if "error" in levels or (strict and "warning" in levels) else 0

    def count(self, findings: Sequence[Finding]) -> None:
        """A line that counts findings by level, on standard error."""
        errors, warnings, notes = (sum(f.level == level for f in findings) for level in ("error", "warning", "info"))
        self.note(
            f"错误 {errors}，警告 {warnings}，提示 {notes}。",
            f"{counted(errors, 'error')}, {counted(warnings, 'warning')}, {counted(notes, 'note')}.",
        )


def counted(number: int, noun: str) -> str:
    """A number with its English noun: 1 error, 2 errors."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def in_file(error: InputError, values: ParameterValues) -> InputError:
    """The error with the place in the parameter file of each parameter that it names."""
    placed = []
    for finding in error.findings:
        name = (finding.place.path or "").removeprefix("parameters.")
        known = finding.place.file is None and name.partition(".")[0] in values.values
        placed.append(replace(finding, place=values.place(name)) if known else finding)
    return type(error)(placed, code=error.code)


def read_mapping(path: str) -> Any:
    """The YAML or JSON mapping in a file, or on standard input for `-`. Raises InputError."""
    from contracts_kit.content.yaml_reader import YamlMap, read_yaml_bytes

    content, file = read_bytes(path)
    found = read_yaml_bytes(content, file)
    if found is None:
        return YamlMap(file, 1, 1)
    if not isinstance(found, YamlMap):
        raise refuse("not_a_mapping", Place(file, 1))
    return found


def read_bytes(path: str) -> tuple[bytes, str]:
    """A file's bytes, a few MB at most, and its name for messages. Raises InputError where it cannot be read."""
    from contracts_kit.content.file_bytes import read_file_bytes
    from contracts_kit.content.yaml_reader import MAX_BYTES

    if path != "-":
        return read_file_bytes(path, MAX_BYTES), path
    if sys.stdin is None:
        raise refuse("file_unreadable", Place(STDIN), found={"zh": "标准输入已关闭", "en": "standard input is closed"})
    try:
        content = sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        raise refuse("file_unreadable", Place(STDIN), found=error.strerror or type(error).__name__) from None
    if len(content) > MAX_BYTES:
        raise refuse("file_too_large", Place(STDIN), found=f"> {MAX_BYTES}", allowed=MAX_BYTES)
    return content, STDIN


def as_json(value: Any) -> str:
    """JSON for another program: numbers that are amounts are texts, dates are ISO texts."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_jsonable)


def _jsonable(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def plain(value: Any) -> Any:
    """A value as JSON types: numbers as decimal texts, dates in ISO form; truth, text and nothing as they are."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return format(value, "f") if hasattr(value, "as_tuple") else str(value)


def print_columns(rows: Sequence[Sequence[str]]) -> None:
    """Rows with aligned columns, on standard output."""
    if not rows:
        return
    widths = [max(text_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        click.echo("  ".join(padded(cell, widths[i]) for i, cell in enumerate(row)).rstrip())
