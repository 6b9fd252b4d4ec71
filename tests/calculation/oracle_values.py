"""How the values of an oracle meet those of the calculator: handed over exactly, and compared exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any


def written(value: Any) -> Any:
    """A value as it is handed to the calculator: numbers as text, exactly."""
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}" if value.denominator > 1 else str(value.numerator)
    if isinstance(value, list):
        return [written(v) for v in value]
    if isinstance(value, dict):
        return {name: written(v) for name, v in value.items()}
    return value


def comparable(value: Any) -> Any:
    """An amount as a fraction, for comparing both sides."""
    if isinstance(value, list):
        return [comparable(v) for v in value]
    if isinstance(value, dict):
        return {name: comparable(v) for name, v in value.items()}
    return Fraction(value) if isinstance(value, Decimal) else value
