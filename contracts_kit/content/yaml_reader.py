"""YAML as people write it, with the place of every key and every value, and every scalar as the text that stands there.

Nothing is guessed from the look of a scalar: `0.10`, `10%`, `no`, `12:30` and `2026-03-25` arrive as texts, so no
float, no Norway problem and no sexagesimal number comes in. Whoever knows the type reads the text.
"""

from __future__ import annotations

from typing import Any

import yaml

from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, Place

MAX_BYTES = 4_000_000
MAX_DEPTH = 40
MAX_NODES = 400_000
_LIBRARY_TOO_DEEP = "nesting depth"
"""Part of what libyaml says since 0.2.6 where it reads ahead into a nesting that it does not go through itself."""
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(str):
    """The text of a YAML scalar. `plain` is false for a quoted or block scalar."""

    plain: bool
    line: int
    column: int

    def __new__(cls, text: str, plain: bool = True, line: int = 0, column: int = 0) -> Scalar:
        """The text with its place."""
        self = super().__new__(cls, text)
        self.plain, self.line, self.column = plain, line, column
        return self

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (str(self), self.plain, self.line, self.column)


class YamlMap(dict[str, Any]):
    """A YAML mapping: key to Scalar, YamlMap, YamlList or None. `key_places` gives (line, column) of each key."""

    def __init__(self, file: str, line: int, column: int) -> None:
        super().__init__()
        self.file, self.line, self.column = file, line, column
        self.key_places: dict[str, tuple[int, int]] = {}

    def place(self, key: str | None = None, path: str | None = None) -> Place:
        """The place of a key, or of the mapping itself where `key` is None or absent."""
        line, column = self.key_places.get(key or "", (self.line, self.column))
        return Place(self.file, line, column, path)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restore_map, (self.file, self.line, self.column, dict(self), self.key_places))


class YamlList(list[Any]):
    """A YAML sequence. `item_places` gives (line, column) of each item."""

    def __init__(self, file: str, line: int, column: int) -> None:
        super().__init__()
        self.file, self.line, self.column = file, line, column
        self.item_places: list[tuple[int, int]] = []

    def place(self, index: int | None = None, path: str | None = None) -> Place:
        """The place of an item, or of the list itself."""
        line, column = (self.line, self.column) if index is None else self.item_places[index]
        return Place(self.file, line, column, path)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_restore_list, (self.file, self.line, self.column, list(self), self.item_places))


def _restore_map(
    file: str, line: int, column: int, data: dict[str, Any], places: dict[str, tuple[int, int]]
) -> YamlMap:
    made = YamlMap(file, line, column)
    made.update(data)
    made.key_places = places
    return made


def _restore_list(file: str, line: int, column: int, data: list[Any], places: list[tuple[int, int]]) -> YamlList:
    made = YamlList(file, line, column)
    made.extend(data)
    made.item_places = places
    return made


def read_yaml_bytes(content: bytes, file: str, duplicates: list[Finding] | None = None) -> Any:
    """The content of a YAML file: UTF-8 (a byte order mark is accepted), see `read_yaml`.

    Raises InputError `wrong_encoding` where it is not UTF-8 and `file_too_large` beyond 4 MB.
    """
    if len(content) > MAX_BYTES:
        raise refuse("file_too_large", Place(file), found=len(content), allowed=MAX_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refuse("wrong_encoding", Place(file, line), found=f"0x{content[error.start]:02x}") from None
    return read_yaml(text, file, duplicates=duplicates)


_TAB = {"zh": "这一行用制表符（Tab）缩进，应当用空格", "en": "a tab indents this line; use blanks"}


def read_yaml(text: str, file: str, first_line: int = 1, duplicates: list[Finding] | None = None) -> Any:
    """The one document in `text` as YamlMap, YamlList, Scalar or None, with places in `file`.

    `first_line` is the line of the file on which `text` begins, for a block inside another file. Anchors and
    aliases, tags and a second document are refused: none of our files needs them, and aliases are how a small
    file becomes a large one. A key that stands twice is refused, or added to `duplicates` where that is given (the
    first one counts), for whoever reports everything wrong in a file at once. Raises InputError: `not_yaml`,
    `duplicate_key`, `key_not_text`, `yaml_feature`, `yaml_tag`, `yaml_too_deep`.
    """
    loader: Any = None
    try:
        loader = _Loader(text)
        return _Document(loader, file, first_line - 1, duplicates).read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + first_line, mark.column + 1) if mark else Place(file)
        if _LIBRARY_TOO_DEEP in str(error.problem):
            raise refuse("yaml_too_deep", place, allowed=MAX_DEPTH) from None
        raise refuse("not_yaml", place, found=_tab(text, mark) or str(error.problem or error.context or "")) from None
    except yaml.YAMLError as error:  # a character that YAML does not allow has no mark
        raise refuse("not_yaml", Place(file), found=str(error).split("\n")[0]) from None
    finally:
        if loader is not None:
            loader.dispose()


def _tab(text: str, mark: Any) -> dict[str, str] | None:
    """That a tab indents the line where the reader stopped: nobody sees it, and most editors write it."""
    lines = text.splitlines()
    line = lines[mark.line] if mark is not None and mark.line < len(lines) else ""
    return _TAB if "\t" in line[: len(line) - len(line.lstrip())] else None


class _Document:
    """One document, built from the parser's events in one pass: its nodes would only be walked through again."""

    def __init__(self, loader: Any, file: str, shift: int, duplicates: list[Finding] | None) -> None:
        self.next = loader.get_event
        self.file, self.shift, self.duplicates = file, shift, duplicates
        self.count = 0

    def read(self) -> Any:
        self.next()  # the start of the stream
        event = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            return None
        made = self.value(self.next(), 0)
        self.next()  # the end of the document
        event = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise refuse("not_yaml", self.at(event), found="but found another document")
        return made

    def at(self, event: Any) -> Place:
        """The place where an event begins."""
        mark = event.start_mark
        return Place(self.file, mark.line + 1 + self.shift, mark.column + 1)

    def supported(self, event: Any) -> None:
        """Raises InputError `yaml_feature` for an anchor or an alias, `yaml_tag` for a tag."""
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise refuse("yaml_feature", self.at(event), found="& *")
        if event.tag is not None and event.tag != "!":  # `!` alone only says that it is text, as every scalar is here
            raise refuse("yaml_tag", self.at(event), found=str(event.tag)[:40])

    def value(self, event: Any, depth: int) -> Any:
        """What begins with an event. Raises InputError as `read_yaml` does."""
        self.count += 1
        self.supported(event)
        if depth > MAX_DEPTH or self.count > MAX_NODES:
            raise refuse("yaml_too_deep", Place(self.file), allowed=MAX_DEPTH)
        mark = event.start_mark
        line, column = mark.line + 1 + self.shift, mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            plain = not event.style  # libyaml says "", the Python loader None
            return None if plain and event.value in _NULLS else Scalar(event.value, plain, line, column)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.items(YamlList(self.file, line, column), depth)
        return self.entries(YamlMap(self.file, line, column), depth)

    def items(self, made: YamlList, depth: int) -> YamlList:
        """The items of a sequence, up to its end."""
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            mark = event.start_mark
            made.append(self.value(event, depth + 1))
            made.item_places.append((mark.line + 1 + self.shift, mark.column + 1))
        return made

    def entries(self, made: YamlMap, depth: int) -> YamlMap:
        """The entries of a mapping, up to its end."""
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            self.supported(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise refuse("key_not_text", self.at(event))
            self.count += 1
            key, mark = event.value, event.start_mark
            assert mark is not None
            value = self.value(self.next(), depth + 1)
            if key not in made:
                made.key_places[key] = (mark.line + 1 + self.shift, mark.column + 1)
                made[key] = value
                continue
            twice = Finding("duplicate_key", self.at(event), {"name": key, "first": made.key_places[key][0]})
            if self.duplicates is None:
                raise InputError(twice)
            self.duplicates.append(twice)
        return made
