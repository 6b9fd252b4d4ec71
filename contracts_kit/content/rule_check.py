"""Checks the rules of a library: names, types and units, cycles, outputs as declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from contracts_kit.content.charts import chart_findings
from contracts_kit.content.model import DataTable, Option, Parameter
from contracts_kit.content.rule_types import RuleContext, RuleTypes, signature_of
from contracts_kit.content.rules import Output, Rule
from contracts_kit.findings import Finding, nearest
from contracts_kit.language.infer import RuleSignature
from contracts_kit.language.types import TEXT, Type, both, list_of, record_of, type_of, unify
from contracts_kit.values.types import ValueType


def check_rules(
    rules: Mapping[str, Rule],
    parameters: Mapping[str, Parameter],
    options: Mapping[str, Option],
    tables: Mapping[str, DataTable],
    others: Mapping[str, Rule] | None = None,
) -> tuple[dict[str, Rule], tuple[Finding, ...]]:
    """The rules with what they read filled in, and everything that is wrong with them.

    `parameters`, `options` (the shared ones) and `tables` are the family's; `others` are rules of other families that
    may be called. A rule with a fault is returned too, as it was written.
    """
    every = {**(others or {}), **rules}
    context = rule_context(parameters, options, tables, every)
    checked: dict[str, Rule] = {}
    findings: list[Finding] = []
    for name, rule in rules.items():
        types = RuleTypes(rule, context)
        types.infer_all()
        findings.extend(types.findings)
        if not types.findings:
            findings.extend(_outputs(rule, types))
            findings.extend(_inputs(rule, types))
        checked[name] = _completed(rule, types, parameters, options, tables)
        if not types.findings:
            findings.extend(chart_findings(checked[name]))
    for name in sorted({t for rule in checked.values() for t in rule.tables_read if t in tables}):
        findings.extend(_cells(tables[name], parameters))
    findings.extend(_cycles(checked))
    return checked, tuple(findings)


def rule_context(
    parameters: Mapping[str, Parameter],
    options: Mapping[str, Option],
    tables: Mapping[str, DataTable],
    rules: Mapping[str, Rule],
) -> RuleContext:
    """What rules may name, for their types."""
    types = {name: type_of(p.type).given() for name, p in parameters.items()}
    found_tables: dict[str, Type] = {}

    def table(name: str) -> Type | None:
        if name not in found_tables and name in tables:
            found_tables[name] = table_type(tables[name])
        return found_tables.get(name)

    def rule(name: str) -> RuleSignature | None:
        return signature_of(rules[name]) if name in rules else None

    values = {name: option.values for name, option in options.items()}
    return RuleContext(types, values, table, rule, lambda: tuple(rules))


def table_type(table: DataTable) -> Type:
    """The type of a data table: a list of records, looked up by its key where it has one.

    A column without a declared type is text; one with empty cells may be nothing. Where a cell of a column that is no
    text names a parameter, the parameter is read (`cell_parameters`).
    """
    fields = []
    for column in table.columns:
        declared = table.types.get(column)
        found = TEXT if declared is None else type_of(declared)
        if declared is not None and any(str(row.get(column, "")).strip() in ("", "-") for row in table.rows):
            found = found.or_nothing()
        fields.append((column, found))
    record = record_of(fields)
    made = list_of(record)
    key = None if table.key is None else record.field(table.key)
    return made if key is None else replace(made, key=key.given())


def cell_parameters(table: DataTable, parameters: Mapping[str, Parameter]) -> Iterator[tuple[str, str]]:
    """The parameters that cells of a table name, each with its column."""
    for column, declared in table.types.items():
        if declared.kind in ("text", "choice"):
            continue
        for row in table.rows:
            cell = row.get(column)
            if isinstance(cell, str) and cell in parameters:
                yield column, cell


def _cells(table: DataTable, parameters: Mapping[str, Parameter]) -> Iterator[Finding]:
    """A cell that names a parameter of another type than its column."""
    for column, name in dict.fromkeys(cell_parameters(table, parameters)):
        needed, found = type_of(table.types[column]), type_of(parameters[name].type).given()
        if unify(needed.given(), found) is None:
            details = {
                "table": table.name,
                "column": column,
                "name": name,
                "found": both(found),
                "needed": both(needed),
            }
            yield Finding("cell_parameter_differs", table.place, details)


def _completed(
    rule: Rule,
    types: RuleTypes,
    parameters: Mapping[str, Parameter],
    options: Mapping[str, Option],
    tables: Mapping[str, DataTable],
) -> Rule:
    shared = {name: options[name] for name in sorted(types.options) if name not in rule.options and name in options}
    named = {p for t in types.tables if t in tables for _, p in cell_parameters(tables[t], parameters)}
    return replace(
        rule,
        options={**rule.options, **shared},
        parameters_read=frozenset(types.parameters | named),
        options_read=frozenset(types.options),
        rules_called=frozenset(types.rules),
        tables_read=frozenset(types.tables),
    )


def _inputs(rule: Rule, types: RuleTypes) -> Iterator[Finding]:
    """An input that nothing reads, or that has the name of a block; a default expression of another type."""
    for name, declared in rule.inputs.items():
        if name in rule.blocks:
            yield Finding("rule_name_twice", rule.blocks[name].place, {"name": name})
            continue
        if name not in types.names and declared.unread is None:
            yield Finding("input_unread", declared.place, {"name": name, "rule": rule.id})
        if declared.default_expression is not None:
            found = types.typed[id(declared.default_expression)].type
            needed = type_of(declared.type)
            joined = unify(needed, found)
            if joined is None or (found.optional and not needed.optional):
                yield Finding(
                    "input_default_wrong", declared.place, {"name": name, "found": both(found), "needed": both(needed)}
                )


def _outputs(rule: Rule, types: RuleTypes) -> Iterator[Finding]:
    for name, output in rule.outputs.items():
        if output.expression is None and name not in rule.blocks:
            suggestion = nearest(name, rule.blocks)
            yield Finding("output_undefined", output.place, {"name": name, "suggestion": suggestion})
            continue
        if output.expression is not None and (name in rule.blocks or name in rule.inputs):
            yield Finding("rule_name_twice", output.place, {"name": name})
            continue
        found = _found(output, types)
        if found is not None:
            yield from _output(output, found)


def _found(output: Output, types: RuleTypes) -> Type | None:
    if output.expression is not None:
        return types.typed[id(output.expression)].type
    return types.output_type(output)


def _output(output: Output, found: Type) -> Iterator[Finding]:
    """An output of another type or unit than it declares, or a quotient that nobody rounds."""
    declared = type_of(output.type)
    details = {"name": output.name, "found": both(found), "needed": both(declared)}
    if (found.optional or found.kind == "nothing") and not declared.optional:
        yield Finding("output_may_be_nothing", output.place, details)
    elif unify(declared.or_nothing(), found) is None or _stray(output.type, declared, found):
        yield Finding("output_differs", output.place, details)
    elif _not_whole(declared, found):
        yield Finding("output_not_whole", output.place, details)
    elif output.shown is None and _endless(found):
        kind = "output_needs_round_money" if output.type.kind == "money" else "output_needs_rounding"
        yield Finding(kind, output.place, details)


def _stray(value_type: ValueType, declared: Type, found: Type) -> bool:
    """Whether a choice may come out as something that it does not declare."""
    if declared.kind == "list" == found.kind and value_type.of is not None:
        return _stray(value_type.of, declared.element, found.element)
    if declared.kind == "text" == found.kind and declared.choices is not None and found.choices is not None:
        return any(choice not in declared.choices for choice in found.choices)
    return False


def _not_whole(declared: Type, found: Type) -> bool:
    if declared.kind == "list" == found.kind:
        return _not_whole(declared.element, found.element)
    return declared.kind == "number" == found.kind and declared.whole and not found.whole


def _endless(found: Type) -> bool:
    """Whether a number of the output need not terminate. The shares of a map are exact by design and print rounded."""
    if found.kind == "list":
        return _endless(found.element)
    return found.kind == "number" and found.endless


def _cycles(rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """Rules that call each other in a circle."""
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> Iterator[Finding]:
        if name in path:
            cycle = path[path.index(name) :]
            if min(cycle) == name:
                yield Finding("rule_cycle", rules[name].place, {"found": " -> ".join([*cycle, name])})
            return
        if name in done or name not in rules:
            return
        for called in sorted(rules[name].rules_called):
            yield from visit(called, (*path, name))
        done.add(name)

    for name in sorted(rules):
        yield from visit(name, ())
