"""The small workspace that assembly is tested on: a loan of equipment, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts_kit.content.library import load_library
from contracts_kit.content.model import Library

WORKSPACE = Path(__file__).parent.parent / "workspaces" / "equipment_loan"


@pytest.fixture(scope="session")
def loans() -> Library:
    return load_library(WORKSPACE)
