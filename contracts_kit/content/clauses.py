"""Reads a clause file: front matter, the wording in each language and variant, and the rules that it grounds.

The file is Markdown for a lawyer's eye: `---` front matter `---`, then sections `## zh`, `## en` (with variants
`## zh VALUE`, `## en VALUE`), then perhaps `## rules` with one fenced block of YAML.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from contracts_kit.content.map_reader import MapReader
from contracts_kit.content.model import Clause, Negotiation, Wording
from contracts_kit.content.yaml_reader import MAX_BYTES, YamlMap, read_yaml
from contracts_kit.errors import InputError
from contracts_kit.findings import LANGUAGES, Finding, Place
from contracts_kit.values.bilingual import Bilingual

MAX_CLAUSE_BYTES = 300_000
FRONT_MATTER_KEYS = ("id", "title", "grounds", "version", "kind", "variant_by", "negotiation", "literals")
KINDS = ("article", "preamble", "text")
STANCES = ("preferred", "fallback", "not_acceptable")
_ID = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
_HEADING = re.compile(r"##[ \t]+(.+?)[ \t]*")
_FENCE = re.compile(r"[ \t]*(```+|~~~+)[ \t]*(\S*)[ \t]*")


@dataclass(frozen=True, slots=True)
class ClauseFile:
    """A clause as it was read, with what only the checks need: its front matter and the YAML of its rules.

    `rules_unread`: there are rules, but they cannot be read.
    """

    clause: Clause
    front: YamlMap
    rules: YamlMap | None = None
    rules_unread: bool = False

    def literal_place(self, index: int) -> Place:
        """The place of an entry of `literals`."""
        listed = self.front.get("literals")
        return listed.place(index, f"literals.{index}") if listed is not None else self.front.place()


@dataclass(slots=True)
class _Section:
    """A section of the file: its name, the line of its heading, its lines and the number of the first of them."""

    name: str
    line: int
    first: int
    lines: list[str]


def decode(content: bytes, file: str, findings: list[Finding]) -> str | None:
    """The text of a file: UTF-8, with or without byte order mark, lines ending with `\\n`. None where it is not."""
    if len(content) > MAX_BYTES:
        findings.append(Finding("file_too_large", Place(file), {"found": len(content), "allowed": MAX_BYTES}))
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        findings.append(Finding("wrong_encoding", Place(file, line), {"found": f"0x{content[error.start]:02x}"}))
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_clause_file(
    content: bytes, file: str, family: str, findings: list[Finding], more_keys: tuple[str, ...] = ()
) -> ClauseFile | None:
    """The clause of a file in the folder of `family`; `more_keys` may stand in its front matter too.

    Everything wrong goes to `findings`; None where no clause is left.
    """
    if len(content) > MAX_CLAUSE_BYTES:
        findings.append(Finding("file_too_large", Place(file), {"found": len(content), "allowed": MAX_CLAUSE_BYTES}))
        return None
    text = decode(content, file, findings)
    if text is None:
        return None
    lines = text.split("\n")
    end = next((n for n in range(1, len(lines)) if lines[n].rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        findings.append(Finding("front_matter_missing", Place(file, 1)))
        return None
    try:
        front = read_yaml("\n".join(lines[1:end]), file, first_line=2)
    except InputError as error:
        findings.extend(error.findings)
        return None
    if not isinstance(front, YamlMap):
        findings.append(Finding("front_matter_missing", Place(file, 1)))
        return None
    sections = _sections(lines, end + 1, file, findings)
    return _clause(front, sections, file, family, findings, more_keys)


def _sections(lines: list[str], start: int, file: str, findings: list[Finding]) -> dict[str, _Section]:
    """The sections of the file by name, in order. A `## ` inside a fenced block is no heading."""
    found: dict[str, _Section] = {}
    current: _Section | None = None
    fence = ""
    early = False
    for number, line in enumerate(lines[start:], start + 1):
        mark = _FENCE.fullmatch(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) and not mark[2] else fence
        elif mark and current is not None and current.name == "rules":
            fence = mark[1]
        elif heading := _HEADING.fullmatch(line):
            name = " ".join(heading[1].split())
            current = _Section(name, number, number + 1, [])
            if name in found:
                findings.append(Finding("section_twice", Place(file, number), {"name": name}))
            else:
                found[name] = current
            continue
        if current is not None:
            current.lines.append(line)
        elif line.strip() and not early:
            early = True
            findings.append(Finding("text_before_sections", Place(file, number)))
    return found


def _clause(
    front: YamlMap,
    sections: dict[str, _Section],
    file: str,
    family: str,
    findings: list[Finding],
    more_keys: tuple[str, ...],
) -> ClauseFile | None:
    reader = MapReader(front, findings)
    reader.only((*FRONT_MATTER_KEYS, *more_keys))
    reader.require("id", "title")
    if front.get("version") is None:
        reader.add("version_missing")
    clause_id = reader.text("id")
    if clause_id is not None and (not _ID.fullmatch(clause_id) or clause_id.split(".")[0] != family):
        reader.add("clause_id_wrong", "id", name=clause_id, expected=family)
        clause_id = None
    kind = reader.text("kind") or "article"
    if kind not in KINDS:
        reader.wrong("kind", " / ".join(KINDS))
        kind = "article"
    title = reader.bilingual("title")
    variant_by = reader.text("variant_by")
    wordings = _wordings(sections, file, clause_id, variant_by, findings)
    rules = _rules(sections.get("rules"), file, findings)
    if clause_id is None:
        return None
    version = reader.version("version") or 1
    grounds = reader.texts("grounds")
    negotiation = _negotiation(reader)
    literals = _literals(reader)
    clause = Clause(
        id=clause_id,
        family=family,
        title=title or Bilingual(clause_id, clause_id),
        version=version,
        grounds=grounds,
        wordings=wordings,
        rules=tuple(rules) if rules else (),
        variant_by=variant_by,
        negotiation=negotiation,
        literals=literals,
        kind=kind,  # type: ignore[arg-type]
        digest=_digest(clause_id, version, title, wordings),
        place=Place(file, 1, clause=clause_id),
    )
    return ClauseFile(clause, front, rules, rules is None and "rules" in sections)


def _wordings(
    sections: dict[str, _Section], file: str, clause: str | None, variant_by: str | None, findings: list[Finding]
) -> dict[str, dict[str, Wording]]:
    """The wordings by variant and language; both languages of each variant must be there."""
    made: dict[str, dict[str, Wording]] = {}
    for name, section in sections.items():
        language, _, variant = name.partition(" ")
        if name == "rules":
            continue
        if language not in LANGUAGES or " " in variant:
            findings.append(Finding("section_unknown", Place(file, section.line, clause=clause), {"name": name}))
            continue
        lines, first = section.lines, section.first
        while lines and not lines[0].strip():
            lines, first = lines[1:], first + 1
        text = "\n".join(lines).rstrip()
        if not text:
            findings.append(Finding("wording_empty", Place(file, section.line, clause=clause), {"language": name}))
        made.setdefault(variant, {})[language] = Wording(language, text, first)
    for variant in made or {"": {}}:
        for language in LANGUAGES:
            if language not in made.get(variant, {}):
                section_name = f"{language} {variant}".strip()
                shown = {"zh": f"（变体 {variant}）", "en": f" for {variant}"} if variant else {"zh": "", "en": ""}
                details = {"language": language, "variant": shown, "section": section_name}
                findings.append(Finding("language_missing", Place(file, 1, clause=clause), details))
    if (variant_by is not None) != (any(made) and "" not in made):
        findings.append(Finding("variant_by_wrong", Place(file, 1, clause=clause), {"name": variant_by or "-"}))
    return made


def _rules(section: _Section | None, file: str, findings: list[Finding]) -> YamlMap | None:
    """The mapping of rules in the one fenced block of the section `rules`; None without rules."""
    if section is None:
        return None
    blocks: list[tuple[int, str]] = []
    body: list[str] | None = None
    fence, start = "", 0
    outside = ""
    for number, line in enumerate(section.lines, section.first):
        mark = _FENCE.fullmatch(line)
        if body is None:
            if mark and mark[2] in ("yaml", "yml"):
                body, fence, start = [], mark[1], number + 1
            elif line.strip():
                outside = outside or line.strip()
        elif mark and mark[1].startswith(fence) and not mark[2]:
            blocks.append((start, "\n".join(body)))
            body = None
        else:
            body.append(line)
    found = None
    if body is not None:
        found = {"zh": "代码块没有结束", "en": "the block is not closed"}
    elif outside:
        found = {"zh": f"块外有文字 {outside[:40]}", "en": f"there is text outside it, {outside[:40]}"}
    elif len(blocks) != 1:
        found = {"zh": f"找到 {len(blocks)} 个", "en": f"{len(blocks)} were found"}
    if found is not None:
        findings.append(Finding("rules_block_wrong", Place(file, section.line), {"found": found}))
        return None
    try:
        rules = read_yaml(blocks[0][1], file, first_line=blocks[0][0])
    except InputError as error:
        findings.extend(error.findings)
        return None
    if not isinstance(rules, YamlMap):
        details = {"found": {"zh": "块内应为 规则名: 内容", "en": "it holds RULE: BLOCKS"}}
        findings.append(Finding("rules_block_wrong", Place(file, section.line), details))
        return None
    return rules


def _negotiation(reader: MapReader) -> dict[str, Negotiation]:
    """The note for the negotiator on each variant (`""` is the one variant of a clause without variants)."""
    made: dict[str, Negotiation] = {}
    source = reader.mapping("negotiation")
    for variant in source or ():
        assert source is not None
        below = MapReader(source, reader.findings, "negotiation").mapping(variant)
        if below is None:
            continue
        note = MapReader(below, reader.findings, f"negotiation.{variant}")
        note.only(("stance", "note"))
        note.require("stance")
        stance = note.text("stance")
        if stance is not None and stance not in STANCES:
            note.wrong("stance", " / ".join(STANCES))
        elif stance is not None:
            made[variant] = Negotiation(stance, note.bilingual("note"))  # type: ignore[arg-type]
    return made


def _literals(reader: MapReader) -> tuple[tuple[str, str], ...]:
    """The bare figures that may stand in the wording, each with its reason."""
    made: list[tuple[str, str]] = []
    source = reader.items("literals")
    for index, entry in enumerate(source or ()):
        assert source is not None
        if not isinstance(entry, YamlMap):
            details = {
                "name": "literals",
                "found": str(entry)[:40],
                "expected": {"zh": "{text: …, reason: …}", "en": "{text: ..., reason: ...}"},
            }
            reader.findings.append(Finding("file_value_wrong", source.place(index, f"literals.{index}"), details))
            made.append(("", ""))
            continue
        below = MapReader(entry, reader.findings, f"literals.{index}")
        below.only(("text", "reason"))
        below.require("text", "reason")
        made.append((below.text("text") or "", below.text("reason") or ""))
    return tuple(made)


def _digest(clause: str, version: int, title: Bilingual | None, wordings: dict[str, dict[str, Wording]]) -> str:
    """Sixteen hexadecimal digits that identify the wording: they change when a word of it changes."""
    sha = hashlib.sha256(f"{clause}\0{version}\0{title}".encode())
    for variant in sorted(wordings):
        for language in sorted(wordings[variant]):
            sha.update(f"\0{variant}\0{language}\0{wordings[variant][language].text}".encode())
    return sha.hexdigest()[:16]
