"""`calc`, `explain` and `examples`: what a rule comes to, what it does, and both as a document."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contracts_kit.cli.console import Console, as_json, in_file, plain, read_mapping
from contracts_kit.cli.options import contract_parameters, for_programs, other_readings
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Place

if TYPE_CHECKING:
    from contracts_kit.content.model import Family
    from contracts_kit.content.parameter_values import ParameterValues


@click.command("calc")
@click.argument("rule")
@click.option(
    "-i",
    "--inputs",
    metavar="FILE",
    help="The facts, YAML or JSON; - for standard input. Without it, the rule's own example.",
)
@contract_parameters
@other_readings
@for_programs
@click.option("--file", "file", metavar="FILE", help="Many events, a row for each: .xlsx or .csv. Needs -o.")
@click.option("-o", "--output", metavar="FILE", help="The results of --file: .csv, .xlsx or .json.")
@click.option("--template", metavar="FILE", help="Write a workbook (.xlsx) to fill in with events for --file.")
@click.pass_obj
def calc_command(
    console: Console,
    rule: str,
    inputs: str | None,
    parameters: str | None,
    options: tuple[str, ...],
    json_: bool,
    file: str | None,
    output: str | None,
    template: str | None,
) -> None:
    """Calculate RULE on given facts, with every step, the article it rests on and the readings taken."""
    if template is not None or file is not None or output is not None:
        _events(console, rule, inputs, parameters, options, json_, file, output, template)
        return
    from contracts_kit.calculation.calculate import prepare
    from contracts_kit.calculation.explanation import explain
    from contracts_kit.content.library import find_rule

    library = console.library()
    _, found = find_rule(library, rule)
    given: Any = read_mapping(inputs) if inputs else dict(found.example)
    prepared = prepare(rule, read_mapping(parameters) if parameters else None, option_pairs(options), library)
    calculation = prepared.calculate(given)
    if not inputs:
        console.note("未给出事实（-i），用规则自带的示例。", "No facts given (-i): this is the rule's own example.")
    articles = _articles(prepared.family, prepared.parameters, console.language)
    explanation = str(explain(calculation, console.language, lambda clause: articles.get(clause)))
    if json_:
        click.echo(
            as_json(
                {
                    "rule": rule,
                    "outputs": plain(calculation.outputs),
                    "options": dict(calculation.options),
                    "clauses": list(calculation.clauses),
                    "explanation": explanation,
                }
            )
        )
        return
    click.echo(explanation)


def _events(
    console: Console,
    rule: str,
    inputs: str | None,
    parameters: str | None,
    options: tuple[str, ...],
    json_: bool,
    file: str | None,
    output: str | None,
    template: str | None,
) -> None:
    """The events of a table, or the template of one."""
    from contracts_kit.cli.events import write_events, write_template

    given = {"-i": inputs, "--json": json_, "--template": template if file is not None or output is not None else None}
    clashes = [name for name, value in given.items() if value]
    if clashes:
        raise refuse(
            "options_together", Place(clashes[0]), name="--template" if file is None and template else "--file"
        )
    if template is not None:
        write_template(console, rule, template)
        return
    if file is None:
        raise refuse("output_without_file", Place("-o"))
    given_parameters = read_mapping(parameters) if parameters else None
    write_events(console, rule, file, output, given_parameters, option_pairs(options))
    sys.exit(console.status)


@click.command("explain")
@click.argument("rule")
@for_programs
@click.pass_obj
def explain_command(console: Console, rule: str, json_: bool) -> None:
    """Say what RULE does: its inputs, steps, readings and article, without numbers."""
    from contracts_kit.calculation.description import describe
    from contracts_kit.content.library import find_rule
    from contracts_kit.content.parameter_values import read_parameter_values

    library = console.library()
    family, found = find_rule(library, rule)
    articles = _articles(family, read_parameter_values(family, {}, partial=True), console.language)
    description = describe(found, family, console.language, articles.get(found.clause))
    click.echo(as_json(description.as_json()) if json_ else description.as_text())


@click.command("examples")
@click.argument("family")
@click.option("-p", "--parameters", metavar="FILE", help="The parameter file; else every default.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    required=True,
    help="The file to write: .xlsx (a workbook that calculates), .docx, .pdf, .html, .md or .txt.",
)
@click.option("--language", type=click.Choice(["zh", "en"]), help="Language of the document; else the file's, else zh.")
@click.pass_obj
def examples_command(console: Console, family: str, parameters: str | None, output: str, language: str | None) -> None:
    """Write the worked examples of FAMILY's rules, computed with the contract's own parameters."""
    from contracts_kit.assembly.contract import assemble_examples
    from contracts_kit.content.library import find_family
    from contracts_kit.content.parameter_file import read_parameter_file
    from contracts_kit.content.parameter_values import read_parameter_values
    from contracts_kit.writers.write import write, write_bytes

    library = console.library()
    found = find_family(library, family)
    values = read_parameter_file(Path(parameters), library, family) if parameters else read_parameter_values(found, {})
    spoken = language or values.language or "zh"
    try:
        if Path(output).suffix.lower() == ".xlsx":
            from contracts_kit.writers.workbook.writer import write_examples_workbook

            write_bytes(output, write_examples_workbook(family, values, spoken, library))
        else:
            write(assemble_examples(family, values, language=spoken, library=library), Path(output))
    except InputError as error:
        raise in_file(error, values) from None
    click.echo(output)


def _articles(family: Family, values: ParameterValues, language: str) -> Mapping[str, str]:
    """The numbers that the contract of these values gives its articles; none where it cannot be assembled."""
    from contracts_kit.assembly.article_numbers import article_numbers

    try:
        return article_numbers(family, values, language)
    except InputError:
        return {}


def option_pairs(options: tuple[str, ...]) -> dict[str, str]:
    """The readings asked for as `name=value`, by name. Raises InputError `option_not_pair`."""
    pairs = {}
    for option in options:
        name, equals, value = option.partition("=")
        if not equals or not name.strip():
            raise refuse("option_not_pair", Place("--option"), found=option)
        pairs[name.strip()] = value.strip()
    return pairs
