"""`notice`: a form as a document of its own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from contracts_kit.cli.console import Console, in_file, read_mapping
from contracts_kit.cli.options import contract_parameters
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Place


@click.command("notice")
@click.argument("form")
@contract_parameters
@click.option(
    "-i",
    "--facts",
    "--inputs",
    "facts",
    metavar="FILE",
    help="The facts, YAML or JSON; - for standard input. Without it, the empty form.",
)
@click.option("-o", "--output", metavar="FILE", help="The file to write: .docx, .pdf, .html, .md or .txt.")
@click.option("--template", metavar="FILE", help="Write a commented starter file of the facts of FORM.")
@click.option("--language", type=click.Choice(["zh", "en"]), help="Language of the document; else the file's, else zh.")
@click.option(
    "--date",
    metavar="YYYY-MM-DD",
    help="The document's date; else the notice's own, else the contract's, else 2000-01-01.",
)
@click.option("--force", is_flag=True, help="Overwrite the file.")
@click.pass_obj
def notice_command(
    console: Console,
    form: str,
    parameters: str | None,
    facts: str | None,
    output: str | None,
    template: str | None,
    language: str | None,
    date: str | None,
    force: bool,
) -> None:
    """Write the notice FORM: the facts, the amounts and dates that follow from them, and the reply to fill in."""
    from contracts_kit.content.notices import find_notice

    library = console.library()
    named = read_mapping(parameters).get("family") if parameters else None
    family, found = find_notice(library, form, str(named) if named else None)
    if output is None and template is None:
        raise refuse("notice_without_output", Place("notice"), name=form)
    if template is not None:
        _write_starter(console, family, found, template, language, force)
    if output is None:
        return
    from contracts_kit.assembly.notice import notice
    from contracts_kit.content.parameter_file import read_parameter_file
    from contracts_kit.content.parameter_values import read_parameter_values
    from contracts_kit.writers.write import write

    given: Any = read_mapping(facts) if facts else None
    values = (
        read_parameter_file(Path(parameters), library, family.name) if parameters else read_parameter_values(family, {})
    )
    try:
        made = notice(found.clause.id, values, given, language or values.language or "zh", library=library, date=date)
        for finding in made.findings:
            click.echo(finding.line(console.language), err=True)
        write(made, Path(output))
    except InputError as error:
        raise in_file(error, values) from None
    click.echo(output)


def _write_starter(console: Console, family: Any, found: Any, template: str, language: str | None, force: bool) -> None:
    from contracts_kit.content.facts_starter import facts_starter
    from contracts_kit.writers.write import write_bytes

    if os.path.isfile(template) and not force:
        raise refuse("file_exists", Place(template))
    write_bytes(Path(template), facts_starter(family, found, language or console.language).encode("utf-8"))
    console.note(f"已写入 {template}。", f"Wrote {template}.")
