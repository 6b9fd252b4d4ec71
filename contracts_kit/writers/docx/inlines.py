"""What stands in a line, as runs: text, values and blanks in their controls, references as fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from contracts_kit.assembly.tree import Blank, Inline, LineBreak, Reference, Text, TickBox, Value
from contracts_kit.writers.docx import content_controls as controls
from contracts_kit.writers.docx.fields import number_reference
from contracts_kit.writers.docx.kept import keep
from contracts_kit.writers.docx.writing import Writing
from contracts_kit.writers.docx.xml_text import attribute, run_content

# Marks that Word sets in the Latin font unless told that the text is Chinese.
_EITHER_SCRIPT = re.compile(
    "[\u2018-\u201d\u2014\u2026\u00b7\u00d7\u00f7\u00b1\u00a7\u00b0\u2030\u2103\u2460-\u2473\u25a0\u25a1\u2264\u2265]"
)
LINE = -1
"""The place of a line among what is kept: a line has no indent."""
_HINT = '<w:rFonts w:hint="eastAsia"/>'


@lru_cache(maxsize=256)
def _properties(style: str, italic: bool, hint: bool) -> str:
    inner = (
        (f'<w:rStyle w:val="{style}"/>' if style else "")
        + (_HINT if hint else "")
        + ("<w:i/><w:iCs/>" if italic else "")
    )
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _run_properties(writing: Writing, text: str, strong: bool = False, emphasis: bool = False) -> str:
    hint = writing.chinese and _EITHER_SCRIPT.search(text) is not None
    if not strong and not emphasis:
        return _properties("", False, True) if hint else ""
    if strong:
        return _properties(writing.style("strong"), emphasis and not writing.chinese, hint)
    return _properties(writing.style("emphasis"), False, hint)


def run(writing: Writing, text: str, strong: bool = False, emphasis: bool = False) -> str:
    """A run of text; nothing for an empty text."""
    if not text:
        return ""
    return f"<w:r>{_run_properties(writing, text, strong, emphasis)}{run_content(text)}</w:r>"


def _text(writing: Writing, node: Text) -> str:
    return run(writing, node.text, node.strong, node.emphasis)


def _value(writing: Writing, node: Value) -> str:
    tag = f"{node.parameter}.{node.field}" if node.field else node.parameter
    content = run(writing, node.text, node.strong, node.emphasis)
    if not content or writing.document.notice is not None:  # nobody fills in what a notice states
        return content
    title = writing.label(node.parameter, node.field)
    kind = "" if node.strong or node.emphasis else controls.value_kind(node.text)
    written = controls.control(title, tag, writing.next_control(), kind, content)
    return writing.bookmarks.first_place(tag.replace(".", "_"), written)


def _blank(writing: Writing, node: Blank) -> str:
    tag = ""
    title = ""
    if node.parameter is not None:
        tag = f"{node.parameter}.{node.field}" if node.field else node.parameter
        title = writing.label(node.parameter, node.field)
    content = run(writing, node.text, node.strong)
    kind = controls.PLACEHOLDER
    if writing.document.notice is not None and node.parameter is not None:
        if node.entry is None:
            return content
        kind = controls.entry_kind(node.entry, writing.document.language)
    written = controls.control(title, tag, writing.next_control(), kind, content)
    return writing.bookmarks.first_place(tag.replace(".", "_"), written) if tag else written


def _tick_box(writing: Writing, node: TickBox) -> str:
    if node.settled:
        return run(writing, node.text)
    tag = f"{node.parameter}={node.value}" if node.parameter else ""
    title = writing.label(node.parameter, None) if node.parameter else ""
    kind = controls.checkbox_kind(node.ticked)
    written = controls.control(title, tag, writing.next_control(), kind, run(writing, node.text))
    if writing.document.notice is None or not tag:
        return written
    return writing.bookmarks.first_place(tag.replace(".", "_").replace("=", "_"), written)


def _reference(writing: Writing, node: Reference) -> str:
    properties = _run_properties(writing, node.text, node.strong)
    if node.anchor in writing.numbered:
        return number_reference(node.anchor, node.text, properties)
    written = f"<w:r>{properties}{run_content(node.text)}</w:r>"
    if node.anchor in writing.anchors:
        return f'<w:hyperlink w:anchor="{attribute(node.anchor)}" w:history="1">{written}</w:hyperlink>'
    return written


def _line_break(writing: Writing, node: LineBreak) -> str:
    return "<w:r><w:br/></w:r>"


_WRITERS: dict[type, Callable[[Writing, Any], str]] = {
    Text: _text,
    Value: _value,
    Blank: _blank,
    TickBox: _tick_box,
    Reference: _reference,
    LineBreak: _line_break,
}
_CONTROLS = (Value, Blank, TickBox)


def write_inlines(writing: Writing, inlines: tuple[Inline, ...]) -> str:
    """A line as runs, controls and fields; one without controls is written once for all documents."""
    found = writing.kept.get((id(inlines), LINE))
    if found is not None and found[0] is inlines:
        return found[1]  # type: ignore[return-value]
    controls_before = writing.controls
    written: list[str] = []
    after_control = False
    for node in inlines:
        one = _WRITERS[type(node)](writing, node)
        if not one:
            continue
        is_control = isinstance(node, _CONTROLS) and not one.endswith("</w:r>")
        if is_control and after_control:
            written.append(controls.BETWEEN)
        after_control = is_control
        written.append(one)
    line = "".join(written)
    if writing.controls == controls_before:
        keep(writing.kept, inlines, LINE, line)
    return line
