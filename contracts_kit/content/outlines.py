"""Reads `templates/<family>/outline.yaml`: what a family's document is made of, in order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Literal

from contracts_kit.content.conditions import full_clause_id
from contracts_kit.content.map_reader import MapReader
from contracts_kit.content.model import Annex, Entry, Outline
from contracts_kit.content.terms import read_terms
from contracts_kit.content.yaml_reader import Scalar, YamlList, YamlMap, read_yaml_bytes
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding, Place
from contracts_kit.values.bilingual import Bilingual

SETTINGS = ("subtitle", "front", "notices", "forms", "documents", "labels", "settings")
_PARTS = ("clauses", "signature", "annexes", "header", "contents", "terms")
OUTLINE_KEYS = ("title", "template", "numbering", *_PARTS, *SETTINGS)
CONTENTS: tuple[Literal["articles", "sections", "none"], ...] = ("articles", "sections", "none")
ANNEX_CONTENT = ("clauses", "family", "table", "form")
EXAMPLES_TITLE = Bilingual("计算示例", "Worked examples")
MAX_DEPTH = 4


def read_outline(
    content: bytes, file: str, family: str, clauses: Collection[str], findings: list[Finding]
) -> Outline | None:
    """The outline of a family. `clauses` are the ids of its own and the common clauses, for names in short.

    Everything wrong goes to `findings`; None where no outline is left.
    """
    try:
        source = read_yaml_bytes(content, file)
    except InputError as error:
        findings.extend(error.findings)
        return None
    if not isinstance(source, YamlMap):
        findings.append(Finding("file_key_missing", Place(file, 1), {"name": "title"}))
        return None
    return _Reader(family, clauses, findings).outline(source)


class _Reader:
    def __init__(self, family: str, clauses: Collection[str], findings: list[Finding]) -> None:
        self.family = family
        self.clauses = clauses
        self.findings = findings

    def outline(self, source: YamlMap) -> Outline | None:
        reader = MapReader(source, self.findings)
        reader.only(OUTLINE_KEYS)
        reader.require("title", "clauses")
        title = reader.bilingual("title")
        header = reader.mapping("header")
        annexes = tuple(
            annex
            for index, entry in enumerate(reader.items("annexes") or ())
            if (annex := self.annex(entry, f"annexes.{index}", source)) is not None
        )
        settings: dict[str, Any] = {key: plain(source[key]) for key in SETTINGS if source.get(key) is not None}
        return Outline(
            family=self.family,
            title=title or Bilingual(self.family, self.family),
            numbering=reader.text("numbering") or "articles",
            template=reader.text("template"),
            entries=self.entries(reader.items("clauses"), "clauses", 0),
            annexes=annexes,
            signature=reader.text("signature"),
            header={key: str(value) for key, value in (header or {}).items()},
            settings=settings,
            contents=self.contents(reader),
            terms=read_terms(reader.mapping("terms"), self.findings, "terms"),
            place=source.place(),
        )

    def contents(self, reader: MapReader) -> Literal["articles", "sections", "none"]:
        asked = reader.text("contents") or CONTENTS[0]
        for known in CONTENTS:
            if asked == known:
                return known
        reader.wrong("contents", ", ".join(CONTENTS))
        return CONTENTS[0]

    def entries(self, source: YamlList | None, path: str, depth: int) -> tuple[Entry, ...]:
        made: list[Entry] = []
        for index, entry in enumerate(source or ()):
            assert source is not None
            read = self.entry(entry, source.place(index, f"{path}.{index}"), depth)
            if read is not None:
                made.append(read)
        return tuple(made)

    def entry(self, source: Any, place: Place, depth: int) -> Entry | None:
        """One entry: a clause id, `{clause, when}`, or `{section: {zh, en}, clauses: [...], when}`."""
        if isinstance(source, Scalar):
            return Entry(clause=self.full(source), place=place)
        if not isinstance(source, YamlMap) or ("clause" in source) == ("section" in source) or depth > MAX_DEPTH:
            shown = ", ".join(source)[:60] if isinstance(source, (YamlMap, YamlList)) else "-"
            self.findings.append(Finding("outline_entry_wrong", place, {"found": f"{{{shown}}}"}))
            return None
        reader = MapReader(source, self.findings, place.path)
        when = reader.text("when")
        if "clause" in source:
            reader.only(("clause", "when"))
            name = reader.text("clause")
            return Entry(clause=self.full(name), when=when, place=place) if name else None
        reader.only(("section", "clauses", "when"))
        reader.require("section", "clauses")
        title = reader.bilingual("section")
        below = self.entries(reader.items("clauses"), f"{place.path}.clauses", depth + 1)
        return Entry(title=title, entries=below, when=when, place=place)

    def annex(self, source: Any, path: str, outline: YamlMap) -> Annex | None:
        if not isinstance(source, YamlMap):
            self.findings.append(
                Finding("outline_entry_wrong", outline.place("annexes", path), {"found": str(source)[:60]})
            )
            return None
        reader = MapReader(source, self.findings, path)
        reader.only(("id", "title", "when", "content", "rules", "charts", "signature", *ANNEX_CONTENT))
        reader.require("id")
        name = reader.text("id") or ""
        given = [key for key in ANNEX_CONTENT if source.get(key) is not None]
        examples = name == "examples" or source.get("content") == "examples"
        if len(given) != (0 if examples else 1):
            reader.add("annex_wrong", name=name, found=", ".join(given) or "-")
            return None
        title = reader.bilingual("title")
        if title is None and not examples and given[0] != "family":
            reader.require("title")
        annex = Annex(
            id=name,
            title=title or (EXAMPLES_TITLE if examples else Bilingual("", "")),
            content=given[0] if given else "examples",  # type: ignore[arg-type]
            rules=tuple(str(rule) for rule in reader.items("rules") or ()),
            charts=tuple(str(rule) for rule in reader.items("charts") or ()),
            when=reader.text("when"),
            signature=reader.text("signature"),
            place=reader.place(),
        )
        if not given:
            return annex
        if given[0] == "clauses":
            return replace(annex, entries=self.entries(reader.items("clauses"), f"{path}.clauses", 0))
        if given[0] == "family":
            return replace(annex, family=reader.text("family"))
        return replace(annex, name=reader.text(given[0]))

    def full(self, name: str) -> str:
        return full_clause_id(str(name), self.family, self.clauses)


def plain(value: Any) -> Any:
    """A value of a YAML file as plain texts, lists and mappings, without places."""
    if isinstance(value, YamlMap):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, YamlList):
        return [plain(inner) for inner in value]
    return None if value is None else str(value)


def clauses_of(outline: Outline) -> tuple[Entry, ...]:
    """Every entry of an outline that names a clause, in order, those of the annexes last."""
    return (
        *_named(outline.entries),
        *(entry for annex in outline.annexes for entry in _named(annex.entries)),
    )


def _named(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(found for entry in entries for found in ((entry,) if entry.clause else _named(entry.entries)))
