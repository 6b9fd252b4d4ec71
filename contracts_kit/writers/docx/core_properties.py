"""The document's properties: title, language and dates, from the tree and never from the clock."""

from __future__ import annotations

import re

from contracts_kit.writers.docx.xml_text import escape

_ELEMENT = r"<{0}(?:\s[^>]*)?(?:/>|>.*?</{0}>)"
_REPLACED = re.compile(
    "|".join(
        _ELEMENT.format(name)
        for name in ("dc:title", "dc:language", "dcterms:created", "dcterms:modified", "cp:lastPrinted")
    ),
    re.DOTALL,
)
_END = re.compile(r"</cp:coreProperties>\s*\Z|/>\s*\Z")
_NO_DATE = "2000-01-01T00:00:00Z"
LONGEST = 255
TITLE, LANGUAGE = "document_property_title", "document_property_language"
_TAGS = {"zh": "zh-CN", "en": "en-US"}
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"></cp:coreProperties>'
)


def tagged_properties(template: str | None) -> str:
    """A template's properties with tags for what every document says there; what else stands there stays."""
    kept = _REPLACED.sub("", template if template and "xmlns:dcterms" in template else _EMPTY)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{_NO_DATE}</dcterms:{name}>' for name in ("created", "modified")
    )
    tags = f"<dc:title>{{{{ {TITLE} }}}}</dc:title><dc:language>{{{{ {LANGUAGE} }}}}</dc:language>"
    return _END.sub(lambda _: f"{tags}{dates}</cp:coreProperties>", kept)


def properties_context(title: str, language: str) -> dict[str, str]:
    """The values of the tags; Word takes at most 255 characters."""
    return {TITLE: title[:LONGEST], LANGUAGE: _TAGS.get(language, language)}


def dated(properties: bytes, date: str) -> bytes:
    """Rendered properties with the document's date (ISO); an empty date leaves the first of January 2000."""
    return properties.replace(_NO_DATE.encode(), f"{escape(date[:10])}T00:00:00Z".encode()) if date else properties
