"""What a finished file says of itself: its parameter values as JSON types, its labels, its date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from contracts_kit.assembly.printed_values import ValuePrinter, value_key
from contracts_kit.content.model import Family, Parameter
from contracts_kit.errors import refuse
from contracts_kit.findings import Place
from contracts_kit.records import dataclass
from contracts_kit.values.printing import print_value
from contracts_kit.values.types import ValueType
from contracts_kit.values.units import factor_of

UNDATED = "2000-01-01"
DATE_PARAMETER = "sign_date"
MOST_KEPT = 2048


def json_value(value: Any, type_: ValueType | None) -> Any:
    """A value as JSON types: numbers as plain decimal texts, dates in ISO form, truth and nothing as they are."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, Mapping):
        fields = type_.fields if type_ is not None else {}
        of = type_.of if type_ is not None else None
        return {str(name): json_value(v, fields.get(name, of)) for name, v in value.items()}
    if isinstance(value, (list, tuple)):
        row = type_.of if type_ is not None and type_.kind == "list" else type_
        return [json_value(v, row) for v in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return print_value(value, type_ or ValueType("decimal"), "en", style="plain")


@dataclass(frozen=True, slots=True)
class _Carried:
    """The parameters and options that a contract's files carry, and the labels of the parameters."""

    parameters: Mapping[str, Parameter]
    options: frozenset[str]
    labels: Mapping[str, str]


class Record:
    """The values and labels of one family's contracts as its files carry them; what did not change is made once."""

    def __init__(self, family: Family, printer: ValuePrinter) -> None:
        self._family = family
        self._printer = printer
        self._kept: dict[tuple[str, str], Any] = {}
        self._parts: dict[frozenset[str], _Carried] = {}

    def carried(self, annexes: frozenset[str]) -> _Carried:
        """What a contract with the documents of these families as annexes carries."""
        found = self._parts.get(annexes)
        if found is None:
            family = self._family
            left_out = {name for name, owner in family.annexed.items() if owner not in annexes}
            parameters = {name: p for name, p in family.parameters.items() if name not in left_out}
            options = frozenset(family.options.keys() - left_out)
            found = self._parts[annexes] = _Carried(parameters, options, _labels(parameters, self._printer))
        return found

    def values(self, values: Mapping[str, Any], carried: _Carried) -> dict[str, Any]:
        """The value of each parameter that is carried as JSON types; a blank is None."""
        kept = self._kept
        if len(kept) > MOST_KEPT:
            kept.clear()
        made = {}
        for name, parameter in carried.parameters.items():
            value = values.get(name)
            if value is None or value is True or value is False:
                made[name] = value
                continue
            key = name, value_key(value)
            found = kept.get(key)
            if found is None:
                found = kept[key] = json_value(_as_listed(value, parameter), parameter.type)
            made[name] = found
        return made


def _as_listed(value: Any, parameter: Parameter) -> Any:
    """The value in the unit in which a bare number is read: an amount listed in 万元 as 5, not as 50000."""
    return Fraction(value) / factor_of(parameter.listed_unit) if parameter.listed_unit is not None else value


def _labels(parameters: Mapping[str, Parameter], printer: ValuePrinter) -> dict[str, str]:
    made: dict[str, str] = {}
    for name, parameter in parameters.items():
        made[name] = printer.label(name)
        if parameter.type.kind in ("record", "rows"):
            for field in parameter.type.fields:
                made[f"{name}.{field}"] = printer.label(name, field)
    return made


def document_date(given: str | date | None, values: Mapping[str, Any]) -> str:
    """The document's date in ISO form: the one given, else the date of signing, else 2000-01-01; never the clock's.

    Raises InputError `document_date_wrong`.
    """
    if given is None:
        signed = values.get(DATE_PARAMETER)
        return signed.isoformat() if isinstance(signed, date) else UNDATED
    if isinstance(given, datetime):
        return given.date().isoformat()
    if isinstance(given, date):
        return given.isoformat()
    try:
        return date.fromisoformat(str(given).strip()).isoformat()
    except ValueError:
        raise refuse("document_date_wrong", Place(), found=str(given)[:40]) from None
