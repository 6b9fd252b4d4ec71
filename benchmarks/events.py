"""Many events of one rule: the rule prepared once with a contract's parameters, then calculated for each event."""

from __future__ import annotations

import time

from benchmarks import documents
from benchmarks.result import Result

EVENTS = 10_000
RULE = "qa_user_claim_recovery"


def measure(rounds: int) -> list[Result]:
    """Seconds for ten thousand events, the best of three runs (a second run of the machine's other work would show)."""
    from contracts_kit.calculation.calculate import prepare
    from contracts_kit.content.library import find_rule

    library = documents.library()
    example = dict(find_rule(library, RULE)[1].example)
    taken = []
    for _ in range(3):
        started = time.perf_counter()
        prepared = prepare(RULE, documents.values(1), None, library=library)
        for _event in range(EVENTS):
            prepared.calculate(example)
        taken.append(time.perf_counter() - started)
    what = f"{EVENTS:,} events of one rule"
    return [Result(what, sorted(taken)[1], 1.0, "most", "s", {"one event": sorted(taken)[1] / EVENTS})]
