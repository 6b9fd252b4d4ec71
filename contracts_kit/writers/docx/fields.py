"""Fields: what Word computes by itself, each with the result that it shows until then.

Every field is a whole complex field (begin, instruction, separate, result, end): WPS shows nothing for the short form.
"""

from __future__ import annotations

from contracts_kit.writers.docx.xml_text import run_content

_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
_SEPARATE = ' </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def field_begin(instruction: str) -> str:
    """A field up to its result; `FIELD_END` closes it, in this paragraph or a later one."""
    return f"{_BEGIN}{instruction}{_SEPARATE}"


def field(instruction: str, result: str, run_properties: str = "") -> str:
    """A field with the result it shows: `PAGE`, `NUMPAGES`, `PAGEREF anchor \\h`."""
    return f"{_BEGIN}{instruction}{_SEPARATE}<w:r>{run_properties}{run_content(result)}</w:r>{FIELD_END}"


def number_reference(anchor: str, number: str, run_properties: str = "") -> str:
    """A reference to the number of the paragraph with this bookmark; it follows when articles move, and is a link."""
    return field(f"REF {anchor} \\r \\h", number, run_properties)
