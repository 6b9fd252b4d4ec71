"""`check`, `assemble` and `inspect`: a contract before, while and after it is written."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from contracts_kit.cli.console import Console, as_json, in_file, print_columns
from contracts_kit.cli.options import for_programs, of_documents
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding

NOT_READ = frozenset({"file_missing", "file_unreadable"})
"""Kinds that say nothing about a parameter file: it was never read, so there is nothing to check."""


@click.command("check")
@click.argument("family")
@click.option("-p", "--parameters", metavar="FILE", required=True, help="The parameter file.")
@click.option(
    "--against", metavar="FILE", help="An older parameter file: list what changed and the articles it touches."
)
@click.option("--language", type=click.Choice(["zh", "en"]), help="Language of the contract; else the file's, else zh.")
@click.option("--json", "style", flag_value="json", help="For another program.")
@click.option("--sarif", "style", flag_value="sarif", help="For a code host or an editor.")
@click.option("--strict", is_flag=True, help="Exit status 1 for warnings too.")
@click.pass_obj
def check_command(
    console: Console,
    family: str,
    parameters: str,
    against: str | None,
    language: str | None,
    style: str | None,
    strict: bool,
) -> None:
    """Check a parameter file of FAMILY: every error at once, and every blank with its article."""
    from contracts_kit.content.library import find_family
    from contracts_kit.content.parameter_file import read_parameter_file
    from contracts_kit.review.check import check_contract

    library = console.library()
    find_family(library, family)
    values = None
    findings: tuple[Finding, ...]
    try:
        values = read_parameter_file(Path(parameters), library, family)
        found = check_contract(family, values, library, language=language or values.language or "zh")
        findings = in_file(InputError(found), values).findings
    except InputError as error:
        if error.findings[0].kind in NOT_READ:
            raise
        findings = error.findings
    console.judge(findings, strict)
    if against is not None and values is not None:
        _compare(console, family, parameters, against, style)
        sys.exit(console.status)
    console.show_findings(findings, style or "text")
    if style is None:
        console.count(findings)
    sys.exit(console.status)


def _compare(console: Console, family: str, new_file: str, old_file: str, style: str | None) -> None:
    from contracts_kit.content.parameter_file import read_parameter_file
    from contracts_kit.review.compare import compare

    library = console.library()
    changes = compare(
        read_parameter_file(Path(old_file), library, family),
        read_parameter_file(Path(new_file), library, family),
        library,
        language=console.language,
    )
    if style == "json":
        click.echo(as_json([c.as_json() for c in changes]))
    elif changes:
        print_columns(
            [
                [
                    c.label,
                    f"{c.old} → {c.new}",
                    "、".join(c.articles) if console.language == "zh" else ", ".join(c.articles),
                ]
                for c in changes
            ]
        )
    else:
        console.note("没有改动。", "Nothing changed.")


@click.command("assemble")
@click.argument("family")
@click.option(
    "-p", "--parameters", metavar="FILE", help="The parameter file; without it every default and blank is printed."
)
@click.option("-o", "--output", metavar="DIR", default=".", show_default=True, help="The folder to write to.")
@of_documents
@click.option(
    "--pdf-engine",
    type=click.Choice(["typst", "libreoffice"]),
    default="typst",
    show_default=True,
    help="LibreOffice gives the Word layout to the point.",
)
@click.option("--attach-parameters", is_flag=True, help="Carry the parameters inside the PDF (PDF/A-3).")
@click.pass_obj
def assemble_command(
    console: Console,
    family: str,
    parameters: str | None,
    output: str,
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    draft: bool,
    date: str | None,
    examples: bool | None,
    pdf_engine: str,
    attach_parameters: bool,
) -> None:
    """Assemble a contract of FAMILY and write it into a folder."""
    from contracts_kit.assembly.contract import assemble
    from contracts_kit.content.library import find_family
    from contracts_kit.content.parameter_file import read_parameter_file
    from contracts_kit.content.parameter_values import read_parameter_values
    from contracts_kit.writers.folders import made_folder
    from contracts_kit.writers.write import left_out, to_bytes, write_bytes

    library = console.library()
    found = find_family(library, family)
    values = read_parameter_file(Path(parameters), library, family) if parameters else read_parameter_values(found, {})
    made: dict[str, bytes] = {}
    # Every file is made before the first is written: what is refused leaves no part of the pack behind.
    try:
        for language in dict.fromkeys(languages or (values.language or "zh",)):
            contract = assemble(
                family, values, language=language, library=library, draft=draft, date=date, examples=examples
            )
            for finding in contract.findings:
                click.echo(finding.line(console.language), err=True)
            for suffix in dict.fromkeys(formats or ("docx",)):
                settings = {"engine": pdf_engine, "attach": attach_parameters} if suffix == "pdf" else {}
                made[f"{family}.{language}.{suffix}"] = to_bytes(contract, suffix, **settings)
                for finding in left_out(contract, suffix):
                    click.echo(finding.line(console.language), err=True)
    except InputError as error:
        raise in_file(error, values) from None
    folder = made_folder(output)
    for name, content in made.items():
        write_bytes(folder / name, content)
        click.echo(str(folder / name))


@click.command("inspect")
@click.argument("file")
@for_programs
@click.pass_obj
def inspect_command(console: Console, file: str, json_: bool) -> None:
    """Print the parameters and the clause manifest that a finished Word FILE carries."""
    from contracts_kit.review.inspect import inspect

    carried = inspect(Path(file))
    if json_:
        click.echo(as_json(carried))
        return
    click.echo(f"{carried['family']}  {carried['language']}")
    for title, rows in (
        *_notice_rows(console, carried.get("notice")),
        (console.text("参数", "Parameters"), [[k, _shown(v)] for k, v in _flat(carried["values"])]),
        (console.text("口径选项", "Options"), [[k, str(v)] for k, v in carried["options"].items()]),
        (
            console.text("条款", "Clauses"),
            [[c["number"], c["title"], c["clause"], f"v{c['version']}", c["digest"][:12]] for c in carried["manifest"]],
        ),
    ):
        click.echo(f"\n{title}")
        print_columns([["", *row] for row in rows])
    sys.stdout.flush()


def _notice_rows(console: Console, notice: Mapping[str, Any] | None) -> Iterator[tuple[str, list[list[str]]]]:
    """What a notice carries: its form, facts, results and reply."""
    if notice is None:
        return
    yield console.text("通知", "Notice"), [[notice["form"], f"v{notice['version']}"]]
    yield console.text("事实", "Facts"), [[name, _shown(value)] for name, value in notice["facts"].items()]
    results = [
        [f"{name}.{output}", _shown(value)]
        for name, made in notice["results"].items()
        if isinstance(made, dict)
        for output, value in made.items()
    ]
    yield console.text("结果", "Results"), results
    yield (
        console.text("回执", "Reply"),
        [[name, field["label"], _shown(field["value"])] for name, field in notice["reply"].items()],
    )


def _flat(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Values line by line: a record by its fields that are set, what identifies a party masked."""
    from contracts_kit.values.party import masked

    for name, value in values.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{f}", masked(str(v), f)) for f, v in value.items() if v is not None)
        else:
            yield name, value


def _shown(value: object) -> str:
    if value is None:
        return "-"
    return value if isinstance(value, str) else as_json(value).replace("\n", " ")
