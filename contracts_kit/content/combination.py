"""A declared policy for several claims that meet: which of them count, which give way, what each is multiplied by.

```yaml
combine:
  combined:
    over: entries                                  # the candidates, a list of records
    amount: amount
    leave_out: {trial: {when: stage == 'trial', label: ...}}
    one_of: {same_item: {within: [event_id, item], take: "'largest'", label: ...}}
    displaced: {stepped: {when: item == 'flat', by: item == 'step', within: [event_id], label: ...}}
    multiply: {overseas: {when: overseas, by: overseas_multiple, label: ...}}
```

The parts are applied in this order, each to what the ones before it left. The block is a list: the candidates with
`charged` (what counts of each), `counted` and `outcome` (`counted`, or the name of what took it out).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from contracts_kit.content.expressions import Expr
from contracts_kit.findings import Place
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual

COUNTED = "counted"
ADDED = ("charged", COUNTED, "outcome")
"""The fields that the block adds to those of a candidate."""
TAKES = ("largest", "smallest", "first")
LABELS = {
    "charged": Bilingual("计收额", "amount charged"),
    COUNTED: Bilingual("计入", "counted"),
    "outcome": Bilingual("处理", "outcome"),
}


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """Candidates that never count: those for which `when` holds."""

    name: str
    when: Expr
    label: Bilingual


@dataclass(frozen=True, slots=True)
class OneOf:
    """Of candidates that agree in the fields `within` (none: of all) one counts.

    `take` gives which: the largest, the smallest or the first; of equals the first. A candidate for which `chosen`
    holds goes before all others. `when` None: every candidate is looked at.
    """

    name: str
    within: tuple[str, ...]
    take: Expr
    label: Bilingual
    when: Expr | None = None
    chosen: Expr | None = None


@dataclass(frozen=True, slots=True)
class Displaced:
    """Candidates that give way (`when`) where another that agrees in the fields `within` (none: any) stands (`by`)."""

    name: str
    within: tuple[str, ...]
    when: Expr
    by: Expr
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Multiplied:
    """What the amount of a candidate that counts is multiplied by, where `when` holds (None: always)."""

    name: str
    by: Expr
    label: Bilingual
    when: Expr | None = None


@dataclass(frozen=True, slots=True)
class Combine:
    """A policy: see the head of this file."""

    name: str
    over: Expr
    amount: Expr
    leave_out: tuple[LeaveOut, ...]
    one_of: tuple[OneOf, ...]
    displaced: tuple[Displaced, ...]
    multiply: tuple[Multiplied, ...]
    label: Bilingual
    kind: str = "combine"
    place: Place = field(default_factory=Place)

    def grounds(self) -> Iterator[LeaveOut | OneOf | Displaced]:
        """What takes candidates out, in the order in which it is applied."""
        yield from self.leave_out
        yield from self.one_of
        yield from self.displaced

    def expressions(self) -> Iterator[Expr]:
        """Every expression of the policy, that of its candidates first."""
        yield self.over
        yield self.amount
        for one in self.one_of:
            yield from (e for e in (one.take, one.when, one.chosen) if e is not None)
        yield from (left_out.when for left_out in self.leave_out)
        for gone in self.displaced:
            yield from (gone.when, gone.by)
        for multiplied in self.multiply:
            yield from (e for e in (multiplied.by, multiplied.when) if e is not None)

    def outcomes(self) -> dict[str, Bilingual]:
        """The words for every outcome."""
        return {COUNTED: LABELS[COUNTED], **{ground.name: ground.label for ground in self.grounds()}}
