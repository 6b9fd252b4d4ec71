"""A Word template with docxtpl's tags, prepared once and rendered many times."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment
from jinja2.exceptions import TemplateError

from contracts_kit.errors import refuse
from contracts_kit.findings import Place
from contracts_kit.writers.word_template.environment import environment_for
from contracts_kit.writers.word_template.listing import drop_page_marks
from contracts_kit.writers.word_template.package import LONGEST_PROPERTY, TemplatePackage, open_template
from contracts_kit.writers.word_template.part import CompiledPart
from contracts_kit.writers.word_template.template_errors import PartText
from contracts_kit.writers.word_template.values import NeedsDocxtpl
from contracts_kit.writers.zip_records import Record, prepared, record, write_zip

_TAG_BEGINS = ("{{", "{%", "{#")


class WordTemplate:
    """A Word document with docxtpl's tags: `render` fills them in.

    For contexts of plain data the parts are those of docxtpl with `autoescape=True`. The template is opened,
    checked and compiled when it is made; rendering opens neither lxml nor python-docx. One template may be used by
    many threads at once; pickled, it is prepared anew where it arrives.

    `given` is a path or the file's bytes; `name` is how messages call bytes. `jinja_env` is an environment with
    filters and functions of the caller (it is not changed and not sandboxed by us; autoescape is switched on).
    `strict` refuses a name that was not given instead of printing nothing. `plain_properties` fills the document
    properties with the plain values; docxtpl writes `A&amp;B` there for `A&B`. InputError for anything wrong.
    """

    def __init__(
        self,
        given: str | os.PathLike[str] | bytes,
        *,
        name: str | None = None,
        jinja_env: Environment | None = None,
        strict: bool = False,
        plain_properties: bool = False,
    ) -> None:
        if isinstance(given, bytes):
            self._data, self._file = given, name
        else:
            self._file = name or os.fspath(given)
            self._data = _read(given, self._file)
        self._jinja_env, self._strict, self._plain_properties = jinja_env, strict, plain_properties
        self._environment = environment_for(jinja_env, strict=strict)
        package = open_template(self._data, Place(file=self._file))
        self._constants: list[Record] = [prepared(part, content) for part, content in package.constants.items()]
        self._parts: list[CompiledPart] = []
        self._names: list[str] = []
        for text in package.texts:
            place = PartText(self._file, text.part, text.text)
            part = CompiledPart(place, self._environment, head=text.head, tail=text.tail, is_body=text.is_body)
            if part.is_constant:
                self._constants.append(prepared(text.part, part.render({})))
            else:
                self._parts.append(part)
                self._names.append(text.part)
        self._prepare_properties(package)

    def __reduce__(self) -> tuple[Any, ...]:
        arguments = (self._data, self._file, self._jinja_env, self._strict, self._plain_properties)
        return _again, arguments

    def render(self, context: Mapping[str, Any]) -> bytes:
        """The document's bytes. The same context gives the same bytes. InputError for what cannot be filled in."""
        try:
            constants, rendered = self.parts(context)
        except NeedsDocxtpl as needs:
            return self._through_docxtpl(needs.template, context)
        return write_zip([*constants, *(record(name, content) for name, content in rendered.items())])

    @property
    def asks(self) -> frozenset[str]:
        """The names that the tags of the body, headers and footers read."""
        return frozenset().union(*(part.asks for part in self._parts))

    def parts(self, context: Mapping[str, Any]) -> tuple[list[Record], dict[str, bytes]]:
        """The parts that never change, and those rendered for this context by name: for a writer that adds its own."""
        rendered = {name: part.render(context) for name, part in zip(self._names, self._parts, strict=True)}
        if self._property_parts:
            rendered[self._properties_part] = self._properties(context)
        return self._constants, rendered

    def docxtpl(self) -> Any:
        """A docxtpl template of the same file, for what only docxtpl makes: `InlineImage(word.docxtpl(), ...)`.

        A context that holds such a picture or subdocument is rendered by docxtpl, in the same sandbox.
        """
        from docxtpl import DocxTemplate

        template = DocxTemplate(io.BytesIO(self._data))
        template.init_docx()
        return template

    def render_with(self, template: Any, context: Mapping[str, Any]) -> bytes:
        """Render by docxtpl itself a `template` that `docxtpl()` gave and that was changed (links, pictures)."""
        return self._through_docxtpl(template, context)

    def _through_docxtpl(self, template: Any, context: Mapping[str, Any]) -> bytes:
        buffer = io.BytesIO()
        environment = self._environment.overlay(finalize=None)
        environment.context_class = self._environment.context_class
        try:
            template.render(dict(context), environment, autoescape=True)
            template.save(buffer)
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, OSError) as wrong:
            where = Place(file=self._file)
            raise refuse("word_template_failed", where, tag="", words="docxtpl", reason=str(wrong)) from wrong
        return buffer.getvalue()

    def _prepare_properties(self, package: TemplatePackage) -> None:
        """Compile the document properties that hold tags; the others are constant."""
        environment = self._environment.overlay(autoescape=False) if self._plain_properties else self._environment
        environment.context_class = self._environment.context_class
        self._properties_part = package.properties_part
        self._properties_xml, self._property_order = package.properties_xml, package.property_order
        self._property_parts: dict[str, CompiledPart] = {}
        self._fixed_properties: dict[str, str] = {}
        for name, text in package.properties.items():
            place = PartText(self._file, package.properties_part, text)
            part = CompiledPart(place, environment, as_text=True)
            if part.is_constant:
                self._fixed_properties[name] = self._property(name, part, {})
            else:
                self._property_parts[name] = part
        if not self._property_parts:
            self._constants.append(prepared(self._properties_part, self._properties({})))

    def _properties(self, context: Mapping[str, Any]) -> bytes:
        pieces = [self._properties_xml[0]]
        for name, after in zip(self._property_order, self._properties_xml[1:], strict=True):
            part = self._property_parts.get(name)
            pieces += (self._fixed_properties[name] if part is None else self._property(name, part, context), after)
        return "".join(pieces).encode("utf-8")

    def _property(self, name: str, part: CompiledPart, context: Mapping[str, Any]) -> str:
        """A property's text as XML; python-docx takes at most 255 characters."""
        text = drop_page_marks(part.render_text(context))
        if len(text) > LONGEST_PROPERTY:
            place = Place(file=self._file, part=self._properties_part)
            raise refuse("word_template_property_long", place, name=name, found=len(text), allowed=LONGEST_PROPERTY)
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _again(
    data: bytes, name: str | None, jinja_env: Environment | None, strict: bool, plain_properties: bool
) -> WordTemplate:
    """A template rebuilt in another process."""
    return WordTemplate(data, name=name, jinja_env=jinja_env, strict=strict, plain_properties=plain_properties)


def _read(path: str | os.PathLike[str], file: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise refuse("file_missing", Place(file=file)) from None
    except OSError as wrong:
        raise refuse("file_unreadable", Place(file=file), found=wrong.strerror or str(wrong)) from None
