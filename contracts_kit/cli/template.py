"""`fill`: a house's own Word template, filled from a file of data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from contracts_kit.cli.console import Console, read_mapping
from contracts_kit.errors import refuse
from contracts_kit.findings import Place

SUFFIXES = (".docx", ".docm")


@click.command("fill")
@click.argument("template")
@click.option(
    "-d", "--data", metavar="FILE", required=True, help="The data, a YAML or JSON mapping; - for standard input."
)
@click.option("-o", "--output", metavar="FILE", required=True, help="The Word file to write.")
@click.pass_obj
def fill_command(console: Console, template: str, data: str, output: str) -> None:
    """Fill a Word TEMPLATE that holds docxtpl tags."""
    from contracts_kit.writers.word_template import WordTemplate
    from contracts_kit.writers.write import write_bytes

    suffix = Path(output).suffix
    if suffix.lower() not in SUFFIXES:
        raise refuse("unknown_suffix", Place(output), found=suffix or output, known=", ".join(SUFFIXES))
    write_bytes(Path(output), WordTemplate(template).render(_plain(read_mapping(data))))
    click.echo(output)


def _plain(value: Any) -> Any:
    """Data as a template sees it: YAML's plain true, false and whole numbers are what they look like."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if getattr(value, "plain", False):
        if value in ("true", "false"):
            return value == "true"
        digits = value.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) <= 18 and (digits == "0" or digits[0] != "0"):
            return int(value)
    return str(value) if isinstance(value, str) else value
