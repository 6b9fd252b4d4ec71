"""The documents that are measured: a shipped contract with another supplier and another number each time."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FAMILY = "quality_agreement"
LONG = "retail_supply_contract"
"""A contract with 122 articles, five annexes and its worked examples."""


def parameters_of(family: str) -> Path:
    """The parameter file of the shipped example of a family."""
    return ROOT / "examples" / f"{family}.yaml"


PARAMETERS = parameters_of(FAMILY)


@functools.cache
def _given(family: str) -> dict[str, Any]:
    import yaml

    given: dict[str, Any] = yaml.safe_load(parameters_of(family).read_text(encoding="utf-8"))
    return given


@functools.cache
def library() -> Any:
    """The shipped content, loaded once."""
    from contracts_kit.content.library import load_library

    return load_library()


def values(number: int, family: str = FAMILY) -> dict[str, Any]:
    """The example's parameter file for supplier `number`; the name holds characters that XML must escape.

    Amounts stay: they would change the worked examples, whose amounts are text in the naive template. The length
    of the texts stays too, so that the cached page numbers of the contents are the same.
    """
    given = _given(family)
    parameters = given["parameters"]
    own = f"{number % 10_000:04}"
    supplier = parameters["supplier"] | {
        "name": f"样本零部件 <{own}> & 公司",
        "contact": f"己样本{own}",
        "phone": f"000-0000{own}",
    }
    changed = {"contract_number": f"SL-ZL-2026-{own}", "supplier": supplier}
    return {**given, "parameters": {**parameters, **changed}}


def contract(number: int, family: str = FAMILY) -> Any:
    """The contract with supplier `number`, assembled."""
    from contracts_kit.assembly.contract import assemble

    return assemble(family, values(number, family), library=library())


def written(number: int, family: str = FAMILY) -> bytes:
    """The contract with supplier `number`, assembled and written as a Word file."""
    from contracts_kit.writers.write import to_bytes

    return to_bytes(contract(number, family), "docx")
