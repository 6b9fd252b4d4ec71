"""Compiles a rule into one Python function.

Every step becomes a small function inside it that computes once, when it is first asked for: nothing is computed that
no asked output needs, and a blank parameter is refused where it is read. The function gives the readers of its parts,
the refusals, and the order in which parts were computed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from contracts_kit.content.combination import ADDED, Combine
from contracts_kit.content.expressions import Expr
from contracts_kit.content.rule_types import RuleContext, RuleTypes
from contracts_kit.content.rules import Choose, Flags, Output, Refusal, Rows, Rule, Step, Zip
from contracts_kit.errors import InputError
from contracts_kit.language import runtime
from contracts_kit.language.combining import Combination, combined
from contracts_kit.language.compile import Compiler, make
from contracts_kit.language.nodes import Node
from contracts_kit.language.types import Type
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual

UNSET = object()  # a part that has not been computed


@dataclass(frozen=True, slots=True)
class Program:
    """A rule that runs.

    `run(inputs, parameters, options, call, work, tables)` gives (parts, refuse, order, taken): the reader of each part
    by name, a function that raises the rule's refusals, the names in the order they were computed, and for each choice
    the position of the row taken. `nodes` and `types` are those of each part, for explanations.
    """

    rule: Rule
    run: Callable[..., tuple[dict[str, Callable[[], Any]], Callable[[], None], list[str], dict[str, int]]]
    types: RuleTypes
    nodes: Mapping[str, Node]
    part_types: Mapping[str, Type]
    source: str

    def node(self, expression: Expr) -> Node:
        """The node of an expression of the rule."""
        return self.types.typed[id(expression)].node


def compile_rule(rule: Rule, context: RuleContext) -> Program:
    """The program of a rule. Raises InputError where the rule is wrong; a checked rule is not."""
    types = RuleTypes(rule, context)
    types.infer_all()
    if types.findings:
        raise InputError(types.findings)
    return _RuleCompiler(rule, types).program()


class _RuleCompiler:
    def __init__(self, rule: Rule, types: RuleTypes) -> None:
        self.rule, self.types = rule, types
        self.objects: dict[str, Any] = {"U": UNSET, "R_blank": runtime.blank}
        self.parts = [name for name, _ in rule.computed()]
        self.parameters: set[str] = set()
        self.refusals: list[Refusal] = []
        self.lines: list[str] = []

    def program(self) -> Program:
        body: list[str] = []
        for name, part in self.rule.computed():
            body += self._part(name, part)
        for name, declared in self.rule.inputs.items():
            if declared.default_expression is not None:
                source = self._expression(declared.default_expression)
                body += self._lazy(f"d_{name}", [f"v = {source}"], first=f"I.get({name!r}, U)", note=None)
        refusals = ["    def refuse():", "        pass"]
        for refusal in self.rule.refusals:
            refusals.append(f"        if {self._expression(refusal.when)}: {self._refuse(refusal)}")
        head = ["def rule(I, P, O, C, W_, T):", "    L = []; G = {}"]
        head += [
            f"    i_{name} = I[{name!r}]"
            for name, declared in self.rule.inputs.items()
            if declared.default_expression is None
        ]
        head += [f"    p_{name} = P[{name!r}]" for name in sorted(self.parameters)]
        head += [f"    o_{name} = O[{name!r}]" for name in sorted(self.types.options)]
        readers = ", ".join(f"{name!r}: f_{name}" for name in self.parts)
        source = "\n".join([*head, *body, *refusals, f"    return {{{readers}}}, refuse, L, G", ""])
        run = make(source, "rule", self.objects, f"<rule {self.rule.id}>")
        nodes = {}
        part_types = {}
        for name, part in self.rule.computed():
            if isinstance(part, (Step, Output)) and part.expression is not None:
                nodes[name] = self.types.typed[id(part.expression)].node
            found = self.types.name(name)
            assert found is not None
            part_types[name] = found
        return Program(self.rule, run, self.types, nodes, part_types, source)

    # -- expressions ------------------------------------------------------------------------------------------------

    def _expression(self, expression: Expr, bound: Mapping[str, str] | None = None) -> str:
        typed = self.types.typed[id(expression)]
        compiler = Compiler(
            typed.types,
            self._name,
            given=self._given,
            table=lambda name: f"T({name!r})",
            rule=lambda name, inputs: f"C({name!r}, {inputs})",
            objects=self.objects,
        )
        return compiler.compile(typed.node, bound)

    def _name(self, name: str) -> str:
        declared = self.rule.inputs.get(name)
        if declared is not None:
            return f"i_{name}" if declared.default_expression is None else f"f_d_{name}()"
        if name in self.parts:
            return f"f_{name}()"
        self.parameters.add(name)
        return f"(p_{name} if p_{name} is not None else R_blank({name!r}))"

    def _given(self, name: str) -> str | None:
        if name in self.rule.inputs or name in self.parts:
            return None
        self.parameters.add(name)
        return f"(p_{name} is not None)"

    def _refuse(self, refusal: Refusal, row: str = "None") -> str:
        self.refusals.append(refusal)
        self.objects["R_refused"] = refused
        name = f"X_{len(self.refusals)}"
        self.objects[name] = (refusal, self.rule.id, self.rule.clause)
        return f"R_refused({name}, {row})"

    # -- parts ------------------------------------------------------------------------------------------------------

    def _lazy(self, name: str, lines: list[str], *, first: str = "U", note: str | None) -> list[str]:
        """A part that computes once: `lines` leave its value in `v`."""
        made = [
            f"    s_{name} = {first}",
            f"    def f_{name}():",
            f"        nonlocal s_{name}",
            f"        if s_{name} is U:",
        ]
        made += ["            " + line for line in lines]
        made.append(f"            s_{name} = v" + (f"; L.append({note!r})" if note else ""))
        made.append(f"        return s_{name}")
        return made

    def _part(self, name: str, part: Any) -> list[str]:
        if isinstance(part, (Step, Output)):
            assert part.expression is not None
            lines = [f"v = {self._expression(part.expression)}"]
        elif isinstance(part, Rows):
            lines = self._rows(part)
        elif isinstance(part, Choose):
            lines = self._choose(part)
        elif isinstance(part, Flags):
            lines = self._flags(part)
        elif isinstance(part, Combine):
            lines = self._combine(part)
        else:
            lines = self._zip(part)
        return self._lazy(name, lines, note=name)

    def _flags(self, block: Flags) -> list[str]:
        numbers = bool(block.flags) and all(flag.name.isdigit() for flag in block.flags)
        lines = ["v = []"]
        for flag in block.flags:
            value = int(flag.name) if numbers else flag.name
            lines.append(f"if {self._expression(flag.when)}: v.append({value!r})")
        return lines

    def _zip(self, block: Zip) -> list[str]:
        self.objects["R_zipped"] = runtime.zipped
        columns = []
        for column in block.columns:
            missing = "None" if column.missing is None else self._expression(column.missing)
            fills = column.missing is not None
            columns.append(f"({column.name!r}, {self._expression(column.over)}, {fills}, {missing})")
        return [f"v = R_zipped([{', '.join(columns)}])"]

    def _combine(self, block: Combine) -> list[str]:
        found = self.types.name(block.name)
        assert found is not None
        element = found.element
        bound = {name: f"r_[{name!r}]" for name, _ in element.fields if name not in ADDED}

        def of_row(expression: Expr | None) -> str:
            return "None" if expression is None else f"lambda r_: {self._expression(expression, bound)}"

        def listed(parts: list[str]) -> str:
            return f"[{', '.join(parts)}]"

        self.objects["R_combined"] = combined
        self.objects["R_Combination"] = Combination
        leave_out = listed([f"({p.name!r}, {of_row(p.when)})" for p in block.leave_out])
        one_of = listed(
            [
                f"({p.name!r}, {p.within!r}, lambda: {self._expression(p.take)}, {of_row(p.when)}, {of_row(p.chosen)})"
                for p in block.one_of
            ]
        )
        displaced = listed([f"({p.name!r}, {p.within!r}, {of_row(p.when)}, {of_row(p.by)})" for p in block.displaced])
        multiply = listed([f"({p.name!r}, {of_row(p.by)}, {of_row(p.when)})" for p in block.multiply])
        policy = f"R_Combination({of_row(block.amount)}, {leave_out}, {one_of}, {displaced}, {multiply})"
        return [f"v = R_combined(W_({self._expression(block.over)}), {policy})"]

    def _choose(self, block: Choose) -> list[str]:
        otherwise = f"R_no_row({block.name!r})" if block.otherwise is None else self._expression(block.otherwise)
        self.objects["R_no_row"] = runtime.no_row
        if not block.all_grounds:
            lines = []
            for index, row in enumerate(block.rows):
                word = "if" if index == 0 else "elif"
                lines += [f"{word} {self._expression(row.when)}:", f"    v = {self._expression(row.value)}"]
                lines.append(f"    G[{block.name!r}] = {index}")
            if not lines:
                return [f"v = {otherwise}"]
            return [*lines, "else:", f"    v = {otherwise}"]
        self.objects["R_chosen"] = runtime.chosen
        rows = []
        for row in block.rows:
            value, when = self._expression(row.value), self._expression(row.when)
            residual = "False" if row.residual is None else self._expression(row.residual)
            named = row.ground is not None
            rows.append(f"(lambda: {value}, lambda: {when}, lambda: {residual}, {row.ground or ''!r}, {named})")
        return [f"v = R_chosen([{', '.join(rows)}], lambda: {otherwise})"]

    def _rows(self, block: Rows) -> list[str]:
        over = self.types.typed[id(block.over)].type
        record = over.element.kind == "record"
        bound = {name: f"r_[{name!r}]" for name, _ in over.element.fields} if record else {"item": "e_"}
        bound["position"] = "position"
        lines = ["v = []", "position = 0"]
        if block.start:
            bound["before"] = "b_"
            start = ", ".join(f"{c.name!r}: {self._expression(c.expression)}" for c in block.start)
            lines.append(f"b_ = {{{start}}}")
        lines.append(f"for e_ in W_({self._expression(block.over)}):")
        lines.append("    position += 1")
        lines.append("    r_ = e_.copy()" if record else "    r_ = {'item': e_}")
        for column in block.columns:
            lines.append(f"    c_{column.name} = {self._expression(column.expression, bound)}")
            lines.append(f"    r_[{column.name!r}] = c_{column.name}")
            bound[column.name] = f"c_{column.name}"
        for refusal in block.refusals:
            lines.append(f"    if {self._expression(refusal.when, bound)}: {self._refuse(refusal, 'position')}")
        if block.carry:
            carry = ", ".join(f"{c.name!r}: {self._expression(c.expression, bound)}" for c in block.carry)
            lines.append(f"    b_ = {{{carry}}}")
            columns = {c.name for c in block.columns}
            kept = [c.name for c in block.carry if c.name not in columns]
            lines += [f"    r_[{name!r}] = b_[{name!r}]" for name in kept]
        lines.append("    v.append(r_)")
        return lines


def refused(refusal: tuple[Refusal, str, str], row: int | None) -> None:
    """Raise what a rule refuses: with its message, or else with the condition."""
    from contracts_kit.findings import Finding, Place

    found, rule, clause = refusal
    place = Place(path=rule, clause=clause, row=row)
    message: Bilingual | None = found.message
    if message is not None:
        details: dict[str, Any] = {"message": {"zh": message.zh, "en": message.en}}
        raise InputError(Finding("calculation_refused", place, details), code=found.code)
    details = {"when": " ".join(found.when.source.split())[:200]}
    raise InputError(Finding("calculation_refused_plain", place, details), code=found.code)
