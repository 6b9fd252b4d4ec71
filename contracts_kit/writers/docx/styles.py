"""The styles that the writer uses, by name: what a Word template is asked for.

Word and WPS give built-in styles an id of their own when they save a file (`heading 1` becomes `1` in a Chinese Word),
but keep the name. So the writer knows names; `template` finds the id that stands for each in the template at hand, and
adds the style from `default_styles` where the template lacks it.
"""

from __future__ import annotations

from typing import Final

# role -> the style's name in Word
PARAGRAPH_STYLES: Final[dict[str, str]] = {
    "title": "Title",
    "subtitle": "Subtitle",
    "cover_title": "Cover Title",
    "cover_line": "Cover Line",
    "section": "heading 1",
    "subsection": "Contract Subsection",
    "article": "heading 2",
    "example": "heading 3",
    "annex": "Annex Title",
    "form": "Form Title",
    "contents_title": "Contents Title",
    "contents_1": "toc 1",
    "contents_2": "toc 2",
    "body.zh": "Contract Body",
    "body.en": "Contract Body English",
    "preamble.zh": "Contract Preamble",
    "preamble.en": "Contract Preamble English",
    "party": "Contract Party",
    "note": "Contract Note",
    "centred": "Contract Centred",
    "caption": "caption",
    "formula": "Contract Formula",
    "item.zh": "Contract Item",
    "item.en": "Contract Item English",
    "cell": "Table Text",
    "cell_header": "Table Heading",
    "cell_small": "Table Text Small",
    "heading_small": "Table Heading Small",
    "signature": "Signature Line",
    "header": "header",
    "footer": "footer",
}
CHARACTER_STYLES: Final[dict[str, str]] = {
    "strong": "Strong",
    "emphasis.zh": "Emphasis",
    "emphasis.en": "Emphasis English",
}
TABLE_STYLES: Final[dict[str, str]] = {
    "table": "Contract Table",
    "signature": "Signature Table",
}
STYLES: Final[dict[str, str]] = {
    **PARAGRAPH_STYLES,
    **CHARACTER_STYLES,
    **{f"table.{role}": name for role, name in TABLE_STYLES.items()},
}
"""Every style by role; the roles of tables begin with `table.`."""
