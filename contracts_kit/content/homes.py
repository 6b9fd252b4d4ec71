"""Which family each rule and each notice belongs to: that whose clause or form it is."""

from __future__ import annotations

from collections.abc import Mapping

from contracts_kit.content.model import Family, Library


def homes(families: Mapping[str, Family]) -> dict[str, str]:
    """Each rule and notice with the family that it belongs to; of the common ones the first family that has it."""
    found: dict[str, str] = {}
    for own in (True, False):
        for name, family in families.items():
            clauses = {rule: one.clause for rule, one in family.rules.items()}
            clauses |= {notice: one.clause.id for notice, one in family.notices.items()}
            for thing, clause in clauses.items():
                if not own or clause.partition(".")[0] == name:
                    found.setdefault(thing, name)
    return found


def homes_of(library: Library) -> Mapping[str, str]:
    """The family of each rule and notice of a library: see `Library.homes`."""
    return library.homes or homes(library.families)
