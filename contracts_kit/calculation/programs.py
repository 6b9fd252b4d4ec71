"""The compiled rules of a library, each compiled when it is first used, and one run of them over given values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from contracts_kit.calculation.compiled import Program, compile_rule
from contracts_kit.calculation.inputs import check_called
from contracts_kit.calculation.tables import TableRows, bound_table, read_cells
from contracts_kit.content.homes import homes_of
from contracts_kit.content.model import Family, Library
from contracts_kit.content.rule_check import rule_context
from contracts_kit.content.rule_types import RuleContext
from contracts_kit.content.rules import Rule
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place
from contracts_kit.language.runtime import Work, blank, exact

_MAX_KEPT = 8
_kept: dict[int, Programs] = {}


class Programs:
    """The programs of one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._homes = homes_of(library)
        self._contexts: dict[str, RuleContext] = {}
        self._programs: dict[tuple[str, str], Program] = {}
        self._cells: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self._defaults: dict[str, dict[str, Any]] = {}
        self.usual: dict[str, Any] = {}
        """Rules made ready with every parameter and option at its default, as `calculate` keeps them."""

    def family_of(self, rule: str) -> Family | None:
        """The family whose rule this is; None where there is no such rule."""
        home = self._homes.get(rule)
        family = self.library.families[home] if home is not None else None
        return family if family is not None and rule in family.rules else None

    def program(self, family: Family, rule: str) -> Program:
        """The program of a rule of a family."""
        key = family.name, rule
        found = self._programs.get(key)
        if found is None:
            found = self._programs[key] = compile_rule(family.rules[rule], self._context(family))
        return found

    def _context(self, family: Family) -> RuleContext:
        found = self._contexts.get(family.name)
        if found is None:
            called = {name for rule in family.rules.values() for name in rule.rules_called}
            elsewhere = {name: self.family_of(name) for name in called if name not in family.rules}
            every: dict[str, Rule] = {name: home.rules[name] for name, home in elsewhere.items() if home is not None}
            every.update(family.rules)
            found = rule_context(family.parameters, family.options, family.tables, every)
            self._contexts[family.name] = found
        return found

    def cells(self, family: Family, table: str) -> list[dict[str, Any]]:
        """The read cells of a data table."""
        key = family.name, table
        if key not in self._cells:
            self._cells[key] = read_cells(family.tables[table], family.parameters)
        return self._cells[key]

    def defaults(self, family: Family) -> dict[str, Any]:
        """Every parameter of a family at its default, exact."""
        if family.name not in self._defaults:
            self._defaults[family.name] = {name: exact(p.default) for name, p in family.parameters.items()}
        return self._defaults[family.name]


def programs_of(library: Library) -> Programs:
    """The programs of a library, kept as long as it is used."""
    found = _kept.get(id(library))
    if found is None or found.library is not library:
        if len(_kept) >= _MAX_KEPT:
            _kept.clear()
        found = _kept[id(library)] = Programs(library)
    return found


class Values:
    """Parameters and options of one contract, exact, for every family that its rules call.

    `family` is the family of the contract; other families take from `parameters` what they know by name.
    """

    def __init__(
        self, programs: Programs, family: Family, parameters: Mapping[str, Any], options: Mapping[str, str]
    ) -> None:
        self.programs = programs
        self.family = family
        self._own = {name: exact(value) for name, value in parameters.items()}
        self._chosen = options
        self._parameters: dict[str, dict[str, Any]] = {family.name: self._own}
        self._options: dict[tuple[str, str], dict[str, str]] = {}
        self._tables: dict[tuple[str, str], TableRows] = {}

    def parameters(self, family: Family) -> dict[str, Any]:
        """The parameters of a family."""
        found = self._parameters.get(family.name)
        if found is None:
            defaults = self.programs.defaults(family)
            shared = {n: v for n, v in self._own.items() if n in defaults and v is not None}
            found = self._parameters[family.name] = {**defaults, **shared}
        return found

    def options(self, family: Family, rule: Rule) -> dict[str, str]:
        """The value of each option that a rule reads."""
        key = family.name, rule.id
        found = self._options.get(key)
        if found is None:
            chosen = self._chosen
            found = {name: chosen.get(option.id, option.default) for name, option in rule.options.items()}
            for name, option in family.options.items():
                found.setdefault(name, chosen.get(option.id, option.default))
            self._options[key] = found
        return found

    def table(self, family: Family, name: str) -> TableRows:
        """A data table of a family."""
        key = family.name, name
        found = self._tables.get(key)
        if found is None:
            parameters = self.parameters(family)

            def read(parameter: str) -> Any:
                value = parameters.get(parameter)
                return blank(parameter) if value is None else value

            found = bound_table(family.tables[name], self.programs.cells(family, name), read)
            self._tables[key] = found
        return found


class Run:
    """One run of a rule: what it computes, each part when it is first asked for.

    `refusing` false leaves out the rule's own refusals, for whoever shows the steps of a refused calculation.
    """

    __slots__ = ("_parts", "call", "clauses", "order", "program", "table", "taken")

    def __init__(
        self,
        values: Values,
        family: Family,
        rule: str,
        inputs: Mapping[str, Any],
        work: Work,
        clauses: dict[str, None],
        *,
        refusing: bool = True,
    ) -> None:
        self.program = values.programs.program(family, rule)
        found = self.program.rule
        self.clauses = clauses
        if found.clause:
            clauses.setdefault(found.clause)

        def call(name: str, given: Mapping[str, Any]) -> _Result:
            work.done += 20
            work(())
            other = family if name in family.rules else values.programs.family_of(name)
            assert other is not None
            made = Run(values, other, name, check_called(other.rules[name], given), work, clauses)
            return _Result(made)

        self.call = call
        self.table: Callable[[str], TableRows] = lambda table: values.table(family, table)
        parts, refuse_, order, taken = self.program.run(
            inputs,
            values.parameters(family),
            values.options(family, found),
            call,
            work,
            self.table,
        )
        self._parts, self.order, self.taken = parts, order, taken
        if refusing:
            refuse_()

    def value(self, name: str) -> Any:
        """The exact value of a part."""
        return self._parts[name]()


class _Result:
    """What a rule called by another one gives: `result.output`, computed when it is read."""

    __slots__ = ("run",)

    def __init__(self, run: Run) -> None:
        self.run = run

    def __getitem__(self, name: str) -> Any:
        return self.run.value(name)


def placed(error: Exception, rule: Rule) -> InputError:
    """An error of a run with the rule, the step and the row where it arose."""
    step, row = _where(error)
    path = f"{rule.id}.{step}" if step else rule.id
    place = Place(path=path, clause=rule.clause, row=row)
    if isinstance(error, InputError):
        bare = Place()
        made = [Finding(f.kind, place, f.details) if f.place == bare else f for f in error.findings]
        return InputError(made, code=error.code)
    if isinstance(error, ZeroDivisionError):
        return refuse("division_by_zero", place)
    if isinstance(error, OverflowError):
        return refuse("date_out_of_range", place)
    if isinstance(error, TypeError) and "offset" in str(error):
        return refuse("offsets_mixed", place)
    raise error


def _where(error: BaseException) -> tuple[str | None, int | None]:
    """The innermost step of a compiled rule that the error passed, and its row."""
    step, row = None, None
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename.startswith("<rule ") and code.co_name.startswith("f_"):
            step = code.co_name.removeprefix("f_").removeprefix("d_")
            row = trace.tb_frame.f_locals.get("position")
        trace = trace.tb_next
    return step, row
