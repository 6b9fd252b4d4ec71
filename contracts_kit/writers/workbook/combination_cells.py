"""A `combine` block as cells: a column for each part of the policy that takes candidates out, then what is charged.

Each part's column holds the name of what has taken a candidate out so far, empty while it stands. Which of those alike
counts is a rank: a candidate goes where another that agrees with it is chosen, larger (smaller), or earlier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from contracts_kit.content.combination import COUNTED, LABELS, Combine, Displaced, LeaveOut, OneOf
from contracts_kit.content.expressions import Expr
from contracts_kit.language.formulas import build, lists
from contracts_kit.language.formulas.around import Bound, Failure
from contracts_kit.language.formulas.grid import Column, quoted_text
from contracts_kit.language.formulas.terms import ABSENT, ATOM, COMPARISON, PRODUCT, Listed, Record, Scalar, Term, at
from contracts_kit.language.types import BOOLEAN, Type, number, text_of

if TYPE_CHECKING:
    from contracts_kit.writers.workbook.rule_cells import RuleCells

_WHOLE = number(whole=True)
_SIGN = {"largest": 1, "smallest": -1, "first": 0}
_NOBODY = Scalar('""')


def place_combination(cells: RuleCells, block: Combine) -> Term:
    """The candidates with the columns that the policy adds. Raises InputError for what has no formula."""
    over = cells.term_of(block.over)
    if not isinstance(over, Listed) or not isinstance(over.element, Record):
        raise lists.nested(block.name)
    return _Combination(cells, block, over, over.element).placed()


class _Combination:
    def __init__(self, cells: RuleCells, block: Combine, over: Listed, element: Record) -> None:
        self.cells, self.block, self.over, self.fields = cells, block, over, element.fields
        self.table = lists.table_of(cells, over)
        self.size = over.size
        self.types = dict(cells.program.part_types[block.name].element.fields)
        known = cells.part_value(block.name)
        rest = iter(known if isinstance(known, list) else ())
        failed = known if isinstance(known, Failure) else Failure()
        self.items = [ABSENT if lists.known(over, i) is ABSENT else next(rest, failed) for i in range(self.size)]
        self.bounds = [
            {name: Bound(at(term, i), self._known(i, name)) for name, term in self.fields.items()}
            for i in range(self.size)
        ]
        self.order = [ground.name for ground in block.grounds()]
        self.outcomes = text_of(["", *self.order])

    # -- known values -------------------------------------------------------------------------------------------------

    def _known(self, index: int, field: str) -> Any:
        item = lists.known(self.over, index)
        return item[field] if isinstance(item, dict) else item

    def _taken_by(self, index: int, last: int) -> str | Failure:
        """What has taken a candidate out after the first `last` parts; empty while it stands."""
        item = self.items[index]
        if item is ABSENT:
            return ""
        if isinstance(item, Failure):
            return item
        name = item["outcome"]
        return name if name in self.order[:last] else ""

    def _holds(self, expression: Expr | None) -> list[Any]:
        """Whether a condition holds for each candidate; it does where there is none."""
        return [
            True if expression is None else False if self.items[i] is ABSENT else self.cells.value(expression, bound)
            for i, bound in enumerate(self.bounds)
        ]

    def _standing(self, part: int, held: Sequence[Any]) -> list[Any]:
        """1 for each candidate that stands before a part and for which its condition holds, else 0."""
        found: list[Any] = []
        for index, value in enumerate(held):
            before = self._taken_by(index, part)
            failed = next((v for v in (before, value) if isinstance(v, Failure)), None)
            used = self.items[index] is not ABSENT and before == "" and value is True
            found.append(failed if failed is not None else int(used))
        return found

    # -- terms --------------------------------------------------------------------------------------------------------

    def _terms(self, expression: Expr | None) -> list[Scalar]:
        if expression is None:
            return [build.TRUE] * self.size
        return [self.cells.scalar_of(expression, bound) for bound in self.bounds]

    def _column(self, heading: str, terms: Sequence[Scalar], values: Sequence[Any], type_: Type) -> Scalar:
        return lists.add_column(self.cells, self.table, heading, terms, values, type_)

    def _marks(self, part: int, before: Sequence[Scalar], conditions: Sequence[Scalar], held: Sequence[Any]) -> Column:
        """A column of 1 and 0: which candidates stand and fulfil a condition."""
        one, nought = Scalar("1"), Scalar("0")
        terms = [
            build.if_(
                lists.in_use(self.over, i),
                build.if_(build.is_nothing(before[i]), build.if_(conditions[i], one, nought), nought),
                nought,
            )
            for i in range(self.size)
        ]
        heading = self.cells.heading("condition")
        return _placed(self._column(heading, terms, self._standing(part, held), _WHOLE))

    def _alike(self, within: Sequence[str], index: int) -> list[str]:
        """The factors that are true in the rows which agree with one row in these fields."""
        factors = []
        for name in within:
            field = self.fields[name]
            if not isinstance(field, Scalar) or field.column is None:
                raise lists.nested(name)
            cell = field.column.cell(index)
            exact = self.types[name].kind == "text"
            factors.append(f"EXACT({field.column},{cell})" if exact else f"({field.column}={cell})")
        return factors

    # -- the parts ----------------------------------------------------------------------------------------------------

    def placed(self) -> Listed:
        """The candidates with what the policy adds."""
        before = [_NOBODY] * self.size
        for part, ground in enumerate(self.block.grounds()):
            if isinstance(ground, LeaveOut):
                goes = self._terms(ground.when)
            elif isinstance(ground, OneOf):
                goes = self._beaten(part, before, ground)
            else:
                goes = self._displaced(part, before, ground)
            name = Scalar(quoted_text(ground.name))
            terms = [
                build.if_(
                    lists.in_use(self.over, i),
                    build.if_(build.is_nothing(before[i]), build.if_(goes[i], name, _NOBODY), before[i]),
                    _NOBODY,
                )
                for i in range(self.size)
            ]
            values = [self._taken_by(i, part + 1) for i in range(self.size)]
            heading = ground.label[self.cells.book.language]
            column = self._column(heading, terms, values, self.outcomes)
            before = [_scalar(at(column, i)) for i in range(self.size)]
        return self._finished(before)

    def _beaten(self, part: int, before: Sequence[Scalar], ground: OneOf) -> list[Scalar]:
        """For each candidate whether another that is alike counts in its place."""
        cells = self.cells
        marks = self._marks(part, before, self._terms(ground.when), self._holds(ground.when))
        take = cells.scalar_of(ground.take)
        amounts = self._terms(self.block.amount)
        taken = cells.value(ground.take)
        scores, known = [], []
        for i in range(self.size):
            signed = build.if_(
                build.compared(take, "=", Scalar('"largest"')),
                amounts[i],
                build.if_(
                    build.compared(take, "=", Scalar('"smallest"')),
                    Scalar(f"-{amounts[i].inside(ATOM)}", strength=PRODUCT),
                    Scalar("0"),
                ),
            )
            scores.append(build.if_(lists.in_use(self.over, i), signed, Scalar("0")))
            amount = 0 if self.items[i] is ABSENT else cells.value(self.block.amount, self.bounds[i])
            failed = next((v for v in (taken, amount) if isinstance(v, Failure)), None)
            known.append(failed if failed is not None else amount * _SIGN[taken])
        score = _placed(self._column(cells.heading("rank"), scores, known, _WHOLE))
        chosen = None
        if ground.chosen is not None:
            chosen = self._marks(part, before, self._terms(ground.chosen), self._holds(ground.chosen))
        found = []
        for i in range(self.size):
            earlier = f"(({score}>{score.cell(i)})+({score}={score.cell(i)})*(ROW({score})<ROW({score.cell(i)})))"
            if chosen is not None:
                first = f"({chosen}>{chosen.cell(i)})+({chosen}={chosen.cell(i)})*{earlier}"
                earlier = f"({first})"
            factors = "*".join([str(marks), *self._alike(ground.within, i), earlier])
            found.append(Scalar(f"IF({marks.cell(i)}=1,SUMPRODUCT({factors})>0,FALSE)", safe=False))
        return found

    def _displaced(self, part: int, before: Sequence[Scalar], ground: Displaced) -> list[Scalar]:
        """For each candidate whether it gives way to another that stands."""
        marks = self._marks(part, before, self._terms(ground.by), self._holds(ground.by))
        whens = self._terms(ground.when)
        found = []
        for i in range(self.size):
            factors = "*".join([str(marks), *self._alike(ground.within, i)])
            present = Scalar(f"SUMPRODUCT({factors})>0", safe=False, strength=COMPARISON)
            found.append(build.if_(whens[i], present, build.FALSE))
        return found

    def _finished(self, taken: Sequence[Scalar]) -> Listed:
        cells, language = self.cells, self.cells.book.language
        listed = replace(self.over, table=self.table)
        stands = [build.is_nothing(taken[i]) for i in range(self.size)]
        outcomes = [build.if_(stands[i], Scalar(quoted_text(COUNTED)), taken[i]) for i in range(self.size)]
        charged = []
        for i, bound in enumerate(self.bounds):
            amount = cells.scalar_of(self.block.amount, bound)
            for multiplied in self.block.multiply:
                by = cells.scalar_of(multiplied.by, bound)
                if multiplied.when is not None:
                    by = build.if_(cells.scalar_of(multiplied.when, bound), by, Scalar("1"))
                amount = build.operation(amount, "*", by, tidy=amount.tidy and by.tidy)
            charged.append(build.if_(stands[i], amount, Scalar("0")))
        added: dict[str, Term] = {}
        for name, terms in (("outcome", outcomes), ("charged", charged), (COUNTED, stands)):
            values = [item[name] if isinstance(item, dict) else item for item in self.items]
            type_ = BOOLEAN if name == COUNTED else self.types[name]
            added[name] = lists.masked_column(cells, listed, LABELS[name][language], terms, values, type_)
        return replace(listed, element=Record({**self.fields, **added}), items=tuple(self.items))


def _placed(column: Scalar) -> Column:
    assert column.column is not None
    return column.column


def _scalar(term: Term) -> Scalar:
    assert isinstance(term, Scalar)
    return term
