"""Puts a notice together: its facts, what the rules make of them, and the reply that the other side fills in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date as Date
from typing import Any

from contracts_kit.assembly.anchors import Anchors
from contracts_kit.assembly.charts import RuleCharts
from contracts_kit.assembly.contract import Agreed, Contract, agreed_contract
from contracts_kit.assembly.fill import ClauseCompiler, Filled, Slots, Surroundings
from contracts_kit.assembly.front import header_text
from contracts_kit.assembly.manifest import Record, document_date, json_value
from contracts_kit.assembly.notice_blocks import NoticeBlocks
from contracts_kit.assembly.numbering import scheme
from contracts_kit.assembly.printed_values import ValuePrinter
from contracts_kit.assembly.signature import signing_columns
from contracts_kit.assembly.tree import (
    Block,
    Document,
    Form,
    ManifestEntry,
    NoticeRecord,
    Origin,
    Paragraph,
    Text,
)
from contracts_kit.calculation.facts import Facts, read_facts
from contracts_kit.calculation.notice_results import Results, results_of
from contracts_kit.content.library import load_library
from contracts_kit.content.mentions import clause_mentions
from contracts_kit.content.model import Family, Library
from contracts_kit.content.notice_reading import ROLES
from contracts_kit.content.notices import REPLY, Notice, empty_lines, find_notice, notice_family
from contracts_kit.content.parameter_values import ParameterValues
from contracts_kit.content.slots import ParameterSlot, SkeletonInline, SkeletonText
from contracts_kit.content.wording import house_terms, print_terms, skeleton
from contracts_kit.errors import refuse
from contracts_kit.values.bilingual import Bilingual

_TO = Bilingual("致（{}）：", "To ({}): ")
_FROM = Bilingual("发出方（{}）：", "From ({}): ")
_PARTY = Bilingual("{}：", "{}: ")
_UNDER = Bilingual("所依合同：", "Under: ")
_CONTRACT = Bilingual("《{}》", "{}")
_NUMBER = Bilingual("，编号 ", ", No. ")
CONTRACT_NUMBER = "contract_number"


def notice(
    form: str,
    values: Mapping[str, Any] | ParameterValues | None = None,
    facts: Mapping[str, Any] | None = None,
    language: str | None = None,
    options: Mapping[str, Any] | None = None,
    *,
    library: Library | None = None,
    date: str | Date | None = None,
) -> Contract:
    """A notice as every writer takes it.

    `form` is its name, or `family.name`. A notice of a document that is an annex of another's rests on the contract
    that `values` name as their `family`. `values` and `options` are those of the contract, as `assemble` takes them.
    `facts` are what happened, by name; None prints the empty form, with a line to fill in for each fact. `language`
    None is that of the values, else zh. `date` dates the document (else the fact that the form names for it, else the
    contract's date of signing, else 2000-01-01). Raises InputError: an unknown form, facts that are missing or wrong,
    what a rule refuses (at the fact), a blank parameter that a rule needs (code `missing_param`).
    """
    found = library if library is not None else load_library()
    if not isinstance(form, str):
        raise refuse("unknown_notice", name=str(form)[:80], suggestion=None)
    family, chosen = find_notice(found, form, _family_named(values))
    agreed = agreed_contract(family, values, options, language, found)
    read = read_facts(chosen, facts, agreed.values.values)
    results = results_of(chosen, family, read, agreed.values, found)
    return _Writer(family, chosen, agreed, read, results, found).contract(date)


def _family_named(values: object) -> str | None:
    """The family of the contract, where its values name one: a notice may come with an annex of its document."""
    if isinstance(values, ParameterValues):
        return values.family
    named = values.get("family") if isinstance(values, Mapping) else None
    return str(named) if isinstance(named, str) else None


class _Writer:
    """Writes one notice."""

    def __init__(
        self, family: Family, notice: Notice, agreed: Agreed, facts: Facts, results: Results, library: Library
    ) -> None:
        self.family, self.notice, self.agreed = family, notice, agreed
        self.facts, self.results, self.library = facts, results, library
        self.language = agreed.language
        self.terms = house_terms(family.terms, self.language)
        self.inner = notice_family(family, notice)
        self.values = self._values()
        self.anchors = Anchors(family.name)
        self.references = {clause: Text(reference.text) for clause, reference in agreed.plan.references.items()}
        fillable = frozenset(notice.reply.fields if notice.reply is not None else ())
        self.printer = ValuePrinter(self.inner, self.language, lambda name: facts.blank or name in fillable)
        self.slots = Slots()
        blocks = NoticeBlocks(
            notice, self.inner, self.language, self.values, results.calculated, self._article, self.anchors, facts.blank
        )
        assert family.outline is not None
        numbering = scheme(family.outline.numbering, self.language, family.outline.place)
        self.around = Surroundings(self.inner, numbering, self.slots, self.references, lambda name: None, blocks.make)
        clause = notice.clause
        self.origin = Origin(clause.id, clause.version, clause.digest)

    def _article(self, clause: str) -> str | None:
        found = self.references.get(clause)
        return found.text if found is not None else None

    def _values(self) -> dict[str, Any]:
        """Everything that the wording may print: the contract's parameters, facts, results, empty lines of tables."""
        values = {**self.agreed.values.values, **self.results.facts, **self.results.results}
        for name, field in self.notice.all_fields.items():
            if field.declared.type.kind == "rows" and not values.get(name):
                values[name] = empty_lines(field)
            else:
                values.setdefault(name, None)
        return values

    def contract(self, date: str | Date | None) -> Contract:
        """The notice."""
        title = print_terms(self.notice.clause.title[self.language], self.terms)
        front = [self._line(line) for line in self._front()]
        made = self._section("")
        signed = self._signature(self.notice.signature)
        reply = self.notice.reply
        replied = self._section(REPLY) + self._signature(reply.signature) if reply is not None else []
        charts = RuleCharts(self.family, self.language, self.printer).of(self.agreed.values, self.library)
        filled = Filled.of(self.slots.all(), self.printer, self.values, charts)
        below = [block for part in signed for block in part(filled)]
        blocks = [block for part in made for block in part(filled)]
        if reply is not None:
            inside = tuple(block for part in replied for block in part(filled))
            heading = print_terms(reply.title[self.language], self.terms)
            answer = Form(REPLY, heading, inside, self.anchors.unique("form", REPLY), self.origin)
            # Whoever answers without a signature of his own signs below the whole.
            blocks += [*below, answer] if reply.signature else [answer, *below]
        else:
            blocks += below
        document = self._document(title, tuple(line(filled) for line in front), tuple(blocks), date)
        return Contract(document, self.agreed.values, self.results.findings, (), self.agreed.template)

    # -- parts ------------------------------------------------------------------------------------------------------

    def _compiler(self) -> ClauseCompiler:
        return ClauseCompiler(self.around, self.origin, self.notice.clause.place)

    def _section(self, section: str) -> list[Any]:
        """What fills the blocks of one section of the wording."""
        included = {entry.clause for entry in self.agreed.plan.manifest}
        options = self.agreed.values.options
        blocks = skeleton(
            self.notice.clause, self.language, self.inner, self.values, options, included, section=section
        )
        return [self._compiler().blocks(blocks)]

    def _signature(self, labels: Mapping[str, Bilingual]) -> list[Any]:
        if not labels:
            return []
        build = signing_columns(labels, self.family, self.language, self._compiler())
        return [lambda filled: (build(filled),)]

    def _line(self, inlines: tuple[SkeletonInline, ...]) -> Any:
        line = self._compiler().line(inlines)
        return lambda filled: Paragraph(line(filled) if callable(line) else line, "party")

    def _front(self) -> Iterator[tuple[SkeletonInline, ...]]:
        """The lines under the title: the parties, and the contract that the notice rests on."""
        issuer = self.notice.issued_by
        order = ("supplier", "buyer") if issuer == "buyer" else ("buyer", "supplier")
        for place, role in enumerate(order):
            words = _PARTY if issuer == "both" else (_TO, _FROM)[place]
            label = words[self.language].format(print_terms(ROLES[role][self.language], self.terms))
            if role in self.family.parameters:
                yield SkeletonText(label), ParameterSlot(role, "name")
        title = print_terms(self.family.title[self.language], self.terms)
        named: list[SkeletonInline] = [SkeletonText(_UNDER[self.language] + _CONTRACT[self.language].format(title))]
        if self.values.get(CONTRACT_NUMBER):
            named += [SkeletonText(_NUMBER[self.language]), ParameterSlot(CONTRACT_NUMBER)]
        yield tuple(named)

    # -- the document -----------------------------------------------------------------------------------------------

    def _document(
        self, title: str, front: tuple[Paragraph, ...], blocks: tuple[Block, ...], date: str | Date | None
    ) -> Document:
        dated = self.results.facts.get(self.notice.dated) if self.notice.dated is not None else None
        values = self.agreed.values
        carried = Record(self.inner, self.printer).carried(self.agreed.plan.annexed)
        return Document(
            family=self.family.name,
            language=self.language,
            title=title,
            subtitle="",
            front=front,
            blocks=blocks,
            parts=(),
            header=header_text(title, values.values),
            draft=None,
            date=document_date(date if date is not None else dated, values.values),
            number=str(values.values.get(CONTRACT_NUMBER) or ""),
            numbering=self.around.scheme.name,
            template=self.family.outline.template if self.family.outline is not None else None,
            contents="none",
            values=self.agreed.data,
            options={name: value for name, value in values.options.items() if name in carried.options},
            manifest=tuple(self._manifest()),
            labels=carried.labels,
            library_digest=self.library.digest,
            notice=self._record(),
        )

    def _manifest(self) -> Iterator[ManifestEntry]:
        """The form itself, then the clauses that it rests on or refers to."""
        clause = self.notice.clause
        title = print_terms(clause.title[self.language], self.terms)
        yield ManifestEntry(clause.id, clause.version, clause.digest, "", title)
        rules = {self.family.rules[c.rule].clause for c in self.notice.calculations.values()}
        rules |= {c for made in self.results.calculated.values() for found in made for c in found.clauses}
        for _, _, mentioned in clause_mentions(clause):
            rules |= {name for name, _ in mentioned.called("ref")}
        yield from (entry for entry in self.agreed.plan.manifest if entry.clause in rules)

    def _record(self) -> NoticeRecord:
        reply = self.notice.reply
        types = {name: parameter.type for name, parameter in self.inner.parameters.items()}
        return NoticeRecord(
            self.notice.name,
            self.notice.clause.version,
            {name: json_value(value, types[name]) for name, value in self.results.facts.items()},
            {name: json_value(value, types[name]) for name, value in self.results.results.items()},
            tuple(
                (name, field.declared.type.kind, field.declared.label[self.language])
                for name, field in (reply.fields if reply is not None else {}).items()
            ),
            self.facts.blank,
        )
