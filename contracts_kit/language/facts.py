"""What is known to hold where an expression stands: which names are given, which choice was taken.

`x is None or x > t` is right because `x > t` is read only where x is given. Facts are literals (an atom and its truth)
and clauses of which one literal must hold (from `refuse` and from `or`); a clause with one literal left is a fact.
"""

from __future__ import annotations

from collections.abc import Callable

from contracts_kit.language.nodes import Call, Comparison, Constant, Field, ListDisplay, Logic, Name, Node, Not, Text
from contracts_kit.records import dataclass

Atom = tuple[str, ...]
Literal = tuple[Atom, bool]
# Gives the defining expression of a step, so that a fact about the step is one about what it says.
Definition = Callable[[str], Node | None]
# Gives the values that a name or an option may have, so that what is none of the others is the last.
Choices = Callable[[str], tuple[str, ...] | None]
_MAX_DEPTH = 5


def _undefined(name: str) -> Node | None:
    return None


def _unlisted(path: str) -> tuple[str, ...] | None:
    return None


def path_of(node: Node) -> str | None:
    """The dotted name of a name or of a field of one; None for anything else."""
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Field):
        above = path_of(node.of)
        return None if above is None else f"{above}.{node.name}"
    return None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known here."""

    literals: frozenset[Literal] = frozenset()
    clauses: tuple[frozenset[Literal], ...] = ()

    def is_given(self, path: str) -> bool:
        """Whether the name is known not to be nothing."""
        return (("none", path), False) in self.literals

    def with_given(self, node: Node) -> Facts:
        """The facts where a name, or a field of one, is not nothing."""
        path = path_of(node)
        return self if path is None else Facts(self.literals | {(("none", path), False)}, self.clauses)

    def without(self, name: str) -> Facts:
        """The facts that say nothing of a name, which is bound anew."""
        if not self.literals and not self.clauses:
            return self

        def about(atom: Atom) -> bool:
            return atom[1] == name or atom[1].startswith(name + ".")

        kept = frozenset(literal for literal in self.literals if not about(literal[0]))
        clauses = tuple(c for c in self.clauses if not any(about(atom) for atom, _ in c))
        return Facts(kept, clauses)

    def assuming(
        self, node: Node, truth: bool, definition: Definition = _undefined, choices: Choices = _unlisted
    ) -> Facts:
        """The facts where `node` is true, or false."""
        literals = set(self.literals)
        clauses = list(self.clauses)
        _collect(node, truth, definition, literals, clauses, 0)
        return _propagated(literals, clauses, choices)

    def assuming_equal(self, node: Node, value: str) -> Facts:
        """The facts where a name or option has this value."""
        path = path_of(node)
        if path is None:
            return self
        return _propagated({*self.literals, (("equal", path, value), True)}, list(self.clauses))


def _literal(node: Node, truth: bool) -> Literal | None:
    if isinstance(node, Not):
        return _literal(node.operand, not truth)
    if isinstance(node, Comparison) and len(node.operators) == 1:
        left, right = node.operands
        operator = node.operators[0]
        path = path_of(left)
        if path is None:
            return None
        if operator in ("is", "is not") and isinstance(right, Constant) and right.value is None:
            return ("none", path), truth == (operator == "is")
        if operator in ("==", "!=") and isinstance(right, Text):
            return ("equal", path, right.value), truth == (operator == "==")
        return None
    if isinstance(node, Call) and node.function == "given" and len(node.arguments) == 1:
        path = path_of(node.arguments[0])
        return None if path is None else (("none", path), not truth)
    path = path_of(node)
    return None if path is None else (("true", path), truth)


def _one_of(node: Node) -> tuple[list[Atom], bool] | None:
    """`name in ['a', 'b']`: that it has each of these values, and whether the node says that it has one of them."""
    if not isinstance(node, Comparison) or node.operators not in (("in",), ("not in",)):
        return None
    path, listed = path_of(node.operands[0]), node.operands[1]
    if path is None or not isinstance(listed, ListDisplay):
        return None
    texts = [item.value for item in listed.items if isinstance(item, Text)]
    if len(texts) != len(listed.items):
        return None
    return [("equal", path, value) for value in texts], node.operators == ("in",)


def _above(literal: Literal) -> list[Literal]:
    """A field that is given belongs to a record that is given."""
    (kind, path, *_), truth = literal
    if kind != "none" or truth:
        return []
    parts = path.split(".")
    return [(("none", ".".join(parts[:length])), False) for length in range(1, len(parts))]


def _collect(
    node: Node,
    truth: bool,
    definition: Definition,
    literals: set[Literal],
    clauses: list[frozenset[Literal]],
    depth: int,
) -> None:
    if depth > _MAX_DEPTH:
        return
    if isinstance(node, Not):
        _collect(node.operand, not truth, definition, literals, clauses, depth)
        return
    if isinstance(node, Logic):
        if (node.operator == "and") == truth:
            for operand in node.operands:
                _collect(operand, truth, definition, literals, clauses, depth)
        else:
            _clause(node, truth, definition, clauses, depth)
        return
    literal = _literal(node, truth)
    if literal is not None:
        literals.add(literal)
        literals.update(_above(literal))
    one_of = _one_of(node)
    if one_of is not None:
        atoms, belongs = one_of
        if belongs == truth:
            clauses.append(frozenset((atom, True) for atom in atoms))
        else:
            literals.update((atom, False) for atom in atoms)
    if isinstance(node, Name):
        defined = definition(node.name)
        if defined is not None:
            _collect(defined, truth, definition, literals, clauses, depth + 1)


def _clause(node: Logic, truth: bool, definition: Definition, clauses: list[frozenset[Literal]], depth: int) -> None:
    """One of the operands has this truth; one that is itself a conjunction adds a clause for each of its parts."""
    alternatives: list[list[Literal]] = []
    for operand in node.operands:
        found: set[Literal] = set()
        _collect(operand, truth, definition, found, [], depth + 1)
        if not found:
            return
        alternatives.append(sorted(found))
    combined: list[frozenset[Literal]] = [frozenset()]
    for options in alternatives:
        combined = [c | {literal} for c in combined for literal in options]
        if len(combined) > 32:
            return
    clauses.extend(combined)


def _last_values(literals: set[Literal], choices: Choices) -> set[Literal]:
    """What a name must be, because it is none of its other values."""
    made: set[Literal] = set()
    for path in {atom[1] for atom, truth in literals if atom[0] == "equal" and not truth}:
        left = [value for value in choices(path) or () if (("equal", path, value), False) not in literals]
        if len(left) == 1:
            made.add((("equal", path, left[0]), True))
    return made


def _propagated(literals: set[Literal], clauses: list[frozenset[Literal]], choices: Choices = _unlisted) -> Facts:
    pending = list(clauses)
    changed = True
    while changed:
        changed = False
        literals |= _last_values(literals, choices)
        kept: list[frozenset[Literal]] = []
        for clause in pending:
            if clause & literals:
                continue
            open_ = [x for x in clause if not _denied(x, literals)]
            if len(open_) == 1:
                literals.add(open_[0])
                changed = True
            elif open_:
                kept.append(clause)
        pending = kept
    return Facts(frozenset(literals), tuple(pending))


def _denied(literal: Literal, literals: set[Literal]) -> bool:
    atom, truth = literal
    if (atom, not truth) in literals:
        return True
    if truth and atom[0] == "equal":  # a name has one value
        return any(t and a[0] == "equal" and a[1] == atom[1] and a[2] != atom[2] for a, t in literals)
    return False
