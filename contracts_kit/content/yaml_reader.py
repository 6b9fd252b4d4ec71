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


def read_yaml(text: str, file: str, first_line: int = 1, duplicates: list[Finding] | None = None) -> Any:
    """The one document in `text` as YamlMap, YamlList, Scalar or None, with places in `file`.

    `first_line` is the line of the file on which `text` begins, for a block inside another file. Anchors and
    aliases, tags and a second document are refused: none of our files needs them, and aliases are how a small
    file becomes a large one. A key that stands twice is refused, or added to `duplicates` where that is given (the
    first one counts), for whoever reports everything wrong in a file at once. Raises InputError: `not_yaml`,
    `duplicate_key`, `key_not_text`, `yaml_feature`.
    """
    shift = first_line - 1
    try:
        loader = _Loader(text)
        try:
            for token in _events(loader):
                if isinstance(token, yaml.AliasEvent) or getattr(token, "anchor", None):
                    mark = token.start_mark
                    raise refuse("yaml_feature", Place(file, mark.line + 1 + shift, mark.column + 1), found="& *")
        finally:
            loader.dispose()
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1 + shift, mark.column + 1) if mark else Place(file)
        raise refuse("not_yaml", place, found=str(error.problem or error.context or "")) from None
    except yaml.YAMLError as error:  # a character that YAML does not allow has no mark
        raise refuse("not_yaml", Place(file), found=str(error).split("\n")[0]) from None
    except RecursionError:
        raise refuse("yaml_too_deep", Place(file), allowed=MAX_DEPTH) from None
    return None if node is None else _convert(node, file, shift, duplicates)


def _events(loader: Any) -> Any:
    depth = count = 0
    while loader.check_event():
        event = loader.get_event()
        count += 1
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        if depth > MAX_DEPTH or count > MAX_NODES:
            raise RecursionError
        yield event


def _convert(node: Any, file: str, shift: int, duplicates: list[Finding] | None) -> Any:
    line, column = node.start_mark.line + 1 + shift, node.start_mark.column + 1
    if isinstance(node, yaml.ScalarNode):
        plain = not node.style  # libyaml says "", the Python loader None
        if plain and node.value in _NULLS:
            return None
        return Scalar(node.value, plain, line, column)
    if isinstance(node, yaml.SequenceNode):
        items = YamlList(file, line, column)
        for child in node.value:
            items.append(_convert(child, file, shift, duplicates))
            items.item_places.append((child.start_mark.line + 1 + shift, child.start_mark.column + 1))
        return items
    made = YamlMap(file, line, column)
    for key_node, value_node in node.value:
        key_line, key_column = key_node.start_mark.line + 1 + shift, key_node.start_mark.column + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise refuse("key_not_text", Place(file, key_line, key_column))
        key = str(key_node.value)
        if key in made:
            first = made.key_places[key][0]
            twice = Finding("duplicate_key", Place(file, key_line, key_column), {"name": key, "first": first})
            if duplicates is None:
                raise InputError(twice)
            duplicates.append(twice)
            continue
        made.key_places[key] = (key_line, key_column)
        made[key] = _convert(value_node, file, shift, duplicates)
    return made
