"""`chart`: an amount against days, a quantity, a rate or money, as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contracts_kit.cli.calculation import option_pairs
from contracts_kit.cli.console import Console, read_mapping
from contracts_kit.cli.options import contract_parameters, other_readings
from contracts_kit.errors import refuse
from contracts_kit.findings import Place

if TYPE_CHECKING:
    from contracts_kit.content.rules import ChartRequest, Rule

FORMATS = ("svg", "png")


@click.command("chart")
@click.argument("rule")
@click.option(
    "--x",
    "along",
    metavar="INPUT",
    help="The input along the axis: a number or a date. Else the chart that the rule itself asks for.",
)
@click.option(
    "--range",
    "ranges",
    metavar="A:B",
    multiple=True,
    help="The range along the axis, such as 0:30; VALUE=A:B for one value of the series. May be given more than once.",
)
@click.option("-o", "--output", metavar="FILE", required=True, help="The file to write: .svg or .png.")
@click.option(
    "-i",
    "--inputs",
    metavar="FILE",
    help="The other facts, YAML or JSON; - for standard input. Without it, the rule's own example.",
)
@contract_parameters
@other_readings
@click.option("--amount", metavar="NAME", help="The output to draw; else the first amount of the rule.")
@click.option(
    "--series", metavar="INPUT", help="An input that is a choice or a boolean: a panel for each of its values."
)
@click.option("--language", type=click.Choice(["zh", "en"]), help="Language of the chart; else that of messages.")
@click.pass_obj
def chart_command(
    console: Console,
    rule: str,
    along: str | None,
    ranges: tuple[str, ...],
    output: str,
    inputs: str | None,
    parameters: str | None,
    options: tuple[str, ...],
    amount: str | None,
    series: str | None,
    language: str | None,
) -> None:
    """Draw what RULE comes to against one of its inputs, with marks at thresholds, steps and limits."""
    from contracts_kit.calculation.calculate import prepare
    from contracts_kit.calculation.chart import make_chart
    from contracts_kit.content.charts import given_for, settle_chart
    from contracts_kit.content.library import find_rule
    from contracts_kit.writers.charts import can_draw, write_chart
    from contracts_kit.writers.write import write_bytes

    suffix = Path(output).suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        known = ", ".join(f".{name}" for name in FORMATS)
        raise refuse("unknown_suffix", Place(output), found=Path(output).suffix or output, known=known)
    if not can_draw():
        raise refuse("charts_extra_missing")
    library = console.library()
    _, found = find_rule(library, rule)
    request = _request(found, along, ranges, series, amount)
    settled = settle_chart(found, request)
    given: Any = read_mapping(inputs) if inputs else given_for(found, request)
    prepared = prepare(rule, read_mapping(parameters) if parameters else None, option_pairs(options), library)
    chart = make_chart(prepared, settled, given, language or console.language, request.title)
    write_bytes(Path(output), write_chart(chart, suffix))
    if not inputs:
        console.note(
            "未给出其他事实（-i），用规则自带的示例。", "No other facts given (-i): they are the rule's own example."
        )
    for text in chart.missing:
        click.echo(text, err=True)
    click.echo(output)


def _request(
    rule: Rule, along: str | None, ranges: tuple[str, ...], series: str | None, amount: str | None
) -> ChartRequest:
    """The chart that is asked for: the rule's own where no input is named, with what is given in its place."""
    from dataclasses import replace

    from contracts_kit.content.rules import ChartRequest

    place = Place(path=rule.id)
    one: str | None = None
    several: dict[str, str] = {}
    for text in ranges:
        value, equals, span = text.partition("=")
        if equals:
            several[value.strip()] = span.strip()
        else:
            one = text
    if along is not None:
        return ChartRequest(along, one, several, series, amount, place=place)
    if rule.chart is None:
        known = ", ".join(name for name, i in rule.inputs.items() if i.type.is_number or i.type.kind == "date")
        raise refuse("chart_input_not_named", place, rule=rule.id, known=known or "-")
    given: dict[str, Any] = {"place": place}
    if ranges:
        given |= {"range": one, "ranges": several}
    if series is not None:
        given["series"] = series
    if amount is not None:
        given["output"] = amount
    return replace(rule.chart, **given)
