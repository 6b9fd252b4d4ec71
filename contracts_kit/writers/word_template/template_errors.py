"""Errors of a template, each naming the file, the part, the tag and the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Place, nearest
from contracts_kit.writers.word_template.bounds import TEXT_LENGTH, Refused
from contracts_kit.writers.word_template.tag_check import unended_tag

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_ELEMENT = re.compile(r"<[^<>]*>")
_QUOTED = re.compile(r"'([^']+)'")
_BLOCK = re.compile(r"\{%[-+]?\s*(\w+)")
_SET_BLOCK = re.compile(r"\{%[-+]?\s*set\s[^=]*%\}\Z", re.DOTALL)
_BLOCKS = {"if", "for", "macro", "call", "filter", "with", "autoescape", "block"}
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))
_LONGEST = 80
_OTHER_TEMPLATES = (nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)


class PartText:
    """The text of a part with its tags, and where it comes from: what an error message needs."""

    def __init__(self, file: str | None, part: str, text: str) -> None:
        self.place = Place(file=file, part=part)
        self.text = text

    @contextmanager
    def preparing(self, environment: Environment) -> Iterator[None]:
        """Turn whatever jinja and Python find wrong with the template into one `InputError`."""
        try:
            yield
        except TemplateSyntaxError as wrong:
            raise self._syntax(wrong, environment) from None
        except (RecursionError, MemoryError, SyntaxError) as wrong:
            raise self._refusal("word_template_too_deep", 1, found=type(wrong).__name__) from None

    def refuse_other_templates(self, tree: nodes.Template, environment: Environment) -> None:
        """A template stands alone unless the caller's own environment can load others."""
        if environment.loader is None:
            for node in tree.find_all(_OTHER_TEMPLATES):
                raise self._refusal("word_template_stands_alone", node.lineno)

    def _syntax(self, wrong: TemplateSyntaxError, environment: Environment) -> InputError:
        reason = wrong.message or ""
        unended = unended_tag(self.text)
        if unended is not None:
            return refuse("word_template_tag_open", self.place, **unended)
        unclosed = self._unclosed() if "end of template" in reason else None
        if unclosed is not None:
            return self._refusal("word_template_tag_open", unclosed[0], tag=unclosed[1])
        named = _QUOTED.search(reason)
        if named and reason.startswith(("No filter named", "No test named")):
            known = environment.filters if "filter named" in reason else environment.tests
            return self._refusal(
                "word_template_filter",
                wrong.lineno,
                about=re.escape(named.group(1)),
                name=named.group(1),
                suggestion=nearest(named.group(1), known),
            )
        return self._refusal(
            "word_template_tag", wrong.lineno, about=re.escape(named.group(1)) if named else None, reason=reason
        )

    def _unclosed(self) -> tuple[int, str] | None:
        """Line and tag of the innermost block that is never ended."""
        opened: list[tuple[str, int, str]] = []
        for found in _TAG.finditer(self.text):
            block = _BLOCK.match(found.group())
            name = block.group(1) if block else ""
            if name in _BLOCKS or (name == "set" and _SET_BLOCK.search(found.group())):
                opened.append((name, self.text.count("\n", 0, found.start()) + 1, found.group()))
            elif name.startswith("end") and opened and opened[-1][0] == name[3:]:
                opened.pop()
        return (opened[-1][1], _shown(opened[-1][2])) if opened else None

    def refused(self, refused: Refused, template: Template) -> InputError:
        """What the template may not do."""
        return self._refusal(refused.kind, _line_of(refused.__traceback__, template), **refused.details)

    def endless(self, wrong: BaseException, template: Template) -> InputError:
        """A template that calls itself without end, or asks for more memory than there is."""
        line = _line_of(wrong.__traceback__, template)
        return self._refusal("word_template_too_much", line, allowed=TEXT_LENGTH)

    def failed(self, wrong: BaseException, template: Template) -> InputError:
        """What went wrong while the data was filled in."""
        line = _line_of(wrong.__traceback__, template)
        reason = str(wrong) or type(wrong).__name__
        named = _QUOTED.search(reason)
        about = re.escape(named.group(1)) if named else None
        if isinstance(wrong, SecurityError):
            return self._refusal("word_template_forbidden", line, about=about, reason=reason)
        if isinstance(wrong, UndefinedError):
            # "'dict object' has no attribute 'x'": the last quoted word is the one that is missing.
            quoted = _QUOTED.findall(reason)
            return self._refusal(
                "word_template_undefined", line, about=re.escape(quoted[-1]) if quoted else None, reason=reason
            )
        return self._refusal("word_template_failed", line, about=about, reason=reason)

    def crossing(self, line: int | None, reason: str) -> InputError:
        """A rendering that is not well-formed: by a tag that crosses cells or paragraphs, else by a value."""
        if line is None:
            return refuse("word_template_markup", self.place, reason=reason)
        return self._refusal("word_template_crossing", line, about="if|for|else|elif")

    def _refusal(self, kind: str, line: int | None, *, about: str | None = None, **details: Any) -> InputError:
        tag, words = self._around(line or 1, about)
        return refuse(kind, self.place, **{"tag": tag, "words": words, **details})

    def _around(self, line: int, about: str | None) -> tuple[str, str]:
        """The tag of a line that an error is about (`about` is a pattern), and the words around it.

        Lines begin at paragraphs.
        """
        lines = self.text.split("\n")
        here = min(max(line, 1), len(lines)) - 1
        tags = _TAG.findall(lines[here]) or _TAG.findall("\n".join(lines[here : here + 2]))
        chosen = next((t for t in tags if about and re.search(rf"\b(?:{about})\b", t)), tags[0] if tags else "")
        words = ""
        for reach in range(4):
            first = max(here - reach, 0)
            words = _words("\n".join(lines[first : here + reach + 1]), chosen)
            if len(words) > len(_shown(chosen)) + 2:
                break
        return _shown(chosen), words


def _line_of(trace: TracebackType | None, template: Template) -> int | None:
    """The line of the template's text in which an exception arose."""
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line


def _shown(text: str) -> str:
    """A tag as a person wrote it, shortened."""
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _words(markup: str, tag: str) -> str:
    """The words of a piece of markup around a tag."""
    before, _, after = markup.partition(tag) if tag else ("", "", markup)
    left, right = (_shown_all(_ELEMENT.sub("", x)) for x in (before, after))
    return f"{left[-30:]}{_shown(tag)}{right[:30]}".strip()


def _shown_all(text: str) -> str:
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return " ".join(text.split(" ")).replace("\n", " ")
