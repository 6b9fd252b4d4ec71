"""What the rules make of the facts of a notice: every calculation, every computed fact, and the refusals by fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from contracts_kit.calculation.calculate import Calculation as Calculated
from contracts_kit.calculation.calculate import Prepared, prepare
from contracts_kit.calculation.facts import Facts, missing
from contracts_kit.calculation.outputs import output_value
from contracts_kit.content.cross_checks import cross_check_findings
from contracts_kit.content.expressions import Expr
from contracts_kit.content.model import Family, Library
from contracts_kit.content.notice_types import NoticeExpressions, conditional
from contracts_kit.content.notices import Calculation, Field, Notice, notice_family
from contracts_kit.content.parameter_values import ParameterValues
from contracts_kit.content.rules import Rule
from contracts_kit.errors import InputError
from contracts_kit.findings import LANGUAGES, Finding, Place
from contracts_kit.language.expression import Expression
from contracts_kit.language.types import Type
from contracts_kit.records import dataclass
from contracts_kit.values.calendar import using_calendar
from contracts_kit.values.printing import print_value
from contracts_kit.values.types import ValueType

_OPEN = object()  # what cannot be computed, because a fact that it needs is open


@dataclass(frozen=True, slots=True)
class Results:
    """`facts`: every fact as the notice prints it, computed ones filled in. `results`: the outputs of each calculation
    by name (a list of them for one that is applied to rows), None where it could not be computed. `calculated` holds
    the calculations themselves, for their steps. `findings` are warnings: a given amount that the rules do not give.
    """

    facts: Mapping[str, Any]
    results: Mapping[str, Any]
    calculated: Mapping[str, tuple[Calculated, ...]]
    findings: tuple[Finding, ...] = ()


def results_of(notice: Notice, family: Family, facts: Facts, values: ParameterValues, library: Library) -> Results:
    """Apply the rules of a notice to its facts under the parameters of a contract.

    A calculation whose facts are open gives nothing. Raises InputError: what a rule refuses, with the place of the
    fact; with the code `missing_param`, the parameter of the contract that is blank.
    """
    with using_calendar(library.working_days):
        return _Computation(notice, family, facts, values, library).results()


class _Computation:
    def __init__(self, notice: Notice, family: Family, facts: Facts, values: ParameterValues, library: Library) -> None:
        self.notice, self.family, self.facts, self.values, self.library = notice, family, facts, values, library
        self.expressions = NoticeExpressions(family, notice)
        self.known: dict[str, Any] = {**values.values}
        self.printed: dict[str, Any] = {}
        self.calculated: dict[str, tuple[Calculated, ...]] = {}
        self.findings: list[Finding] = []
        self.results_made: dict[str, Any] = {}
        self.of_rows: dict[str, list[Any]] = {}
        self.settled: set[str] = set()
        for name, found in notice.fields.items():
            value = facts.values.get(name)
            if value is None and name in family.parameters:
                value = values.values.get(name)  # what the contract says
            if value is None and found.agreed is not None:
                value = self._agreed(found.agreed)
            self.known[name] = self.printed[name] = value

    def results(self) -> Results:
        """Everything that can be computed. Raises InputError."""
        if not self.facts.blank:
            self._checked()
        for name in (*self.notice.calculations, *self.notice.fields):
            self._settle(name)
        lacking = [
            missing(found, self.facts.place(name))
            for name, found in self.notice.fields.items()
            if found.required and self.printed[name] is None and not self.facts.blank
        ]
        if lacking:
            raise InputError(lacking)
        return Results(self.printed, self.results_made, self.calculated, tuple(self.findings))

    def _checked(self) -> None:
        """Ask the notice's own checks of what was given, before any rule is asked; warnings are kept.

        Raises InputError where facts contradict each other.
        """
        family = notice_family(self.family, self.notice)
        places = {name: self.facts.place(name) for name in self.facts.places}
        known = {**self.values.values, **self.printed}
        found = cross_check_findings(family, known, self.values.options, places, Place(self.facts.file))
        wrong = [finding for finding in found if finding.level == "error"]
        if wrong:
            raise InputError(wrong)
        self.findings += found

    def _settle(self, name: str) -> None:
        """Compute a calculation or a fact once, when it is first needed. A circle does not load."""
        if name in self.settled:
            return
        self.settled.add(name)
        if name in self.notice.calculations:
            self._calculation(self.notice.calculations[name])
            return
        found = self.notice.fields.get(name)
        if found is None:
            return
        if found.computed is not None:
            self._take(name, found, self._evaluate(found.computed, self.expressions.after(), shown=True))
        if found.columns_computed and self.printed[name]:
            types = self.expressions.after(name)
            self.printed[name] = [self._row(found, row, index, types) for index, row in enumerate(self.printed[name])]

    def _agreed(self, expression: Expr) -> Any:
        """What the contract says where nobody gives a fact: nothing, where its parameter is blank."""
        compiled = self.expressions.compile(expression, self.expressions.parameters)
        try:
            return compiled.evaluate(self.values.values, self.values.options)
        except InputError:
            return None

    # -- calculations -----------------------------------------------------------------------------------------------

    def _calculation(self, calculation: Calculation) -> None:
        """Apply the rule: to the facts, or to each row of a table."""
        name = calculation.name
        self.known[name] = self.results_made[name] = None
        if self.facts.blank:
            return
        prepared = prepare(calculation.rule, self.values, library=self.library)
        types = self.expressions.before(calculation)
        if calculation.each is None:
            made = self._calculated(calculation, prepared, types, {}, None)
            if made is not None:
                self.calculated[name] = (made,)
                self.known[name], self.results_made[name] = _exact(made), dict(made.outputs)
            return
        table = self.notice.fields[calculation.each]
        rows = self.known.get(calculation.each)
        if rows is None:
            return
        found = []
        for index, row in enumerate(rows):
            inside = {**_given(table, row), **self._beside(calculation.each, index, name)}
            found.append(self._calculated(calculation, prepared, types, inside, index + 1))
        there = [made for made in found if made is not None]
        self.calculated[name] = tuple(there)
        self.of_rows[name] = [None if made is None else _exact(made) for made in found]
        self.known[name] = [_exact(made) for made in there]
        self.results_made[name] = [None if made is None else dict(made.outputs) for made in found]

    def _beside(self, table: str, index: int, before: str | None = None, shown: bool = False) -> dict[str, Any]:
        """What the calculations that are applied to a table (those before one of them) give for a row.

        `shown`: rounded as they are printed.
        """
        made: dict[str, Any] = {}
        for name, other in self.notice.calculations.items():
            if name == before:
                break
            if other.each == table:
                self._settle(name)
                found = self.results_made[name] if shown else self.of_rows.get(name)
                made[name] = found[index] if found is not None else None
        return made

    def _calculated(
        self, calculation: Calculation, prepared: Prepared, types: dict[str, Type], row: Mapping[str, Any], index: Any
    ) -> Calculated | None:
        if calculation.when is not None and self._evaluate(calculation.when, types, row) is not True:
            return None
        inputs: dict[str, Any] = {}
        read: dict[str, list[str]] = {}
        for name, given in calculation.inputs.items():
            expression = conditional(calculation, given)
            declared = prepared.rule.inputs[name]
            value = self._evaluate(expression, types, row)
            if value is _OPEN or (value is None and not declared.has_default):
                return None
            if value is not None:
                inputs[name] = _projected(value, declared.type)
            read[name] = sorted(self._compiled(expression, types).names)
        try:
            return prepared.calculate(inputs)
        except InputError as error:
            raise self._placed(error, calculation, prepared.rule, read, index) from None

    # -- computed facts ---------------------------------------------------------------------------------------------

    def _take(self, name: str, found: Field, value: Any) -> None:
        """A computed fact; where somebody gave another value, a warning says which one is printed."""
        if value is _OPEN or value is None:
            return
        type_ = found.declared.type
        made = output_value(value, type_)
        given = self.facts.values.get(name) if name in self.facts.given else None
        if given is not None and given != made:
            details = {
                "name": name,
                "found": {lang: print_value(given, type_, lang) for lang in LANGUAGES},
                "expected": {lang: print_value(made, type_, lang) for lang in LANGUAGES},
            }
            self.findings.append(Finding("fact_differs", self.facts.place(name), details))
        self.known[name] = self.printed[name] = made

    def _row(self, found: Field, row: Mapping[str, Any], index: int, types: dict[str, Type]) -> dict[str, Any]:
        made = dict(row)
        inside = {**self._beside(found.name, index, shown=True), **_given(found, row)}
        for column, expression in found.columns_computed.items():
            value = self._evaluate(expression, types, inside, shown=True)
            if value is not _OPEN and value is not None:
                made[column] = output_value(value, found.declared.type.fields[column])
        return made

    def _shown(self, name: str) -> Any:
        """A result as it is printed: what a fact is computed from, so that a notice adds up as it reads."""
        made = self.results_made[name]
        return [row for row in made if row is not None] if isinstance(made, list) else made

    # -- expressions ------------------------------------------------------------------------------------------------

    def _compiled(self, expression: Expr, types: dict[str, Type]) -> Expression:
        return self.expressions.compile(expression, types)

    def _evaluate(
        self, expression: Expr, types: dict[str, Type], row: Mapping[str, Any] | None = None, shown: bool = False
    ) -> Any:
        """The value of an expression; _OPEN where a fact or a result that it needs is open.

        `shown` takes the results of calculations as they are printed.
        """
        compiled = self._compiled(expression, types)
        names = dict(row or {})
        for name in sorted(compiled.names - set(names)):
            self._settle(name)
            of_rules = shown and name in self.notice.calculations
            names[name] = self._shown(name) if of_rules else self.known.get(name)
        try:
            return compiled.evaluate(names, self.values.options)
        except InputError as error:
            name = str(error.findings[0].details.get("name", ""))
            if error.findings[0].kind != "parameter_blank":
                fact = next((n for n in sorted(compiled.names) if n in self.facts.given), None)
                place = expression.place if fact is None else self.facts.place(fact)
                raise InputError([_at(f, place) for f in error.findings], code=error.code) from None
            if self.facts.blank or name not in self.family.parameters or name in self.notice.fields:
                return _OPEN
            raise self._blank(error) from None

    # -- refusals ---------------------------------------------------------------------------------------------------

    def _blank(self, error: InputError) -> InputError:
        """The refusal for a blank parameter, with its place in the parameter file."""
        placed = []
        for finding in error.findings:
            name = str(finding.details.get("name", ""))
            placed.append(replace(finding, place=self.values.place(name)) if name in self.values.values else finding)
        return InputError(placed, code=error.code)

    def _placed(
        self, error: InputError, calculation: Calculation, rule: Rule, read: Mapping[str, list[str]], index: int | None
    ) -> InputError:
        """What a rule refuses, at the fact that the input came from; else at the first fact that the rule was given."""
        if error.code == "missing_param":
            return self._blank(error)
        placed = []
        for finding in error.findings:
            path = finding.place.path or ""
            names = read.get(path.removeprefix("inputs."), [n for given in read.values() for n in given])
            fact = next((n for n in (*names, calculation.each or "") if n in self.facts.given), None)
            place = self.facts.place(fact) if fact is not None else Place(path=calculation.name)
            placed.append(replace(finding, place=replace(place, row=index, clause=rule.clause)))
        return InputError(placed, code=error.code)


def _given(table: Field, row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a row that are not computed: what an expression may name."""
    return {name: value for name, value in row.items() if name not in table.columns_computed}


def _exact(calculated: Calculated) -> dict[str, Any]:
    """The results as another calculation takes them."""
    return {name: calculated.exact(name) for name in calculated.outputs}


def _at(finding: Finding, place: Place) -> Finding:
    return replace(finding, place=place)


def _projected(value: Any, type_: ValueType) -> Any:
    """Rows with the columns that a rule knows, and only those that have a value."""
    if type_.kind != "rows" or not isinstance(value, list):
        return value
    return [{name: row[name] for name in type_.fields if row.get(name) is not None} for row in value]
