"""How pages look: paper, fonts, sizes and distances. One record for each language; a house may replace any field."""

from __future__ import annotations

from contracts_kit.records import dataclass
from contracts_kit.writers.fonts import LATIN, SANS, SERIF


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of a document on A4 paper.

    Margins, sizes and `seal` (the room under a signature) are in points; `leading`, `spacing`, `indent` (of a first
    line), `list_indent` and `title_gap` (added between an article's number and title) are in widths of a character.
    `bold` is added to the weight of strong text: 0 where the font of strong text has no bold face. A document longer
    than `contents_after` pages gets a cover and a table of contents.
    """

    serif: tuple[str, ...]
    sans: tuple[str, ...]
    strong: tuple[str, ...]
    tick: tuple[str, ...]
    region: str
    bold: int
    heading_weight: str
    size: float
    title_size: float
    section_size: float
    article_size: float
    table_size: float
    small_size: float
    header_size: float
    leading: float
    spacing: float
    indent: float
    list_indent: float
    title_gap: float
    watermark: float
    top: float = 79.0
    bottom: float = 74.0
    left: float = 79.0
    right: float = 79.0
    seal: float = 70.0
    contents_after: int = 5


CHINESE = Looks(
    serif=(SERIF, SANS, LATIN),
    sans=(SANS, SERIF, LATIN),
    strong=(SANS, SERIF, LATIN),
    tick=(SANS, SERIF, LATIN),
    region="cn",
    bold=0,
    heading_weight="regular",
    size=12,
    title_size=22,
    section_size=15,
    article_size=12,
    table_size=10.5,
    small_size=10.5,
    header_size=9,
    leading=0.75,
    spacing=0.75,
    indent=2,
    list_indent=2,
    title_gap=0.5,
    watermark=130,
)
"""Chinese contracts: 小四 (12 pt) Song-class text at a line and three quarters, headings in a Hei-class face."""

ENGLISH = Looks(
    serif=(LATIN, SERIF, SANS),
    sans=(LATIN, SANS, SERIF),
    strong=(LATIN, SANS, SERIF),
    tick=(SANS, SERIF, LATIN),
    region="gb",
    bold=300,
    heading_weight="bold",
    size=11.5,
    title_size=22,
    section_size=14.5,
    article_size=12,
    table_size=10.5,
    small_size=10,
    header_size=9,
    leading=0.5,
    spacing=0.95,
    indent=0,
    list_indent=0.5,
    title_gap=0.25,
    watermark=110,
)
"""English contracts: a book face with real bold for headings and strong text, no indent, a gap between paragraphs."""

LOOKS = {"zh": CHINESE, "en": ENGLISH}
