"""Many events of one rule: `calc RULE --file` calculates a table of them, `--template` writes one to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from contracts_kit.cli.console import Console, counted
from contracts_kit.errors import refuse
from contracts_kit.findings import Place

RESULT_FORMATS = ("csv", "xlsx", "json")


def write_events(console: Console, rule: str, file: str, output: str | None, parameters: Any, options: Any) -> None:
    """Calculate the events of a table and write their results. Sets the exit status to 1 where one is refused."""
    from contracts_kit.calculation.calculate import prepare
    from contracts_kit.calculation.events import calculate_events
    from contracts_kit.content.event_columns import event_columns, place_columns
    from contracts_kit.content.events import read_events
    from contracts_kit.content.library import find_rule
    from contracts_kit.content.sheet_files import read_sheet_file
    from contracts_kit.writers.tables import ResultTable, write_table
    from contracts_kit.writers.write import write_bytes

    if output is None:
        raise refuse("events_without_output", Place(file))
    suffix = _suffix(output, RESULT_FORMATS)
    library = console.library()
    _, found = find_rule(library, rule)
    columns = event_columns(found)
    table = read_sheet_file(Path(file))
    for note in table.notes:
        click.echo(note.line(console.language), err=True)
    header = Place(table.file, row=table.header)
    placed = place_columns(found, columns, table.columns, header)
    prepared = prepare(rule, parameters, options, library)
    results = tuple(calculate_events(prepared, read_events(table, placed)))
    made = ResultTable(prepared, table, results, console.language)
    write_bytes(Path(output), write_table(made, suffix))
    click.echo(output)
    refused = sum(result.outputs is None for result in results)
    if refused:
        total = counted(len(results), "event")
        console.note(f"{len(results)} 个事件中 {refused} 个不予计算。", f"{refused} of {total} refused.")
        console.status = 1


def write_template(console: Console, rule: str, output: str) -> None:
    """Write a workbook to fill in with the events of a rule."""
    from contracts_kit.content.event_columns import event_columns
    from contracts_kit.content.library import find_rule
    from contracts_kit.writers.event_template import write_event_template
    from contracts_kit.writers.write import write_bytes

    _suffix(output, ("xlsx",))
    _, found = find_rule(console.library(), rule)
    write_bytes(Path(output), write_event_template(found, event_columns(found), console.language))
    click.echo(output)


def _suffix(output: str, known: tuple[str, ...]) -> str:
    suffix = Path(output).suffix.lower().removeprefix(".")
    if suffix not in known:
        listed = ", ".join(f".{name}" for name in known)
        raise refuse("unknown_suffix", Place(output), found=Path(output).suffix or output, known=listed)
    return suffix
