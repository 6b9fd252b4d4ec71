"""The body put into the template, and the template's own tags filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from contracts_kit.errors import refuse
from contracts_kit.findings import Place
from contracts_kit.writers.docx.template import DOCUMENT, Template
from contracts_kit.writers.zip_records import Record, prepared, write_zip

_BODY_TAG = "{{p body }}"
_PARAGRAPH = re.compile(r"<w:p[ >](?:(?!<w:p[ >]).)*?</w:p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_RUN_TAG = re.compile(r"<w:r[ >](?:(?!<w:r[ >]).)*?(\{%r .*?%\}).*?</w:r>", re.DOTALL)
_STORY = re.compile(r"word/(header|footer)\d*\.xml\Z")


def render(template: Template, body: str, context: Mapping[str, Any], written: Mapping[str, str]) -> bytes:
    """The finished package: `body` in the template's place for it, `written` parts beside."""
    from jinja2 import Environment
    from markupsafe import Markup

    environment = Environment(autoescape=True)
    parts: dict[str, bytes | Record] = {}
    for name, content in template.parts.items():
        if name in written:
            continue
        if name == DOCUMENT:
            text = content.decode("utf-8")
            for found in _PARAGRAPH.finditer(text):
                if re.fullmatch(r"\{\{p\s*body\s*\}\}", _TAG.sub("", found.group()).strip()):
                    text = f"{text[: found.start()]}{{{{ body }}}}{text[found.end() :]}"
                    break
            else:
                raise refuse("template_without_body", Place(part=DOCUMENT), expected=_BODY_TAG)
            parts[name] = environment.from_string(text).render({**context, "body": Markup(body)}).encode("utf-8")
        elif _STORY.match(name):
            text = _RUN_TAG.sub(lambda found: found.group(1).replace("{%r", "{%"), content.decode("utf-8"))
            parts[name] = environment.from_string(text).render(context).encode("utf-8")
        else:
            parts[name] = prepared(name, content)
    parts.update((name, text.encode("utf-8")) for name, text in written.items())
    return write_zip(parts)
