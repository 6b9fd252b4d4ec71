"""Makes the documents of one supplier: reads the row, sees what is there already, assembles and writes the rest.

What follows from the row, the common file, the library and the settings is all that decides what lies in the folder
afterwards. A document that is there already counts where it was made of the same values and clauses by the same
programs and still has the digest that the manifest states. One that a batch wrote and that is true no longer goes,
unless somebody has changed it since; documents in other formats that are still true stay.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from contracts_kit.assembly.contract import Contract, assemble
from contracts_kit.assembly.manifest import json_value
from contracts_kit.batch.columns import Target
from contracts_kit.batch.common_file import Common, RowReader
from contracts_kit.batch.manifest import Entry, entry_of
from contracts_kit.batch.settings import BatchSettings
from contracts_kit.content.model import Family, Library
from contracts_kit.content.parameter_values import ParameterValues
from contracts_kit.content.sheet_table import Cell
from contracts_kit.errors import InputError
from contracts_kit.findings import LANGUAGES, Finding, Place
from contracts_kit.records import dataclass
from contracts_kit.writers.folders import made_folder
from contracts_kit.writers.write import left_out, made_by, remove_leftovers, to_bytes, write_bytes

DONE, SKIPPED, FAILED = "done", "skipped", "failed"


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that is the same for all suppliers, as each process of a batch has it."""

    library: Library
    family: Family
    common: Common
    sheet: str
    columns: tuple[tuple[str, Target], ...]
    folder: Path
    languages: tuple[str, ...]
    settings: BatchSettings


@dataclass(frozen=True, slots=True)
class Order:
    """One supplier to make: the row, and the line of the manifest about its folder (None where there is none)."""

    row: int
    line: int | None
    cells: tuple[Cell, ...]
    supplier: str
    credit_code: str
    folder: str
    before: bytes | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one supplier. `status` is done, skipped (all was there) or failed, with what was wrong.

    The `findings` of one that was made are what a format cannot show on this machine.

    `blanks` are the values that are open, by name; `line` is the supplier's line of the manifest.
    """

    row: int
    supplier: str
    folder: str
    status: str
    findings: tuple[Finding, ...] = ()
    blanks: tuple[str, ...] = ()
    line: bytes = b""


class Maker:
    """Makes one supplier after the other; what is prepared for the first serves the others."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._reader = RowReader(work.family, work.common, work.sheet, work.columns)
        formats = dict.fromkeys(work.settings.formats)
        self._wanted = {
            f"{work.family.name}.{spoken}.{suffix}": (spoken, suffix) for spoken in work.languages for suffix in formats
        }

    def make(self, order: Order) -> Outcome:
        """Make the documents of a supplier. What is wrong with the row is in the outcome; nothing is raised."""
        folder = self._work.folder / order.folder
        before = entry_of(order.before) if order.before is not None else None
        try:
            remove_leftovers(folder)
            values = self._reader.values(order.row, order.line, order.cells)
            return self._made(order, folder, values, before)
        except InputError as error:
            findings = [self._at_row(finding, order) for finding in error.findings]
            if not _NOT_OF_THE_ROW.intersection(finding.kind for finding in error.findings):
                _remove_untrue(folder, before, keep=())
        except Exception as error:  # a fault of ours in one contract is no reason to leave the others unmade
            place = Place(self._work.sheet, order.line, row=order.row)
            findings = [Finding("row_fault", place, {"found": f"{type(error).__name__}: {error}"[:200]})]
        return failed(order, self._work.library.digest, self._work.languages, findings)

    def _made(self, order: Order, folder: Path, values: ParameterValues, before: Entry | None) -> Outcome:
        inputs = self._inputs(values)
        true = self._still_true(folder, before, inputs)
        present = {} if self._work.settings.force else true
        missing = {name: made for name, made in self._wanted.items() if name not in present}
        if missing or before is None or before.status != DONE:
            contract, contents, findings = self._contents(values, missing)
            clauses = {entry.clause: entry.version for entry in contract.document.manifest}
            blanks = sorted({blank.name for blank in contract.blanks if not blank.by_hand})
        else:
            clauses, blanks, contents, findings = before.clauses, sorted(before.blanks), {}, ()
        if contents:
            made_folder(str(folder))
        _remove_untrue(folder, before, keep=(*true, *self._wanted))
        files = dict(true)
        for name, content in contents.items():
            write_bytes(folder / name, content)
            files[name] = {
                "name": name,
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "made_by": made_by(name.rpartition(".")[2], self._template(name)),
            }
        entry = Entry(
            order.row,
            order.supplier,
            order.credit_code,
            order.folder,
            DONE,
            inputs,
            self._work.library.digest,
            self._work.languages,
            clauses,
            blanks,
            [files[name] for name in sorted(files)],
        )
        status = DONE if missing else SKIPPED
        return Outcome(order.row, order.supplier, order.folder, status, findings, tuple(blanks), entry.line())

    def _contents(
        self, values: ParameterValues, missing: Mapping[str, tuple[str, str]]
    ) -> tuple[Contract, dict[str, bytes], tuple[Finding, ...]]:
        """The contract and the bytes of each document that is missing, all made before the first is written; and what
        a format cannot show of them on this machine.
        """
        settings = self._work.settings
        contracts: dict[str, Contract] = {}
        for language in dict.fromkeys(language for language, _ in missing.values()) or self._work.languages[:1]:
            contracts[language] = assemble(
                self._work.family.name,
                values,
                language=language,
                library=self._work.library,
                draft=settings.draft,
                date=settings.date,
                examples=settings.examples,
            )
        contents = {name: to_bytes(contracts[language], suffix) for name, (language, suffix) in missing.items()}
        findings = tuple(f for language, suffix in missing.values() for f in left_out(contracts[language], suffix))
        return next(iter(contracts.values())), contents, findings

    def _inputs(self, values: ParameterValues) -> str:
        """The digest of everything that a person decided: values, options and settings of the document."""
        parameters = self._work.family.parameters
        settings = self._work.settings
        content = {
            "family": self._work.family.name,
            "values": {name: json_value(value, parameters[name].type) for name, value in values.values.items()},
            "options": dict(sorted(values.options.items())),
            "document": [settings.draft, settings.date, settings.examples],
        }
        return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def _still_true(self, folder: Path, before: Entry | None, inputs: str) -> dict[str, dict[str, Any]]:
        """What the manifest states about the files that were made of these inputs and are still as they were."""
        if before is None or before.inputs != inputs or before.library != self._work.library.digest:
            return {}
        return {
            file["name"]: file
            for file in before.files
            if file["made_by"] == made_by(file["name"].rpartition(".")[2], self._template(file["name"]))
            and _is_as_stated(folder, file)
        }

    def _template(self, name: str) -> str | None:
        """The path of the family's Word template, for a Word file; else None."""
        outline = self._work.family.outline
        if outline is None or outline.template is None or not name.endswith(".docx"):
            return None
        return str(Path(self._work.library.root, "templates", self._work.family.name, outline.template))

    def _at_row(self, finding: Finding, order: Order) -> Finding:
        """The finding with the row that it came from."""
        place = finding.place
        if place.row is not None:
            return finding
        if place.file is None:
            place = replace(place, file=self._work.sheet, line=order.line)
        return replace(finding, place=replace(place, row=order.row))


_NOT_OF_THE_ROW = frozenset(
    {
        "disk_full",
        "folder_is_file",
        "folder_not_made",
        "output_failed",
        "output_folder_missing",
        "output_is_folder",
        "output_not_allowed",
        "row_fault",
        "worker_ended",
    }
)
"""Kinds that say nothing about the row: what stands in its folder may still be true."""


def failed(order: Order, library: str, languages: Sequence[str], findings: Iterable[Finding]) -> Outcome:
    """The outcome of a supplier that could not be made.

    Where the row itself is not at fault, the line still states the files that were there.
    """
    listed = tuple(findings)
    reason = [
        {
            "kind": finding.kind,
            "place": finding.place.path,
            **{language: finding.message(language) for language in LANGUAGES},
        }
        for finding in listed
    ]
    entry = Entry(
        order.row, order.supplier, order.credit_code, order.folder, FAILED, None, library, languages, {}, [], [], reason
    )
    before = entry_of(order.before) if order.before is not None else None
    if before is not None and _NOT_OF_THE_ROW.issuperset(finding.kind for finding in listed):
        known = {name: getattr(before, name) for name in ("inputs", "library", "clauses", "blanks", "files")}
        entry = replace(entry, **known)
    return Outcome(order.row, order.supplier, order.folder, FAILED, listed, (), entry.line())


def _is_as_stated(folder: Path, file: Mapping[str, Any]) -> bool:
    """Whether a file of a folder has the size and the digest that are stated."""
    path = folder / file["name"]
    try:
        if path.stat().st_size != file["bytes"]:
            return False
        return bool(hashlib.sha256(path.read_bytes()).hexdigest() == file["sha256"])
    except OSError:
        return False


def _remove_untrue(folder: Path, before: Entry | None, keep: Iterable[str]) -> None:
    """Remove the documents that a batch wrote and that are true no longer, except what somebody has changed."""
    kept = frozenset(keep)
    gone = [file for file in (before.files if before is not None else ()) if file["name"] not in kept]
    for file in gone:
        if _is_as_stated(folder, file):
            with contextlib.suppress(OSError):
                (folder / file["name"]).unlink()
    if gone:
        with contextlib.suppress(OSError):
            folder.rmdir()  # only where nothing else is in it
