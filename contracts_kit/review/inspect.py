"""What a finished Word file carries about itself: its parameters, options and clause manifest."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from contracts_kit.errors import refuse
from contracts_kit.findings import Place
from contracts_kit.review.reply import filled_reply
from contracts_kit.writers.docx.custom_xml import NAMESPACE
from contracts_kit.writers.docx.package import LARGEST_PACKAGE, read_package

DOCUMENT = "word/document.xml"
_CUSTOM_PART = re.compile(r"customXml/[^/]+\.xml\Z")
_LARGEST_PART = 8_000_000
_DEEPEST = 50
_WHOLE_NUMBER = re.compile(r"-?\d{1,1000}\Z", re.ASCII)


def inspect(path: Path | str) -> dict[str, Any]:
    """The data that a finished .docx carries, as JSON types.

    Keys: family, language, title, number, date, draft, library (its digest), `values` by parameter, `options` by id,
    and `manifest`, a list of clause (its id), version, digest, number, title. The part is found by its namespace,
    because editors rename it when they save. A notice has `notice` besides: form, version, blank, `facts`, `results`
    and `reply`, each field of it with its label and what was filled in. Raises InputError: `file_missing`,
    `file_unreadable`, `not_a_word_file`, `package_too_large`, `carries_nothing`, `carried_data_broken`.
    """
    place = Place(file=str(path))
    try:
        if Path(path).stat().st_size > LARGEST_PACKAGE:
            raise refuse("package_too_large", place, found=Path(path).stat().st_size, allowed=LARGEST_PACKAGE)
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise refuse("file_missing", place) from None
    except (OSError, ValueError) as error:
        raise refuse("file_unreadable", place, found=getattr(error, "strerror", None) or str(error)) from None
    return carried_data(data, place)


def carried_data(data: bytes, place: Place) -> dict[str, Any]:
    """The data that a .docx given as bytes carries; see `inspect`."""
    package = read_package(data, place)
    for name, content in package.items():
        if _CUSTOM_PART.match(name) and NAMESPACE.encode() in content[:4096]:
            part = Place(file=place.file, part=name)
            root = _parse(content, part)
            if root.tag == f"{{{NAMESPACE}}}contract":
                return {**_contract(root, part), **_notice(root, package.get(DOCUMENT), part)}
    raise refuse("carries_nothing", place, expected=NAMESPACE)


def _parse(content: bytes, place: Place) -> Element:
    """The part as a tree; entities and deep nesting are refused."""
    if len(content) > _LARGEST_PART:
        raise refuse("package_too_large", place, found=len(content), allowed=_LARGEST_PART)
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise refuse("carried_data_broken", place, found="nested too deep / 嵌套过深")
        builder.start(_named(tag), {_named(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_named(tag))

    def entity(*_: object) -> None:
        raise refuse("carried_data_broken", place, found="a document type / 文档类型声明")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = entity
    try:
        parser.Parse(content, True)
        return builder.close()
    except expat.ExpatError as error:
        raise refuse("carried_data_broken", place, found=str(error)) from None


def _named(name: str) -> str:
    """A name with its name space as ElementTree writes it; expat leaves the first brace out."""
    return f"{{{name}" if "}" in name else name


def _contract(root: Element, place: Place) -> dict[str, Any]:
    def rows(name: str, member: str) -> list[Element]:
        return root.findall(f"{{{NAMESPACE}}}{name}/{{{NAMESPACE}}}{member}")

    head = {name: root.get(name, "") for name in ("family", "language", "title", "number", "date", "draft", "library")}
    return {
        **head,
        "values": {value.get("name", ""): _value(value, place) for value in rows("values", "value")},
        "options": {option.get("name", ""): option.text or "" for option in rows("options", "option")},
        "manifest": [
            {
                "clause": clause.get("id", ""),
                "version": _whole(clause.get("version"), place),
                "digest": clause.get("digest", ""),
                "number": clause.get("number", ""),
                "title": clause.text or "",
            }
            for clause in rows("clauses", "clause")
        ],
    }


def _notice(root: Element, document: bytes | None, place: Place) -> dict[str, Any]:
    """What a notice carries, with what was filled into the reply; nothing for a contract."""
    notice = root.find(f"{{{NAMESPACE}}}notice")
    if notice is None:
        return {}

    def values(name: str) -> dict[str, Any]:
        return {v.get("name", ""): _value(v, place) for v in notice.findall(f"{{{NAMESPACE}}}{name}/*")}

    fields = {f.get("name", ""): f for f in notice.findall(f"{{{NAMESPACE}}}reply/*")}
    filled: dict[str, Any] = {}
    if document is not None:
        kinds = {name: field.get("type", "text") for name, field in fields.items()}
        filled = filled_reply(_parse(document, Place(file=place.file, part=DOCUMENT)), kinds)
    return {
        "notice": {
            "form": notice.get("form", ""),
            "version": _whole(notice.get("version"), place),
            "blank": notice.get("blank") == "true",
            "facts": values("facts"),
            "results": values("results"),
            "reply": {name: {"label": f.text or "", "value": filled.get(name)} for name, f in fields.items()},
        }
    }


def _whole(text: str | None, place: Place) -> int:
    if text is None or _WHOLE_NUMBER.match(text) is None:
        raise refuse("carried_data_broken", place, found=f"{(text or '')[:40]!r}")
    return int(text)


def _value(element: Element, place: Place) -> Any:
    kind, text = element.get("type", "text"), element.text or ""
    match kind:
        case "null":
            return None
        case "boolean":
            return text == "true"
        case "integer":
            return _whole(text, place)
        case "record":
            return {inner.get("name", ""): _value(inner, place) for inner in element}
        case "list":
            return [_value(inner, place) for inner in element]
        case "text":
            return text
    raise refuse("carried_data_broken", place, found=f"type={kind[:40]!r}")
