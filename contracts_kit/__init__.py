"""contracts-kit assembles procurement contracts and computes what they say.

Only what can be imported from this package is public. Names are imported when first used, so `import contracts_kit`
costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from contracts_kit.version import VERSION

if TYPE_CHECKING:
    from contracts_kit.assembly.contract import Contract, assemble
    from contracts_kit.assembly.notice import notice
    from contracts_kit.calculation.calculate import Calculation, calculate
    from contracts_kit.content.library import load_library
    from contracts_kit.content.model import Library
    from contracts_kit.errors import InputError
    from contracts_kit.findings import Finding, Place
    from contracts_kit.writers.word_template import WordTemplate
    from contracts_kit.writers.write import to_bytes, write

__version__ = VERSION
_HOMES = {
    "Calculation": "calculation.calculate",
    "Contract": "assembly.contract",
    "Finding": "findings",
    "InputError": "errors",
    "Library": "content.model",
    "Place": "findings",
    "WordTemplate": "writers.word_template",
    "assemble": "assembly.contract",
    "calculate": "calculation.calculate",
    "load_library": "content.library",
    "notice": "assembly.notice",
    "to_bytes": "writers.write",
    "write": "writers.write",
}
__all__ = [
    "Calculation",
    "Contract",
    "Finding",
    "InputError",
    "Library",
    "Place",
    "WordTemplate",
    "assemble",
    "calculate",
    "load_library",
    "notice",
    "to_bytes",
    "write",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'contracts_kit' has no attribute {name!r}")
    found = getattr(import_module(f"contracts_kit.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
