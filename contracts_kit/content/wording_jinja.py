"""Reads the tags of a wording with Jinja's lexer. Nothing is executed: a tag becomes a piece of a small program.

Jinja's syntax is used as its users know it (whitespace control, comments, `raw`). A line that holds only `{% %}`
and comments leaves nothing behind, so that an `if` between the items of a list does not split it. (`trim_blocks` and
`lstrip_blocks` would do that too, but they also join the next item to a line that ends with `{% endif %}`.) What
stands inside a tag is read here: slots are few and simple, conditions are kept as source text for the rules'
expression language.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Place
from contracts_kit.records import dataclass

if TYPE_CHECKING:
    from jinja2 import Environment

FILTERS = ("capital", "plain")
FUNCTIONS: dict[str, int | None] = {
    "ref": 1,
    "reading": 1,
    "table": 1,
    "form": 1,
    "chart": 1,
    "tick": 2,
    "article": 1,
    "fields": None,
    "calculation": 1,
}
"""How many arguments each takes; None means one or more."""
MAX_DEPTH = 12
_CLOSING = ("elif", "else", "endif", "endfor", "alternative", "endalternatives")

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_VALUE = re.compile(rf"({_NAME})(?:\s*\.\s*({_NAME}))?(?:\s*\|\s*({_NAME}))?")
_CALL = re.compile(rf"({_NAME})\s*\((.*)\)", re.DOTALL)
_ARGUMENT = re.compile(r"\s*(?:'([^'\\]*)'|\"([^\"\\]*)\")\s*")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\w+")
_STRAY = re.compile(r"\}\}|%\}|\{\{|\{%")
_LOOP = re.compile(rf"({_NAME})\s+in\s+({_NAME})")
_PARAMETER = re.compile(rf"\w+\s+({_NAME})")
_ALTERNATIVE = re.compile(r"alternative\s+(\w+)")
_MARKER = re.compile(r"\s*(?:1\.|-)[ ]+|\s*")


@dataclass(frozen=True, slots=True)
class NameTag:
    """`{{ name }}`, `{{ name.field }}`, `{{ name | filter }}`. In a loop the name may be the loop's variable."""

    name: str
    field: str | None
    filter: str | None
    line: int


@dataclass(frozen=True, slots=True)
class CallTag:
    """`{{ ref('id') }}` and its like. `arguments` are texts."""

    function: Literal["ref", "reading", "table", "form", "chart", "tick", "article", "fields", "calculation"]
    arguments: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch of an `if`: its condition in the rules' expression language (None: else), and what it holds."""

    condition: str | None
    line: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class IfTag:
    """`{% if %} ... {% elif %} ... {% else %} ... {% endif %}`."""

    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class ForTag:
    """`{% for row in list_parameter %} ... {% endfor %}`."""

    variable: str
    parameter: str
    line: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TextTag:
    """Literal text between tags, with the line of the file on which it begins."""

    text: str
    line: int


Piece = TextTag | NameTag | CallTag | IfTag | ForTag


def read_tags(source: str, place: Place) -> tuple[Piece, ...]:
    """The wording as literal text and tags. `place.line` is the line of the file on which `source` begins.

    Raises InputError: `wording_tag_broken` (an open tag, a missing endif), `wording_tag_unknown` (anything of Jinja
    that a wording has no use for).
    """
    from jinja2 import TemplateSyntaxError

    first = place.line or 1
    try:
        tokens = list(_environment().lexer.tokeniter(source, None))
    except TemplateSyntaxError as error:
        raise refuse("wording_tag_broken", _at(place, first - 1 + error.lineno), found=error.message or "") from None
    return _Reader(_whole_lines(_chunks(tokens, first, place)), place).read()


@functools.cache
def _environment() -> Environment:
    from jinja2 import Environment

    return Environment(keep_trailing_newline=True)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A run of text, or the inside of one tag."""

    kind: Literal["text", "value", "block", "comment"]
    text: str
    line: int

    @property
    def word(self) -> str:
        """The first word of a tag: `if`, `endfor`."""
        found = _WORD.match(self.text)
        return found[0] if found else ""


def _chunks(tokens: list[tuple[int, str, str]], first: int, place: Place) -> Iterator[_Chunk]:
    """The lexer's tokens gathered into texts and tags; the inside of a tag keeps its source text."""
    inside: list[str] | None = None
    kind: Literal["value", "block"] = "value"
    line = first
    for number, token, text in tokens:
        if token == "data":
            if stray := _STRAY.search(text):
                at = first - 1 + number + text.count("\n", 0, stray.start())
                raise refuse("wording_tag_broken", _at(place, at), found=stray[0])
            if text:
                yield _Chunk("text", text, first - 1 + number)
        elif token == "comment_begin":
            yield _Chunk("comment", "", first - 1 + number)
        elif token in ("variable_begin", "block_begin"):
            kind = "value" if token == "variable_begin" else "block"
            inside, line = [], first - 1 + number
        elif token in ("variable_end", "block_end"):
            yield _Chunk(kind, "".join(inside or ()).strip(), line)
            inside = None
        elif inside is not None:
            inside.append(text)
    if inside is not None:
        raise refuse("wording_tag_broken", _at(place, line), found="{{" if kind == "value" else "{%")


def _whole_lines(chunks: Iterator[_Chunk]) -> list[_Chunk]:
    """The chunks without the white space and the line end of each line that holds only blocks and comments."""
    made: list[_Chunk] = []
    line: list[_Chunk] = []

    def end() -> None:
        kinds = {chunk.kind for chunk in line}
        bare = not kinds.isdisjoint({"block", "comment"}) and not any(
            chunk.kind == "value" or (chunk.kind == "text" and chunk.text.strip()) for chunk in line
        )
        for chunk in line:
            last = made[-1] if made else None
            if chunk.kind != "text":
                made.extend([chunk] if chunk.kind != "comment" else [])
            elif (
                last is not None
                and last.kind == "text"
                and last.line + last.text.count("\n") == chunk.line
                and not bare
            ):
                made[-1] = _Chunk("text", last.text + chunk.text, last.line)
            elif not bare:
                made.append(chunk)
        line.clear()

    for chunk in chunks:
        if chunk.kind != "text":
            line.append(chunk)
            continue
        for number, text in enumerate(_LINE.findall(chunk.text)):
            line.append(_Chunk("text", text, chunk.line + number))
            if text.endswith("\n"):
                end()
    end()
    return made


class _Reader:
    """Reads chunks into nested pieces."""

    def __init__(self, chunks: list[_Chunk], place: Place) -> None:
        self.chunks = chunks
        self.place = place
        self.next = 0

    def read(self) -> tuple[Piece, ...]:
        return self.pieces(None, (), 0)[0]

    def pieces(self, opening: _Chunk | None, ends: tuple[str, ...], depth: int) -> tuple[tuple[Piece, ...], _Chunk]:
        """The pieces from `opening` (None: the beginning) up to a block whose word is one of `ends`, and that block."""
        if opening is not None and depth > MAX_DEPTH:
            raise self.broken(opening)
        made: list[Piece] = []
        while self.next < len(self.chunks):
            chunk = self.chunks[self.next]
            self.next += 1
            if chunk.kind == "text":
                made.append(TextTag(chunk.text, chunk.line))
            elif chunk.kind == "value":
                made.append(self.value(chunk))
            elif chunk.word in ends:
                return tuple(made), chunk
            elif chunk.word == "if":
                made.append(self.condition(chunk, depth))
            elif chunk.word == "for":
                made.append(self.loop(chunk, depth))
            elif chunk.word == "alternatives":
                made.extend(self.alternatives(chunk, depth))
            else:
                raise self.broken(chunk) if chunk.word in _CLOSING else self.unknown(chunk)
        if opening is not None:
            raise self.broken(opening)
        return tuple(made), _Chunk("block", "", 0)

    def condition(self, opening: _Chunk, depth: int) -> IfTag:
        branches: list[Branch] = []
        while opening.word != "endif":
            condition = opening.text[len(opening.word) :].strip()
            if (opening.word == "else") == bool(condition):
                raise self.broken(opening)
            ends = ("endif",) if opening.word == "else" else ("elif", "else", "endif")
            pieces, closing = self.pieces(opening, ends, depth + 1)
            branches.append(Branch(condition or None, opening.line, pieces))
            opening = closing
        return IfTag(tuple(branches))

    def loop(self, opening: _Chunk, depth: int) -> ForTag:
        found = _LOOP.fullmatch(opening.text[3:].strip())
        if not found:
            raise self.unknown(opening)
        pieces, _ = self.pieces(opening, ("endfor",), depth + 1)
        return ForTag(found[1], found[2], opening.line, pieces)

    def alternatives(self, opening: _Chunk, depth: int) -> Iterator[IfTag]:
        """What each value of a choice prints: the chosen one alone; while it is open all, each behind a box to tick."""
        named = _PARAMETER.fullmatch(opening.text)
        between, part = self.pieces(opening, ("alternative", "endalternatives"), depth + 1)
        blank = all(isinstance(piece, TextTag) and not piece.text.strip() for piece in between)
        if named is None or not blank or part.word != "alternative":
            raise self.broken(opening)
        parameter = named[1]
        while part.word == "alternative":
            value = _ALTERNATIVE.fullmatch(part.text)
            if value is None:
                raise self.broken(part)
            pieces, following = self.pieces(part, ("alternative", "endalternatives"), depth + 1)
            condition = f"not given({parameter}) or {parameter} == '{value[1]}'"
            yield IfTag((Branch(condition, part.line, _with_box(pieces, parameter, value[1], part.line)),))
            part = following

    def value(self, chunk: _Chunk) -> NameTag | CallTag:
        if call := _CALL.fullmatch(chunk.text):
            arguments = [_ARGUMENT.fullmatch(a) for a in call[2].split(",")] if call[2].strip() else []
            wanted = FUNCTIONS.get(call[1], 0) or (len(arguments) if call[1] in FUNCTIONS else 0)
            if not wanted or wanted != len(arguments) or not all(arguments):
                raise self.unknown(chunk)
            texts = tuple((a[1] if a[1] is not None else a[2]) for a in arguments if a)
            return CallTag(call[1], texts, chunk.line)  # type: ignore[arg-type]
        value = _VALUE.fullmatch(chunk.text)
        if not value or (value[3] and value[3] not in FILTERS):
            raise self.unknown(chunk)
        return NameTag(value[1], value[2], value[3], chunk.line)

    def broken(self, chunk: _Chunk) -> InputError:
        return refuse("wording_tag_broken", _at(self.place, chunk.line), found=_tag(chunk))

    def unknown(self, chunk: _Chunk) -> InputError:
        return refuse("wording_tag_unknown", _at(self.place, chunk.line), found=_tag(chunk))


def _with_box(pieces: tuple[Piece, ...], parameter: str, value: str, line: int) -> tuple[Piece, ...]:
    """The pieces with a box to tick at their beginning, behind the marker of a list, while the parameter is open."""
    tick = CallTag("tick", (parameter, value), line)
    box = IfTag((Branch(f"not given({parameter})", line, (tick, TextTag(" ", line))),))
    if not pieces or not isinstance(pieces[0], TextTag):
        return (box, *pieces)
    text, at = pieces[0].text, pieces[0].line
    marker = _MARKER.match(text)
    end = marker.end() if marker else 0
    head = (TextTag(text[:end], at),) if end else ()
    return (*head, box, TextTag(text[end:], at + text.count("\n", 0, end)), *pieces[1:])


def _tag(chunk: _Chunk) -> str:
    text = chunk.text if len(chunk.text) <= 60 else chunk.text[:57] + "..."
    return f"{{{{ {text} }}}}" if chunk.kind == "value" else f"{{% {text} %}}"


def _at(place: Place, line: int) -> Place:
    return Place(place.file, line, None, place.path, place.part, place.clause, place.row)
