"""The seal of a workspace: content that was checked once, by this version of the program, need not be checked again.

`clauses/seal.json` names the digest of the content that passed every check, and where its rules and notices are. Where
the digest still fits, a library is read family by family, each when it is first asked for; where anything has changed,
the seal says nothing and everything is read and checked as if there were none. `contracts-kit lint --seal` writes it.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contracts_kit.content.annexed import annexed_families
from contracts_kit.content.cache import cached, keep
from contracts_kit.content.model import Family, Library
from contracts_kit.content.workspace_files import Files
from contracts_kit.errors import InputError
from contracts_kit.records import dataclass
from contracts_kit.version import VERSION

if TYPE_CHECKING:
    from contracts_kit.content.workspace import ContentsReader

SEAL = "clauses/seal.json"
MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Seal:
    """What a seal says. `needs`: the families that a family's document or rules take in; `homes`: see `Library`."""

    digest: str
    needs: Mapping[str, tuple[str, ...]]
    homes: Mapping[str, str]


def read_seal(files: Files) -> Seal | None:
    """The seal of a workspace; None where there is none that fits its content and this program."""
    path = files.root / SEAL
    try:
        if path.stat().st_size > MAX_BYTES:
            return None
        given = json.loads(path.read_bytes())
        needs = {str(name): tuple(map(str, others)) for name, others in given["needs"].items()}
        homes = {str(name): str(home) for name, home in given["homes"].items()}
        fits = (given["engine"], given["digest"]) == (VERSION, files.digest)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Seal(files.digest, needs, homes) if fits and set(homes.values()) <= set(needs) else None


def seal_of(library: Library) -> bytes:
    """The seal of a library that passed every check, as its file holds it."""
    needs = {}
    for name, family in library.families.items():
        called = {library.homes[rule] for one in family.rules.values() for rule in one.rules_called}
        needs[name] = sorted((annexed_families(family) | called) - {name})
    content = {
        "engine": VERSION,
        "digest": library.digest,
        "needs": needs,
        "homes": dict(sorted(library.homes.items())),
    }
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


class SealedFamilies(Mapping[str, Family]):
    """The families of a sealed workspace, each read when it is first asked for and kept in the user's cache."""

    def __init__(self, files: Files, seal: Seal) -> None:
        self._files = files
        self._seal = seal
        self._reader: ContentsReader | None = None
        self._read: dict[str, Family] = {}

    def __getitem__(self, name: str) -> Family:
        if name not in self._seal.needs:
            raise KeyError(name)
        found = self._read.get(name)
        if found is None:
            kept = cached(f"{self._seal.digest}.{name}")
            found = self._read[name] = kept if isinstance(kept, Family) else self._made(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._seal.needs)

    def __len__(self) -> int:
        return len(self._seal.needs)

    def __reduce__(self) -> Any:
        return dict, (dict(self),)

    def _made(self, name: str) -> Family:
        from contracts_kit.content.annexed import with_annexes
        from contracts_kit.content.workspace import ContentsReader

        if self._reader is None:
            self._reader = ContentsReader(self._files)
        with _nothing_to_collect():
            contents = self._reader.read(frozenset((name, *self._closure(name))))
            findings = [*contents.findings]
            made = with_annexes(contents.families, findings)
        if any(finding.level == "error" for finding in findings):
            raise InputError(findings)  # the seal was written by hand
        for other, family in made.items():  # what it takes in was read whole as well
            self._read.setdefault(other, family)
        keep(f"{self._seal.digest}.{name}", made[name])
        return made[name]

    def _closure(self, name: str) -> set[str]:
        found: set[str] = set()
        pending = [name]
        while pending:
            for other in self._seal.needs.get(pending.pop(), ()):
                if other not in found:
                    found.add(other)
                    pending.append(other)
        return found


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """No search for garbage while what is made stays: it would be a fifth of the time."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def seal_path(root: str) -> Path:
    """Where the seal of a workspace stands."""
    return Path(root) / SEAL
