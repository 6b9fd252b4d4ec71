"""What stands in a line for a slot: a value as printed, a line to fill in, boxes to tick.

Printing is the costly part of assembling, and most values of a batch are the same in every contract: what a slot
prints is kept by slot and value for each family and language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from contracts_kit.assembly.blanks import OpenBlank, blank_text
from contracts_kit.assembly.tree import OPEN_BOX, Blank, Entry, Inline, LineBreak, Text, TickBox, Value
from contracts_kit.content.model import Family, Parameter
from contracts_kit.content.slots import ChartSlot, ParameterSlot, TickSlot
from contracts_kit.errors import InputError
from contracts_kit.findings import Place
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.party import PARTY_FIELDS
from contracts_kit.values.printing import print_value
from contracts_kit.values.types import ValueType

DynamicSlot = ParameterSlot | TickSlot | ChartSlot
MOST_KEPT = 8192
TICK_GAP = {"zh": "　", "en": " "}
_YES_OR_NO = (("true", Bilingual("是", "yes")), ("false", Bilingual("否", "no")))


def raw_value(slot: DynamicSlot, values: Mapping[str, Any]) -> Any:
    """The value that a slot prints: of a parameter, of a row of it, of a field. None is a blank."""
    if isinstance(slot, TickSlot):
        return values.get(slot.parameter)
    if isinstance(slot, ChartSlot):
        return slot.name  # never open: a chart without its values is a sentence that says so
    value = values.get(slot.name)
    if slot.row is not None and value is not None:
        value = value[slot.row] if slot.row < len(value) else None
    if slot.field is not None and value is not None:
        value = value.get(slot.field)
    return value


def value_key(value: Any) -> str:
    """A text that is the same for values that print the same, and for no others of one type."""
    return f"={value}" if type(value) is str else f"{type(value).__name__} {value}"


def value_type(parameter: Parameter, slot: ParameterSlot) -> ValueType:
    """The type of what a slot prints."""
    found = parameter.type
    if slot.row is not None and found.kind == "list" and found.of is not None:
        found = found.of
    if slot.field is not None:
        found = found.fields.get(slot.field, ValueType("text"))
    return found


class ValuePrinter:
    """Prints the slots of one family's contracts in one language."""

    def __init__(self, family: Family, language: str, fillable: Callable[[str], bool] | None = None) -> None:
        """`fillable` is given for a notice: whether the blank of a name may be filled in where it is printed."""
        self._family = family
        self._language = language
        self._fillable = fillable
        self._kept: dict[tuple[DynamicSlot, str], tuple[Inline, ...]] = {}
        self._labels: dict[tuple[str, str | None], str] = {}

    def inlines(self, slot: DynamicSlot, value: Any, key: str) -> tuple[Inline, ...]:
        """What stands for a slot with this value; `key` is its `value_key`."""
        found = self._kept.get((slot, key))
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[slot, key] = self._printed(slot, value)
        return found

    def label(self, parameter: str, field: str | None = None) -> str:
        """The printed label of a parameter, or of a field of it: 供应商 名称."""
        found = self._labels.get((parameter, field))
        if found is None:
            found = self._labels[parameter, field] = printed_label(
                self._family.parameters[parameter], field, self._language
            )
        return found

    def blank(self, slot: DynamicSlot, article: str, by_hand: bool) -> OpenBlank:
        """The blank that an open slot leaves in an article."""
        if isinstance(slot, ParameterSlot):
            return OpenBlank(slot.name, slot.field, self.label(slot.name, slot.field), article, by_hand)
        assert isinstance(slot, TickSlot)
        return OpenBlank(slot.parameter, None, self.label(slot.parameter), article, by_hand)

    def _printed(self, slot: DynamicSlot, value: Any) -> tuple[Inline, ...]:
        if isinstance(slot, TickSlot):
            shown = str(value).lower() if isinstance(value, bool) else value
            return (TickBox(shown == slot.value, slot.parameter, slot.value, self._settled(slot.parameter)),)
        assert isinstance(slot, ParameterSlot)
        parameter = self._family.parameters[slot.name]
        type_ = value_type(parameter, slot)
        if value is None or value == "" or value == []:
            return self._open(slot, parameter, type_)
        labels = parameter.choice_labels if slot.field is None else parameter.field_choice_labels.get(slot.field)
        if self._fillable is not None and type_.kind == "list" and labels:
            return self._ticks(slot, type_, labels.items(), value)
        try:
            text = print_value(value, type_, self._language, style=slot.filter or "prose", choice_labels=labels)
        except InputError as error:  # such as an amount without a capital form: say whose it is
            name = f"{slot.name}.{slot.field}" if slot.field else slot.name
            raise InputError([replace(finding, place=Place(path=name)) for finding in error.findings]) from None
        if self._fillable is None or "\n" not in text:
            return (Value(slot.name, value, text, slot.field, slot.strong, slot.emphasis),)
        made: list[Inline] = []
        for line in text.split("\n"):
            made += [LineBreak()] if made else []
            made.append(Value(slot.name, line, line, slot.field, slot.strong, slot.emphasis))
        return tuple(made)

    def _open(self, slot: ParameterSlot, parameter: Parameter, type_: ValueType) -> tuple[Inline, ...]:
        if self._fillable is not None:
            return self._to_fill_in(slot, parameter, type_)
        if type_.kind == "choice" and slot.field is None and parameter.choice_labels:
            return self._alternatives(slot, parameter)
        text = blank_text(type_, self._language, slot.filter, slot.field)
        return (Blank(slot.name, text, slot.field, slot.strong),)

    # -- in a notice -----------------------------------------------------------------------------------------------

    def _settled(self, name: str) -> bool:
        return self._fillable is not None and not self._fillable(name)

    def _to_fill_in(self, slot: ParameterSlot, parameter: Parameter, type_: ValueType) -> tuple[Inline, ...]:
        """A blank of a notice: it says how it is filled in. The alternatives of a choice stand there to be ticked with
        a pen; in a format that can be filled in, one of them takes the place of all.
        """
        labels = parameter.choice_labels if slot.field is None else parameter.field_choice_labels.get(slot.field, {})
        if type_.kind == "boolean":
            return self._ticks(slot, type_, _YES_OR_NO)
        if type_.kind == "list" and labels:
            return self._ticks(slot, type_, labels.items())
        if type_.kind == "choice" and labels:
            said = [(value, label[self._language]) for value, label in labels.items()]
            text = TICK_GAP[self._language].join(OPEN_BOX + words for _, words in said)
            entry = Entry("choice", tuple(said))
        else:
            text = blank_text(type_, self._language, slot.filter, slot.field)
            entry = Entry("date" if type_.kind == "date" else "text")
        fillable = self._fillable is not None and self._fillable(slot.name)
        return (Blank(slot.name, text, slot.field, slot.strong, entry if fillable else None),)

    def _ticks(
        self, slot: ParameterSlot, type_: ValueType, said: Iterable[tuple[str, Bilingual]], ticked: Iterable[str] = ()
    ) -> tuple[Inline, ...]:
        """Every alternative with a box; those of `ticked` are ticked."""
        name = f"{slot.name}.{slot.field}" if slot.field else slot.name
        chosen = set(ticked)
        made: list[Inline] = []
        for value, label in said:
            if made:
                made.append(Text(TICK_GAP[self._language], slot.strong, slot.emphasis))
            made.append(TickBox(value in chosen, name, value, self._settled(slot.name)))
            made.append(Text(label[self._language], slot.strong, slot.emphasis))
        return tuple(made)

    def _alternatives(self, slot: ParameterSlot, parameter: Parameter) -> tuple[Inline, ...]:
        """Every value of a choice with a box to tick."""
        made: list[Inline] = []
        for value, label in parameter.choice_labels.items():
            if made:
                made.append(Text(TICK_GAP[self._language], slot.strong, slot.emphasis))
            made += [TickBox(False, slot.name, value), Text(label[self._language], slot.strong, slot.emphasis)]
        return tuple(made)


def printed_label(parameter: Parameter, field: str | None, language: str) -> str:
    """The label of a parameter, or of a field of it, in a language."""
    label = parameter.label[language]
    if field is None:
        return label
    known = parameter.field_labels.get(field) or (PARTY_FIELDS[field].label if field in PARTY_FIELDS else None)
    of_field = known[language] if known else field.replace("_", " ")
    return f"{label}{of_field}" if language == "zh" else f"{label}: {of_field}"
