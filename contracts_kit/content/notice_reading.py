"""Reads what makes a form a notice from its front matter: facts, calculations, reply, signatures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts_kit.content.clauses import ClauseFile
from contracts_kit.content.expressions import Expr
from contracts_kit.content.map_reader import MapReader, read_bilingual
from contracts_kit.content.model import CrossCheck
from contracts_kit.content.notices import DEFAULT_REPLY, REPLY, Calculation, Field, Issuer, Notice, Reply
from contracts_kit.content.parameters import read_checks, read_unique
from contracts_kit.content.rule_inputs import FIELD_KEYS, INPUT_KEYS, read_input
from contracts_kit.content.yaml_reader import Scalar, YamlList, YamlMap
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding, Place, nearest
from contracts_kit.values.bilingual import Bilingual

NOTICE_KEYS = ("issued_by", "dated", "fields", "calculations", "checks", "reply", "signature")
ISSUERS: tuple[Issuer, ...] = ("buyer", "supplier", "both")
ROLES: Mapping[str, Bilingual] = {"buyer": Bilingual("采购方", "Buyer"), "supplier": Bilingual("供应商", "Supplier")}
MOST_LINES = 50
_OWN_KEYS = ("required", "computed", "agreed", "lines", "unique")
_FIELD_KEYS = (*(key for key in INPUT_KEYS if key not in ("unread", "optional")), *_OWN_KEYS)
_COLUMN_KEYS = (*FIELD_KEYS, "computed")


def read_notice(file: ClauseFile, findings: list[Finding]) -> Notice | None:
    """The notice of a form's file; None where it is a form that stands in contracts, with none of the keys."""
    reader = MapReader(file.front, findings)
    if not any(key in file.front for key in NOTICE_KEYS):
        return None
    reader.require("issued_by")
    given = reader.text("issued_by")
    if given is not None and given not in ISSUERS:
        reader.wrong("issued_by", " / ".join(ISSUERS))
    issuer: Issuer = next((one for one in ISSUERS if one == given), "both")
    fields = _fields(reader, "fields", _FIELD_KEYS)
    dated = reader.text("dated")
    if dated is not None and (dated not in fields or fields[dated].declared.type.kind != "date"):
        dates = [name for name, found in fields.items() if found.declared.type.kind == "date"]
        reader.add("notice_date_unknown", "dated", name=dated, suggestion=nearest(dated, dates))
        dated = None
    reply = _reply(reader, issuer)
    _sections(file, reply, findings)
    replies = reply.fields if reply is not None else {}
    for name, replied in replies.items():
        if name in fields:
            findings.append(Finding("notice_name_twice", replied.declared.place, {"name": name}))
    calculations = _calculations(reader)
    for name, calculation in calculations.items():
        if name in fields or name in replies:
            findings.append(Finding("notice_name_twice", calculation.place, {"name": name}))
    checks: dict[str, CrossCheck] = {}
    read_checks(reader, checks)
    return Notice(
        file.clause.id.partition(".")[2],
        file.clause,
        issuer,
        fields,
        calculations,
        reply,
        _signature(reader, ("buyer", "supplier") if issuer == "both" else (issuer,)),
        dated,
        tuple(checks.values()),
    )


def _sections(file: ClauseFile, reply: Reply | None, findings: list[Finding]) -> None:
    """A reply has a wording of its own, and nothing else has."""
    for variant in file.clause.wordings:
        if variant not in ("", REPLY):
            findings.append(Finding("section_unknown", file.clause.place, {"name": variant}))
    if (reply is not None) != (REPLY in file.clause.wordings):
        findings.append(Finding("notice_reply_incomplete", file.clause.place))


# --- facts -----------------------------------------------------------------------------------------------------------


def _fields(reader: MapReader, key: str, keys: tuple[str, ...]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    given = reader.mapping(key)
    for name, spec in (given or {}).items():
        assert given is not None
        path = f"{reader.path}.{key}.{name}" if reader.path else f"{key}.{name}"
        try:
            fields[name] = _field(name, spec, given.place(name, path), reader.findings, keys)
        except InputError as error:
            reader.findings.extend(error.findings)
    return fields


def _field(name: str, spec: Any, place: Place, findings: list[Finding], keys: tuple[str, ...]) -> Field:
    declared = read_input(name, spec, place, findings, keys, _COLUMN_KEYS)
    if not isinstance(spec, YamlMap):
        return Field(declared)
    reader = MapReader(spec, findings, place.path)
    if declared.default_expression is not None:
        reader.wrong("default", "agreed: ...")
    columns = spec.get("fields")
    given: Mapping[str, Any] = columns if isinstance(columns, YamlMap) else {}
    return Field(
        declared,
        (reader.text("required") or "false").lower() == "true",
        expression(spec, "computed", place) if "computed" in spec else None,
        expression(spec, "agreed", place) if "agreed" in spec else None,
        {
            column: expression(below, "computed", place)
            for column, below in given.items()
            if isinstance(below, YamlMap) and "computed" in below
        },
        _lines(reader, declared.type.fields),
        read_unique(reader, declared.type),
    )


def _lines(reader: MapReader, columns: Mapping[str, Any]) -> int | str:
    """How many lines an empty table has: a number, or the column that has one for each of its values."""
    text = reader.text("lines")
    if text is None:
        return 3
    if text in columns and columns[text].kind == "choice":
        return text
    if text.isascii() and text.isdigit() and len(text) <= 3 and 0 < int(text) <= MOST_LINES:
        return int(text)
    reader.wrong("lines", f"1 ... {MOST_LINES}")
    return 3


def expression(holder: YamlMap, key: str, place: Place) -> Expr:
    """The expression under a key; `None` where what stands there is no text."""
    value = holder.get(key)
    at = holder.place(key, f"{place.path}.{key}")
    return Expr(str(value) if isinstance(value, Scalar) else "None", Place(at.file, at.line, at.column, at.path))


# --- calculations ----------------------------------------------------------------------------------------------------


def _calculations(reader: MapReader) -> dict[str, Calculation]:
    made: dict[str, Calculation] = {}
    given = reader.mapping("calculations")
    for name, spec in (given or {}).items():
        assert given is not None
        place = given.place(name, f"calculations.{name}")
        if not isinstance(spec, YamlMap):
            MapReader(given, reader.findings, "calculations").wrong(name, "mapping")
            continue
        below = MapReader(spec, reader.findings, place.path)
        below.only(("rule", "inputs", "when", "each"))
        below.require("rule")
        rule = below.text("rule")
        inputs = below.mapping("inputs")
        if rule is None:
            continue
        made[name] = Calculation(
            name,
            rule,
            {key: expression(inputs, key, place) for key in inputs} if inputs is not None else {},
            expression(spec, "when", place) if "when" in spec else None,
            below.text("each"),
            place,
        )
    return made


# --- reply and signatures --------------------------------------------------------------------------------------------


def _reply(reader: MapReader, issuer: str) -> Reply | None:
    source = reader.mapping("reply")
    if source is None:
        return None
    below = MapReader(source, reader.findings, "reply")
    below.only(("by", "title", "fields", "signature"))
    other = "buyer" if issuer == "supplier" else "supplier"
    by = below.text("by") or other
    if by not in ROLES:
        below.wrong("by", " / ".join(ROLES))
        by = other
    keys = tuple(key for key in _FIELD_KEYS if key not in ("required", "computed", "agreed", "default"))
    fields = _fields(below, "fields", keys)
    return Reply(by, below.bilingual("title") or DEFAULT_REPLY, fields, _signature(below, (by,)))


def _signature(reader: MapReader, usual: tuple[str, ...]) -> dict[str, Bilingual]:
    """Who signs, with the label of the column: `{buyer: {zh, en}}`, `[buyer, supplier]`, `none`, or left out."""
    given = reader.source.get("signature")
    if given is None:
        return {role: ROLES[role] for role in usual}
    if isinstance(given, Scalar) and given == "none":
        return {}
    roles: Mapping[str, Any]
    if isinstance(given, YamlMap):
        roles = given
    elif isinstance(given, YamlList) and all(isinstance(role, Scalar) for role in given):
        roles = {str(role): None for role in given}
    else:
        reader.wrong("signature", "[buyer, supplier]")
        return {}
    made: dict[str, Bilingual] = {}
    for role, label in roles.items():
        words = ROLES.get(role) if label is None else read_bilingual(label)
        if role not in ROLES or words is None:
            reader.wrong("signature", "[buyer, supplier]")
            continue
        made[role] = words
    return made
