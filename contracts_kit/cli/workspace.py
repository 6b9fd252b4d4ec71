"""`init`, `new` and `schema`: laying out a workspace and starting a parameter file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import click

from contracts_kit.cli.console import Console, as_json, folder_refused
from contracts_kit.errors import refuse
from contracts_kit.findings import Place

PARTS = ("clauses", "templates")


@click.command("init")
@click.argument("folder", metavar="DIR")
@click.pass_obj
def init_command(console: Console, folder: str) -> None:
    """Lay an editable copy of the clauses and templates in DIR."""
    library = console.library()
    target = Path(folder).absolute()
    if os.path.isfile(target):
        raise refuse("folder_is_file", Place(folder))
    if os.path.isdir(target) and _holds_something(target, folder):
        raise refuse("folder_not_empty", Place(folder or "."))
    # Beside, then renamed: an interrupted init leaves no half workspace under its name.
    beside = target / ".tmp-init" if os.path.exists(target) else target.with_name(f".{target.name}.tmp-init")
    ignored = shutil.ignore_patterns("__pycache__", "*.py", ".*")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        for part in PARTS:
            shutil.copytree(Path(library.root) / part, beside / part, ignore=ignored)
        if os.path.exists(target):
            for part in PARTS:
                (beside / part).rename(target / part)
            beside.rmdir()
        else:
            beside.rename(target)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise folder_refused(folder, error) from None
    count = len(library.families)
    console.note(
        f"已建立工作区 {folder}：{count} 类合同。下一步：",
        f"Made the workspace {folder} (families of contracts: {count}). Next:",
    )
    shown = f'"{folder}"' if " " in folder else folder
    family = console.text("类别", "FAMILY")
    click.echo(f"  cd {shown}\n  contracts-kit list\n  contracts-kit new {family} -o params.yaml", err=True)


def _holds_something(target: Path, folder: str) -> bool:
    """Whether anything is in a folder but what an interrupted `init` left."""
    try:
        return any(entry.name != ".tmp-init" for entry in target.iterdir())
    except OSError as error:
        raise folder_refused(folder, error) from None


@click.command("new")
@click.argument("family")
@click.option("-o", "--output", metavar="FILE", help="Where to write it; else standard output.")
@click.option("--language", type=click.Choice(["zh", "en"]), help="Language of the contract and of the comments.")
@click.option("--force", is_flag=True, help="Overwrite the file.")
@click.pass_obj
def new_command(console: Console, family: str, output: str | None, language: str | None, force: bool) -> None:
    """Write a commented starter parameter file of FAMILY."""
    from contracts_kit.content.library import find_family
    from contracts_kit.content.parameter_values import read_parameter_values
    from contracts_kit.content.starter import open_points, starter_file
    from contracts_kit.writers.write import write_bytes

    found = find_family(console.library(), family)
    text = starter_file(found, language or console.language, language or "zh")
    if output is None:
        click.echo(text, nl=False)
        return
    if os.path.isfile(output) and not force:
        raise refuse("file_exists", Place(output))
    write_bytes(Path(output), text.encode("utf-8"))
    console.note(f"已写入 {output}。", f"Wrote {output}.")
    points = open_points(found, read_parameter_values(found, {}), console.language)
    if points:
        console.note(f"尚有 {len(points)} 项留空：", f"{len(points)} values are still open:")
        for point in points:
            click.echo(f"  {point}", err=True)


@click.command("schema")
@click.argument("family")
@click.option("-o", "--output", metavar="FILE", help="Where to write it; else standard output.")
@click.pass_obj
def schema_command(console: Console, family: str, output: str | None) -> None:
    """Print the JSON Schema (2020-12) of FAMILY's parameter file."""
    from contracts_kit.content.json_schema import json_schema
    from contracts_kit.content.library import find_family
    from contracts_kit.writers.write import write_bytes

    text = as_json(json_schema(find_family(console.library(), family)))
    if output is None:
        click.echo(text)
    else:
        write_bytes(Path(output), (text + "\n").encode("utf-8"))
