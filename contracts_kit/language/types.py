"""The types of the rule language: what inference knows of a value before anything is computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from contracts_kit.language.units_algebra import COUNT, PLAIN, Measure, common, measure_of
from contracts_kit.records import dataclass
from contracts_kit.values.types import ValueType

Kind = Literal[
    "number", "text", "boolean", "date", "datetime", "list", "map", "record", "nothing", "anything", "result"
]


@dataclass(frozen=True, slots=True)
class Type:
    """A type.

    A number has a `measure`, is `whole` or not, and is `endless` where a division need not terminate. A text may be
    one of `choices` (None: any text). A list has elements `of`, is `counted` in a unit, and is looked up by `key`
    where it is a table with one. A map has values `of`. A record has `fields`; the result of a rule too (`result`).
    `optional`: it may be nothing. `nothing` is the type of None, `anything` that of an element of an empty list.
    """

    kind: Kind
    measure: Measure = PLAIN
    whole: bool = False
    endless: bool = False
    optional: bool = False
    choices: tuple[str, ...] | None = None
    of: Type | None = None
    fields: tuple[tuple[str, Type], ...] = ()
    counted: Measure = COUNT
    key: Type | None = None

    def field(self, name: str) -> Type | None:
        """The type of a field; None where there is no such field."""
        return next((type_ for known, type_ in self.fields if known == name), None)

    def given(self) -> Type:
        """The same type, not nothing."""
        return replace(self, optional=False) if self.optional else self

    def or_nothing(self) -> Type:
        """The same type, possibly nothing."""
        return self if self.optional or self.kind == "nothing" else replace(self, optional=True)

    @property
    def element(self) -> Type:
        """The type of a list's or map's elements."""
        return self.of or ANYTHING


BOOLEAN = Type("boolean")
DATE = Type("date")
DATETIME = Type("datetime")
TEXT = Type("text")
NOTHING = Type("nothing")
ANYTHING = Type("anything")


def number(measure: Measure = PLAIN, *, whole: bool = False, endless: bool = False) -> Type:
    """A number."""
    return Type("number", measure=measure, whole=whole, endless=endless)


def text_of(choices: Iterable[str]) -> Type:
    """A text that is one of a few."""
    return Type("text", choices=tuple(dict.fromkeys(choices)))


def list_of(element: Type, counted: Measure = COUNT) -> Type:
    """A list."""
    return Type("list", of=element, counted=counted)


def record_of(fields: Iterable[tuple[str, Type]]) -> Type:
    """A record."""
    return Type("record", fields=tuple(fields))


def type_of(value_type: ValueType) -> Type:
    """The language's type of a declared type."""
    made = _type_of(value_type)
    return made.or_nothing() if value_type.optional else made


def _type_of(declared: ValueType) -> Type:
    kind = declared.kind
    if kind == "money":
        return number(measure_of(declared.unit or "CNY"))
    if kind in ("ratio", "decimal"):
        return number(measure_of(declared.unit))
    if kind == "integer":
        return number(COUNT if declared.unit is None else measure_of(declared.unit), whole=True)
    if kind == "choice":
        return text_of(declared.choices) if declared.choices else TEXT
    if kind == "boolean":
        return BOOLEAN
    if kind == "date":
        return DATE
    if kind == "datetime":
        return DATETIME
    if kind == "text":
        return TEXT
    counted = COUNT if declared.unit is None else measure_of(declared.unit)
    if kind == "list":
        assert declared.of is not None
        return list_of(type_of(declared.of), counted)
    if kind == "map":
        assert declared.of is not None
        return Type("map", of=type_of(declared.of), key=TEXT)
    fields = record_of((name, type_of(field)) for name, field in declared.fields.items())
    return list_of(fields, counted) if kind == "rows" else fields


def unify(left: Type, right: Type) -> Type | None:
    """The type of something that is either; None where they do not go together."""
    if left == right or right.kind == "anything":
        return left
    if left.kind == "anything":
        return right
    if left.kind == "nothing":
        return right.or_nothing()
    if right.kind == "nothing":
        return left.or_nothing()
    if left.kind != right.kind:
        return None
    made = _unify_same(left, right)
    return made.or_nothing() if made is not None and (left.optional or right.optional) else made


def _unify_same(left: Type, right: Type) -> Type | None:
    if left.kind == "number":
        measure = common(left.measure, right.measure)
        if measure is None:
            return None
        return number(measure, whole=left.whole and right.whole, endless=left.endless or right.endless)
    if left.kind == "text":
        if left.choices is None or right.choices is None:
            return TEXT
        return text_of((*left.choices, *right.choices))
    if left.kind in ("list", "map"):
        element = unify(left.element, right.element)
        if element is None:
            return None
        counted = common(left.counted, right.counted)
        return Type(left.kind, of=element, counted=counted or COUNT, key=left.key if left.kind == "map" else None)
    if left.kind == "record":
        names = [name for name, _ in left.fields]
        if set(names) != {name for name, _ in right.fields}:
            return None
        fields: list[tuple[str, Type]] = []
        for name, type_ in left.fields:
            other = right.field(name)
            joined = unify(type_, other) if other else None
            if joined is None:
                return None
            fields.append((name, joined))
        return record_of(fields)
    return left


_WORDS: dict[str, tuple[str, str]] = {
    "text": ("文字", "a text"),
    "boolean": ("是非", "true or false"),
    "date": ("日期", "a date"),
    "datetime": ("时刻", "a moment"),
    "map": ("对照表", "a map"),
    "record": ("记录", "a record"),
    "result": ("规则结果", "a rule's result"),
    "nothing": ("空", "nothing"),
    "anything": ("空", "nothing yet"),
}


def describe(type_: Type, language: str) -> str:
    """A type in the words of a message."""
    if type_.kind == "number":
        words = type_.measure.text(language)
    elif type_.kind == "list":
        element = describe(type_.element, language)
        words = f"{element}的列表" if language == "zh" else f"a list of {element}"
    elif type_.kind == "text" and type_.choices is not None and len(type_.choices) <= 6:
        listed = ", ".join(type_.choices)
        words = f"选项（{listed}）" if language == "zh" else f"one of ({listed})"
    elif type_.kind == "record" and 0 < len(type_.fields) <= 8:
        listed = ", ".join(name for name, _ in type_.fields)
        words = f"记录（{listed}）" if language == "zh" else f"a record ({listed})"
    else:
        words = _WORDS[type_.kind][0 if language == "zh" else 1]
    if type_.optional:
        words += "或空" if language == "zh" else " or nothing"
    return words


def both(type_: Type) -> dict[str, str]:
    """A type in both languages, as a detail of a finding."""
    return {"zh": describe(type_, "zh"), "en": describe(type_, "en")}
