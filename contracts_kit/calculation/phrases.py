"""A formula of a calculation that was run: in words with only the branch taken, and with the numbers put in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from contracts_kit.errors import InputError
from contracts_kit.language import nodes, vocabulary
from contracts_kit.language.evaluate import evaluate_node
from contracts_kit.language.functions import FUNCTIONS
from contracts_kit.language.words import ATOM, Phrase, names_an_option
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.printing import print_value
from contracts_kit.values.types import ValueType

MOST_SHOWN = 6
FUNCTION_LABELS = {name: function.label for name, function in FUNCTIONS.items()}
_ROUNDING = frozenset({"round_money", "round_to"})
_KEEPS_TYPE = frozenset({"sum", "max", "min", "first", "last", "abs", "round_money"})
_NONE = Bilingual("无", "none")
_HOW_MANY = Bilingual("（共 {} 项）", "({} entries)")


@dataclass(slots=True)
class Facts:
    """What is known where a formula is explained: values, types and labels by name, the options in force.

    `words` are the printed words of a choice's values: `words["fail"]`; `column_words` those of a column of rows, which
    may call the same value otherwise. `table` gives the rows of a data table, `rule` what a rule that is called comes
    to.
    """

    values: dict[str, Any] = field(default_factory=dict)
    types: dict[str, ValueType] = field(default_factory=dict)
    labels: dict[str, Bilingual] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    words: dict[str, Bilingual] = field(default_factory=dict)
    column_words: dict[str, Mapping[str, Bilingual]] = field(default_factory=dict)
    table: Callable[[str], Any] | None = None
    rule: Callable[[str, Mapping[str, Any]], Any] | None = None


def printed(value: Any, kind: ValueType | None, language: str, words: Mapping[str, Bilingual] | None = None) -> str:
    """A value as the explanation prints it; by its type where one is known, else by what it is."""
    if value is None:
        return "—"
    if kind is not None and kind.kind in ("list", "map", "rows"):
        kind = kind.of
    if isinstance(value, (list, tuple)):
        shown = [printed(v, kind, language, words) for v in value[:MOST_SHOWN]]
        if any(isinstance(v, Mapping) for v in value):
            return _HOW_MANY[language].format(len(value))
        more = _HOW_MANY[language].format(len(value)) if len(value) > MOST_SHOWN else ""
        return ("、" if language == "zh" else ", ").join(shown) + more if shown else _NONE[language]
    if isinstance(value, Mapping):
        joint = "：" if language == "zh" else ": "
        pairs = [f"{k}{joint}{printed(v, kind, language, words)}" for k, v in list(value.items())[:MOST_SHOWN]]
        return ("；" if language == "zh" else "; ").join(pairs) or "—"
    if isinstance(value, str):
        return words[value][language] if words and value in words else value
    return print_value(value, kind or _type_like(value), language, style="full")


def _type_like(value: Any) -> ValueType:
    if isinstance(value, bool):
        return ValueType("boolean")
    if isinstance(value, datetime):
        return ValueType("datetime")
    if isinstance(value, date):
        return ValueType("date")
    return ValueType("integer" if isinstance(value, int) else "decimal")


class Taken(Phrase):
    """Says a formula in words, a conditional only by the branch that was taken."""

    def __init__(self, language: str, facts: Facts) -> None:
        super().__init__(language, facts.labels | {f"'{k}'": v for k, v in facts.words.items()}, FUNCTION_LABELS)
        self.facts = facts

    def value(self, node: nodes.Node) -> Any:
        """What a part of the formula came to; Ellipsis where that cannot be told here."""
        try:
            return evaluate_node(node, self.facts.values, self.facts.options, self.facts.rule, self.facts.table)
        except (InputError, KeyError, TypeError, AttributeError):
            return ...

    def choice(self, node: nodes.Choice) -> tuple[str, int]:
        """Only the branch that was taken."""
        holds = self.value(node.condition)
        if holds is ...:
            return super().choice(node)
        return self._say(node.then if holds else node.otherwise)

    def _logic(self, node: nodes.Logic) -> tuple[str, int]:
        """Without the operands that the readings in force, or a value being given, settle already."""
        settled = node.operator == "or"  # an operand of this value decides the whole
        kept: list[nodes.Node] = []
        for operand in node.operands:
            value = self.value(operand) if _is_settled(operand) else ...
            if value is settled:
                return vocabulary.BY_READING[self.language] if _reads_option(operand) else self._say(operand)[0], ATOM
            if value is ...:
                kept.append(operand)
        if not kept:
            return vocabulary.BY_READING[self.language], ATOM
        return self._say(kept[0]) if len(kept) == 1 else super()._logic(nodes.Logic(0, 0, node.operator, tuple(kept)))

    def _item(self, node: nodes.Item) -> tuple[str, int]:
        key = self.value(node.key)
        if isinstance(node.of, nodes.MapDisplay) and key is not ...:
            for name, value in node.of.items:
                if self.value(name) == key:
                    return self._say(value)
        return super()._item(node)

    def _call(self, node: nodes.Call) -> tuple[str, int]:
        if node.function in _ROUNDING and self.value(node) == self.value(node.arguments[0]):
            return self._say(node.arguments[0])
        if node.function in vocabulary.OF_DATES and len(node.arguments) > 1 and isinstance(self.value(node), date):
            parts = [self._say(argument)[0] for argument in node.arguments]
            return self._fill(vocabulary.OF_DATES[node.function], *parts), ATOM
        return super()._call(node)

    def is_rows(self, node: nodes.Name) -> bool:
        """Whether a name stands for a list of records."""
        found = self.facts.values.get(node.name)
        return isinstance(found, (list, tuple))


def _is_settled(node: nodes.Node) -> bool:
    """Whether a condition asks only for a reading in force, or whether something is given."""
    if not isinstance(node, nodes.Comparison):
        return False
    if node.operators[0] in ("is", "is not"):
        return True
    return len(node.operands) == 2 and _reads_option(node) and isinstance(node.operands[1], nodes.Text)


def _reads_option(node: nodes.Node) -> bool:
    return names_an_option(node.operands[0] if isinstance(node, nodes.Comparison) else node)


class Filled(Taken):
    """Says a formula with the numbers put in."""

    def name(self, node: nodes.Name) -> str:
        """The value of a name, with its unit."""
        if node.name not in self.facts.values:
            return super().name(node)
        kind = self.facts.types.get(node.name)
        return printed(self.facts.values[node.name], kind, self.language, self.facts.words)

    def _evaluated(self, node: nodes.Node, kind: ValueType | None = None) -> tuple[str, int] | None:
        value = self.value(node)
        if value is ...:
            return None
        return printed(value, kind, self.language, self.facts.words), ATOM

    def _field(self, node: nodes.Field) -> tuple[str, int]:
        return self._evaluated(node, self.facts.types.get(node.name)) or super()._field(node)

    def _projection(self, node: nodes.Projection) -> tuple[str, int]:
        return self._evaluated(node, self._kind(node.value)) or super()._projection(node)

    def _kind(self, node: nodes.Node) -> ValueType | None:
        """The type that a part of a formula takes over from what it names; None where it has one of its own."""
        if isinstance(node, (nodes.Name, nodes.Field)):
            return self.facts.types.get(node.name)
        if isinstance(node, nodes.Call) and node.arguments and node.function in _KEEPS_TYPE:
            return self._kind(node.arguments[0])
        if isinstance(node, nodes.Arithmetic) and node.operator in "+-":
            return self._kind(node.left)
        return None

    def _mapdisplay(self, node: nodes.MapDisplay) -> tuple[str, int]:
        return self._evaluated(node) or super()._mapdisplay(node)

    def _slice(self, node: nodes.Slice) -> tuple[str, int]:
        return self._evaluated(node) or super()._slice(node)
