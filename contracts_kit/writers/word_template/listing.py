"""Line breaks, tabs, new paragraphs and page breaks inside the values of a rendered part.

Follows docxtpl: inside a text of a run, `\\n` becomes a line break, `\\t` a tab, `\\a` a new paragraph and `\\f` a
page break, with the properties of the run and of the paragraph carried over. Only the paragraphs that hold such a
character are looked at.
"""

from __future__ import annotations

import re

_CHARACTERS = "\n\t\a\f"
_ANY = re.compile("[\n\t\a\f]")
_PARAGRAPH_START = re.compile(r"<w:p(?: [^>]*)?>")
_PARAGRAPH_END = "</w:p>"
_RUN = re.compile(r"<w:r(?: [^>]*)?>.*?</w:r>", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>.*?</w:t>", re.DOTALL)
_PARAGRAPH_PROPERTIES = re.compile(r"<w:pPr>.*?</w:pPr>")
_RUN_PROPERTIES = re.compile(r"<w:rPr>.*?</w:rPr>")
_TEXT_START = '<w:t xml:space="preserve">'


def resolve_listing(xml: str) -> str:
    """The part with the four characters resolved in every text of a run; elsewhere they stay as they are."""
    pieces: list[str] = []
    done = 0
    found = _ANY.search(xml)
    while found:
        here = found.start()
        # No paragraph of docxtpl's pattern runs over an end tag, so the last one before decides where to look from.
        before = xml.rfind(_PARAGRAPH_END, done, here)
        start = _PARAGRAPH_START.search(xml, done if before < 0 else before + len(_PARAGRAPH_END))
        if start is None:
            break
        if start.start() > here:
            found = _ANY.search(xml, start.start())
            continue
        end = xml.find(_PARAGRAPH_END, start.end())
        if end < 0:
            break
        end += len(_PARAGRAPH_END)
        pieces += (xml[done : start.start()], _paragraph(xml[start.start() : end]))
        done = end
        found = _ANY.search(xml, done)
    if not pieces:
        return xml
    return "".join([*pieces, xml[done:]])


def _paragraph(xml: str) -> str:
    found = _PARAGRAPH_PROPERTIES.search(xml)
    properties = found.group() if found else ""
    return _RUN.sub(lambda run: _run(run.group(), properties), xml)


def _run(xml: str, paragraph_properties: str) -> str:
    if not _ANY.search(xml):
        return xml
    found = _RUN_PROPERTIES.search(xml)
    properties = found.group() if found else ""
    end, run = "</w:t></w:r>", f"<w:r>{properties}{_TEXT_START}"
    paragraph = f"<w:p>{paragraph_properties}{run}"
    becomes = (
        ("\t", f"{end}<w:r>{properties}<w:tab/></w:r>{run}"),
        ("\a", f"{end}</w:p>{paragraph}"),
        ("\n", f"</w:t><w:br/>{_TEXT_START}"),
        ("\f", f'{end}</w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p>{paragraph}'),
    )

    def text(found: re.Match[str]) -> str:
        written = found.group()
        for character, replacement in becomes:
            written = written.replace(character, replacement)
        return written

    return _TEXT.sub(text, xml)


def drop_page_marks(xml: str) -> str:
    """Without the `\\a` and `\\f` that stand outside texts: they are illegal in XML."""
    return xml.replace("\a", "").replace("\f", "") if "\a" in xml or "\f" in xml else xml
