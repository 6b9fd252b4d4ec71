"""Opening a template: the parts with tags as docxtpl sees them, and everything else as finished records."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.parsers import expat

from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Place
from contracts_kit.writers.word_template.tag_check import check_tags

LARGEST_FILE = 64_000_000
LARGEST_PART = 16_000_000  # of a part with tags
MOST_PARTS = 5_000
# Document properties that docxtpl fills in.
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
LONGEST_PROPERTY = 255
_BODY = "contracts-kit-body"
_BODY_START = re.compile(r"<w:body\b[^>]*>")
_NAMESPACE = re.compile(r'\sxmlns(?::[\w.-]+)?="[^"]*"')
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_NO_DATE = datetime(2000, 1, 1)


@dataclass
class TaggedText:
    """A part's text as it is before rendering; `head` and `tail` stand around it in the file."""

    part: str
    text: str
    head: str = ""
    tail: str = ""
    is_body: bool = False


@dataclass
class TemplatePackage:
    """An opened template. `constants` are the parts without tags (as docxtpl would save them)."""

    texts: list[TaggedText] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)  # with tags, by name
    properties_part: str = ""
    properties_xml: list[str] = field(default_factory=list)  # the text around them, in the order of `property_order`
    property_order: list[str] = field(default_factory=list)
    constants: dict[str, bytes] = field(default_factory=dict)


def check_package(data: bytes, place: Place) -> None:
    """Refuse what is no package, is too large once unpacked, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = package.infolist()
            if len(found) > MOST_PARTS:
                raise refuse("word_template_too_large", place, found=len(found), allowed=MOST_PARTS)
            size = sum(one.file_size for one in found)
            if size > LARGEST_FILE:
                raise refuse("word_template_too_large", place, found=size, allowed=LARGEST_FILE)
            for one in found:
                content = package.read(one)
                if one.filename.endswith((".xml", ".rels")):
                    _check_xml(content, Place(file=place.file, part=one.filename))
            if "[Content_Types].xml" not in package.namelist():
                raise refuse("word_template_part_missing", place, name="[Content_Types].xml")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as wrong:
        raise refuse("word_template_not_word", place, reason=str(wrong)[:200]) from None


def _check_xml(content: bytes, place: Place) -> None:
    """Refuse a part that is not well-formed or has a document type (with it come entities)."""
    parser = expat.ParserCreate()

    def refuse_type(name: str, *_: object) -> None:
        raise refuse("word_template_not_xml", place, reason=f"DOCTYPE {name}")

    parser.StartDoctypeDeclHandler = refuse_type
    try:
        parser.Parse(content, True)
    except expat.ExpatError as wrong:
        raise refuse("word_template_not_xml", place, reason=str(wrong)) from None


def open_template(data: bytes, place: Place) -> TemplatePackage:
    """The template's parts. InputError for what cannot be opened as a Word document."""
    check_package(data, place)
    with _refusals(place):
        from docxtpl import DocxTemplate

        template = DocxTemplate(io.BytesIO(data))
        template.render_init()
        found = TemplatePackage()
        found.texts += [_body(template, place), *_headers_and_footers(template, place), *_footnotes(template, place)]
        _properties(template, found)
        buffer = io.BytesIO()
        template.docx.save(buffer)
    with zipfile.ZipFile(buffer) as saved:
        parts = {one.filename: saved.read(one) for one in saved.infolist()}
    for text in found.texts:
        parts.pop(text.part, None)
    found.properties_xml, found.property_order = _around(parts.pop(found.properties_part).decode("utf-8"))
    found.constants = parts
    return found


@contextmanager
def _refusals(place: Place) -> Iterator[None]:
    """What python-docx and lxml raise on a broken file, as refusals. They raise nearly anything."""
    try:
        yield
    except InputError:
        raise
    except KeyError as wrong:
        name = re.search(r"'(.*?)' in the archive", str(wrong))
        if name is None:
            raise refuse("word_template_not_word", place, reason=str(wrong)[:200]) from None
        raise refuse("word_template_part_missing", place, name=name.group(1)) from None
    except SyntaxError as wrong:  # lxml's XMLSyntaxError is one
        raise refuse("word_template_not_xml", place, reason=str(wrong)[:200]) from None
    except Exception as wrong:
        reason = f"{type(wrong).__name__}: {wrong}"[:200]
        raise refuse("word_template_not_word", place, reason=reason) from None


def _body(template: Any, place: Place) -> TaggedText:
    """The body; what stands around it in its part is kept as text."""
    from docx.oxml.parser import OxmlElement
    from lxml import etree  # type: ignore[import-untyped]

    part = template.docx.part
    root = part.element
    if root.body is None:
        raise ValueError("no body")
    text = _patched(template, template.get_xml(), place.file, _name(part))
    body, stand_in = root.body, OxmlElement("w:body")
    stand_in.text = _BODY
    root.replace(body, stand_in)
    around = etree.tostring(root, encoding="UTF-8", standalone=True).decode("utf-8")
    root.replace(stand_in, body)
    head, tail = around.split(_BODY)
    start = _BODY_START.match(text)
    if start is None:
        raise ValueError("no body")
    # The body was written alone, with the name spaces that the root declares too.
    head = head[: head.rindex("<w:body")] + _NAMESPACE.sub("", start.group())
    return TaggedText(_name(part), text[start.end() : text.rindex("</w:body>")], head, tail, is_body=True)


def _headers_and_footers(template: Any, place: Place) -> Iterator[TaggedText]:
    seen = set()
    for kind in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(kind):
            if _name(part) not in seen:
                seen.add(_name(part))
                text = _patched(template, template.get_part_xml(part), place.file, _name(part))
                yield TaggedText(_name(part), text, "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n")


def _footnotes(template: Any, place: Place) -> Iterator[TaggedText]:
    if not len(template.docx.sections):
        return
    for part in template.docx.part.package.parts:
        if part.content_type == _FOOTNOTES:
            try:
                text = part.blob.decode("utf-8")
            except UnicodeDecodeError as wrong:
                where = Place(file=place.file, part=_name(part))
                raise refuse("word_template_not_xml", where, reason=str(wrong)) from None
            yield TaggedText(_name(part), _patched(template, text, place.file, _name(part)))


def _patched(template: Any, xml: str, file: str | None, part: str) -> str:
    """The part's text as jinja can read it: tags whole, out of their rows, cells, paragraphs and runs."""
    place = Place(file=file, part=part)
    if len(xml) > LARGEST_PART:
        raise refuse("word_template_too_large", place, found=len(xml), allowed=LARGEST_PART)
    check_tags(xml, place)
    return str(template.patch_xml(xml))


def _properties(template: Any, found: TemplatePackage) -> None:
    """Put a marker into each property that docxtpl fills in, so that the text around them can be kept."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    package = template.docx.part.package
    given = any(rel.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for rel in package.rels.values())
    properties = template.docx.core_properties
    if not given:
        # python-docx makes the part with the time of day in it; the same template must give the same bytes.
        properties.modified = _NO_DATE
    found.properties_part = _name(package._core_properties_part)
    for name in PROPERTIES:
        found.properties[name] = getattr(properties, name)
        setattr(properties, name, _property_marker(name))


def _property_marker(name: str) -> str:
    return f"contracts-kit-property:{name};"


def _around(xml: str) -> tuple[list[str], list[str]]:
    """The text around the markers of the properties, and their order."""
    pieces = re.split(r"contracts-kit-property:(\w+);", xml)
    return pieces[::2], pieces[1::2]


def _name(part: Any) -> str:
    return str(part.partname).lstrip("/")
