"""A small workspace, and lists of suppliers for it: a loan of equipment has a lender (buyer) and borrowers (suppliers)."""

from __future__ import annotations

from pathlib import Path

import pytest
from loan_batches import COMMON, FAMILY, WORKSPACE, Planner

from contracts_kit.batch import BatchPlan, plan_batch
from contracts_kit.content.library import load_library
from contracts_kit.content.model import Library
from contracts_kit.content.sheet_files import read_sheet_bytes


@pytest.fixture(scope="session")
def loans() -> Library:
    return load_library(WORKSPACE)


@pytest.fixture
def planned(loans: Library, tmp_path: Path) -> Planner:
    """Plans a batch of loans from the text of a list (CSV) and of the common file."""

    def plan(suppliers: str, common: str = COMMON) -> BatchPlan:
        (tmp_path / "common.yaml").write_text(common, encoding="utf-8")
        return plan_batch(
            FAMILY, tmp_path / "common.yaml", read_sheet_bytes(suppliers.encode(), "list.csv"), library=loans
        )

    return plan
