"""An expression in words: what a formula says, with the printed labels of its names in place of the names.

`Phrase` says an expression without numbers. Whoever has numbers (`calculation.explanation`) overrides how a name, a
choice and a list are said; everything else stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from contracts_kit.language import nodes, vocabulary
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.printing import print_value
from contracts_kit.values.types import KindName, ValueType
from contracts_kit.values.units import read_unit

# How strongly a construct binds; a weaker one inside a stronger one is put in brackets.
_CHOICE, _OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _POWER, ATOM = range(9)
_INNER_QUOTES = str.maketrans("“”", "‘’")
_ARITHMETIC = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "**": _POWER}


class Phrase:
    """Says expressions in one language. `labels` gives the printed label of a name, of a field, of an option."""

    def __init__(
        self,
        language: str,
        labels: Mapping[str, Bilingual],
        functions: Mapping[str, Bilingual] | None = None,
    ) -> None:
        self.language = language
        self._labels = labels
        self._functions = functions or {}
        self._brackets = "（{}）" if language == "zh" else "({})"

    def say(self, node: nodes.Node) -> str:
        """The expression in words."""
        return self._say(node)[0]

    def label(self, name: str) -> str:
        """The printed label of a name; the name itself, in words, where it has none."""
        found = self._labels.get(name)
        return found[self.language] if found else name.replace("_", " ")

    def name(self, node: nodes.Name) -> str:
        """How a name is said."""
        return self.label(node.name)

    def choice(self, node: nodes.Choice) -> tuple[str, int]:
        """How a conditional is said: both branches."""
        parts = [self._inside(n, _OR) for n in (node.condition, node.then, node.otherwise)]
        return self._fill(vocabulary.CHOICE, *parts), _CHOICE

    def number(self, digits: str) -> str:
        """How a literal number is said."""
        return digits

    # -- one method for each construct ---------------------------------------------------------------------------

    def _say(self, node: nodes.Node) -> tuple[str, int]:
        return getattr(self, f"_{type(node).__name__.lower()}")(node)  # type: ignore[no-any-return]

    def _inside(self, node: nodes.Node, least: int) -> str:
        words, strength = self._say(node)
        return words if strength >= least else self._brackets.format(words)

    def _fill(self, phrase: Bilingual, *parts: str) -> str:
        words = phrase[self.language]
        if "“{" in words:  # what is quoted has its own quotation marks inside
            parts = tuple(part.translate(_INNER_QUOTES) for part in parts)
        return words.format(*parts, *[""] * 3, all=self._join(parts))

    def _join(self, parts: tuple[str, ...] | list[str]) -> str:
        return ("，" if self.language == "zh" else ", ").join(parts)

    def _number(self, node: nodes.Number) -> tuple[str, int]:
        return self.number(node.digits), ATOM

    def _text(self, node: nodes.Text) -> tuple[str, int]:
        # A text is a value of a choice, or the name of a field to group or sort by.
        found = self._labels.get(f"'{node.value}'") or self._labels.get(node.value)
        words = found[self.language] if found else node.value
        return f"“{words}”", ATOM

    def _constant(self, node: nodes.Constant) -> tuple[str, int]:
        return vocabulary.CONSTANTS[node.value][self.language], ATOM

    def _name(self, node: nodes.Name) -> tuple[str, int]:
        return self.name(node), ATOM

    def _field(self, node: nodes.Field) -> tuple[str, int]:
        if names_an_option(node):
            return self._fill(vocabulary.OPTION, self.label(f"options.{node.name}")), ATOM
        if isinstance(node.of, nodes.Name) and node.of.name == "before":
            return self._fill(vocabulary.BEFORE, self.label(node.name)), ATOM
        if isinstance(node.of, nodes.Item) and _is_last(node.of):
            return self._fill(vocabulary.LAST_ROW, self.label(node.name)), ATOM
        if isinstance(node.of, nodes.Call):
            return self._fill(vocabulary.FIELD, self._inside(node.of, ATOM), self.label(node.name)), ATOM
        if isinstance(node.of, nodes.Name) and self.is_rows(node.of):
            return self._fill(vocabulary.EACH_FIELD, self.name(node.of), self.label(node.name)), ATOM
        return self.label(node.name), ATOM

    def is_rows(self, node: nodes.Name) -> bool:
        """Whether a name stands for a list of records."""
        return True

    def _item(self, node: nodes.Item) -> tuple[str, int]:
        return self._fill(vocabulary.FIELD, self._inside(node.of, ATOM), self._inside(node.key, ATOM)), ATOM

    def _slice(self, node: nodes.Slice) -> tuple[str, int]:
        return self._say(node.of)

    def _call(self, node: nodes.Call) -> tuple[str, int]:
        # `default=` says what an empty list gives; a reader of the formula has no use for it.
        arguments = [*node.arguments, *(value for name, value in node.named if name != "default")]
        if node.function == "max" and len(arguments) == 2 and _is_zero(arguments[0]):
            return self._fill(vocabulary.NOT_BELOW_ZERO, self._inside(arguments[1], _SUM)), _SUM
        if node.function == "quantity" and (said := _quantity(arguments, self.language)) is not None:
            return said, ATOM
        phrase = vocabulary.FUNCTIONS.get(node.function)
        if len(arguments) == 1:
            phrase = vocabulary.OF_A_LIST.get(node.function, phrase)
        parts = [self._inside(a, _COMPARISON) for a in arguments]
        if phrase is not None:
            return self._fill(phrase, *parts), _SUM if "{0}" in phrase.zh else ATOM
        title = self._functions.get(node.function) or self._labels.get(node.function)
        said = title[self.language] if title else node.function.replace("_", " ")
        return said + (self._brackets.format(self._join(parts)) if parts else ""), ATOM

    def _negative(self, node: nodes.Negative) -> tuple[str, int]:
        return "−" + self._inside(node.operand, _POWER), _PRODUCT

    def _not(self, node: nodes.Not) -> tuple[str, int]:
        return self._fill(vocabulary.NEGATION, self._say(node.operand)[0]), _NOT  # quoted, so it needs no brackets

    def _arithmetic(self, node: nodes.Arithmetic) -> tuple[str, int]:
        strength = _ARITHMETIC[node.operator]
        left = self._inside(node.left, strength)
        right = self._inside(node.right, strength + (node.operator in "-/**"))
        return left + vocabulary.OPERATORS[node.operator] + right, strength

    def _comparison(self, node: nodes.Comparison) -> tuple[str, int]:
        signs = vocabulary.COMPARISONS if self.language == "zh" else vocabulary.COMPARISONS_EN
        first = node.operators[0]
        if first in ("==", "!=") and names_an_option(node.operands[0]) and isinstance(node.operands[1], nodes.Text):
            phrase = vocabulary.OPTION_IS if first == "==" else vocabulary.OPTION_IS_NOT
            option = self.label(f"options.{getattr(node.operands[0], 'name', '')}")
            return self._fill(phrase, option, node.operands[1].value), _COMPARISON
        if first in vocabulary.SAME_TEXT and isinstance(node.operands[1], nodes.Text) and len(node.operands) == 2:
            parts = [self._inside(o, _SUM) for o in node.operands]
            return self._fill(vocabulary.SAME_TEXT[first], *parts), _COMPARISON
        if first in vocabulary.MEMBERSHIP:
            parts = [self._inside(o, _SUM) for o in node.operands]
            return self._fill(vocabulary.MEMBERSHIP[first], *parts), _COMPARISON
        said = self._inside(node.operands[0], _SUM)
        for operator, operand in zip(node.operators, node.operands[1:], strict=True):
            said += f" {signs[operator]} " + self._inside(operand, _SUM)
        return said, _COMPARISON

    def _logic(self, node: nodes.Logic) -> tuple[str, int]:
        strength = _AND if node.operator == "and" else _OR
        word = vocabulary.LOGIC[node.operator][self.language]
        return word.join(self._inside(o, strength + 1) for o in node.operands), strength

    def _choice(self, node: nodes.Choice) -> tuple[str, int]:
        return self.choice(node)

    def _listdisplay(self, node: nodes.ListDisplay) -> tuple[str, int]:
        return vocabulary.JOIN[self.language].join(self._inside(i, _OR) for i in node.items), ATOM

    def _mapdisplay(self, node: nodes.MapDisplay) -> tuple[str, int]:
        pairs = [self._fill(vocabulary.LABELLED, self._inside(k, ATOM)) + self._inside(v, _OR) for k, v in node.items]
        return self._brackets.format(("；" if self.language == "zh" else "; ").join(pairs)), ATOM

    def _projection(self, node: nodes.Projection) -> tuple[str, int]:
        kept = self._labels
        self._labels = {**kept, node.variable: vocabulary.EACH}
        try:
            return self._projected(node)
        finally:
            self._labels = kept

    def _projected(self, node: nodes.Projection) -> tuple[str, int]:
        over = self._inside(node.over, _OR)
        bare = isinstance(node.value, nodes.Name) and node.value.name == node.variable
        if node.condition is not None:
            condition = self._inside(node.condition, _OR)
            if bare:
                return self._fill(vocabulary.FILTER, over, condition), ATOM
            return self._fill(vocabulary.FILTER_FIELD, over, self._inside(node.value, _OR), condition), ATOM
        if bare:
            return over, ATOM
        return self._fill(vocabulary.PROJECTION, over, self._inside(node.value, _OR)), ATOM


def names_an_option(node: nodes.Node) -> bool:
    """Whether a node is `options.name`."""
    return isinstance(node, nodes.Field) and isinstance(node.of, nodes.Name) and node.of.name == "options"


def _quantity(arguments: list[nodes.Node], language: str) -> str | None:
    """`quantity(1, 'batch')` as it is printed: 1批. None where it is not written out in figures."""
    match arguments:
        case [nodes.Number(digits=digits), nodes.Text(value=unit)]:
            found = read_unit(unit)
            kind: KindName = "money" if found.currency else "ratio" if found.text == "ratio" else "decimal"
            return print_value(Fraction(digits), ValueType(kind, found.text), language, style="full")
    return None


def _is_last(node: nodes.Item) -> bool:
    """Whether this is the last element of a list: `rows[count(rows) - 1]`."""
    key = node.key
    return isinstance(key, nodes.Arithmetic) and isinstance(key.left, nodes.Call) and key.left.function == "count"


def _is_zero(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Number) and node.digits.strip("0.") == ""
