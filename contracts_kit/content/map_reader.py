"""Reads a mapping whose keys are known in advance: front matter, an outline, the sidecar of a table.

Findings are gathered, so that a person sees everything wrong in a file at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from contracts_kit.content.yaml_reader import Scalar, YamlList, YamlMap
from contracts_kit.findings import LANGUAGES, Finding, Place, nearest
from contracts_kit.values.bilingual import Bilingual

_EXPECTED = {
    "text": {"zh": "文字", "en": "a text"},
    "mapping": {"zh": "键值表", "en": "a mapping"},
    "list": {"zh": "列表", "en": "a list"},
    "texts": {"zh": "文字列表", "en": "a list of texts"},
    "bilingual": {"zh": "{zh: …, en: …} 两种语言的文字", "en": "a text in both languages: {zh: ..., en: ...}"},
    "version": {"zh": "从 1 开始的整数", "en": "a whole number from 1"},
}


class MapReader:
    """One mapping and the findings about it. Every method returns None (or empty) for what is absent or wrong."""

    def __init__(self, source: YamlMap, findings: list[Finding], path: str | None = None) -> None:
        self.source = source
        self.findings = findings
        self.path = path

    def place(self, key: str | None = None) -> Place:
        """The place of a key, with its path."""
        path = ".".join(p for p in (self.path, key) if p)
        return self.source.place(key, path or None)

    def add(self, kind: str, key: str | None = None, **details: Any) -> None:
        """Add a finding at a key."""
        self.findings.append(Finding(kind, self.place(key), details))

    def wrong(self, key: str, expected: str) -> None:
        """Add that a value is not what is expected (a key of the table of expectations, or words)."""
        self.add(
            "file_value_wrong",
            key,
            name=key,
            found=_shown(self.source.get(key)),
            expected=_EXPECTED.get(expected, expected),
        )

    def only(self, known: Iterable[str]) -> None:
        """Report every key that is not known."""
        names = tuple(known)
        for key in self.source:
            if key not in names:
                self.add("file_key_unknown", key, name=key, known=", ".join(names), suggestion=nearest(key, names))

    def require(self, *keys: str) -> None:
        """Report every key that is absent or empty."""
        for key in keys:
            if self.source.get(key) is None:
                self.add("file_key_missing", name=key)

    def text(self, key: str) -> str | None:
        """The text of a key."""
        value = self.source.get(key)
        if value is None:
            return None
        if not isinstance(value, Scalar):
            self.wrong(key, "text")
            return None
        return str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list; a single text counts as a list of one."""
        value = self.source.get(key)
        if value is None:
            return ()
        if isinstance(value, Scalar):
            return (str(value),)
        if not isinstance(value, YamlList) or not all(isinstance(v, Scalar) for v in value):
            self.wrong(key, "texts")
            return ()
        return tuple(str(v) for v in value)

    def mapping(self, key: str) -> YamlMap | None:
        """The mapping below a key."""
        value = self.source.get(key)
        if value is None:
            return None
        if not isinstance(value, YamlMap):
            self.wrong(key, "mapping")
            return None
        return value

    def items(self, key: str) -> YamlList | None:
        """The list below a key."""
        value = self.source.get(key)
        if value is None:
            return None
        if not isinstance(value, YamlList):
            self.wrong(key, "list")
            return None
        return value

    def bilingual(self, key: str) -> Bilingual | None:
        """A text in both languages: `{zh: ..., en: ...}`, both there and not empty."""
        value = self.source.get(key)
        if value is None:
            return None
        made = read_bilingual(value)
        if made is None:
            self.wrong(key, "bilingual")
        return made

    def version(self, key: str) -> int | None:
        """A version: a whole number from 1."""
        value = self.source.get(key)
        if value is None:
            return None
        if not isinstance(value, Scalar) or not value.isascii() or not value.isdigit() or not 0 < len(value) < 7:
            self.wrong(key, "version")
            return None
        return int(value) or None


def read_bilingual(value: Any) -> Bilingual | None:
    """`{zh: ..., en: ...}` as a text in both languages; None where it is anything else or a language is empty."""
    if not isinstance(value, YamlMap) or set(value) != set(LANGUAGES):
        return None
    if not all(isinstance(value[language], Scalar) and value[language].strip() for language in LANGUAGES):
        return None
    return Bilingual(str(value["zh"]).strip(), str(value["en"]).strip())


def _shown(value: Any) -> str:
    """A value as a message quotes it, never longer than a line."""
    if isinstance(value, Scalar):
        return value if len(value) <= 60 else value[:57] + "..."
    if isinstance(value, YamlMap):
        return "{" + ", ".join(list(value)[:5]) + "}"
    return "[...]" if isinstance(value, YamlList) else "-"
