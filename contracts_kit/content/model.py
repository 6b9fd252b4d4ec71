"""The content of a library once it is read: families, parameters, clauses, rules, outlines, tables.

These are plain immutable records. Loading fills them, checking reads them, calculation and assembly use them.
Everything here can be pickled (the parse cache does).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from contracts_kit.findings import Finding, Place
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.calendar import YearOfDays
from contracts_kit.values.types import ValueType


@dataclass(frozen=True, slots=True)
class Bound:
    """One side of the range that a value must keep: `0 < x` is ("lower", 0, inclusive=False)."""

    side: Literal["lower", "upper"]
    limit: Any
    inclusive: bool


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a family's schema.

    `default` None means a blank. `blank_allowed`: the contract may be printed with a line to fill in by hand.
    `holds` maps the inventory's own names to what they hold: a field of a record (a party), the part of a date
    (`sign_date.year`), or "" for the whole value. No two rows agree in the fields of `unique`; `field_bounds` bound
    their fields. `text_only` and `unprinted` give the reason why no rule reads it, or no wording prints it; None means
    that it must be read and printed.
    `field_choice_labels` are the words for the values of fields that are a choice.
    `listed_unit` is the unit in which a bare number is given and the default is listed (`CNY_10k`: 万元).
    """

    name: str
    type: ValueType
    default: Any
    label: Bilingual
    help: Bilingual | None = None
    blank_allowed: bool = False
    bounds: tuple[Bound, ...] = ()
    group: str | None = None
    source: tuple[str, ...] = ()
    holds: Mapping[str, str] = field(default_factory=dict)
    field_labels: Mapping[str, Bilingual] = field(default_factory=dict)
    choice_labels: Mapping[str, Bilingual] = field(default_factory=dict)
    text_only: str | None = None
    unprinted: str | None = None
    listed_unit: str | None = None
    place: Place = field(default_factory=Place)
    field_choice_labels: Mapping[str, Mapping[str, Bilingual]] = field(default_factory=dict)
    unique: tuple[str, ...] = ()
    field_bounds: Mapping[str, tuple[Bound, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Option:
    """A declared ambiguity: its values, the default, and what the contract prints for each value.

    `rule` is the rule that declares it, None where the family shares it. `readings` holds the wording for each
    value in each language; it may hold `{{ parameter }}`. `unprinted` gives the reason why no clause prints it.
    """

    name: str
    values: tuple[str, ...]
    default: str
    readings: Mapping[str, Bilingual] = field(default_factory=dict)
    label: Bilingual | None = None
    rule: str | None = None
    unprinted: str | None = None
    place: Place = field(default_factory=Place)

    @property
    def id(self) -> str:
        """The name under which a contract sets it: `rule.option`, or `option` where it is shared."""
        return f"{self.rule}.{self.name}" if self.rule else self.name


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """A rule across parameters: a finding where `when` (an expression over parameters) holds.

    `each` names a list parameter: the check is asked for each of its rows, whose fields `when` and the message name
    like parameters; the entry of a plain list is called `entry`.
    """

    id: str
    when: str
    level: str
    message: Bilingual
    place: Place = field(default_factory=Place)
    each: str | None = None


@dataclass(frozen=True, slots=True)
class Negotiation:
    """A note for the negotiator on one variant of a clause."""

    stance: Literal["preferred", "fallback", "not_acceptable"]
    note: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of a clause in one language: its source text, and the line of the file on which it begins."""

    language: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its wording in each language and the ids of the rules that it grounds.

    `variants` maps the value of the choice parameter `variant_by` to wordings; a clause without variants has the one
    variant ""; `negotiation` holds the note for each variant. `literals` are bare figures that may stand in the
    wording, with the reason. `kind` tells how the clause is placed: a numbered article, or text without a number.
    """

    id: str
    family: str
    title: Bilingual
    version: int
    grounds: tuple[str, ...]
    wordings: Mapping[str, Mapping[str, Wording]]  # variant -> language -> wording
    rules: tuple[str, ...] = ()
    variant_by: str | None = None
    negotiation: Mapping[str, Negotiation] = field(default_factory=dict)
    literals: tuple[tuple[str, str], ...] = ()
    kind: Literal["article", "preamble", "text"] = "article"
    digest: str = ""
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of `clauses/<family>/tables`: its columns in order and its rows.

    Cells are texts until a column's type reads them. `labels` gives each column's printed heading.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    types: Mapping[str, ValueType] = field(default_factory=dict)
    labels: Mapping[str, Bilingual] = field(default_factory=dict)
    key: str | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an outline: a clause, or a section with a title over clauses. `when` is a condition or None."""

    clause: str | None = None
    title: Bilingual | None = None
    entries: tuple[Entry, ...] = ()
    when: str | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: another family's document, a list of clauses, a table, a form, or the worked examples (`examples`).

    `rules` are the rules whose examples it prints; empty means every rule of the document. `charts` are those whose
    chart stands below the example. `signature` is the kind of its own signature block, None where it has none.
    """

    id: str
    title: Bilingual
    content: Literal["examples", "clauses", "family", "table", "form"] = "clauses"
    entries: tuple[Entry, ...] = ()
    family: str | None = None
    name: str | None = None
    rules: tuple[str, ...] = ()
    when: str | None = None
    signature: str | None = None
    place: Place = field(default_factory=Place)
    charts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """What a family's document is made of, in order. `numbering` names a scheme of `assembly.numbering`.

    `contents` is what its table of contents lists. `terms` are the words of the clauses with those that this document
    prints for them.
    """

    family: str
    title: Bilingual
    numbering: str
    template: str | None
    entries: tuple[Entry, ...]
    annexes: tuple[Annex, ...] = ()
    signature: str | None = None
    header: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    contents: Literal["articles", "sections", "none"] = "articles"
    terms: Mapping[str, Bilingual] = field(default_factory=dict)
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class Family:
    """A family of contracts: its schema, its clauses and rules by id, its tables and its outline.

    `rules` holds `content.rules.Rule` records. `clauses` are its own and those of `clauses/common` that its outline
    uses; `rules` likewise. `options` are the shared ones by name and those of its rules as `rule.option`. `terms` are
    the words of the clauses with the words that the house prints for them. `forms` are written like clauses, by the
    name that `form('name')` gives. `notices` are the forms that are documents of their own (`content.notices.Notice`).
    `annexed` maps each parameter and option that came with an annexed family to that family's name.
    """

    name: str
    title: Bilingual
    parameters: Mapping[str, Parameter]
    options: Mapping[str, Option]
    checks: tuple[CrossCheck, ...]
    groups: Mapping[str, Bilingual]
    clauses: Mapping[str, Clause]
    rules: Mapping[str, Any]
    tables: Mapping[str, DataTable]
    outline: Outline | None
    terms: Mapping[str, Bilingual] = field(default_factory=dict)
    forms: Mapping[str, Clause] = field(default_factory=dict)
    notices: Mapping[str, Any] = field(default_factory=dict)
    annexed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Library:
    """All that a workspace holds. `root` is the folder with `clauses/` and `templates/`.

    `digest` identifies the content. `findings` are what the checks found that is no error (an error does not load).
    `working_days` are years that the workspace adds to the announced calendar. `homes` maps each rule and each notice
    to the family whose clause or form it is.
    """

    root: str
    families: Mapping[str, Family]
    digest: str
    findings: tuple[Finding, ...] = ()
    working_days: Mapping[int, YearOfDays] = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)
