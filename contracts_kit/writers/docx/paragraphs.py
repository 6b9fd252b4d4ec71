"""One paragraph as OOXML: its properties in the order that the schema asks for."""

from __future__ import annotations


def paragraph(
    style: str,
    content: str,
    *,
    keep_next: bool = False,
    page_before: bool = False,
    number: tuple[int, int] | None = None,
    left: int | None = None,
    align: str = "",
) -> str:
    """A paragraph of a style id. `number` is (num, level); `left` indents all its lines, in twips."""
    properties = f'<w:pStyle w:val="{style}"/>'
    if keep_next:
        properties += "<w:keepNext/>"
    if page_before:
        properties += "<w:pageBreakBefore/>"
    if number is not None:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    if left is not None:
        properties += f'<w:ind w:left="{left}" w:leftChars="0" w:firstLine="0" w:firstLineChars="0"/>'
    if align:
        properties += f'<w:jc w:val="{align}"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"
