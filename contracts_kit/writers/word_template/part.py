"""One part of a template, compiled once and rendered many times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.parsers import expat

from jinja2 import Environment, Template, meta, nodes
from jinja2.exceptions import TemplateError

from contracts_kit.writers.word_template.bounds import Refused, Report, check_length
from contracts_kit.writers.word_template.environment import Counting, PartContext
from contracts_kit.writers.word_template.listing import drop_page_marks, resolve_listing
from contracts_kit.writers.word_template.structure import MARK, prove
from contracts_kit.writers.word_template.table_grids import settle_tables
from contracts_kit.writers.word_template.template_errors import PartText
from contracts_kit.writers.word_template.values import NeedsDocxtpl

_PARAGRAPH = re.compile(r"<w:p([ >])")
_NEWLINE_PARAGRAPH = re.compile(r"\n<w:p([ >])")
# Delimiters written as `{_{`, and what could become one together with a value beside it.
_DELIMITER = re.compile(r"\{_[{%]|[}%]_\}")
_HALF_DELIMITER = re.compile(r"\{_?\Z|[}%]_?\Z|\A_?[{%}]|\A_\Z")
_DELIMITERS = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_LISTING_IN_TEXT = re.compile(r"(?:\A|<w:t(?: [^>]*)?>)[^<]*[\n\t\a\f]|>[^<]*[^\s<][^<]*[\n\t\a\f]|[\n\t\a\f][^<]*\Z")
_PICTURE = re.compile(r"<wp:docPr\b[^<>]*>")
_PICTURE_ID = re.compile(r'(\sid=")[^"]*"')
_FIRST_PICTURE_ID = 1001


class CompiledPart:
    """A part's text with tags, ready to be rendered.

    `text` is the part after docxtpl's `patch_xml`; `head` and `tail` stand around what is rendered. `is_body`
    asks for what docxtpl does to the body only: table grids and picture ids. `as_text` is a text that is not
    markup (a document property): none of the passes for markup follows. `asks` are the names that its tags read.
    """

    def __init__(
        self,
        place: PartText,
        environment: Environment,
        *,
        head: str = "",
        tail: str = "",
        is_body: bool = False,
        as_text: bool = False,
    ) -> None:
        self.place = place
        self._head, self._tail = head, tail
        self._is_body, self._as_text = is_body, as_text
        if not as_text:
            place.text = _PARAGRAPH.sub(r"\n<w:p\1", place.text)
        with place.preparing(environment):
            tree = environment.parse(place.text)
            Counting().visit(tree)
            place.refuse_other_templates(tree, environment)
            if not as_text:
                self._look_at(tree)
            self.asks = frozenset(meta.find_undeclared_variables(tree))
            code = environment.compile(tree, filename="<template>")
        self.is_constant = all(
            isinstance(n, nodes.TemplateData)
            for o in tree.body
            for n in (o.nodes if isinstance(o, nodes.Output) else [o])
        )
        self._template: Template = environment.template_class.from_code(
            environment, code, environment.make_globals(None)
        )

    def _look_at(self, tree: nodes.Template) -> None:
        """Note which passes the template's own text asks for, and do at once what can be done at once."""
        self._listing = self._delimiters = False
        texts = list(tree.find_all(nodes.TemplateData))
        for data in texts:
            data.data = _NEWLINE_PARAGRAPH.sub(r"<w:p\1", data.data)
            for written, meant in _DELIMITERS:
                data.data = data.data.replace(written, meant)
            self._delimiters |= len(texts) > 1 and _HALF_DELIMITER.search(data.data) is not None
            self._listing |= _LISTING_IN_TEXT.search(data.data) is not None
        self._pictures = self._is_body and any("<wp:docPr" in data.data for data in texts)
        self._known = prove(tree, tables=self._is_body)

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The part as it goes into the file."""
        return self.render_text(context).encode("utf-8")

    def render_text(self, context: Mapping[str, Any]) -> str:
        """The part as text. InputError for what the template may not do or the data cannot give."""
        text, report = self._rendered(context)
        return "".join(report.whole(text)) if report.kept else text

    def _rendered(self, context: Mapping[str, Any]) -> tuple[str, Report]:
        """The part with marks in the places of what is put in last, and the report that keeps it."""
        template = self._template
        names = template.new_context(dict(context))
        assert isinstance(names, PartContext)
        pieces: list[str] = [self._head]
        length = 0
        try:
            for piece in template.root_render_func(names):
                pieces.append(piece)
                length += len(piece)
                if length > 1_000_000:
                    check_length(length)
        except NeedsDocxtpl:
            raise
        except Refused as refused:
            raise self.place.refused(refused, template) from None
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as wrong:
            raise self.place.failed(wrong, template) from wrong
        except (RecursionError, MemoryError) as wrong:
            raise self.place.endless(wrong, template) from None
        if self._as_text:
            return "".join(pieces), names.report
        pieces.append(self._tail)
        return self._passes("".join(pieces), names), names.report

    def _passes(self, xml: str, names: PartContext) -> str:
        """What docxtpl does to a rendered part, as far as this template and this data ask for it."""
        report, known = names.report, self._known
        if self._delimiters or report.delimiters:
            for written, meant in _DELIMITERS:
                xml = xml.replace(written, meant)
        if self._listing or report.listing:
            xml = drop_page_marks(resolve_listing(xml))
        if self._is_body:
            if known.settle_all or report.tables:
                xml = settle_tables(xml.replace(MARK, ""))
            elif known.marked_tables:
                spans = xml.split(MARK)
                spans[1::2] = map(settle_tables, spans[1::2])
                xml = "".join(spans)
            if self._pictures or report.tables:
                xml = _numbered_pictures(xml)
        if not known.balanced or report.unbalanced or (report.elements and known.attribute_values):
            self._check(xml, report.unbalanced)
        return xml

    def _check(self, xml: str, by_value: bool) -> None:
        """Refuse a rendering that is not well-formed: docxtpl would lose a piece of it, or fail."""
        parser = expat.ParserCreate()
        try:
            parser.Parse(xml.encode("utf-8"), True)
        except expat.ExpatError as wrong:
            raise self.place.crossing(None if by_value else self._known.crossing_line, str(wrong)) from None


def _numbered_pictures(xml: str) -> str:
    """Pictures numbered in their order, as docxtpl numbers them: two copies of one must not share an id."""
    number = _FIRST_PICTURE_ID - 1

    def numbered(tag: re.Match[str]) -> str:
        nonlocal number
        number += 1
        text, found = _PICTURE_ID.subn(rf'\g<1>{number}"', tag.group(), count=1)
        return text if found else text.replace("<wp:docPr", f'<wp:docPr id="{number}"', 1)

    return _PICTURE.sub(numbered, xml)
