"""The document tree: what every writer reads, and the only thing it reads.

Nodes are immutable and in the field's words. All text is final: numbers, references and values stand in it as they
are printed, so a writer adds nothing but its format. `Origin` says which clause a block comes from.

Words that every writer prints the same way: a blank is `Blank.text` (a run of `_`), a tick box is `TickBox.text`
(one character), an article is its number, then its title, then its blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal

from contracts_kit.records import dataclass

if TYPE_CHECKING:
    from contracts_kit.calculation.chart import Chart as Drawing


@dataclass(frozen=True, slots=True)
class Origin:
    """The clause a block comes from. `digest` identifies the wording."""

    clause: str
    version: int
    digest: str = ""


OPEN_BOX, TICKED_BOX = "□", "■"

# --- what stands in a line -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Literal text. It never contains a line break."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter's value as printed. `raw` is the value itself; `field` names the field of a record, else None."""

    parameter: str
    raw: Any
    text: str
    field: str | None = None
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be written where a blank of a notice stands, for a format in which it can be filled in.

    `choices` are the values to choose from, each with its words.
    """

    kind: Literal["text", "date", "choice"]
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to fill in by hand, for a parameter without a value (None: a blank of the form itself).

    In a notice a blank is filled in where it has an `entry`; one without is for a pen.
    """

    parameter: str | None
    text: str
    field: str | None = None
    strong: bool = False
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference to the article (section, annex) with this anchor. `text` is its number as printed: 第八条.

    `number_only` is the part that a native REF field gives; it equals `text` in every scheme of ours.
    """

    anchor: str
    text: str
    clause: str | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class TickBox:
    """A tick box: □ open, ■ ticked. `parameter` is the choice it belongs to, `value` the value it stands for.

    `settled`: whoever fills in a notice may not change it.
    """

    ticked: bool
    parameter: str | None = None
    value: str | None = None
    settled: bool = False

    @property
    def text(self) -> str:
        """The one character that every writer prints."""
        return TICKED_BOX if self.ticked else OPEN_BOX


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break inside a paragraph. In plain text it is a space."""


Inline = Text | Value | Blank | Reference | TickBox | LineBreak


def inline_text(inlines: tuple[Inline, ...]) -> str:
    """The words of a line as every writer prints them."""
    return "".join(" " if isinstance(i, LineBreak) else i.text for i in inlines)


# --- blocks ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `role`: body, or a role that the styles know (`preamble`, `party`, `note`, `centred`, `caption`)."""

    inlines: tuple[Inline, ...]
    role: Literal["body", "preamble", "party", "note", "centred", "caption", "formula"] = "body"
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: its number as printed (`（一）`, `1.`, `①`), its level (0 is outermost) and its blocks.

    The first block is a Paragraph: it stands beside the number; further blocks are indented below it.
    """

    number: str
    level: int
    blocks: tuple[Block, ...]
    anchor: str | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; its items are numbered from 1 by the scheme's style for their level. `bulleted` has no numbers.

    `scheme` names the scheme of `assembly.numbering` and `first` the number of its first item.
    """

    items: tuple[Item, ...]
    level: int
    scheme: str
    bulleted: bool = False
    first: int = 1
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. `columns`, `rows` are how many it spans; `align` is left, centre or right."""

    inlines: tuple[Inline, ...]
    columns: int = 1
    rows: int = 1
    align: Literal["left", "centre", "right"] = "left"
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. A cell covered by one above is not listed. `widths` are relative; `header_rows` repeat on each page."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    header_rows: int = 1
    caption: tuple[Inline, ...] = ()
    name: str | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form to fill in: its title and its blocks, with blanks and tick boxes in them."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    anchor: str | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A numbered clause. `number` is printed before the title (`第八条`, `Article 8`); `ordinal` is the plain number.

    `anchor` is unique in the document and stable: a bookmark name (letters, digits, `_`, at most 40 characters).
    `blocks` are its paragraphs, lists, tables.
    """

    number: str
    ordinal: int
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    anchor: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Section:
    """A heading over articles (`第一节`). `level` counts from 1. `number` may be empty."""

    number: str
    ordinal: int
    title: str
    blocks: tuple[Block, ...]
    anchor: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example of one rule: a title, what was put in, the steps with formula and numbers, the results."""

    rule: str
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A rule as a chart, for writers that can show one; the others leave it out, because the words say the same.

    `made` gives what is to be drawn, with its words and its table, or a sentence that says what is missing. It is
    computed when a writer asks for it and is always the same.
    """

    rule: str
    title: str
    made: Callable[[], Drawing | str]
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class SignatureColumn:
    """One party's column of the signature block: lines of label and content, from top to bottom.

    The first line is the anchor text by which e-signing platforms find the place of the seal.
    """

    role: str
    lines: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The signature block, one column for each party. It never stands alone on a page and never breaks."""

    columns: tuple[SignatureColumn, ...]
    origin: Origin | None = None


Block = Paragraph | ItemList | Table | Form | Article | Section | Example | Chart | SignatureBlock


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document that begins on a new page with its own title: an annex. `number` is `附件一`."""

    number: str
    ordinal: int
    title: str
    blocks: tuple[Block, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One clause of the contract: what stands where, and in which version."""

    clause: str
    version: int
    digest: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """What a finished notice says of itself: its form with version, the facts and results as JSON types.

    `reply` are the fields that the other side fills in: name, kind of value, label. `blank`: nothing is filled in yet.
    """

    form: str
    version: int
    facts: Mapping[str, Any]
    results: Mapping[str, Any]
    reply: tuple[tuple[str, str, str], ...] = ()
    blank: bool = False


Contents = Literal["articles", "sections", "none"]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    `title` and `subtitle` head it; `front` are the lines under the title (contract number, place, date); `blocks` are
    preamble, articles or sections, and the signature block; `parts` are annexes. `header` is what every page's header
    prints (contract number, draft number); `draft` is the mark on every page (草案 / DRAFT) or None.
    `contents` says what the table of contents lists where the document is longer than five pages: `articles` below
    their sections, `sections` alone; with `none` there is no table.
    `date` is the document's date in ISO form (never the clock's). `values` are the parameter values as JSON types and
    `manifest` the clauses, both carried by the finished file. `labels` maps a parameter to its printed label.
    `notice` is there where the document is a notice: then only what is to be filled in can be changed in Word.
    """

    family: str
    language: str
    title: str
    subtitle: str
    front: tuple[Paragraph, ...]
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]
    header: str
    draft: str | None
    date: str
    number: str
    numbering: str
    template: str | None = None
    contents: Contents = "articles"
    values: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    manifest: tuple[ManifestEntry, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    library_digest: str = ""
    notice: NoticeRecord | None = None
