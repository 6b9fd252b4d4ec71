"""Infers the types of one rule: of every input, block and output, each when it is first needed.

The check of a library and the compiler of calculations both go through here, so what runs is what was checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NoReturn

from contracts_kit.content.combination import Combine
from contracts_kit.content.combination_types import infer_combination
from contracts_kit.content.expressions import Expr
from contracts_kit.content.rules import Choose, Column, Flags, Output, Refusal, Rows, Rule, Step, Zip
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place
from contracts_kit.language.facts import Facts
from contracts_kit.language.infer import Inference, RuleSignature, Scope, Surroundings
from contracts_kit.language.nodes import Node
from contracts_kit.language.parse import parse
from contracts_kit.language.types import (
    ANYTHING,
    Type,
    both,
    list_of,
    number,
    record_of,
    text_of,
    type_of,
    unify,
)
from contracts_kit.language.units_algebra import COUNT


@dataclass(frozen=True)
class RuleContext:
    """What the rules of a family may name besides their own parts."""

    parameters: Mapping[str, Type] = field(default_factory=dict)
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    table: Callable[[str], Type | None] = lambda name: None
    rule: Callable[[str], RuleSignature | None] = lambda name: None
    rules: Callable[[], Iterable[str]] = tuple


@dataclass(frozen=True)
class Typed:
    """An expression that was inferred: its node and the types of all its nodes, by id."""

    node: Node
    types: Mapping[int, Type]
    type: Type


def signature_of(rule: Rule) -> RuleSignature:
    """What a rule takes and gives, as another rule calls it."""
    inputs = {name: (type_of(i.type), not i.has_default) for name, i in rule.inputs.items()}
    return inputs, {name: type_of(o.type) for name, o in rule.outputs.items()}


class RuleTypes:
    """The types of one rule. `typed` holds every expression once it was inferred, by the id of its record."""

    def __init__(self, rule: Rule, context: RuleContext) -> None:
        self.rule = rule
        self.context = context
        self.typed: dict[int, Typed] = {}
        self.findings: list[Finding] = []
        self.names: set[str] = set()
        self.parameters: set[str] = set()
        self.options: set[str] = set()
        self.rules: set[str] = set()
        self.tables: set[str] = set()
        self.row_types: dict[str, dict[str, Type]] = {}
        self._types: dict[str, Type] = {}
        self._failed: set[str] = set()
        self._underway: list[str] = []
        self._facts = Facts()
        self._options = {**context.options, **{name: o.values for name, o in rule.options.items()}}

    # -- names ------------------------------------------------------------------------------------------------------

    def name(self, name: str) -> Type | None:
        """The type of an input, a block, an output or a parameter; None where there is none.

        Raises InputError `rule_cycle`, and what makes the named part wrong.
        """
        if name in self._types:
            return self._types[name]
        if name in self._failed:
            raise _AlreadyFound()
        declared = self.rule.inputs.get(name)
        if declared is not None:
            if declared.default_expression is not None:
                self._default(name, declared.default_expression)
            found = type_of(declared.type)
            self._types[name] = replace(found, optional=declared.type.optional)
            return self._types[name]
        if name in self.rule.blocks or (name in self.rule.outputs and self.rule.outputs[name].expression is not None):
            return self._part(name)
        return self.context.parameters.get(name)

    def _begin(self, name: str) -> None:
        """Note that a part is being inferred. Raises InputError `rule_cycle`, `input_default_itself`."""
        place = self._place_of(name)
        if name in self.rule.inputs and self._underway[-1:] == [name]:
            raise refuse("input_default_itself", place, name=name)
        if name in self._underway:
            cycle = " -> ".join([*self._underway[self._underway.index(name) :], name])
            raise refuse("rule_cycle", place, found=cycle)
        self._underway.append(name)

    def _default(self, name: str, expression: Expr) -> None:
        """Infers the default of an input, which may read inputs and steps but not what needs the input itself."""
        self._begin(name)
        try:
            self.expression(expression)
        except InputError as error:
            self._fail(name, error)
        finally:
            self._underway.pop()

    def _fail(self, name: str, error: InputError) -> NoReturn:
        self._failed.add(name)
        if not isinstance(error, _AlreadyFound):
            self.findings.extend(error.findings)
        raise _AlreadyFound() from None

    def _part(self, name: str) -> Type:
        self._begin(name)
        try:
            block = self.rule.blocks.get(name)
            if block is None:
                made = self._output(self.rule.outputs[name])
            elif isinstance(block, Step):
                made = self.expression(block.expression)
            elif isinstance(block, Rows):
                made = self._rows(block)
            elif isinstance(block, Choose):
                made = self._choose(block)
            elif isinstance(block, Flags):
                made = self._flags(block)
            elif isinstance(block, Combine):
                made = infer_combination(self, block)
            else:
                made = self._zip(block)
        except InputError as error:
            self._fail(name, error)
        finally:
            self._underway.pop()
        self._types[name] = made
        return made

    def _place_of(self, name: str) -> Place:
        found = self.rule.inputs.get(name) or self.rule.blocks.get(name) or self.rule.outputs.get(name)
        return found.place if found else self.rule.place

    def _definition(self, name: str) -> Node | None:
        block = self.rule.blocks.get(name)
        expression = block.expression if isinstance(block, Step) else None
        output = self.rule.outputs.get(name)
        if block is None and output is not None:
            expression = output.expression
        if expression is None or name in self.rule.inputs:
            return None
        try:
            return parse(expression.source)
        except InputError:
            return None

    def _choice(self, name: str) -> Type | None:
        """The type of an input or a parameter: its values are declared, not inferred."""
        declared = self.rule.inputs.get(name)
        if declared is not None:
            return replace(type_of(declared.type), optional=declared.type.optional)
        return self.context.parameters.get(name) if self._is_parameter(name) else None

    def _choices_of(self, path: str) -> tuple[str, ...] | None:
        if path.startswith("options."):
            return self._options.get(path.removeprefix("options."))
        found = self._choice(path)
        return None if found is None or found.kind != "text" or found.optional else found.choices

    def _assuming(self, facts: Facts, node: Node, truth: bool) -> Facts:
        return facts.assuming(node, truth, self._definition, self._choices_of)

    def _known(self) -> Iterable[str]:
        return (*self.rule.inputs, *self.rule.blocks, *self.rule.outputs, *self.context.parameters)

    def _is_parameter(self, name: str) -> bool:
        own = name in self.rule.inputs or name in self.rule.blocks
        computed = name in self.rule.outputs and self.rule.outputs[name].expression is not None
        return not own and not computed and name in self.context.parameters

    # -- expressions ------------------------------------------------------------------------------------------------

    def expression(self, expression: Expr, bound: Mapping[str, Type] | None = None, facts: Facts | None = None) -> Type:
        """The type of an expression in which these names are bound. Raises InputError with its place."""
        node = parse(expression.source, expression.place)
        around = Surroundings(
            name=self.name,
            definition=self._definition,
            choice=self._choice,
            options=self._options,
            table=self.context.table,
            rule=self.context.rule,
            names=self._known,
            rules=self.context.rules,
            is_parameter=self._is_parameter,
        )
        inference = Inference(expression.source, around, expression.place)
        found = inference.infer(node, Scope(dict(bound or {}), self._facts if facts is None else facts))
        self.names |= inference.names
        self.parameters |= inference.parameters
        self.options |= inference.options
        self.rules |= inference.rules
        self.tables |= inference.tables
        self.typed[id(expression)] = Typed(node, inference.types, found)
        return found

    def condition(self, expression: Expr, bound: Mapping[str, Type] | None = None, facts: Facts | None = None) -> None:
        """An expression that must be true or false."""
        found = self.expression(expression, bound, facts)
        if found.kind != "boolean" or found.optional:
            raise refuse(
                "wrong_kind",
                expression.place,
                source=expression.source[:120],
                found=both(found),
                needed={"zh": "是非（条件）", "en": "a condition (true or false)"},
            )

    def refused(self, refusal: Refusal) -> None:
        """A refusal; what it refuses is known not to hold in everything that follows."""
        self.condition(refusal.when)
        node = self.typed[id(refusal.when)].node
        self._facts = self._assuming(self._facts, node, False)

    # -- blocks -----------------------------------------------------------------------------------------------------

    def _output(self, output: Output) -> Type:
        assert output.expression is not None
        found = self.expression(output.expression)
        return self._declared(output, found)

    def _declared(self, output: Output, found: Type) -> Type:
        """What the output is for whoever names it: as declared, and as narrow as its expression."""
        joined = unify(type_of(output.type), found)
        return found if joined is None or found.measure.kind != "zero" else joined

    def _joined(self, place: Place, source: str, types: Iterable[Type]) -> Type:
        made = ANYTHING
        for type_ in types:
            joined = unify(made, type_)
            if joined is None:
                raise refuse("branches_differ", place, source=source, left=both(made), right=both(type_))
            made = joined
        return made

    def _choose(self, block: Choose) -> Type:
        facts = self._facts
        values = []
        for row in block.rows:
            self.condition(row.when, facts=facts)
            node = self.typed[id(row.when)].node
            holding = self._assuming(facts, node, True)
            values.append(self.expression(row.value, facts=holding))
            if row.residual is not None:
                self.condition(row.residual, facts=holding)
            facts = self._assuming(facts, node, False)
        if block.otherwise is not None:
            values.append(self.expression(block.otherwise, facts=facts))
        value = self._joined(block.place, block.name, values)
        if not block.all_grounds:
            return value
        grounds = list_of(text_of(row.ground for row in block.rows if row.ground is not None))
        return record_of([("value", value), ("grounds", grounds)])

    def _flags(self, block: Flags) -> Type:
        for flag in block.flags:
            self.condition(flag.when)
        if block.flags and all(flag.name.isdigit() for flag in block.flags):
            return list_of(number(COUNT, whole=True))
        return list_of(text_of(flag.name for flag in block.flags))

    def list_type(self, expression: Expr) -> Type:
        """The type of an expression that must be a list. Raises InputError `wrong_kind`."""
        over = self.expression(expression)
        if over.kind != "list" or over.optional:
            raise refuse(
                "wrong_kind",
                expression.place,
                source=expression.source[:120],
                found=both(over),
                needed={"zh": "列表", "en": "a list"},
            )
        return over

    def facts_without(self, names: Iterable[str]) -> Facts:
        """What is known, but for what is known of names that mean something else inside a line of a list."""
        facts = self._facts
        for name in names:
            facts = facts.without(name)
        return facts

    def _zip(self, block: Zip) -> Type:
        fields: list[tuple[str, Type]] = []
        for column in block.columns:
            over = self.list_type(column.over)
            element = over.element
            if column.missing is not None:
                element = self._joined(column.over.place, block.name, (element, self.expression(column.missing)))
            fields.append((column.name, element))
        return list_of(record_of(fields))

    def _rows(self, block: Rows) -> Type:
        over = self.list_type(block.over)
        element = over.element
        of_record = element.kind == "record"
        bound: dict[str, Type] = dict(element.fields) if of_record else {"item": element}
        bound["position"] = number(COUNT, whole=True)
        before = {c.name: self.expression(c.expression) for c in block.start}
        if {c.name for c in block.start} != {c.name for c in block.carry}:
            raise refuse("ledger_state_differs", block.place, name=block.name)
        while True:
            inside = dict(bound)
            if block.start:
                inside["before"] = record_of(before.items())
            facts = self.facts_without(bound)
            columns = self._columns(block.columns, inside, facts)
            after = {c.name: self.expression(c.expression, inside, facts) for c in block.carry}
            joined = {n: self._joined(block.place, n, (before[n], t)) for n, t in after.items()}
            if joined == before:
                break
            before = joined
        for refusal in block.refusals:
            self.condition(refusal.when, inside, facts)
        fields = {**(bound if of_record else {"item": element}), **before, **columns}
        fields.pop("position", None)
        self.row_types[block.name] = {**inside}
        counted = over.counted
        return list_of(record_of(fields.items()), counted)

    def _columns(self, columns: tuple[Column, ...], inside: dict[str, Type], facts: Facts) -> dict[str, Type]:
        made = {}
        for column in columns:
            found = self.expression(column.expression, inside, facts)
            inside[column.name] = made[column.name] = found
        return made

    # -- the whole rule ---------------------------------------------------------------------------------------------

    def infer_all(self) -> None:
        """Infers everything; what is wrong goes to `findings`."""
        for name, declared in self.rule.inputs.items():
            if declared.default_expression is not None:
                self._guarded(lambda n=name: self.name(n))  # type: ignore[misc]
        for refusal in self.rule.refusals:
            self._guarded(lambda r=refusal: self.refused(r))  # type: ignore[misc]
        for name, _ in self.rule.computed():
            self._guarded(lambda n=name: self.name(n))  # type: ignore[misc]

    def _guarded(self, infer: Callable[[], object]) -> None:
        try:
            infer()
        except _AlreadyFound:
            pass
        except InputError as error:
            self.findings.extend(error.findings)

    def output_type(self, output: Output) -> Type | None:
        """The inferred type of an output; None where it could not be inferred."""
        try:
            return self.name(output.name)
        except InputError:
            return None


class _AlreadyFound(InputError):
    """What makes this part wrong has been reported where it stands."""

    def __init__(self) -> None:
        super().__init__(())
