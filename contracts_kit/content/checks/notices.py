"""A notice is sound: its rules and inputs exist and fit, and everything in it is printed."""

from __future__ import annotations

from collections.abc import Generator, Iterator

from contracts_kit.content.cross_checks import unsound_checks
from contracts_kit.content.expressions import Expr
from contracts_kit.content.mentions import clause_mentions, printed_parameters
from contracts_kit.content.model import Family
from contracts_kit.content.notice_types import NoticeExpressions, conditional, fits
from contracts_kit.content.notices import Calculation, Notice, notice_family
from contracts_kit.content.rules import Rule
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding, Place, nearest
from contracts_kit.language.expression import Expression
from contracts_kit.language.types import Type, both, type_of


def notices_are_sound(family: Family) -> Iterator[Finding]:
    """Everything wrong with the notices of a family but for names in their wordings."""
    for notice in family.notices.values():
        checked = _Checked(family, notice)
        yield from checked.calculations()
        yield from checked.computed()
        yield from checked.circles()
        yield from unsound_checks(notice_family(family, notice))
        yield from _unprinted(family, notice, checked.read)


class _Checked:
    """The checks of one notice. `read` gathers the names that expressions read."""

    def __init__(self, family: Family, notice: Notice) -> None:
        self.family = family
        self.notice = notice
        self.expressions = NoticeExpressions(family, notice)
        self.read: set[str] = set()
        self.needs: dict[str, set[str]] = {}
        self._of = ""

    def calculations(self) -> Iterator[Finding]:
        """Rules and inputs that do not exist, expressions that do not fit their input."""
        for calculation in self.notice.calculations.values():
            self._of = calculation.name
            yield from self._calculation(calculation)

    def computed(self) -> Iterator[Finding]:
        """Computed facts of another type than they declare."""
        for name, found in self.notice.fields.items():
            self._of = name
            if found.agreed is not None:
                yield from self._fitting(found.agreed, self.expressions.parameters, type_of(found.declared.type), name)
            if found.computed is not None:
                yield from self._fitting(found.computed, self.expressions.after(), type_of(found.declared.type), name)
            for column, expression in found.columns_computed.items():
                needed = type_of(found.declared.type.fields[column])
                yield from self._fitting(expression, self.expressions.after(name), needed, f"{name}.{column}")
            if found.columns_computed:  # a column may read what is given in its own table: a running balance
                self.needs.get(name, set()).discard(name)

    def circles(self) -> Iterator[Finding]:
        """Facts and calculations that need each other."""
        done: set[str] = set()

        def visit(name: str, path: tuple[str, ...]) -> Iterator[Finding]:
            if name in path:
                found = " -> ".join([*path[path.index(name) :], name])
                yield Finding("notice_circle", self._place(name), {"found": found})
                return
            if name in done:
                return
            for needed in sorted(self.needs.get(name, ())):
                yield from visit(needed, (*path, name))
            done.add(name)

        for name in sorted(self.needs):
            yield from visit(name, ())

    def _place(self, name: str) -> Place:
        if name in self.notice.calculations:
            return self.notice.calculations[name].place
        return self.notice.fields[name].declared.place

    def _calculation(self, calculation: Calculation) -> Iterator[Finding]:
        rule = self.family.rules.get(calculation.rule)
        if rule is None:
            suggestion = nearest(calculation.rule, self.family.rules)
            yield Finding("unknown_rule", calculation.place, {"name": calculation.rule, "suggestion": suggestion})
            return
        tables = {n for n, f in self.notice.fields.items() if f.declared.type.kind == "rows"}
        if calculation.each is not None and calculation.each not in tables:
            suggestion = nearest(calculation.each, tables)
            yield Finding(
                "notice_field_unknown", calculation.place, {"name": calculation.each, "suggestion": suggestion}
            )
            return
        types = self.expressions.before(calculation)
        if calculation.when is not None:
            condition = yield from self._compiled(calculation.when, types)
            if condition is None:
                return
            if condition.type.kind != "boolean":
                yield Finding("condition_not_boolean", calculation.when.place, {"found": calculation.when.source})
                return
        for name, expression in calculation.inputs.items():
            declared = rule.inputs.get(name)
            if declared is None:
                details = {"name": name, "rule": rule.id, "suggestion": nearest(name, rule.inputs)}
                yield Finding("unknown_input", expression.place, details)
                continue
            needed = type_of(declared.type)
            yield from self._fitting(conditional(calculation, expression), types, needed, f"{rule.id}.{name}")
        yield from self._missing(calculation, rule)

    def _missing(self, calculation: Calculation, rule: Rule) -> Iterator[Finding]:
        for name, declared in rule.inputs.items():
            if not declared.has_default and name not in calculation.inputs:
                yield Finding("notice_input_missing", calculation.place, {"name": name, "rule": rule.id})

    def _fitting(self, expression: Expr, types: dict[str, Type], needed: Type, name: str) -> Iterator[Finding]:
        compiled = yield from self._compiled(expression, types)
        if compiled is not None and not fits(needed, compiled.type):
            details = {"name": name, "source": expression.source, "found": both(compiled.type), "needed": both(needed)}
            yield Finding("notice_input_differs", expression.place, details)

    def _compiled(self, expression: Expr, types: dict[str, Type]) -> Generator[Finding, None, Expression | None]:
        """The compiled expression; what is wrong with it is a finding, and then it is None."""
        try:
            compiled = self.expressions.compile(expression, types)
        except InputError as error:
            yield from error.findings
            return None
        self.read.update(compiled.names)
        own = {*self.notice.calculations, *self.notice.fields}
        self.needs.setdefault(self._of, set()).update(compiled.names & own)
        return compiled


def _unprinted(family: Family, notice: Notice, read: set[str]) -> Iterator[Finding]:
    """A fact, a field of the reply or a calculation that nothing prints (a calculation: and nothing reads)."""
    printed = set(printed_parameters(notice.clause, notice_family(family, notice)))
    for _, _, mentioned in clause_mentions(notice.clause):
        printed.update(name for name, _ in mentioned.called("calculation"))
        for name, line in mentioned.called("calculation"):
            if name not in notice.calculations:
                details = {"name": name, "suggestion": nearest(name, notice.calculations)}
                yield Finding("notice_calculation_unknown", _at(notice, line), details)
    for name, found in notice.all_fields.items():
        if name not in printed:
            yield Finding("notice_field_unprinted", found.declared.place, {"name": name})
    for name, calculation in notice.calculations.items():
        if name not in printed and name not in read:
            yield Finding("notice_field_unprinted", calculation.place, {"name": name})


def _at(notice: Notice, line: int) -> Place:
    return Place(notice.clause.place.file, line, clause=notice.clause.id)
