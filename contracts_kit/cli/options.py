"""Options that several commands take in the same words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("docx", "pdf", "html", "md", "txt")

contract_parameters = click.option(
    "-p", "--parameters", metavar="FILE", help="The parameter file of the contract; else every default."
)
other_readings = click.option(
    "--option",
    "options",
    metavar="NAME=VALUE",
    multiple=True,
    help="Take another reading; may be given more than once.",
)
for_programs = click.option("--json", "json_", is_flag=True, help="For another program.")
_DOCUMENT = (
    click.option(
        "--format",
        "formats",
        type=click.Choice(FORMATS),
        multiple=True,
        help="May be given more than once; docx where none is.",
    ),
    click.option(
        "--language",
        "languages",
        type=click.Choice(["zh", "en"]),
        multiple=True,
        help="May be given twice; else the file's, else zh.",
    ),
    click.option("--draft", is_flag=True, help="Mark every page as a draft."),
    click.option(
        "--date", "date", metavar="YYYY-MM-DD", help="The document's date; else the contract's, else 2000-01-01."
    ),
    click.option("--examples/--no-examples", default=None, help="With or without the annex of worked examples."),
)


def of_documents(command: Command) -> Command:
    """Which documents are made, and how: formats, languages, draft, date, worked examples."""
    for option in reversed(_DOCUMENT):
        command = option(command)
    return command
