"""What the writing of one document carries along: counters, numbering, bookmarks, the styles of its template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from contracts_kit.assembly.tree import Document
from contracts_kit.writers.docx.bookmarks import Bookmarks
from contracts_kit.writers.docx.kept import Nodes
from contracts_kit.writers.docx.numbering import Numbering
from contracts_kit.writers.docx.wholes import Wholes

FIRST_CONTROL = 1_000_000
FIRST_BOOKMARK = 10_000


@dataclass(slots=True)
class Writing:
    """One document being written. `styles` maps a role to a style id; `width` is that of the text in twips.

    `numbered` are the anchors of headings with a number; `keep_with_next` and `page_before` hold the identities of the
    nodes whose last paragraph stays with what follows, or that begin a page, `together` those of tables whose rows all
    stay on one page. `kept` and `wholes` are what was written
    before.
    """

    document: Document
    styles: Mapping[str, str]
    width: int
    numbering: Numbering
    bookmarks: Bookmarks
    numbered: frozenset[str] = frozenset()
    anchors: frozenset[str] = frozenset()
    keep_with_next: set[int] = field(default_factory=set)
    page_before: set[int] = field(default_factory=set)
    together: set[int] = field(default_factory=set)
    controls: int = 0
    kept: Nodes = field(default_factory=dict)
    wholes: Wholes = field(default_factory=Wholes)

    @property
    def chinese(self) -> bool:
        """Whether the document is in Chinese."""
        return self.document.language == "zh"

    def next_control(self) -> int:
        """The id of the next content control."""
        self.controls += 1
        return FIRST_CONTROL + self.controls

    def style(self, role: str) -> str:
        """The style id of a role, by the document's language where the role has one for each."""
        found = self.styles.get(role)
        return found if found is not None else self.styles[f"{role}.{self.document.language}"]

    def label(self, parameter: str, part: str | None) -> str:
        """The printed label of a parameter or of a field of a record."""
        labels = self.document.labels
        name = f"{parameter}.{part}" if part else parameter
        return labels.get(name) or labels.get(parameter) or name
