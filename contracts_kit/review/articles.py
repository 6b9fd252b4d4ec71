"""Which clauses of a contract a parameter or an option touches: through their wording, and through their rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from contracts_kit.content.conditions import conditions_of
from contracts_kit.content.mentions import clause_mentions, printed_parameters
from contracts_kit.content.model import Annex, Clause, Entry, Family


def clauses_touched_by_parameter(family: Family, name: str) -> tuple[str, ...]:
    """The ids of the clauses that print a parameter, depend on it, or ground a rule that reads it."""
    return _in_order(family, {*_wordings_with(family, name), *_rules_reading(family, name), *_entries(family, name)})


def clauses_touched_by_option(family: Family, option: str) -> tuple[str, ...]:
    """The ids of the clauses that print the reading of an option, and of those whose rules read it."""
    found = {c.id for c in family.clauses.values() if option in _readings(c)}
    found |= {rule.clause for rule in family.rules.values() if option in rule.options_read}
    declared = family.options[option].rule
    if declared is not None and declared in family.rules:
        found.add(family.rules[declared].clause)
    return _in_order(family, found)


def clauses_that_print(family: Family, option: str) -> tuple[str, ...]:
    """The ids of the clauses whose wording prints the reading of an option."""
    return _in_order(family, {c.id for c in family.clauses.values() if option in _readings(c)})


def named_articles(clauses: Iterable[str], titles: Mapping[str, str]) -> tuple[str, ...]:
    """The articles of these clauses as they are printed, such as stand in the contract."""
    return tuple(titles[clause] for clause in clauses if clause in titles)


def _in_order(family: Family, found: set[str]) -> tuple[str, ...]:
    """Clauses in the order of the outline; those that it does not name last."""
    ordered = [clause for clause in _listed(family) if clause in found]
    return tuple(dict.fromkeys([*ordered, *sorted(found)]))


def _listed(family: Family) -> Iterator[str]:
    for holder, _ in _holders(family):
        if isinstance(holder, Entry) and holder.clause is not None:
            yield holder.clause


def _wordings_with(family: Family, name: str) -> Iterator[str]:
    for clause in family.clauses.values():
        if name in printed_parameters(clause, family):
            yield clause.id


def _rules_reading(family: Family, name: str) -> Iterator[str]:
    """The clauses of the rules that read a parameter, themselves or through a rule that they call."""
    reading = {id_ for id_, rule in family.rules.items() if name in rule.parameters_read}
    grown = True
    while grown:
        callers = {id_ for id_, rule in family.rules.items() if rule.rules_called & reading} - reading
        reading |= callers
        grown = bool(callers)
    for id_ in reading:
        yield family.rules[id_].clause


def _entries(family: Family, name: str) -> Iterator[str]:
    """The clauses whose presence depends on a parameter."""
    conditions = conditions_of(family)
    for holder, above in _holders(family):
        if not isinstance(holder, Entry) or holder.clause is None:
            continue
        for source in above:
            if name in conditions.compile(source).names:
                yield holder.clause


def _holders(family: Family) -> Iterator[tuple[Entry | Annex, tuple[str, ...]]]:
    """Every entry of the outline, with the conditions that must hold for it to stand in the contract."""

    def walk(entries: tuple[Entry, ...], above: tuple[str, ...]) -> Iterator[tuple[Entry | Annex, tuple[str, ...]]]:
        for entry in entries:
            conditions = (*above, entry.when) if entry.when is not None else above
            yield entry, conditions
            yield from walk(entry.entries, conditions)

    if family.outline is None:
        return
    yield from walk(family.outline.entries, ())
    for annex in family.outline.annexes:
        yield from walk(annex.entries, (annex.when,) if annex.when is not None else ())


def _readings(clause: Clause) -> frozenset[str]:
    return frozenset(name for _, _, found in clause_mentions(clause) for name, _ in found.called("reading"))
