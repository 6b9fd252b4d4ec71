"""An expression as it is written in a file."""

from __future__ import annotations

from dataclasses import field

from contracts_kit.findings import Place
from contracts_kit.records import dataclass


@dataclass(frozen=True, slots=True)
class Expr:
    """An expression as written, and where."""

    source: str
    place: Place = field(default_factory=Place)
