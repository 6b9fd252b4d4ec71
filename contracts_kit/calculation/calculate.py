"""Calculates a rule: inputs, parameters and options in; outputs out, with every step where it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from contracts_kit.calculation.inputs import read_inputs
from contracts_kit.calculation.outputs import output_value
from contracts_kit.calculation.programs import Programs, Run, Values, placed, programs_of
from contracts_kit.calculation.trace import Step, trace
from contracts_kit.content.library import find_rule, load_library
from contracts_kit.content.model import Family, Library, Option
from contracts_kit.content.parameter_values import ParameterValues, read_parameter_values
from contracts_kit.content.rules import Rule
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Place, nearest
from contracts_kit.language.runtime import Work, exact
from contracts_kit.values.calendar import using_calendar
from contracts_kit.values.expected_forms import shown

__all__ = ["Calculation", "Prepared", "Step", "calculate", "prepare"]


@dataclass(frozen=True)
class Calculation:
    """What a rule came to.

    `inputs` as they were read (defaults filled in), `parameters` those that the rule read, `options` each option of
    the rule with its value, `outputs` by name: Decimal, int, bool, text, date, datetime, None, or lists and mappings
    of these. `clauses` are the clauses it rests on, those of rules that it called last. `agreed` are all parameters of
    the contract, also those that only a printed reading names. `steps` is every part that was computed, in order.
    """

    rule: Rule
    inputs: Mapping[str, Any]
    parameters: Mapping[str, Any]
    options: Mapping[str, str]
    outputs: Mapping[str, Any]
    clauses: tuple[str, ...]
    family: Family
    agreed: Mapping[str, Any] = field(repr=False)
    library: Library = field(repr=False)
    _run: Run = field(repr=False)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Every part that was computed, each after what it needs."""
        with using_calendar(self.library.working_days):
            return trace(self._run)

    def exact(self, output: str) -> Any:
        """An output as the next calculation takes it: not rounded to the places that are printed."""
        return self._run.value(output)

    def table(self, name: str) -> Any:
        """The rows of a data table of the rule's family, as the rule looks things up in them."""
        return self._run.table(name)

    def called(self, rule: str, inputs: Mapping[str, Any]) -> Any:
        """What another rule came to when this one called it with these exact inputs."""
        return self._run.call(rule, inputs)

    def explain(self, language: str = "zh") -> str:
        """The calculation in words and numbers."""
        from contracts_kit.calculation.explanation import explain

        return str(explain(self, language))


@dataclass(frozen=True)
class Prepared:
    """A rule made ready for many events under one set of parameters and options."""

    rule: Rule
    family: Family
    library: Library
    parameters: ParameterValues
    options: Mapping[str, str]
    _values: Values = field(repr=False)

    @cached_property
    def _agreed(self) -> tuple[str, ...]:
        """The inputs that may be nothing, have no default and bear the name of a parameter."""
        known = self.family.parameters
        return tuple(
            name
            for name, declared in self.rule.inputs.items()
            if declared.type.optional and declared.default is None and declared.default_expression is None
            if name in known and known[name].type.kind == declared.type.kind
        )

    def calculate(self, inputs: Mapping[str, Any] | None = None) -> Calculation:
        """The calculation of one event. Raises InputError as `calculate` does.

        An input that may be nothing and bears the name of a parameter is, left out, what the contract says.
        """
        rule = self.rule
        given = read_inputs(rule, inputs)
        for name in self._agreed:
            if inputs is None or name not in inputs:
                given[name] = self.parameters.values.get(name)
        clauses: dict[str, None] = {}
        outputs: dict[str, Any] = {}
        try:
            run = Run(self._values, self.family, rule.id, {n: exact(v) for n, v in given.items()}, Work(), clauses)
            with using_calendar(self.library.working_days):
                for name, output in rule.outputs.items():
                    outputs[name] = output_value(run.value(name), output.type, output.shown)
        except (InputError, ZeroDivisionError, OverflowError, TypeError) as error:
            raise placed(error, rule) from None
        read = {name: self.parameters.values.get(name) for name in rule.parameters_read}
        options = {name: self.options[name] for name in rule.options}
        agreed = self.parameters.values
        return Calculation(rule, given, read, options, outputs, tuple(clauses), self.family, agreed, self.library, run)


def calculate(
    rule: str,
    inputs: Mapping[str, Any] | None = None,
    parameters: Mapping[str, Any] | ParameterValues | None = None,
    options: Mapping[str, Any] | None = None,
    *,
    library: Library | None = None,
) -> Calculation:
    """Calculate a rule.

    `inputs` and `parameters` are JSON types: numbers as texts, Decimals or ints, dates as ISO texts, lists, mappings.
    `parameters` may be the whole mapping of a parameter file; what it leaves out stays at the family's default.
    `options` are named `name` or `rule.name`; shared options move together. `library` None: the library at hand.
    Raises InputError: its `code` is `missing_param` where a blank parameter was needed, else `invalid_input`.
    """
    return prepare(rule, parameters, options, library).calculate(inputs)


def prepare(
    rule: str,
    parameters: Mapping[str, Any] | ParameterValues | None = None,
    options: Mapping[str, Any] | None = None,
    library: Library | None = None,
) -> Prepared:
    """Make a rule ready for many events: parameters and options are read once. See `calculate`."""
    for what, given in (("parameters", parameters), ("options", options)):
        if given is not None and not isinstance(given, (Mapping, ParameterValues)):
            raise refuse("settings_not_mapping", Place(path=what), name=what)
    library = load_library() if library is None else library
    family, found = _rule(library, rule, parameters)
    programs: Programs = programs_of(library)
    if not parameters and not options:  # nothing agreed: every such calculation of a rule is prepared alike
        usual: Prepared | None = programs.usual.get(rule)
        if usual is None:
            usual = programs.usual[rule] = _prepared(
                programs, family, found, read_parameter_values(family, {}, partial=True), {}
            )
        return usual
    chosen = _options(found, family, options)
    if isinstance(parameters, ParameterValues):
        return _prepared(programs, family, found, parameters, chosen)
    return _prepared(programs, family, found, read_parameter_values(family, parameters, chosen, partial=True), {})


def _prepared(
    programs: Programs, family: Family, rule: Rule, values: ParameterValues, chosen: Mapping[str, str]
) -> Prepared:
    made = Values(programs, family, values.values, {**values.options, **chosen})
    return Prepared(rule, family, programs.library, values, made.options(family, rule), made)


def _rule(
    library: Library, name: str, parameters: Mapping[str, Any] | ParameterValues | None = None
) -> tuple[Family, Rule]:
    """The rule, in the family that the parameters are for where that one has it: its own, or that of an annex."""
    if not isinstance(name, str):
        raise refuse("unknown_rule", name=str(name)[:80], suggestion=None)
    asked = parameters.family if isinstance(parameters, ParameterValues) else (parameters or {}).get("family")
    family = library.families.get(asked) if isinstance(asked, str) else None
    if family is not None and name in family.rules:
        return family, family.rules[name]
    return find_rule(library, name)


def _options(rule: Rule, family: Family, given: Mapping[str, Any] | None) -> dict[str, str]:
    """The options that were given, by option id. A name stands for the rule's option, then for a shared one.

    Raises InputError `unknown_calculation_option`, `unknown_option_value`.
    """
    chosen: dict[str, str] = {}
    for name, value in (given or {}).items():
        option = _option(rule, family, str(name))
        if option is None:
            known = [*rule.options, *family.options]
            place = Place(path=f"options.{name}"[:120])
            raise refuse(
                "unknown_calculation_option",
                place,
                name=shown(name),
                known=", ".join(rule.options) or "-",
                suggestion=nearest(str(name), known),
            )
        text = str(value).strip().lower()
        if text not in option.values:
            raise refuse(
                "unknown_option_value",
                Place(path=f"options.{name}"),
                name=name,
                found=text[:60],
                known=", ".join(option.values),
                suggestion=nearest(text, option.values),
            )
        chosen[option.id] = text
    return chosen


def _option(rule: Rule, family: Family, name: str) -> Option | None:
    if name in rule.options:
        return rule.options[name]
    head, _, tail = name.partition(".")
    if tail and head in family.rules:
        found: Option | None = family.rules[head].options.get(tail)
        return found
    return family.options.get(name)
