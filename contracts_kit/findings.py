"""One record for everything that is found: by the loader, by the lint, by a check of a contract, by a refusal."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from contracts_kit.messages import KINDS, Level
from contracts_kit.records import dataclass

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was found. Every field may be None: not known, or without meaning there.

    `file` is the path as it was given; `line` and `column` count from 1; `path` is the path of keys inside the
    file (`parameters.supplier.credit_code`, `rules.late_fee.steps.base`); `part` names a part of a package
    (`word/header1.xml`); `clause` is a clause id; `row` is a row of a list of suppliers or events, from 1.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str | None = None
    part: str | None = None
    clause: str | None = None
    row: int | None = None

    def __str__(self) -> str:
        """The place as a terminal or an editor understands it: `file:line:column  path`."""
        head = ":".join(str(x) for x in (self.file, self.line, self.column) if x is not None)
        rest = [x for x in (self.part, f"#{self.row}" if self.row is not None else None, self.path or self.clause) if x]
        return "  ".join([head, *rest]) if head else "  ".join(rest)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `kind` is an id of `messages.KINDS`; `details` fill the braces of its message.

    A detail called `suggestion` is printed as "did you mean"; None there means that no name is near.
    """

    kind: str
    place: Place = field(default_factory=Place)
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """How grave it is: error, warning or info."""
        return KINDS[self.kind].level

    def message(self, language: str = "en") -> str:
        """The sentence for a person: what was found, what is expected and what to do."""
        kind = KINDS[self.kind]
        template = kind.zh if language == "zh" else kind.en
        text = template.format_map(_Details(self.details, language))
        if self.details.get("suggestion"):
            near = self.details["suggestion"]
            text += f"是否应为 {near}？" if language == "zh" else f" Did you mean {near}?"
        return text

    def line(self, language: str = "en") -> str:
        """One line for a terminal: the place, then the message."""
        place = str(self.place)
        return f"{place}: {self.message(language)}" if place else self.message(language)


class _Details(dict[str, Any]):
    """Details by name; one that is a mapping of languages gives the asked language."""

    def __init__(self, details: Mapping[str, Any], language: str) -> None:
        super().__init__(details)
        self._language = language

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if isinstance(value, Mapping) and set(value) == set(LANGUAGES):
            return value[self._language]
        return value


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name nearest to `name`, for "did you mean"; None where nothing is near."""
    names = {k.lower(): k for k in known}
    found = difflib.get_close_matches(name.lower()[:200], list(names), n=1, cutoff=0.7)
    return names[found[0]] if found else None
