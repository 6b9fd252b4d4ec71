"""What a column of a list of suppliers may be called, and what it then sets."""

from __future__ import annotations

import pytest
from loan_batches import Planner

from contracts_kit.errors import InputError


def path_of(planned: Planner, column: str) -> str:
    return planned(f'"{column}"\nx\n').targets[0].path


@pytest.mark.parametrize(
    ("column", "path"),
    [
        ("deposit", "deposit"),
        ("押金", "deposit"),
        ("Deposit", "deposit"),
        ("supplier.name", "supplier.name"),
        ("借用方名称", "supplier.name"),
        ("借用方.名称", "supplier.name"),
        ("借用方 名称", "supplier.name"),
        ("借用方：名称", "supplier.name"),
        ("借用方的名称", "supplier.name"),
        ("Borrower: name", "supplier.name"),
        ("Borrower name", "supplier.name"),
        ("borrower's  name", "supplier.name"),
        ("Ｂorrower name", "supplier.name"),
        ("supplier", "supplier.name"),
        ("借用方", "supplier.name"),
        ("name", "supplier.name"),
        ("名称", "supplier.name"),
        ("统一社会信用代码", "supplier.credit_code"),
        ("unified social credit code", "supplier.credit_code"),
        ("buyer.address", "buyer.address"),
        ("出借方住所", "buyer.address"),
        ("options.late_from", "options.late_from"),
        ("folder", "folder"),
        ("文件夹", "folder"),
        ("统一社会\n信用代码", "supplier.credit_code"),
    ],
)
def test_a_column_is_called_as_a_parameter_or_its_label(planned: Planner, column: str, path: str) -> None:
    assert path_of(planned, column) == path


@pytest.mark.parametrize("column", ["供应商名称", "出借人", "x", "options.none_such", "supplier.none_such", "="])
def test_another_name_is_refused(planned: Planner, column: str) -> None:
    with pytest.raises(InputError) as refused:
        path_of(planned, column)
    assert refused.value.findings[0].kind == "unknown_column"


def test_every_unknown_column_is_named_with_the_nearest_path(planned: Planner) -> None:
    with pytest.raises(InputError) as refused:
        planned("押金数,suplier.name,deposit,等级\n1,2,3,4\n")
    assert [(f.kind, f.details["name"], f.details["suggestion"]) for f in refused.value.findings] == [
        ("unknown_column", "押金数", "deposit"),
        ("unknown_column", "suplier.name", "supplier.name"),
        ("unknown_column", "等级", None),
    ]
    assert str(refused.value.findings[1].place) == "list.csv  #1  suplier.name"


def test_two_columns_for_one_thing_are_refused(planned: Planner) -> None:
    with pytest.raises(InputError) as refused:
        planned("押金,借用方,supplier.name,deposit\n1,2,3,4\n")
    assert [(f.kind, f.details["first"], f.details["meaning"]) for f in refused.value.findings] == [
        ("columns_mean_the_same", "借用方", "supplier.name"),
        ("columns_mean_the_same", "押金", "deposit"),
    ]


def test_a_label_of_two_things_is_refused_with_the_paths_to_write(planned: Planner) -> None:
    # the parameter sign_date and the supplier's own field are called the same
    with pytest.raises(InputError) as refused:
        planned("名称,date of signing\n甲,2026-01-01\n")
    (finding,) = refused.value.findings
    assert (finding.kind, finding.details["known"]) == ("column_ambiguous", "sign_date, supplier.sign_date")


def test_a_path_wins_over_a_label(planned: Planner) -> None:
    assert planned("名称,sign_date\n甲,2026-01-01\n").targets[1].path == "sign_date"
