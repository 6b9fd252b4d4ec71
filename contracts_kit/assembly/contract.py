"""Puts a contract together: outline, clauses and values become one document tree.

What is the same for all contracts of a family is made once: the plan for each set of decisions, the print of each
value, the blocks of each article for the values it met last. Assembling one more contract of a batch then costs about
as much as what is different in it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date as Date
from typing import Any

from contracts_kit.assembly.blanks import OpenBlank
from contracts_kit.assembly.charts import RuleCharts
from contracts_kit.assembly.decisions import Decisions
from contracts_kit.assembly.examples import WorkedExamples
from contracts_kit.assembly.fill import Filled, Unit
from contracts_kit.assembly.front import header_text
from contracts_kit.assembly.manifest import Record, document_date
from contracts_kit.assembly.plan import Plan, Planner, SectionPlan
from contracts_kit.assembly.printed_values import ValuePrinter, printed_label
from contracts_kit.assembly.tree import Block, Document, ManifestEntry, Paragraph, Part, Section
from contracts_kit.content.library import find_family, load_library
from contracts_kit.content.model import Family, Library, Outline
from contracts_kit.content.parameter_values import ParameterValues, read_parameter_values, with_options
from contracts_kit.content.wording_cache import KeptWordings
from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import LANGUAGES, Finding, Place
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual

DRAFT = Bilingual("草案", "DRAFT")
EXAMPLES = Bilingual("计算示例", "Worked examples")
MOST_PLANS = 64
_MOST_FAMILIES = 32


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract put together: what every writer takes.

    `findings` are warnings about it: what its values said of themselves, and each blank that keeps it a draft.
    `blanks` are all blanks that it prints, with the articles they stand in. `template` is the path of the family's
    Word template, None where it has none.
    """

    document: Document
    values: ParameterValues
    findings: tuple[Finding, ...]
    blanks: tuple[OpenBlank, ...]
    template: str | None = None

    @property
    def manifest(self) -> tuple[ManifestEntry, ...]:
        """The clauses of the contract in order, with number and version."""
        return self.document.manifest

    @property
    def language(self) -> str:
        """The language of the contract: zh or en."""
        return self.document.language

    @property
    def family(self) -> str:
        """The name of the contract's family."""
        return self.document.family


def assemble(
    family: str,
    values: Mapping[str, Any] | ParameterValues | None = None,
    options: Mapping[str, Any] | None = None,
    language: str | None = None,
    *,
    library: Library | None = None,
    draft: bool = False,
    date: str | Date | None = None,
    examples: bool | None = None,
) -> Contract:
    """A contract of a family.

    `values` are parameters by name or the whole mapping of a parameter file; None prints every default and blank.
    `options` are the options that legal decided, beside those in `values`. `language` None is that of the values, else
    zh. `draft` marks every page even where nothing is open. `date` is the document's date in ISO form (else the date of
    signing, else 2000-01-01). `examples` says whether the annex of worked examples is printed; None leaves it to the
    outline. Raises InputError for everything wrong, all of it at once where it is in the values.
    """
    found = library if library is not None else load_library()
    assembly = _assembly(find_family(found, str(family)), _values_language(language, values), found.digest)
    read = assembly.values(values, options)
    _refuse_contradictions(read)
    return assembly.contract(found, read, draft, date, examples)


def assemble_examples(
    family: str,
    values: Mapping[str, Any] | ParameterValues | None = None,
    options: Mapping[str, Any] | None = None,
    language: str | None = None,
    *,
    library: Library | None = None,
) -> Contract:
    """The worked examples of a family's rules as a document of their own, computed with the contract's parameters.

    The articles they rest on have the numbers of the contract that these values give. Raises InputError.
    """
    found = library if library is not None else load_library()
    assembly = _assembly(find_family(found, str(family)), _values_language(language, values), found.digest)
    read = assembly.values(values, options)
    _refuse_contradictions(read)
    return assembly.examples_alone(found, read)


@dataclass(frozen=True, slots=True)
class Agreed:
    """The contract that a notice rests on: its values, its plan (with the number of each article), its data as a file
    carries them, and the family's Word template.
    """

    values: ParameterValues
    language: str
    plan: Plan
    data: Mapping[str, Any]
    template: str | None


def agreed_contract(
    family: Family,
    values: Mapping[str, Any] | ParameterValues | None,
    options: Mapping[str, Any] | None,
    language: str | None,
    library: Library,
) -> Agreed:
    """The contract of these values, numbered but not written. Raises InputError as `assemble` does."""
    assembly = _assembly(family, _values_language(language, values), library.digest)
    read = assembly.values(values, options)
    _refuse_contradictions(read)
    plan = assembly.plan(read, None)
    data = assembly.record.values(read.values, assembly.record.carried(plan.annexed))
    return Agreed(read, assembly.language, plan, data, assembly.template(library))


def preview(family: Family, values: ParameterValues, language: str, library: Library) -> Contract:
    """The contract of these values even where they contradict each other, for a check that lists everything.

    Raises InputError for what the outline or a wording cannot settle.
    """
    return _assembly(family, language, library.digest).contract(library, values, False, None, False)


def _refuse_contradictions(values: ParameterValues) -> None:
    contradictions = [finding for finding in values.findings if finding.level == "error"]
    if contradictions:
        raise InputError(contradictions)


def _values_language(language: str | None, values: object) -> str:
    if language is None and isinstance(values, ParameterValues):
        language = values.language
    elif language is None and isinstance(values, Mapping):
        given = values.get("language")
        language = str(given) if isinstance(given, str) and given else None
    if language is not None and language not in LANGUAGES:
        raise refuse("unknown_language", Place(), name=str(language)[:20])
    return language or "zh"


class _Assembly:
    """What assembling the contracts of one family in one language keeps from one contract to the next."""

    def __init__(self, family: Family, language: str, library_digest: str) -> None:
        if family.outline is None:
            raise refuse("outline_missing", Place(), name=family.name)
        self.family = family
        self.outline: Outline = family.outline
        self.language = language
        self.printer = ValuePrinter(family, language)
        self.charts = RuleCharts(family, language, self.printer)
        self.wordings = KeptWordings(family, language, library_digest)
        self.wordings.recall()
        self.record = Record(family, self.printer)
        self.decisions = Decisions(family, self.outline, language)
        self.plans: dict[tuple[Any, ...], tuple[Plan, WorkedExamples]] = {}

    def values(
        self, values: Mapping[str, Any] | ParameterValues | None, options: Mapping[str, Any] | None
    ) -> ParameterValues:
        """The values as they are read; such as are read already stay, unless options are given beside them."""
        if isinstance(values, ParameterValues):
            return with_options(self.family, values, options) if options else values
        if values is not None and not isinstance(values, Mapping):
            raise refuse("parameters_not_mapping", Place(), name="values", found=str(values)[:60])
        return read_parameter_values(self.family, values, options)

    def plan(self, values: ParameterValues, examples: bool | None) -> Plan:
        """The plan of a contract with these values."""
        return self._planned(values, examples)[0]

    def _planned(self, values: ParameterValues, examples: bool | None) -> tuple[Plan, WorkedExamples]:
        key = (examples, *self.decisions.key(values.values, values.options))
        found = self.plans.get(key)
        if found is None:
            if len(self.plans) >= MOST_PLANS:
                self.plans.pop(next(iter(self.plans)), None)
            planner = Planner(self.family, self.outline, self.language, values.values, values.options, examples)
            plan = planner.plan()
            self.wordings.keep()
            worked = WorkedExamples(self.family, self.language, plan.rules, plan.references, self.printer)
            found = self.plans[key] = plan, worked
        return found

    def contract(
        self, library: Library, values: ParameterValues, draft: bool, date: str | Date | None, examples: bool | None
    ) -> Contract:
        """The contract of these values."""
        plan, worked = self._planned(values, examples)
        charts = self.charts.of(values, library)
        filled = Filled.of(plan.slots, self.printer, values.values, charts)
        blanks: list[OpenBlank] = []
        front = _blocks((plan.front,), filled, blanks)
        blocks = _blocks(plan.nodes, filled, blanks)
        if plan.signature is not None:
            blocks += _blocks((plan.signature,), filled, blanks)
        parts = []
        for part in plan.parts:
            inside = _blocks(part.nodes, filled, blanks)
            if part.examples:
                inside += worked.blocks(values, library, part.rules, dict.fromkeys(part.charts, charts))
            parts.append(Part(part.number, part.ordinal, part.title, tuple(inside), part.anchor))
        listed = tuple(dict.fromkeys(blanks))
        open_ = [blank for blank in listed if not blank.by_hand]
        document = self._document(library, values, plan, date)
        document = replace(
            document,
            front=tuple(block for block in front if isinstance(block, Paragraph)),
            blocks=tuple(blocks),
            parts=tuple(parts),
            draft=DRAFT[self.language] if draft or open_ else None,
            manifest=plan.manifest,
        )
        findings = (*values.findings, *blank_findings(open_, self.family, values))
        return Contract(document, values, findings, listed, self.template(library))

    def examples_alone(self, library: Library, values: ParameterValues) -> Contract:
        """The worked examples as a document."""
        plan, worked = self._planned(values, None)
        title = EXAMPLES[self.language]
        document = self._document(library, values, plan, None)
        document = replace(document, subtitle=title, blocks=worked.blocks(values, library), contents="none")
        return Contract(document, values, values.findings, (), self.template(library))

    def template(self, library: Library) -> str | None:
        """The path of the family's Word template; None where it has none."""
        name = self.outline.template
        return os.path.join(library.root, "templates", self.family.name, name) if name else None

    def _document(self, library: Library, values: ParameterValues, plan: Plan, date: str | Date | None) -> Document:
        """The document without its blocks."""
        number = values.values.get("contract_number")
        carried = self.record.carried(plan.annexed)
        return Document(
            family=self.family.name,
            language=self.language,
            title=plan.title,
            subtitle=plan.subtitle,
            front=(),
            blocks=(),
            parts=(),
            header=header_text(plan.title, values.values),
            draft=None,
            date=document_date(date, values.values),
            number=str(number) if number else "",
            numbering=plan.scheme.name,
            template=self.outline.template,
            contents=self.outline.contents,
            values=self.record.values(values.values, carried),
            options={name: value for name, value in values.options.items() if name in carried.options},
            labels=carried.labels,
            library_digest=library.digest,
        )


def _blocks(nodes: tuple[SectionPlan | Unit, ...], filled: Filled, blanks: list[OpenBlank]) -> list[Block]:
    made: list[Block] = []
    for node in nodes:
        if isinstance(node, Unit):
            blocks, open_ = node.fill(filled)
            made += blocks
            blanks += open_
        else:
            below = tuple(_blocks(node.nodes, filled, blanks))
            made.append(Section(node.number, node.ordinal, node.title, below, node.anchor, node.level))
    return made


def blank_findings(blanks: list[OpenBlank], family: Family, values: ParameterValues) -> list[Finding]:
    """A warning for each value that is open: where it is set, and the articles in which its line stands."""
    articles: dict[str, tuple[OpenBlank, list[str]]] = {}
    for blank in blanks:
        articles.setdefault(blank.name, (blank, []))[1].append(blank.article)
    made = []
    for name, (blank, where) in articles.items():
        parameter = family.parameters[blank.parameter]
        label = {language: printed_label(parameter, blank.field, language) for language in LANGUAGES}
        details = {"name": name, "label": label, "article": _joined(where)}
        made.append(Finding("blank_open", values.place(name), details))
    return made


def _joined(names: list[str]) -> dict[str, str]:
    distinct = list(dict.fromkeys(names))
    return {"zh": "、".join(distinct), "en": ", ".join(distinct)}


_assemblies: dict[tuple[int, str], _Assembly] = {}


def _assembly(family: Family, language: str, library_digest: str = "") -> _Assembly:
    """What is kept for a family and language. The family is held, so its id stays its own.

    `library_digest` finds the wordings that earlier processes read; without it they are read anew.
    """
    found = _assemblies.get((id(family), language))
    if found is None:
        if len(_assemblies) >= _MOST_FAMILIES:
            _assemblies.clear()
        found = _assemblies[id(family), language] = _Assembly(family, language, library_digest)
    return found
