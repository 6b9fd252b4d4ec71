"""The closed list of everything that can be wrong, in both languages.

One table for each floor; `KINDS` is all of them. A kind's id is stable and its wording is free: programs
and tests rely on the id, people read the wording. Names in braces are filled from the finding's details.
"""

from contracts_kit.messages import assembly, batch, calculation, cli, content, language, values, writers
from contracts_kit.messages.kind import Kind, Level

__all__ = ["KINDS", "Kind", "Level"]

KINDS: dict[str, Kind] = {}
_TABLES = (
    values.KINDS,
    language.KINDS,
    content.KINDS,
    calculation.KINDS,
    assembly.KINDS,
    writers.KINDS,
    batch.KINDS,
    cli.KINDS,
)
for _table in _TABLES:
    for _name, _kind in _table.items():
        if _name in KINDS:
            raise AssertionError(f"the finding kind {_name} is declared twice")
        KINDS[_name] = _kind
