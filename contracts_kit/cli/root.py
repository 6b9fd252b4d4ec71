"""The command `contracts-kit`: which commands there are, and how an error is shown.

A command's module is imported when the command is called, so `--help` and the short commands stay fast.
"""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from typing import Any

import click

from contracts_kit import __version__
from contracts_kit.cli.console import Console, environment_language
from contracts_kit.errors import InputError, refuse

# command -> (module in contracts_kit.cli, one line of help)
COMMANDS = {
    "init": ("workspace", "Lay an editable copy of the content."),
    "list": ("listing", "List families, clauses, rules, parameters or forms."),
    "new": ("workspace", "Write a commented starter parameter file."),
    "schema": ("workspace", "Print the JSON Schema of a family's parameter file."),
    "check": ("contract", "Check a parameter file; with --against, compare two."),
    "assemble": ("contract", "Assemble a contract and write it."),
    "calc": ("calculation", "Calculate a rule on given facts, with every step shown."),
    "explain": ("calculation", "Say what a rule does, without numbers."),
    "chart": ("chart", "Draw what a rule comes to against one of its inputs."),
    "examples": ("calculation", "Write the worked examples of a family's rules."),
    "notice": ("notice", "Write a notice: what happened, what follows from it, and the reply."),
    "inspect": ("contract", "Print what a finished Word file carries."),
    "fill": ("template", "Fill a house's Word template from a file of data."),
    "lint": ("lint", "Check the clause library."),
}

OUTPUT_FAILED = frozenset({errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG})


class Commands(click.Group):
    """The command group; it imports a command when it is asked for."""

    @property
    def context_class(self) -> type[click.Context]:  # type: ignore[override]
        """Where the language of a run is known."""
        return Spoken

    def list_commands(self, context: click.Context) -> list[str]:
        """Commands in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command, from its module."""
        if name not in COMMANDS:
            return None
        module = import_module(f"contracts_kit.cli.{COMMANDS[name][0]}")
        command = getattr(module, f"{name}_command")
        assert isinstance(command, click.Command)
        command.context_class = Spoken
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(self, context: click.Context, args: list[str]) -> Any:
        """The command named first, with "did you mean" for one that does not exist."""
        from contracts_kit.cli.spoken import UnknownCommand
        from contracts_kit.findings import nearest

        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            raise UnknownCommand(args[0], nearest(args[0], COMMANDS), context)
        return super().resolve_command(context, args)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run with output as UTF-8; a terminal of another encoding keeps it and shows what it can."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                keeps = stream.isatty() and stream.encoding.lower() not in ("ascii", "us-ascii")
                stream.reconfigure(encoding=stream.encoding if keeps else "utf-8", errors="replace")
        kwargs["standalone_mode"] = False
        try:
            status = super().main(*args, **kwargs)
        except click.ClickException as error:
            _show(error)
            sys.exit(error.exit_code)
        except click.Abort:
            sys.exit(130)
        except OSError as error:  # files are refused where they are read or written: this is the output itself
            if error.errno not in OUTPUT_FAILED:
                raise
            _let_go_of_output()
            found = error.strerror or type(error).__name__
            Console(environment_language()).show_error(refuse("standard_output_failed", found=found))
            sys.exit(2)
        sys.exit(status if isinstance(status, int) else 0)

    def invoke(self, context: click.Context) -> Any:
        """Run a command, and turn what can go wrong into a few lines and exit status 2."""
        try:
            return super().invoke(context)
        except InputError as error:
            console = context.obj or Console(environment_language())
            console.show_error(error)
            context.exit(2)
        except BrokenPipeError:  # whoever read the output has seen enough
            _let_go_of_output()
            context.exit(getattr(context.obj, "status", 0))


class Spoken(click.Context):
    """What click knows of a run; its help is in the language of messages."""

    def make_formatter(self) -> click.HelpFormatter:
        """The formatter of help and usage."""
        if _language(self) == "zh":
            from contracts_kit.cli.spoken import speak_chinese

            speak_chinese(self)
        return super().make_formatter()


def _language(context: click.Context | None) -> str:
    """The language of messages, which may have to be said before the options are all read."""
    asked = context.find_root().params.get("lang") if context is not None else None
    return asked or environment_language()


def _show(error: click.ClickException) -> None:
    if isinstance(error, click.UsageError) and _language(error.ctx) == "zh":
        from contracts_kit.cli.spoken import show_usage_error

        show_usage_error(error)
    else:
        error.show()


def _let_go_of_output() -> None:
    """Point standard output at nothing, so that no second error comes when Python ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="contracts-kit")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), is_eager=True, help="Language of messages; else from the environment."
)
@click.option(
    "--workspace", metavar="DIR", help="The workspace; else the one at or above this folder, else the bundled content."
)
@click.pass_context
def root(context: click.Context, lang: str | None, workspace: str | None) -> None:
    """Assemble procurement contracts and compute what they say."""
    context.obj = Console(lang or environment_language(), workspace)
