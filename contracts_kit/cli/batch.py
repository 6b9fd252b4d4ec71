"""`batch`: one folder of documents for each supplier of a list."""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from contracts_kit.cli.console import Console, as_json, counted
from contracts_kit.cli.options import for_programs, of_documents
from contracts_kit.errors import InputError

if TYPE_CHECKING:
    from contracts_kit.batch import BatchPlan, BatchSummary, Outcome

MOST_BLANKS = 10


@click.command("batch")
@click.argument("family")
@click.option("-p", "--parameters", metavar="FILE", help="The parameter file for all; else every default.")
@click.option(
    "--suppliers",
    metavar="FILE",
    required=True,
    help="The list, .xlsx, .csv or .yaml: a row for each supplier, columns called as parameters or their labels.",
)
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook; else the first that is shown.")
@click.option("-o", "--output", metavar="DIR", required=True, help="The folder for the suppliers' folders.")
@of_documents
@click.option("--jobs", metavar="N", type=int, help="How many processes; else as many as there are processors.")
@click.option("--force", is_flag=True, help="Make again what is there already.")
@for_programs
@click.pass_obj
def batch_command(
    console: Console,
    family: str,
    parameters: str | None,
    suppliers: str,
    sheet: str | None,
    output: str,
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    draft: bool,
    date: str | None,
    examples: bool | None,
    jobs: int | None,
    force: bool,
    json_: bool,
) -> None:
    """Make the contracts of FAMILY for every supplier of a list; run again, and what is done is skipped."""
    from contracts_kit.batch import BatchSettings, plan_batch, run_batch
    from contracts_kit.cli.progress import Progress

    settings = BatchSettings(
        formats=tuple(dict.fromkeys(formats or ("docx",))),
        languages=languages,
        draft=draft,
        date=date,
        examples=examples,
        force=force,
        jobs=jobs if jobs is not None else processors(),
    )
    settings.check()
    plan = plan_batch(family, parameters, suppliers, library=console.library(), sheet=sheet)
    for finding in plan.findings:
        click.echo(finding.line(console.language), err=True)
    failures: list[Outcome] = []
    blanks: Counter[str] = Counter()
    undrawn: dict[str, None] = {}
    finished = 0
    try:
        with Progress(console, len(plan)) as progress:

            def report(outcome: Outcome) -> None:
                nonlocal finished
                finished += 1
                blanks.update(outcome.blanks)
                if outcome.status == "failed":
                    failures.append(outcome)
                else:
                    undrawn.update(dict.fromkeys(finding.line(console.language) for finding in outcome.findings))
                progress.step(made=outcome.status != "skipped", failed=outcome.status == "failed")

            summary = run_batch(plan, output, settings, report=report)
    except (KeyboardInterrupt, InputError):
        if finished:
            _say_where_it_stopped(console, finished, len(plan))
        raise
    for line in undrawn:
        click.echo(line, err=True)
    _show_failures(console, failures)
    _show_blanks(console, plan, blanks)
    _show_summary(console, summary, json_)
    sys.exit(1 if summary.failed else 0)


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _say_where_it_stopped(console: Console, finished: int, total: int) -> None:
    console.note(
        f"已停止：{total} 家中完成 {finished} 家。再运行一次即可继续。",
        f"Stopped after {finished} of {counted(total, 'supplier')}. Run again to go on.",
    )


def _show_failures(console: Console, failures: list[Outcome]) -> None:
    """What was wrong with each row, in the order of the list."""
    findings = [f for outcome in sorted(failures, key=lambda outcome: outcome.row) for f in outcome.findings]
    if findings:
        console.show_error(InputError(findings))


def _show_blanks(console: Console, plan: BatchPlan, blanks: Counter[str]) -> None:
    """Which values are open, and with how many suppliers."""
    from contracts_kit.assembly.printed_values import printed_label

    for name, count in blanks.most_common(MOST_BLANKS):
        parameter, _, field = name.partition(".")
        label = printed_label(plan.family.parameters[parameter], field or None, console.language)
        console.note(
            f"{name}  警告：{label}未填，{count} 家供应商的合同为草案。",
            f"{name}  warning: {label} is blank: the contracts of {counted(count, 'supplier')} are drafts.",
        )


def _show_summary(console: Console, summary: BatchSummary, json_: bool) -> None:
    for finding in summary.findings:
        click.echo(finding.line(console.language), err=True)
    if summary.without_row:
        names = ", ".join(summary.without_row[:5]) + (" …" if len(summary.without_row) > 5 else "")
        console.note(
            f"名单中已没有这些文件夹的供应商，未改动：{names}",
            f"No row has these folders any more; left alone: {names}",
        )
    if json_:
        counts = {name: getattr(summary, name) for name in ("done", "skipped", "failed")}
        click.echo(as_json({**counts, "manifest": str(summary.manifest), "without_row": list(summary.without_row)}))
        return
    console.note(
        f"生成 {summary.done} 家，未变 {summary.skipped} 家，失败 {summary.failed} 家。",
        f"{summary.done} made, {summary.skipped} unchanged, {summary.failed} failed.",
    )
    click.echo(str(summary.manifest))
