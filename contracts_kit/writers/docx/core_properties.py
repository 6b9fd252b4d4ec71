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
_TAGS = {"zh": "zh-CN", "en": "en-US"}
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"></cp:coreProperties>'
)


def core_properties(template: str | None, title: str, language: str, date: str) -> str:
    """The properties of a document in place of a template's; what else the template says there stays.

    `date` is an ISO date (YYYY-MM-DD); an empty one leaves the dates out.
    """
    kept = _REPLACED.sub("", template if template and "xmlns:dcterms" in template else _EMPTY)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{escape(date[:10])}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
        if date
    )
    written = f"<dc:title>{escape(title)}</dc:title><dc:language>{_TAGS.get(language, language)}</dc:language>{dates}"
    return _END.sub(lambda _: f"{written}</cp:coreProperties>", kept)
