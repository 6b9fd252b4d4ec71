"""Puts a clause's skeleton into the words of a contract: compiled once, filled for each contract.

Compiling settles what is the same in every contract of one outline: item numbers, references, literal text. What is
left are the slots. A block without a slot is made once and is the same object in every contract; `Unit` keeps the
filled blocks for the values it met last, so that a batch in which one party changes fills little else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from contracts_kit.assembly.blanks import OpenBlank
from contracts_kit.assembly.charts import ContractCharts
from contracts_kit.assembly.data_tables import content_widths, data_table
from contracts_kit.assembly.numbering import Scheme
from contracts_kit.assembly.printed_values import DynamicSlot, ValuePrinter, raw_value, value_key
from contracts_kit.assembly.tree import (
    Block,
    Cell,
    Form,
    Inline,
    Item,
    ItemList,
    LineBreak,
    Origin,
    Paragraph,
    Reference,
    Table,
)
from contracts_kit.assembly.tree import Text as TreeText
from contracts_kit.content.model import Family
from contracts_kit.content.slots import (
    CalculationSlot,
    ChartSlot,
    FieldsSlot,
    FormSlot,
    ParameterSlot,
    ReadingSlot,
    ReferenceSlot,
    SkeletonBlock,
    SkeletonBreak,
    SkeletonCell,
    SkeletonInline,
    SkeletonList,
    SkeletonParagraph,
    SkeletonTable,
    SkeletonText,
    TableSlot,
    TickSlot,
)
from contracts_kit.errors import refuse
from contracts_kit.findings import Place
from contracts_kit.values.text_width import text_width

Role = Literal["body", "preamble", "party", "note", "centred", "caption", "formula"]
MOST_FILLINGS = 16
_VALUE_WIDTH = 12


@dataclass(slots=True)
class Filled:
    """The slots of one contract: the value of each slot of a plan, its key, and what it prints once asked."""

    slots: Sequence[DynamicSlot]
    printer: ValuePrinter
    values: list[Any]
    keys: list[str]
    charts: ContractCharts

    @classmethod
    def of(
        cls, slots: Sequence[DynamicSlot], printer: ValuePrinter, values: Mapping[str, Any], charts: ContractCharts
    ) -> Filled:
        """The slots filled with the values of a contract."""
        found = [raw_value(slot, values) for slot in slots]
        keys = [
            charts.key(slot.name) if isinstance(slot, ChartSlot) else value_key(value)
            for slot, value in zip(slots, found, strict=True)
        ]
        return cls(slots, printer, found, keys, charts)

    def inlines(self, index: int) -> tuple[Inline, ...]:
        """What stands in the line for a slot."""
        return self.printer.inlines(self.slots[index], self.values[index], self.keys[index])

    def is_open(self, index: int) -> bool:
        """Whether a slot's value is a blank."""
        value = self.values[index]
        return value is None or value == "" or value == []


@dataclass(slots=True)
class Unit:
    """A run of blocks that is filled as one: an article, the preamble, the signature block.

    `where` names it for a list of blanks; `by_hand`: its blanks are filled in when the parties sign.
    """

    build: Callable[[Filled], tuple[Block, ...]]
    slots: tuple[int, ...]
    where: str = ""
    by_hand: bool | frozenset[str] = False
    _kept: dict[tuple[str, ...], tuple[tuple[Block, ...], tuple[OpenBlank, ...]]] = field(default_factory=dict)

    def fill(self, filled: Filled) -> tuple[tuple[Block, ...], tuple[OpenBlank, ...]]:
        """The blocks with the values put in, and the blanks that they print."""
        keys = filled.keys
        key = tuple([keys[index] for index in self.slots])
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST_FILLINGS:
                self._kept.pop(next(iter(self._kept)), None)
            found = self._kept[key] = self.build(filled), self._blanks(filled)
        return found

    def _blanks(self, filled: Filled) -> tuple[OpenBlank, ...]:
        open_: dict[OpenBlank, None] = {}
        for index in self.slots:
            if filled.is_open(index):
                slot = filled.slots[index]
                hand = self.by_hand if isinstance(self.by_hand, bool) else _slot_name(slot) in self.by_hand
                open_[filled.printer.blank(slot, self.where, hand)] = None
        return tuple(open_)


def _slot_name(slot: DynamicSlot) -> str:
    return slot.parameter if isinstance(slot, TickSlot) else slot.name


class Slots:
    """The distinct slots of a plan, each with its index."""

    def __init__(self) -> None:
        self._index: dict[DynamicSlot, int] = {}

    def index(self, slot: DynamicSlot) -> int:
        """The index of a slot."""
        return self._index.setdefault(slot, len(self._index))

    def all(self) -> tuple[DynamicSlot, ...]:
        """All slots by index."""
        return tuple(self._index)


# A constant, or what makes one from the filled slots.
_Line = tuple[Inline, ...] | Callable[[Filled], tuple[Inline, ...]]
_Made = Block | Callable[[Filled], Block]
_Part = Inline | int


@dataclass(frozen=True, slots=True)
class PlacedForm:
    """A form that stands in the contract: what it is called, its anchor and its wording."""

    name: str
    title: str
    anchor: str
    origin: Origin
    place: Place
    skeleton: tuple[SkeletonBlock, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the clauses of one document share while they are compiled.

    `references` gives the reference to each clause of the contract, `form` the form of a name (None: there is none).
    `notice` makes the blocks that only a notice has.
    """

    family: Family
    scheme: Scheme
    slots: Slots
    references: Mapping[str, Reference | TreeText]
    form: Callable[[str], PlacedForm | None]
    notice: Callable[[ClauseCompiler, FieldsSlot | CalculationSlot], _Made] | None = None


class ClauseCompiler:
    """Compiles the skeleton of one clause, article number `ordinal` (0: not an article)."""

    def __init__(
        self, around: Surroundings, origin: Origin, place: Place, ordinal: int = 0, role: Role = "body"
    ) -> None:
        self._around = around
        self._scheme = around.scheme
        self._origin = origin
        self._place = place
        self._ordinal = ordinal
        self._role = role
        self._used: dict[int, None] = {}
        self._listed: dict[int, int] = {}

    @property
    def origin(self) -> Origin:
        """The clause that is compiled."""
        return self._origin

    def used(self) -> tuple[int, ...]:
        """The indexes of the slots that were compiled, in the order in which they were met."""
        return tuple(self._used)

    def blocks(self, skeleton: tuple[SkeletonBlock, ...]) -> Callable[[Filled], tuple[Block, ...]]:
        """What fills the blocks of a clause."""
        return _gathered([self._block(block, 0, (self._ordinal,)) for block in skeleton])

    # -- blocks ----------------------------------------------------------------------------------------------------

    def _block(self, block: SkeletonBlock, level: int, above: tuple[int, ...]) -> _Made:
        if isinstance(block, SkeletonParagraph):
            return self._paragraph(block)
        if isinstance(block, SkeletonList):
            return self._list(block, level, above)
        if isinstance(block, SkeletonTable):
            return self._table(block)
        if isinstance(block, FormSlot):
            return self._form(block)
        if isinstance(block, ChartSlot):
            return self._chart(block)
        if isinstance(block, TableSlot):
            return self._data_table(block)
        if self._around.notice is None:
            raise refuse("form_missing", self._place, name=self._origin.clause, target=block.name)
        return self._around.notice(self, block)

    def _form(self, block: FormSlot) -> _Made:
        form = self._around.form(block.name)
        if form is None:
            raise refuse("form_missing", self._place, name=self._origin.clause, target=block.name)
        compiler = ClauseCompiler(self._around, form.origin, form.place)
        blocks = compiler.blocks(form.skeleton)
        self._used.update(compiler._used)
        return lambda filled: Form(form.name, form.title, blocks(filled), form.anchor, form.origin)

    def _chart(self, block: ChartSlot) -> _Made:
        self._slot(block)
        origin = self._origin
        return lambda filled: replace(filled.charts.block(block.name), origin=origin)

    def _paragraph(self, block: SkeletonParagraph) -> _Made:
        line, role, origin = self.line(block.inlines), self._role, self._origin
        if callable(line):
            return lambda filled: Paragraph(line(filled), role, origin)
        return Paragraph(line, role, origin)

    def _list(self, block: SkeletonList, level: int, above: tuple[int, ...]) -> _Made:
        scheme, origin = self._scheme, self._origin
        first = 1
        if scheme.items_continue and level == 0 and not block.bulleted:
            first = self._listed.get(level, 0) + 1
            self._listed[level] = first + len(block.items) - 1
        items: list[Item | Callable[[Filled], Item]] = []
        for ordinal, item in enumerate(block.items, first):
            number = "" if block.bulleted else scheme.item_number(level, ordinal, above)
            made = [self._block(b, level + 1, (*above, ordinal)) for b in item.blocks]
            if not made or not isinstance(item.blocks[0], SkeletonParagraph):
                made.insert(0, Paragraph((), self._role, origin))
            items.append(_item(number, level, made, origin))
        shape = ItemList((), level, scheme.name, block.bulleted, first, origin)
        if any(callable(item) for item in items):
            return lambda filled: replace(shape, items=tuple([i(filled) if callable(i) else i for i in items]))
        return replace(shape, items=tuple(i for i in items if not callable(i)))

    def _table(self, block: SkeletonTable) -> _Made:
        lines = [[self.line(cell.inlines) for cell in row] for row in block.rows]
        origin, header_rows = self._origin, block.header_rows
        aligns = [[cell.align for cell in row] for row in block.rows]
        widths = _widths(block)

        def build(filled: Filled | None) -> Table:
            rows = []
            for number, (row, sides) in enumerate(zip(lines, aligns, strict=True)):
                head = number < header_rows
                cells = [
                    Cell(line(filled) if callable(line) else line, align=side, header=head)  # type: ignore[arg-type]
                    for line, side in zip(row, sides, strict=True)
                ]
                rows.append(tuple(cells))
            return Table(tuple(rows), widths or content_widths(rows), header_rows, origin=origin)

        return build if any(callable(line) for row in lines for line in row) else build(None)

    def _data_table(self, block: TableSlot) -> _Made:
        language, origin = self._scheme.language, self._origin
        table = self._around.family.tables.get(block.name)
        if table is None:
            raise refuse("table_missing", self._place, name=origin.clause, target=block.name)
        lines = [
            [self.line((cell,)) if isinstance(cell, ParameterSlot) else cell for cell in row]
            for row in data_table(table, self._around.family, language)
        ]
        return self._filled_table(lines, block.name)

    def _filled_table(self, lines: list[list[Any]], name: str) -> _Made:
        origin = self._origin

        def build(filled: Filled | None) -> Table:
            rows = tuple(
                tuple(
                    cell if isinstance(cell, Cell) else Cell(cell(filled) if callable(cell) else cell) for cell in row
                )
                for row in lines
            )
            return Table(rows, content_widths(rows), 1, name=name, origin=origin)

        return build if any(callable(cell) for row in lines for cell in row) else build(None)

    # -- lines -----------------------------------------------------------------------------------------------------

    def line(self, inlines: Sequence[SkeletonInline]) -> _Line:
        """A line: constant where it holds no slot."""
        parts: list[_Part] = []
        for inline in inlines:
            self._add(inline, parts)
        if not any(type(part) is int for part in parts):
            return tuple(parts)  # type: ignore[arg-type]

        def fill(filled: Filled) -> tuple[Inline, ...]:
            made: list[Inline] = []
            for part in parts:
                if type(part) is int:
                    made += filled.inlines(part)
                else:
                    made.append(part)  # type: ignore[arg-type]
            return tuple(made)

        return fill

    def _add(self, inline: SkeletonInline, parts: list[_Part]) -> None:
        if isinstance(inline, SkeletonText):
            last = parts[-1] if parts else None
            if isinstance(last, TreeText) and (last.strong, last.emphasis) == (inline.strong, inline.emphasis):
                parts[-1] = TreeText(last.text + inline.text, inline.strong, inline.emphasis)
            else:
                parts.append(TreeText(inline.text, inline.strong, inline.emphasis))
        elif isinstance(inline, ReferenceSlot):
            parts.append(self._reference(inline))
        elif isinstance(inline, ReadingSlot):
            for below in inline.inlines:
                self._add(below, parts)
        elif isinstance(inline, SkeletonBreak):
            parts.append(LineBreak())
        else:
            assert isinstance(inline, (ParameterSlot, TickSlot))
            parts.append(self._slot(inline))

    def _reference(self, slot: ReferenceSlot) -> Reference | TreeText:
        found = self._around.references.get(slot.clause)
        if found is None:
            raise refuse("reference_not_included", self._place, name=self._origin.clause, target=slot.clause)
        return replace(found, strong=True) if slot.strong else found

    def _slot(self, slot: DynamicSlot) -> int:
        index = self._around.slots.index(slot)
        self._used[index] = None
        return index


def _gathered(made: list[_Made]) -> Callable[[Filled], tuple[Block, ...]]:
    if any(callable(block) for block in made):
        return lambda filled: tuple([b(filled) if callable(b) else b for b in made])
    constant = tuple(b for b in made if not callable(b))
    return lambda filled: constant


def _item(number: str, level: int, made: list[_Made], origin: Origin) -> Item | Callable[[Filled], Item]:
    blocks = _gathered(made)
    if any(callable(block) for block in made):
        return lambda filled: Item(number, level, blocks(filled), None, origin)
    return Item(number, level, tuple(b for b in made if not callable(b)), None, origin)


def _widths(block: SkeletonTable) -> tuple[int, ...]:
    """Relative widths: a narrower first column where it only names the rows, the others alike.

    Of two columns the one with the longer words is up to twice as wide. A list of several columns, whose rows have no
    names, is as wide as its words ask: nothing is said here.
    """
    columns = max((len(row) for row in block.rows), default=0)
    if columns == 2:
        longest = [max(_wording_width(row[place]) for row in block.rows if len(row) == 2) for place in (0, 1)]
        return (2, 1) if longest[0] > 2 * longest[1] else (1, 2) if longest[1] > 2 * longest[0] else (1, 1)
    if columns < 2:
        return (1,) * columns
    firsts = [row[0].inlines for row in block.rows[block.header_rows :]]
    return (4, *(7,) * (columns - 1)) if all(map(_is_name, firsts)) else ()


def _is_name(inlines: Sequence[SkeletonInline]) -> bool:
    """Whether the first cell of a row names it: with literal words, not with a value or a line to fill in."""
    return all(isinstance(i, SkeletonText) and i.text.strip("_ ") for i in inlines)


def _wording_width(cell: SkeletonCell) -> int:
    """The width of a cell's words in Latin characters; what a slot prints counts as a short value."""
    return sum(text_width(i.text) if isinstance(i, SkeletonText) else _VALUE_WIDTH for i in cell.inlines)
