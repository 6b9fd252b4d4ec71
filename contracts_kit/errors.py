"""The one exception: something that was given is wrong.

`InputError` carries findings, so an error and a lint message are the same record. Every other exception that
leaves the package is a fault of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from contracts_kit.findings import Finding, Place


class InputError(Exception):
    """What was given is wrong: a file, a value, a name, a template.

    `findings` lists everything wrong at once. `code` is `missing_param` where a blank parameter was needed by a
    calculation, else `invalid_input`.
    """

    def __init__(self, findings: Finding | Iterable[Finding], *, code: str = "invalid_input") -> None:
        self.findings: tuple[Finding, ...] = (findings,) if isinstance(findings, Finding) else tuple(findings)
        self.code = code
        super().__init__("\n".join(f.line("en") for f in self.findings))

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.findings, self.code)


def _again(kind: type[InputError], findings: tuple[Finding, ...], code: str) -> InputError:
    """An error rebuilt in another process."""
    return kind(findings, code=code)


def refuse(kind: str, place: Place | None = None, *, code: str = "invalid_input", **details: Any) -> InputError:
    """An `InputError` of one finding: `raise refuse("unknown_rule", place, name=...)`."""
    return InputError(Finding(kind, place or Place(), details), code=code)
