"""What a check looks at: a clause as one family uses it, or the whole workspace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from contracts_kit.content.clauses import ClauseFile
from contracts_kit.content.mentions import Mentions, clause_mentions
from contracts_kit.content.model import Clause, Family
from contracts_kit.content.notices import notice_family
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding, Place


@dataclass
class Subject:
    """One clause in one family. `clauses` are all clauses of the workspace by id."""

    family: Family
    file: ClauseFile
    clauses: Mapping[str, Clause]

    @property
    def clause(self) -> Clause:
        """The clause."""
        return self.file.clause

    @cached_property
    def mentions(self) -> tuple[tuple[str, str, Mentions], ...]:
        """Variant, language and mentions of each wording that can be read."""
        return tuple(clause_mentions(self.clause))

    def at(self, line: int | None) -> Place:
        """A line of the clause's file."""
        return Place(self.clause.place.file, line, clause=self.clause.id)

    def found(self, kind: str, line: int | None, **details: object) -> Finding:
        """A finding on a line of the clause's file."""
        return Finding(kind, self.at(line), details)


@dataclass
class Contents:
    """Everything that was read of a workspace, whether it is right or not.

    `families` have only the clauses they use; `common` holds all common clauses, parameters and rules. `files` are
    the clause files by clause id; `findings` what was wrong in reading. `without_schema` are the families whose
    parameters could not be read, and `rules_are_right` is false where a rule could not be read or has a fault: what
    depends on them is not looked at, because it would only repeat that fault in other words.
    """

    families: dict[str, Family]
    common: Family
    files: dict[str, ClauseFile]
    findings: list[Finding] = field(default_factory=list)
    without_schema: frozenset[str] = frozenset()
    rules_are_right: bool = True

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """All clauses by id."""
        return {name: file.clause for name, file in self.files.items()}

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """Each clause in each family that uses it; a common clause that no family uses, among the common ones."""
        made: list[Subject] = []
        used: set[str] = set()
        for family in self.families.values():
            if family.name in self.without_schema:
                used.update(family.clauses)
                continue
            for name in (*family.clauses, *(form.id for form in family.forms.values())):
                used.add(name)
                made.append(Subject(family, self.files[name], self.clauses))
            used.update(notice.clause.id for notice in family.notices.values())
            for notice in family.notices.values() if self.rules_are_right else ():
                made.append(Subject(notice_family(family, notice), self.files[notice.clause.id], self.clauses))
        made.extend(
            Subject(self.common, file, self.clauses)
            for name, file in self.files.items()
            if name not in used
            and file.clause.family == self.common.name
            and self.common.name not in self.without_schema
        )
        return tuple(made)


def placed(error: InputError, place: Place) -> Iterator[Finding]:
    """The findings of an error, put on a line of a file where they have none."""
    for finding in error.findings:
        if finding.place.file is None:
            yield replace(finding, place=replace(place, path=finding.place.path, column=finding.place.column))
        else:
            yield finding
