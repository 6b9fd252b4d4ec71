"""Runs a batch: every supplier of a plan made, skipped or reported, and the manifest that says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from contracts_kit.batch.making import FAILED, Order, Outcome, Work
from contracts_kit.batch.manifest import MANIFEST, ManifestStore
from contracts_kit.batch.plan import BatchPlan
from contracts_kit.batch.settings import BatchSettings
from contracts_kit.batch.workers import outcomes
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding
from contracts_kit.records import dataclass
from contracts_kit.writers.folders import made_folder
from contracts_kit.writers.write import remove_leftovers


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """What came of a batch: how many suppliers were made, skipped and failed, and where the manifest is.

    `findings` concern the folder; `without_row` are folders of an earlier batch that no row of the list has any more.
    """

    done: int
    skipped: int
    failed: int
    manifest: Path
    findings: tuple[Finding, ...] = ()
    without_row: tuple[str, ...] = ()


def run_batch(
    plan: BatchPlan,
    folder: Path | str,
    settings: BatchSettings | None = None,
    *,
    report: Callable[[Outcome], None] = lambda outcome: None,
) -> BatchSummary:
    """Make the documents of every supplier of a plan below `folder`, and write the manifest.

    `report` is called with each outcome as it comes, in no order. A row that fails is an outcome; what stops the whole
    is raised, and a later run goes on from there. Raises InputError: wrong settings, a folder that cannot be written
    to, a full disk, another batch in the same folder.
    """
    asked = settings or BatchSettings()
    asked.check()
    target = made_folder(str(folder))
    languages = tuple(dict.fromkeys(asked.languages or (plan.common.language or "zh",)))
    columns = tuple(zip(plan.table.columns, plan.targets, strict=True))
    work = Work(plan.library, plan.family, plan.common, plan.table.file, columns, target, languages, asked)
    counts = {"done": 0, "skipped": 0, "failed": 0}
    with ManifestStore(target) as store:
        known = frozenset(plan.folders)
        without_row = tuple(sorted(name for name in store.folders() if name not in known))
        for name in (".", *without_row):
            remove_leftovers(target / name)
        with closing(outcomes(work, _orders(plan, store), min(asked.jobs, len(plan)))) as made:
            for outcome in made:
                store.add(outcome.folder, outcome.line)
                counts[outcome.status] += 1
                _stop_where_all_would_fail(outcome)
                report(outcome)
        store.finish(plan.folders)
    return BatchSummary(**counts, manifest=target / MANIFEST, findings=tuple(store.findings), without_row=without_row)


def _orders(plan: BatchPlan, store: ManifestStore) -> Iterator[Order]:
    """The orders with what the manifest says of their folders."""
    for order in plan.orders():
        yield replace(order, before=store.line(order.folder))


def _stop_where_all_would_fail(outcome: Outcome) -> None:
    """Raises InputError for a full disk: the rows behind would fail for the same reason."""
    full = [finding for finding in outcome.findings if finding.kind == "disk_full"]
    if outcome.status == FAILED and full:
        raise InputError(full)
