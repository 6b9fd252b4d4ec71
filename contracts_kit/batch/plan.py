"""What a batch is to make: the list and the common file taken together, with everything refused that concerns all rows.

Nothing is written here, and no row's values are read: only who each supplier is and which folder it gets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from contracts_kit.batch.columns import FOLDER, SUPPLIER, Target, column_targets
from contracts_kit.batch.common_file import Common, read_common
from contracts_kit.batch.folder_names import Wanted, folder_names
from contracts_kit.batch.making import Order
from contracts_kit.batch.manifest import NAMES
from contracts_kit.content.library import find_family, load_library
from contracts_kit.content.model import Family, Library
from contracts_kit.content.sheet_files import read_sheet_file
from contracts_kit.content.sheet_table import Cell, SheetTable
from contracts_kit.errors import refuse
from contracts_kit.findings import Finding, Place
from contracts_kit.records import dataclass
from contracts_kit.values.reading_numbers import ascii_forms

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """The suppliers of a batch, each with its folder. `findings` are warnings and notes about the list."""

    library: Library
    family: Family
    common: Common
    table: SheetTable
    targets: tuple[Target, ...]
    folders: tuple[str, ...]
    findings: tuple[Finding, ...]

    def __len__(self) -> int:
        return len(self.folders)

    def orders(self) -> Iterator[Order]:
        """The suppliers to make, one after the other, in the order of the list."""
        name, code = self._position("name"), self._position("credit_code")
        for row, folder in zip(self.table.rows, self.folders, strict=True):
            yield Order(
                row.number,
                row.line,
                row.values,
                _text(row.values, name) or self.common.text(SUPPLIER, "name"),
                _plain_code(_text(row.values, code) or self.common.text(SUPPLIER, "credit_code")),
                folder,
            )

    def _position(self, field: str) -> int | None:
        target = Target(SUPPLIER, field)
        return self.targets.index(target) if target in self.targets else None


def plan_batch(
    family: str,
    common: Path | str | None,
    suppliers: SheetTable | Path | str,
    *,
    library: Library | None = None,
    sheet: str | None = None,
) -> BatchPlan:
    """The plan of a batch of contracts of a family.

    `common` is the parameter file for all (None: every default and blank), `suppliers` the list or its file, `sheet`
    the sheet of a workbook (None: the first that is shown). Raises InputError with what is wrong with the common file,
    with the file of the list, or with its columns.
    """
    found = library if library is not None else load_library()
    settled = find_family(found, family)
    values = read_common(common, settled)
    if settled.outline is None:
        raise refuse("outline_missing", Place(), name=settled.name)
    table = suppliers if isinstance(suppliers, SheetTable) else read_sheet_file(suppliers, sheet)
    targets = column_targets(table, settled)
    plan = BatchPlan(found, settled, values, table, targets, ("",) * len(table.rows), ())
    return BatchPlan(found, settled, values, table, targets, _folders(plan), (*table.notes, *_codes_twice(plan)))


def _folders(plan: BatchPlan) -> tuple[str, ...]:
    named = plan.targets.index(FOLDER) if FOLDER in plan.targets else None
    wanted = [
        Wanted(_text(order.cells, named) or order.supplier, order.credit_code, order.row) for order in plan.orders()
    ]
    return tuple(folder_names(wanted, taken=NAMES))


def _codes_twice(plan: BatchPlan) -> list[Finding]:
    """A warning for each credit code that more than one row gives."""
    column = plan.targets.index(Target(SUPPLIER, "credit_code")) if _has_codes(plan) else None
    rows: dict[str, list[int]] = {}
    for order in plan.orders():
        if _text(order.cells, column):
            rows.setdefault(order.credit_code, []).append(order.row)
    return [
        Finding(
            "credit_code_twice",
            Place(plan.table.file, row=found[1], path=f"{SUPPLIER}.credit_code"),
            {"code": code[:40], "rows": {"zh": _listed(found, "、"), "en": _listed(found, ", ")}},
        )
        for code, found in rows.items()
        if len(found) > 1
    ]


def _has_codes(plan: BatchPlan) -> bool:
    return Target(SUPPLIER, "credit_code") in plan.targets


def _listed(rows: Sequence[int], between: str) -> str:
    shown = between.join(map(str, rows[:_MOST_NAMED]))
    return shown if len(rows) <= _MOST_NAMED else f"{shown}{between}…"


def _text(cells: Sequence[Cell], position: int | None) -> str:
    """The text of a cell; empty where there is no such column, or nothing in it."""
    cell = cells[position] if position is not None else None
    return "" if cell is None or isinstance(cell, list) else str(cell).strip()


def _plain_code(text: str) -> str:
    """A credit code as it is compared."""
    return "".join(ascii_forms(text).upper().replace("-", "").split())
