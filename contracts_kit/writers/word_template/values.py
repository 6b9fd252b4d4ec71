"""What a template may print: how each value becomes text inside a part."""

from __future__ import annotations

import re
from typing import Any, Protocol
from xml.parsers import expat

from jinja2 import Undefined, pass_context
from markupsafe import Markup

from contracts_kit.writers.word_template.bounds import Refused, Report

# \a, \f, \t and \n become paragraphs, page breaks, tabs and line breaks once the part is whole; the escaped
# delimiters `{_{` become `{{`. The other characters here are illegal in XML.
_SPECIAL = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]|\\{_[{%]|[}%]_\\}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ILLEGAL = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ufffe\uffff]")
_LISTING = re.compile("[\t\n\a\f]")
_DELIMITERS = re.compile(r"\{_[{%]|[}%]_\}")
_PARAGRAPH_AFTER_NEWLINE = re.compile(r"\n(?=<w:p[ >])")
_TABLE_OR_PICTURE = re.compile(r"<w:t(?:bl|r|c)[ >]|<wp:docPr")
_PLAIN = frozenset({int, float, bool, type(None)})
_LARGE = 2000


class WordMarkup:
    """Body text already written as WordprocessingML by our own writers: well-formed, with no table to settle.

    It is put in as it is, and last: its pieces, a megabyte in a long contract, are not copied through jinja and no pass
    over the part sees them. Any other markup (`Markup`, `RichText`, `Listing`, the result of `|safe`) is checked for
    being well-formed before it goes in.
    """

    __slots__ = ("pieces",)

    def __init__(self, *pieces: str) -> None:
        self.pieces = pieces

    def __bool__(self) -> bool:
        return any(self.pieces)

    def __html__(self) -> str:
        return "".join(self.pieces)

    __str__ = __html__


class NeedsDocxtpl(Exception):
    """A value that only docxtpl can put in (a picture, a subdocument); `template` is the one it belongs to."""

    def __init__(self, template: Any) -> None:
        self.template = template
        super().__init__("this value is put in by docxtpl")


class _PrintContext(Protocol):
    """The part of a jinja context that printing needs."""

    report: Report


@pass_context
def as_printed(context: _PrintContext, value: Any) -> Any:
    """The value as jinja may print it: without characters illegal in XML, and the report noting what must follow."""
    kind = type(value)
    if kind is str:
        return _text(context.report, value) if _SPECIAL.search(value) else value
    if kind in _PLAIN:
        return value
    if kind is WordMarkup:
        return Markup(context.report.keep(value.pieces))
    if isinstance(value, Undefined):
        return value
    if hasattr(value, "__html__"):
        return _markup(context.report, value)
    text = str(value)
    return _text(context.report, text) if _SPECIAL.search(text) else text


def _text(report: Report, text: str) -> str:
    """A text with something special in it. Illegal characters are dropped, as docxtpl's parser drops them.

    A half of a surrogate pair is refused: docxtpl loses the rest of the document over it.
    """
    found = _SURROGATE.search(text)
    if found:
        raise Refused("word_template_character", found=f"U+{ord(found.group()):04X}")
    if _LISTING.search(text):
        report.listing = True
    if _DELIMITERS.search(text):
        report.delimiters = True
    return _ILLEGAL.sub("", text)


def _markup(report: Report, value: Any) -> Markup:
    """Markup that came with the data: checked, and noted for the passes that docxtpl runs over the whole part."""
    kind = type(value)
    if kind.__module__.startswith("docxtpl.") and kind.__name__ in ("Subdoc", "InlineImage"):
        raise NeedsDocxtpl(value.tpl)
    text = str(value.__html__())
    if _special(text):
        text = _text(report, text)
        text = _PARAGRAPH_AFTER_NEWLINE.sub("", text)
    if "<" in text or "&" in text:
        report.elements |= "<" in text
        report.tables |= _TABLE_OR_PICTURE.search(text) is not None
        report.unbalanced |= not _balanced(text)
    return Markup(text)


def _special(text: str) -> bool:
    if len(text) < _LARGE:
        return _SPECIAL.search(text) is not None
    # Searching for one character at a time is many times faster in a long text than a set of characters.
    return any(c in text for c in "\n\t\a\f") or "_" in text or _SPECIAL.search(text) is not None


def _balanced(text: str) -> bool:
    """Whether a fragment is well-formed by itself (without looking at name spaces)."""
    parser = expat.ParserCreate()
    try:
        parser.Parse(b"<x>" + text.encode("utf-8") + b"</x>", True)
    except expat.ExpatError:
        return False
    return True
