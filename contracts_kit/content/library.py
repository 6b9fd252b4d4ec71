"""Loads a library: finds the workspace, reads it, checks it, keeps it.

A library that loads is right: every name stands for something, both languages say the same, wording and rules agree.
Everything wrong in all files comes in one InputError; what is only doubtful is in `Library.findings`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from contracts_kit.content.cache import cached, keep
from contracts_kit.content.homes import homes, homes_of
from contracts_kit.content.model import Family, Library
from contracts_kit.content.seal import SealedFamilies, read_seal
from contracts_kit.content.workspace_files import PACKAGE, Files, is_workspace, read_files
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Finding, nearest
from contracts_kit.values.calendar import YearOfDays
from contracts_kit.values.expected_forms import shown

if TYPE_CHECKING:
    from contracts_kit.content.rules import Rule

_MAX_KEPT = 16
WORKING_DAYS = "clauses/common/working_days.yaml"
_kept: dict[str, Library] = {}


def load_library(path: str | os.PathLike[str] | None = None) -> Library:
    """The library of a workspace.

    `path` None means the workspace at or above the current folder, else the content that the package carries (in a
    source checkout, the checkout itself). A library is read once for each content, in this process and in the
    user's cache; content under a seal (`content.seal`) family by family, when one is first asked for. Raises
    InputError with everything wrong in all files; `workspace_missing` for another folder.
    """
    files = read_files(workspace_root(path))
    library = _kept.get(files.digest) or _sealed(files) or cached(files.digest)
    if not isinstance(library, Library) or library.digest != files.digest:
        library, findings = examine(files)
        errors = [f for f in findings if f.level == "error"]
        if errors:
            raise InputError(errors)
        keep(files.digest, library)
    if len(_kept) >= _MAX_KEPT:
        _kept.clear()
    _kept[files.digest] = library
    root = str(files.root)
    return library if library.root == root else replace(library, root=root)


def _sealed(files: Files) -> Library | None:
    """The library of content that was checked before; None where it has no seal, or has changed since."""
    seal = read_seal(files)
    if seal is None:
        return None
    working_days = _working_days(files, [])
    return Library(str(files.root), SealedFamilies(files, seal), files.digest, (), working_days, seal.homes)


def workspace_root(path: str | os.PathLike[str] | None = None) -> Path:
    """The folder of the workspace: see `load_library`."""
    if path is not None:
        return Path(path)
    try:
        here = Path.cwd()
        above: tuple[Path, ...] = (here, *here.parents)
    except OSError:  # the current folder was removed
        above = ()
    for folder in above:
        if is_workspace(folder):
            return folder
    bundled = PACKAGE / "_content"
    return bundled if is_workspace(bundled) else PACKAGE.parent


def examine(files: Files) -> tuple[Library, tuple[Finding, ...]]:
    """The library of these files as far as it can be read, and everything that is found about it, in order of place."""
    from contracts_kit.content.annexed import with_annexes
    from contracts_kit.content.checks import check
    from contracts_kit.content.workspace import read_contents

    contents = read_contents(files)
    findings = list(contents.findings)
    findings.extend(check(contents))
    families = with_annexes(contents.families, findings)
    working_days = _working_days(files, findings)
    ordered = in_order(findings)
    doubtful = tuple(f for f in ordered if f.level != "error")
    return Library(str(files.root), families, files.digest, doubtful, working_days, homes(families)), ordered


def _working_days(files: Files, findings: list[Finding]) -> Mapping[int, YearOfDays]:
    """The years that the workspace adds to the announced calendar."""
    content = files.content.get(WORKING_DAYS)
    if content is None:
        return {}
    from contracts_kit.content.calendar_file import years_of_file

    try:
        return years_of_file(content, WORKING_DAYS)
    except InputError as error:
        findings.extend(error.findings)
        return {}


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Findings in order of file and line, each once."""
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        place = finding.place
        key = (place.file or "", place.line or 0, finding.kind, place.path or "", repr(sorted(finding.details.items())))
        seen.setdefault(key, finding)
    return tuple(seen[key] for key in sorted(seen))


def find_family(library: Library, name: str) -> Family:
    """The family of this name. Raises InputError `unknown_family`, with the nearest name."""
    family = library.families.get(name)
    if family is None:
        known = ", ".join(library.families) or "-"
        raise refuse("unknown_family", name=shown(name), known=known, suggestion=nearest(name, library.families))
    return family


def with_called_rules(library: Library, family: Family, rule: Rule) -> tuple[Rule, ...]:
    """A rule of a family, and every rule that it calls, itself or by others, each once."""
    found: dict[str, Rule] = {}
    pending = [rule]
    while pending:
        one = pending.pop()
        if one.id not in found:
            found[one.id] = one
            pending += [family.rules.get(name) or find_rule(library, name)[1] for name in sorted(one.rules_called)]
    return tuple(found.values())


def find_rule(library: Library, name: str) -> tuple[Family, Rule]:
    """The rule of this id and the family whose clause grounds it, else one that has it.

    Raises InputError `unknown_rule`, with the nearest name.
    """
    home = homes_of(library).get(name)
    family = library.families[home] if home is not None else None
    if family is not None and name in family.rules:
        return family, family.rules[name]
    raise refuse("unknown_rule", name=shown(name), suggestion=nearest(name, homes_of(library)))
