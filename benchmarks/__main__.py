"""Measure everything and write docs/performance.md: `python -m benchmarks [--rounds N] [--only NAME] [--dry]`."""

from __future__ import annotations

import argparse
import sys

from benchmarks import batches, command_line, events, machine, pages, word_files, word_templates
from benchmarks.documents import ROOT
from benchmarks.result import Result

MODULES = {
    "word_files": word_files,
    "word_templates": word_templates,
    "pages": pages,
    "command_line": command_line,
    "events": events,
    "batches": batches,
}
TARGET = ROOT / "docs" / "performance.md"
_PAGE = """# Performance

Measured by `make bench` ({rounds} rounds, interleaved, medians; both sides of a ratio in the same run), which writes
this page. The document is the shipped quality agreement, or where the row says so the retail supply contract
(122 articles, five annexes, 32 worked examples), with another supplier and number in every round; the docxtpl
template is made of our finished document, so that both sides write the same text, which the run checks. A cold process
is a new one; it finds the parse cache filled (the library and the wordings, not the values of a contract), as after
the first command of a day.

| what | found | target | reached | medians behind it |
|---|--:|--:|---|---|
{rows}

## The machine

| | |
|---|---|
{facts}
"""


def main() -> int:
    """Measure, print, write the page; 1 if a target was missed."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    asked.add_argument("--rounds", type=int, default=30)
    asked.add_argument("--only", choices=MODULES, action="append", help="measure only this, and write no page")
    asked.add_argument("--dry", action="store_true", help="write no page")
    given = asked.parse_args()
    results: list[Result] = []
    for name in given.only or MODULES:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        found = MODULES[name].measure(given.rounds)
        for result in found:
            print(result.row(), flush=True)
        results += found
    if not given.only and not given.dry:
        rows = "\n".join(result.row() for result in results)
        facts = "\n".join(f"| {name} | {fact} |" for name, fact in machine.facts().items())
        TARGET.write_text(_PAGE.format(rounds=given.rounds, rows=rows, facts=facts), encoding="utf-8")
        print(f"written: {TARGET.relative_to(ROOT)}", file=sys.stderr)
    missed = [result.what for result in results if not result.reached]
    for what in missed:
        print(f"target missed: {what}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
