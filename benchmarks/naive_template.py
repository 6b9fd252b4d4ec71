"""A docxtpl template made of a finished document of ours: the same text, its values as tags.

Every value stands in a content control that names its parameter; the text of the n-th of them becomes
`{{ v.value_n }}`, and its text in each other document of the same clauses is what the template is filled with. The
contract's number in the header is a tag too.
"""

from __future__ import annotations

import io
import re
import zipfile

DOCUMENT = "word/document.xml"
_CONTROL = re.compile(
    r"<w:sdt><w:sdtPr>(?:(?!</w:sdtPr>).)*</w:sdtPr><w:sdtContent>(?=<w:r>).*?</w:sdtContent></w:sdt>"
)
_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)(</w:t>)")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))


def parts_of(document: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """The parts as Python's own zipfile writes them at level 6."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def context_of(document: bytes) -> dict[str, dict[str, str]]:
    """What stands in the controls of a document, as what the template is filled with."""
    values: dict[str, str] = {}
    parts = parts_of(document)
    for name in _tagged_parts(parts):
        for text in _values(parts[name].decode("utf-8")):
            for entity, character in _ENTITIES:
                text = text.replace(entity, character)
            values[f"value_{len(values)}"] = text
    return {"v": values}


def template_of(document: bytes) -> bytes:
    """The template: each text of a control is a tag."""
    parts = parts_of(document)
    number = 0

    def tag(text: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f"{text.group(1)}{{{{ v.value_{number - 1} }}}}{text.group(3)}"

    for name in _tagged_parts(parts):
        xml = parts[name].decode("utf-8")
        inside = _TEXT.sub(tag, xml) if name != DOCUMENT else _CONTROL.sub(lambda c: _TEXT.sub(tag, c.group()), xml)
        parts[name] = inside.encode("utf-8")
    return zipped(parts)


def _tagged_parts(parts: dict[str, bytes]) -> list[str]:
    return [DOCUMENT, *sorted(name for name in parts if re.fullmatch(r"word/header\d+\.xml", name))]


def _values(xml: str) -> list[str]:
    if "<w:hdr " in xml[:500]:
        return [found[1] for found in _TEXT.findall(xml)]
    return [found[1] for control in _CONTROL.findall(xml) for found in _TEXT.findall(control)]


def words_of(document: bytes) -> list[str]:
    """The texts of the paragraphs of a document, to see that two documents say the same."""
    xml = parts_of(document)[DOCUMENT].decode("utf-8")
    return [
        "".join(found[1] for found in _TEXT.findall(paragraph)).replace("&#34;", '"').replace("&#39;", "'")
        for paragraph in re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL)
    ]
