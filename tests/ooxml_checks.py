"""Our own checks of a Word file, for what the validators miss: broken links between parts, lists, fields, bookmarks.

`faults(docx)` gives a line for each fault, empty for a sound file. Every check has a seeded fault in
`tests/writers/docx/test_docx_checks.py` that it must catch.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
STORIES = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml\Z")
Parts = dict[str, ElementTree.Element]


def faults(docx: bytes) -> list[str]:
    """Every fault of a file."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        names = package.namelist()
        contents = {name: package.read(name) for name in names}
    found = [f"{name} stands twice" for name, count in Counter(names).items() if count > 1]
    parts: Parts = {}
    for name, content in contents.items():
        if name.endswith((".xml", ".rels")):
            try:
                parts[name] = ElementTree.fromstring(content)
            except ElementTree.ParseError as error:
                found.append(f"{name} is not XML: {error}")
    if found:
        return found
    return [fault for check in CHECKS for fault in check(parts, set(names))]


def content_types(parts: Parts, names: set[str]) -> Iterator[str]:
    types = parts["[Content_Types].xml"]
    overrides = {o.get("PartName", "").lstrip("/") for o in types.findall(f"{TYPES}Override")}
    defaults = {d.get("Extension", "") for d in types.findall(f"{TYPES}Default")}
    yield from (f"the content type of {name} is declared, the part is missing" for name in overrides - names)
    for name in names - overrides - {"[Content_Types].xml"}:
        if name.rpartition(".")[2] not in defaults:
            yield f"{name} has no content type"


def _targets(parts: Parts, part: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    relationships = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    if relationships is None:
        return {}
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
        for one in relationships
        if one.get("TargetMode") != "External"
    }


def relationships(parts: Parts, names: set[str]) -> Iterator[str]:
    for part in ["", *parts]:
        targets = _targets(parts, part)
        yield from (
            f"{part or 'the package'} points to {target}, which is missing"
            for target in targets.values()
            if target not in names
        )
        used = {v for e in (parts[part].iter() if part else ()) for k, v in e.attrib.items() if k.startswith(R)}
        yield from (f"{part} uses the relationship {used_id}, which is missing" for used_id in used - set(targets))


def lists(parts: Parts, names: set[str]) -> Iterator[str]:
    numbering = parts.get("word/numbering.xml")
    children = [] if numbering is None else list(numbering)
    tags = [child.tag for child in children]
    if f"{W}num" in tags and f"{W}abstractNum" in tags[tags.index(f"{W}num") :]:
        yield "a w:abstractNum stands after the first w:num"
    abstracts = {child.get(f"{W}abstractNumId") for child in children if child.tag == f"{W}abstractNum"}
    nums: dict[str | None, str | None] = {}
    for child in children:
        if child.tag == f"{W}num":
            if child.get(f"{W}numId") in nums:
                yield f"the list {child.get(f'{W}numId')} is defined twice"
            nums[child.get(f"{W}numId")] = _value(child, "abstractNumId")
    yield from (
        f"the list {num} has no definition {abstract}" for num, abstract in nums.items() if abstract not in abstracts
    )
    for name, part in parts.items():
        if STORIES.match(name):
            for used in part.iter(f"{W}numId"):
                if used.get(f"{W}val") not in {*nums, "0"}:
                    yield f"{name}: a paragraph takes the list {used.get(f'{W}val')}, which is missing"


def _value(element: ElementTree.Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def styles(parts: Parts, names: set[str]) -> Iterator[str]:
    known = {style.get(f"{W}styleId") for style in parts["word/styles.xml"].findall(f"{W}style")}
    for name, part in parts.items():
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
            for used in part.iter(f"{W}{tag}"):
                if used.get(f"{W}val") not in known:
                    yield f"{name}: the style {used.get(f'{W}val')} is missing"


def fields(parts: Parts, names: set[str]) -> Iterator[str]:
    for name, part in _stories(parts):
        opened: list[str] = []
        for element in part.iter(f"{W}fldChar"):
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                opened.append("begin")
            elif not opened or (kind == "separate" and opened[-1] != "begin"):
                yield f"{name}: a field's {kind} without its begin"
            elif kind == "separate":
                opened[-1] = "separate"
            elif opened.pop() != "separate":
                yield f"{name}: a field without a result"
        if opened:
            yield f"{name}: a field is not closed"


def cells(parts: Parts, names: set[str]) -> Iterator[str]:
    for name, part in _stories(parts):
        for cell in part.iter(f"{W}tc"):
            if not len(cell) or cell[-1].tag != f"{W}p":
                yield f"{name}: a cell does not end with a paragraph"
        for table in part.iter(f"{W}tbl"):
            columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            for row in table.findall(f"{W}tr"):
                spans = sum(int(_value(c.find(f"{W}tcPr") or c, "gridSpan") or 1) for c in row.findall(f"{W}tc"))
                if spans != columns:
                    yield f"{name}: a row has {spans} columns, the grid {columns}"
        for parent in part.iter():
            tags = [child.tag for child in parent]
            if any(a == b == f"{W}tbl" for a, b in pairwise(tags)):
                yield f"{name}: two tables follow each other and become one"


def bookmarks(parts: Parts, names: set[str]) -> Iterator[str]:
    starts = [b for _, part in _stories(parts) for b in part.iter(f"{W}bookmarkStart")]
    ends = [b for _, part in _stories(parts) for b in part.iter(f"{W}bookmarkEnd")]
    known = [start.get(f"{W}name", "") for start in starts]
    yield from _twice("the bookmark id", [start.get(f"{W}id", "") for start in starts])
    yield from _twice("the bookmark", [name.lower() for name in known])
    yield from (f"the bookmark {name} is too long" for name in known if len(name) > 40)
    if sorted(s.get(f"{W}id", "") for s in starts) != sorted(e.get(f"{W}id", "") for e in ends):
        yield "a bookmark has no beginning or no end"
    for _, part in _stories(parts):
        linked = [h.get(f"{W}anchor", "") for h in part.iter(f"{W}hyperlink") if h.get(f"{W}anchor")]
        told = "".join(f"{i.text}\n" for i in part.iter(f"{W}instrText"))
        linked += re.findall(r"(?:PAGE)?REF (\w+)", told)
        yield from (
            f"a link leads to the bookmark {name}, which is missing" for name in sorted(set(linked) - set(known))
        )


def controls(parts: Parts, names: set[str]) -> Iterator[str]:
    properties = [p for _, part in _stories(parts) for p in part.iter(f"{W}sdtPr")]
    yield from _twice("the control id", [i for p in properties if (i := _value(p, "id")) is not None])
    for one in properties:
        if max(len(_value(one, "tag") or ""), len(_value(one, "alias") or "")) > 64:
            yield "the tag or the title of a control is too long"
    for _, part in _stories(parts):
        for paragraph in part.iter(f"{W}p"):
            children = [c.tag for c in paragraph if c.tag not in (f"{W}bookmarkStart", f"{W}bookmarkEnd")]
            if any(a == b == f"{W}sdt" for a, b in pairwise(children)):
                yield "two controls stand side by side"


def run_fonts(parts: Parts, names: set[str]) -> Iterator[str]:
    for name, part in _stories(parts):
        for fonts in part.iter(f"{W}rFonts"):
            if set(fonts.attrib) - {f"{W}hint"}:
                yield f"{name}: a run names a font; fonts stand on styles"


def _stories(parts: Parts) -> Iterator[tuple[str, ElementTree.Element]]:
    return ((name, part) for name, part in parts.items() if STORIES.match(name))


def _twice(what: str, values: list[str]) -> Iterator[str]:
    return (f"{what} {value} stands twice" for value, count in Counter(values).items() if count > 1)


CHECKS: tuple[Callable[[Parts, set[str]], Iterator[str]], ...] = (
    content_types,
    relationships,
    lists,
    styles,
    fields,
    cells,
    bookmarks,
    controls,
    run_fonts,
)
