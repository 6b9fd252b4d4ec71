"""The defined names of a workbook: each once, of a form that Excel takes."""

from __future__ import annotations

import re

_FORM = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,254}", re.ASCII)
_LIKE_A_CELL = re.compile(r"(?:[A-Za-z]{1,3}[0-9]{1,7}|[Rr][0-9]*(?:[Cc][0-9]*)?|[Cc][0-9]*)", re.ASCII)
MISSING_PARAM = "missing_param"
INVALID_INPUT = "invalid_input"
_ERRORS = {MISSING_PARAM: "=NA()", INVALID_INPUT: "=1/0"}
LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


class Names:
    """The names defined so far, with what each refers to."""

    def __init__(self) -> None:
        self.defined: dict[str, str] = dict(_ERRORS)
        self._taken = {name.lower() for name in _ERRORS}

    def define(self, name: str, reference: str) -> str | None:
        """Define a name for a reference with its sheet. None where the name is taken or cannot be one."""
        if name.lower() in self._taken or not _FORM.fullmatch(name) or _LIKE_A_CELL.fullmatch(name):
            return None
        self._taken.add(name.lower())
        self.defined[name] = "=" + reference
        return name

    def restore(self, defined: dict[str, str]) -> None:
        """Forget the names that were not defined then."""
        self.defined = dict(defined)
        self._taken = {name.lower() for name in defined}


class SheetNames:
    """The sheets' names: each within Excel's 31 characters, unique without regard to case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, wanted: str) -> str:
        """A free name made of the wanted one."""
        base = _NOT_IN_SHEET_NAME.sub(" ", wanted).strip().strip("'") or "-"
        name, number = base[:LONGEST_SHEET_NAME].strip(), 1
        while name.lower() in self._taken or name.lower() == "history":
            number += 1
            tail = f" {number}"
            name = base[: LONGEST_SHEET_NAME - len(tail)].strip() + tail
        self._taken.add(name.lower())
        return name
