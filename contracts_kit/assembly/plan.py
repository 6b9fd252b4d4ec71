"""The plan of a contract: everything about it but its values, made once for all contracts that are decided alike.

A plan is made in two passes: the first chooses and numbers the clauses, the second compiles their wording, with each
reference already knowing the number of the article it points to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contracts_kit.assembly.anchors import Anchors
from contracts_kit.assembly.fill import ClauseCompiler, Filled, PlacedForm, Role, Slots, Surroundings, Unit
from contracts_kit.assembly.front import front_unit
from contracts_kit.assembly.numbering import Scheme, scheme
from contracts_kit.assembly.printed_values import DynamicSlot
from contracts_kit.assembly.signature import signature_unit
from contracts_kit.assembly.tree import Article, Block, ManifestEntry, Origin, Reference, Text
from contracts_kit.content.model import Annex, Clause, Entry, Family, Outline
from contracts_kit.content.presence import Presence
from contracts_kit.content.slots import FormSlot, SkeletonBlock, TableSlot
from contracts_kit.content.wording import house_terms, print_terms, skeleton
from contracts_kit.findings import Place
from contracts_kit.records import dataclass

_ROLES: dict[str, Role] = {"article": "body", "preamble": "preamble", "text": "body"}


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A section with what stands in it."""

    number: str
    ordinal: int
    title: str
    anchor: str
    level: int
    nodes: tuple[SectionPlan | Unit, ...]


@dataclass(frozen=True, slots=True)
class PartPlan:
    """An annex; `examples` asks for the worked examples in place of nodes, those of `rules` or (empty) all.

    Below those of `charts` stands the chart of their rule.
    """

    number: str
    ordinal: int
    title: str
    anchor: str
    nodes: tuple[SectionPlan | Unit, ...]
    examples: bool = False
    rules: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What contracts that are decided alike have in common.

    `references` gives the number of each clause's article; `annexed` names the families whose documents are annexes.
    """

    scheme: Scheme
    title: str
    subtitle: str
    front: Unit
    nodes: tuple[SectionPlan | Unit, ...]
    signature: Unit | None
    parts: tuple[PartPlan, ...]
    slots: tuple[DynamicSlot, ...]
    references: Mapping[str, Reference]
    rules: tuple[str, ...]
    manifest: tuple[ManifestEntry, ...]
    annexed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A clause that stands in the contract and, for an article, its number."""

    clause: Clause
    ordinal: int
    number: str
    anchor: str


@dataclass(frozen=True, slots=True)
class _PlacedSection:
    ordinal: int
    title: str
    anchor: str
    level: int
    nodes: tuple[_Placed | _PlacedSection, ...]


_PlacedAnnex = tuple[Annex, int, tuple[_Placed | _PlacedSection, ...], str]
"""An annex, its ordinal, its entries and its anchor."""


class Planner:
    """Makes the plan of one contract's decisions. `examples`: with the annex of worked examples, where there is one."""

    def __init__(
        self,
        family: Family,
        outline: Outline,
        language: str,
        values: Mapping[str, Any],
        options: Mapping[str, str],
        examples: bool | None = None,
    ) -> None:
        self._family = family
        self._outline = outline
        self._language = language
        self._values = values
        self._options = options
        self._examples = examples
        self._terms = house_terms(family.terms, language)
        self._scheme = scheme(outline.numbering, language, outline.place)
        self._presence = Presence(family, values, options)
        self._anchors = Anchors(family.name)
        self._slots = Slots()
        self._references: dict[str, Reference] = {}
        self._manifest: list[ManifestEntry] = []
        self._articles = 0
        self._sections: dict[int, int] = {}
        self._stands: set[str] = set()

    def plan(self) -> Plan:
        """The plan. Raises InputError for what cannot be settled: a reference to a clause that is not included ..."""
        outline, language = self._outline, self._language
        placed, annexes = self._placed()
        nodes = self._compile(placed)
        parts = tuple(self._part(*annex) for annex in annexes)
        signature = self._signature(outline.signature, outline.place) if outline.signature is not None else None
        front = front_unit(outline, self._family, language, self._compiler(Origin("front", 1), outline.place))
        return Plan(
            scheme=self._scheme,
            title=self._printed(outline.title[language]),
            subtitle=self._subtitle(),
            front=front,
            nodes=nodes,
            signature=signature,
            parts=parts,
            slots=self._slots.all(),
            references=self._references,
            rules=tuple(rule for entry in self._manifest for rule in self._family.clauses[entry.clause].rules),
            manifest=tuple(self._manifest),
            annexed=frozenset(annex.family for annex, *_ in annexes if annex.family),
        )

    def references(self) -> Mapping[str, Reference]:
        """The number of each clause's article alone: no wording is read. Raises InputError for an open condition."""
        self._placed()
        return self._references

    def _placed(self) -> tuple[tuple[_Placed | _PlacedSection, ...], list[_PlacedAnnex]]:
        """What stands in the document and in its annexes; every number is given."""
        placed = self._place(self._presence.entries(self._outline.entries), 1)
        annexes = [
            (annex, ordinal, self._place_annex(annex), self._anchors.unique("annex", annex.id))
            for ordinal, annex in enumerate(self._annexes(), 1)
        ]
        for annex, ordinal, _, anchor in annexes:
            number = self._scheme.annex.number(ordinal)
            self._references[f"annex.{annex.id}"] = Reference(anchor, number)
        return placed, annexes

    def _annexes(self) -> Iterator[Annex]:
        for annex in self._outline.annexes:
            if annex.content == "examples" and self._examples is not None:
                if self._examples:
                    yield annex
            else:
                yield from self._presence.annexes((annex,))

    def _signature(self, kind: str, place: Place, annex: str = "") -> Unit:
        """The signature block of the document, or of the annex with this number."""
        compiler = self._compiler(Origin("signature", 1), place)
        return signature_unit(kind, self._family, self._language, compiler, place, annex)

    def _subtitle(self) -> str:
        given = self._outline.settings.get("subtitle")
        return self._printed(str(given.get(self._language) or "")) if isinstance(given, Mapping) else ""

    def _printed(self, text: str) -> str:
        return print_terms(text, self._terms)

    # -- first pass: which clauses, which numbers --------------------------------------------------------------------

    def _place(self, entries: tuple[Entry, ...], level: int) -> tuple[_Placed | _PlacedSection, ...]:
        made: list[_Placed | _PlacedSection] = []
        for entry in entries:
            if entry.clause is not None:
                if entry.clause not in self._stands:  # an annex does not repeat what the document has already
                    made.append(self._clause(self._family.clauses[entry.clause]))
                continue
            title = entry.title[self._language] if entry.title else ""
            self._sections[level] = ordinal = self._sections.get(level, 0) + 1
            self._sections.pop(level + 1, None)
            anchor = self._anchors.unique("section", f"{level}_{ordinal}")
            below = self._place(entry.entries, level + 1)
            made.append(_PlacedSection(ordinal, self._printed(title), anchor, level, below))
        return tuple(made)

    def _place_annex(self, annex: Annex) -> tuple[_Placed | _PlacedSection, ...]:
        """The entries of an annex: its sections are counted anew, its articles run on through the document."""
        self._sections = {}
        return self._place(annex.entries, 1)

    def _clause(self, clause: Clause) -> _Placed:
        self._stands.add(clause.id)
        ordinal, number = 0, ""
        anchor = self._anchors.clause(clause.id)
        if clause.kind == "article":
            self._articles = ordinal = self._articles + 1
            number = self._scheme.article.number(ordinal)
            text = self._scheme.reference(number)
            self._references.setdefault(clause.id, Reference(anchor, text, clause.id))
        title = self._printed(clause.title[self._language])
        self._manifest.append(ManifestEntry(clause.id, clause.version, clause.digest, number, title))
        return _Placed(clause, ordinal, number, anchor)

    # -- second pass: the words --------------------------------------------------------------------------------------

    def _compile(self, placed: tuple[_Placed | _PlacedSection, ...]) -> tuple[SectionPlan | Unit, ...]:
        made: list[SectionPlan | Unit] = []
        for node in placed:
            if isinstance(node, _Placed):
                made.append(self._unit(node))
                continue
            number = self._scheme.section_number(node.level, node.ordinal)
            below = self._compile(node.nodes)
            made.append(SectionPlan(number, node.ordinal, node.title, node.anchor, node.level, below))
        return tuple(made)

    def _compiler(self, origin: Origin, place: Place, ordinal: int = 0, role: Role = "body") -> ClauseCompiler:
        around = Surroundings(self._family, self._scheme, self._slots, self._references, self._form)
        return ClauseCompiler(around, origin, place, ordinal, role)

    def _form(self, name: str) -> PlacedForm | None:
        clause = self._family.forms.get(name)
        if clause is None:
            return None
        title = self._printed(clause.title[self._language])
        origin = Origin(clause.id, clause.version, clause.digest)
        return PlacedForm(name, title, self._anchors.unique("form", name), origin, clause.place, self._skeleton(clause))

    def _skeleton(self, clause: Clause) -> tuple[SkeletonBlock, ...]:
        return skeleton(clause, self._language, self._family, self._values, self._options, self._presence.clauses)

    def _unit(self, placed: _Placed) -> Unit:
        clause = placed.clause
        origin = Origin(clause.id, clause.version, clause.digest)
        compiler = self._compiler(origin, clause.place, placed.ordinal, _ROLES[clause.kind])
        blocks = compiler.blocks(self._skeleton(clause))
        title = self._printed(clause.title[self._language])
        where = f"{placed.number} {title}" if placed.number else title
        if clause.kind != "article":
            return Unit(blocks, compiler.used(), where)
        heading = (Text(title),)

        def article(filled: Filled) -> tuple[Block, ...]:
            return (Article(placed.number, placed.ordinal, heading, blocks(filled), placed.anchor, origin),)

        return Unit(article, compiler.used(), where)

    def _part(self, annex: Annex, ordinal: int, placed: tuple[_Placed | _PlacedSection, ...], anchor: str) -> PartPlan:
        number = self._scheme.annex.number(ordinal)
        title = self._printed(annex.title[self._language])
        nodes = self._compile(placed)
        if annex.content in ("table", "form"):
            compiler = self._compiler(Origin(f"annex.{annex.id}", 1), annex.place)
            slot = TableSlot if annex.content == "table" else FormSlot
            blocks = compiler.blocks((slot(annex.name or ""),))
            nodes = (*nodes, Unit(blocks, compiler.used(), f"{number} {title}"))
        if annex.signature is not None:
            nodes = (*nodes, self._signature(annex.signature, annex.place, number))
        examples = annex.content == "examples"
        return PartPlan(number, ordinal, title, anchor, nodes, examples, annex.rules, annex.charts)
