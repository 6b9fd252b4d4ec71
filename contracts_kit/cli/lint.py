"""`lint`: run every check of the content on a workspace."""

from __future__ import annotations

import sys

import click

from contracts_kit.cli.console import Console


@click.command("lint")
@click.argument("folder", metavar="[DIR]", required=False)
@click.option("--json", "style", flag_value="json", help="For another program.")
@click.option("--sarif", "style", flag_value="sarif", help="For a code host or an editor.")
@click.option("--seal", is_flag=True, help="Note that the content is right, so that it loads at once until it changes.")
@click.option("--strict", is_flag=True, help="Exit status 1 for warnings too.")
@click.pass_obj
def lint_command(console: Console, folder: str | None, style: str | None, seal: bool, strict: bool) -> None:
    """Check the clause library of a workspace: names, references, units, parity, wording against logic."""
    from contracts_kit.review.lint import lint, write_seal

    findings = lint(folder or console.workspace)
    console.judge(findings, strict)
    console.show_findings(findings, style or "text")
    if style is None:
        console.count(findings)
    if seal and not findings:
        write_seal(folder or console.workspace)
    sys.exit(console.status)
