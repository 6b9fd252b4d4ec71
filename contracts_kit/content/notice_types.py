"""The expressions of a notice with their types: what each may name, and whether it fits the input that it gives."""

from __future__ import annotations

from collections.abc import Mapping

from contracts_kit.content.expressions import Expr
from contracts_kit.content.model import Family
from contracts_kit.content.notices import Calculation, Field, Notice
from contracts_kit.content.rules import Rule
from contracts_kit.findings import Place
from contracts_kit.language.expression import Expression, compile_expression
from contracts_kit.language.types import Type, list_of, record_of, type_of, unify


class NoticeExpressions:
    """Compiles the expressions of one notice of a family.

    A calculation may name the contract's parameters, the facts and the calculations before it, what is computed all of
    them, a default the parameters alone. A fact that need not be given may be nothing, and has to be asked for.
    """

    def __init__(self, family: Family, notice: Notice) -> None:
        self._family = family
        self._notice = notice
        self._compiled: dict[tuple[str, Place], Expression] = {}
        self._options = {name: option.values for name, option in family.options.items() if "." not in name}
        self.parameters = {name: type_of(p.type).given() for name, p in family.parameters.items()}
        self._facts = dict(self.parameters)
        for name, found in notice.fields.items():
            self._facts[name] = fact_type(found)

    def before(self, calculation: Calculation) -> dict[str, Type]:
        """What the expressions of a calculation may name; beside it in the same rows, this row's results."""
        types = dict(self._facts)
        for name, other in self._notice.calculations.items():
            if name == calculation.name:
                break
            types.update(self._results(other, inside=calculation.each))
        if calculation.each is not None and calculation.each in self._notice.fields:
            types.update(_columns(self._notice.fields[calculation.each]))
        return types

    def after(self, row_of: str | None = None) -> dict[str, Type]:
        """What a computed fact may name; `row_of` is the table in which it is a column."""
        types = dict(self._facts)
        for calculation in self._notice.calculations.values():
            types.update(self._results(calculation, inside=row_of))
        if row_of is not None:
            types.update(_columns(self._notice.fields[row_of]))
        return types

    def compile(self, expression: Expr, types: Mapping[str, Type]) -> Expression:
        """An expression over names of these types, compiled once for all rows. Raises InputError of the language floor.

        One expression, told by its place, is always asked for with the same types.
        """
        key = expression.source, expression.place
        found = self._compiled.get(key)
        if found is None:
            found = compile_expression(expression.source, types, expression.place, self._options)
            self._compiled[key] = found
        return found

    def _results(self, calculation: Calculation, inside: str | None = None) -> dict[str, Type]:
        rule = self._family.rules.get(calculation.rule)
        if rule is None:
            return {}
        record = result_type(rule)
        many = calculation.each is not None and calculation.each != inside
        return {calculation.name: list_of(record) if many else record}


def conditional(calculation: Calculation, expression: Expr) -> Expr:
    """The expression that gives an input of a calculation: it may rely on the calculation's condition."""
    if calculation.when is None:
        return expression
    return Expr(f"({expression.source}) if ({calculation.when.source}) else None", expression.place)


def fact_type(found: Field) -> Type:
    """The type of a fact: it may be nothing unless it has to be given."""
    type_ = type_of(found.declared.type)
    if found.declared.type.kind == "rows":
        type_ = list_of(record_of(_columns(found).items()))
    sure = found.required and found.computed is None
    return type_.given() if sure or found.declared.default is not None else type_.or_nothing()


def _columns(found: Field) -> dict[str, Type]:
    """The columns of a table that are not computed."""
    return {
        name: type_of(column)
        for name, column in found.declared.type.fields.items()
        if name not in found.columns_computed
    }


def result_type(rule: Rule) -> Type:
    """The type of what a rule gives, as a record of its outputs."""
    return record_of((name, type_of(output.type)) for name, output in rule.outputs.items())


def fits(needed: Type, found: Type) -> bool:
    """Whether a value may be an input. It may be nothing: then the input is left out. Rows may have more columns."""
    if found.kind in ("nothing", "anything"):
        return True
    if needed.kind == "list" == found.kind:
        return fits(needed.element, found.element)
    if needed.kind == "record" == found.kind:
        return all(
            ((given := found.field(name)) is not None and fits(type_, given)) or (given is None and type_.optional)
            for name, type_ in needed.fields
        )
    joined = unify(needed.given(), found.given())
    if joined is None or (needed.kind == "number" and needed.whole and not found.whole):
        return False
    return needed.choices is None or found.choices is None or set(found.choices) <= set(needed.choices)
