"""Wordings that were read once: in this process, and between processes beside the library in the parse cache.

Loading Jinja's lexer and the Markdown parser and reading the wordings of one contract costs a cold start 45 ms; what
they were read into comes back in 4. As with the library, whatever goes wrong with the cache, they are read anew.
"""

from __future__ import annotations

from typing import TypeGuard, TypeVar

from contracts_kit.content.cache import cached, keep
from contracts_kit.content.model import Family
from contracts_kit.content.slots import SkeletonBlock
from contracts_kit.content.wording_jinja import Piece
from contracts_kit.content.wording_markdown import Slot

Terms = tuple[tuple[str, str], ...]
TagsKey = tuple[str, str | None, int, str]
"""The text of a wording, its file and line, and the id of its clause or option."""
SkeletonKey = tuple[str, tuple[Slot, ...], str, Terms, str]
"""The Markdown of a wording, its slots, the language, the terms of the house, and the id of its clause."""
_Kept = tuple[dict[TagsKey, tuple[Piece, ...]], dict[SkeletonKey, tuple[SkeletonBlock, ...]]]

MAX_IN_PROCESS = 8_192
MAX_ON_DISK = 2_048
_Key = TypeVar("_Key")
_Read = TypeVar("_Read")


class ReadWordings:
    """What wordings were read into, by everything that it depends on. The oldest gives way beyond 8,192 of a kind."""

    def __init__(self) -> None:
        self.tags: dict[TagsKey, tuple[Piece, ...]] = {}
        self.skeletons: dict[SkeletonKey, tuple[SkeletonBlock, ...]] = {}
        self.read = 0  # how many were read in this process, and not found in the cache

    def add_tags(self, key: TagsKey, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """Keep the pieces of a wording, and give them back."""
        self.read += 1
        return _put(self.tags, key, pieces)

    def add_skeleton(self, key: SkeletonKey, blocks: tuple[SkeletonBlock, ...]) -> tuple[SkeletonBlock, ...]:
        """Keep the skeleton of a wording, and give it back."""
        self.read += 1
        return _put(self.skeletons, key, blocks)


def _put(kept: dict[_Key, _Read], key: _Key, read: _Read) -> _Read:
    if len(kept) >= MAX_IN_PROCESS:
        kept.pop(next(iter(kept)), None)
    kept[key] = read
    return read


READ = ReadWordings()


class KeptWordings:
    """The wordings of one family in one language, as the cache on the disk keeps them for one state of a library."""

    def __init__(self, family: Family, language: str, library_digest: str) -> None:
        self._family = family
        self._language = language
        self._digest = f"{library_digest}\0wordings\0{family.name}\0{language}" if library_digest else None
        self._read = 0

    def recall(self) -> None:
        """Take what earlier processes read."""
        self._read = READ.read
        found = cached(self._digest) if self._digest is not None else None
        if _is_kept(found):
            tags, skeletons = found
            READ.tags.update(tags)
            READ.skeletons.update(skeletons)

    def keep(self) -> None:
        """Keep what was read since, where anything was."""
        if self._digest is None or READ.read == self._read:
            return
        self._read = READ.read
        own = {*self._family.clauses, *(form.id for form in self._family.forms.values())}
        own |= {option.id for option in self._family.options.values()}
        tags = {key: pieces for key, pieces in list(READ.tags.items()) if key[3] in own}
        skeletons = {k: b for k, b in list(READ.skeletons.items()) if k[4] in own and k[2] == self._language}
        if len(tags) + len(skeletons) <= MAX_ON_DISK:
            keep(self._digest, (tags, skeletons))


def _is_kept(found: object) -> TypeGuard[_Kept]:
    return isinstance(found, tuple) and len(found) == 2 and all(isinstance(part, dict) for part in found)
