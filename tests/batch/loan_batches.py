"""What the tests of batches share: the small workspace, a common file, and what lies below a folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from contracts_kit.batch import BatchPlan

WORKSPACE = Path(__file__).parent.parent / "workspaces" / "equipment_loan"
FAMILY = "equipment_loan"
COMMON = "buyer: {name: 示例出借公司}\ndeposit: 5万元\nlate_rate: 0.1%\noptions: {late_from: same_day}\n"
Planner = Callable[..., BatchPlan]


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder with the digest of its content."""
    return {
        os.path.relpath(os.path.join(where, name), folder): hashlib.sha256(Path(where, name).read_bytes()).hexdigest()
        for where, _, names in os.walk(folder)
        for name in names
    }
