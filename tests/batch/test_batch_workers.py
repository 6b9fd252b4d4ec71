"""The processes of a batch: what they do when they cannot live, and that none of them stays."""

from __future__ import annotations

import multiprocessing
import os
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from loan_batches import Planner

from contracts_kit.batch import BatchSettings
from contracts_kit.batch.making import Work
from contracts_kit.batch.plan import BatchPlan
from contracts_kit.batch.workers import outcomes
from contracts_kit.errors import InputError

LIST = "借用方\n" + "".join(f"公司{number}\n" for number in range(30))


class Deadly:
    """What ends the process that receives it."""

    def __reduce__(self) -> Any:
        return os._exit, (3,)


def work(plan: BatchPlan, folder: Path, settings: Any = None) -> Work:
    columns = tuple(zip(plan.table.columns, plan.targets, strict=True))
    asked = settings or BatchSettings(formats=("txt",))
    return Work(plan.library, plan.family, plan.common, "list.csv", columns, folder, ("zh",), asked)


def test_processes_that_cannot_live_stop_the_batch(planned: Planner, tmp_path: Path) -> None:
    plan = planned(LIST)
    with pytest.raises(InputError) as refused:
        list(outcomes(work(plan, tmp_path, Deadly()), plan.orders(), 2))
    (finding,) = refused.value.findings
    assert (finding.kind, finding.details["found"]) == ("workers_end", "exit 3")
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_order_has_one_outcome(planned: Planner, tmp_path: Path, jobs: int) -> None:
    plan = planned(LIST)
    made = list(outcomes(work(plan, tmp_path), plan.orders(), jobs))
    assert sorted(outcome.row for outcome in made) == list(range(2, 32))
    assert {outcome.status for outcome in made} == {"done"}
    assert multiprocessing.active_children() == []


def test_who_stops_early_leaves_no_process_and_no_half_file(planned: Planner, tmp_path: Path) -> None:
    plan = planned(LIST)
    coming = outcomes(work(plan, tmp_path), plan.orders(), 2)
    assert len(list(islice(coming, 3))) == 3
    coming.close()
    assert multiprocessing.active_children() == []
    assert not [path for path in tmp_path.rglob("*") if ".tmp-" in path.name]


def test_more_processes_than_suppliers_do_no_harm(planned: Planner, tmp_path: Path) -> None:
    plan = planned("借用方\n甲\n")
    assert [outcome.row for outcome in outcomes(work(plan, tmp_path), plan.orders(), 3)] == [2]
