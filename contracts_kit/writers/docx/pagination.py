"""An estimate of the pages without Word: whether a document is longer than five, and where its headings stand.

Word alone knows its pages; counting lines comes within a page of what Word and LibreOffice show. A table of contents is
written with these numbers; they become exact when a person updates the field (F9).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from contracts_kit.assembly.tree import Document
from contracts_kit.writers.docx.measures import Measures, Step

PAGES_WITHOUT_CONTENTS = 5
"""A document longer than this gets a table of contents."""


@dataclass(slots=True)
class Pagination:
    """The page of every heading, by anchor. `height` is that of a page's text, in twips."""

    height: int
    measures: Measures
    number: int = 1
    used: int = 0
    pages: dict[str, int] = field(default_factory=dict)

    def _new_page(self) -> None:
        """What follows begins a page, unless the page is still empty."""
        if self.used:
            self.number += 1
            self.used = 0

    def _place(self, steps: Iterable[Step]) -> None:
        """Steps one after another; each moves to a new page where it does not fit."""
        page, used, number = self.height, self.used, self.number
        for height, keep, lines, line, after, anchor in steps:
            if used + height + keep > page and used:
                number, used = number + 1, 0
            used += height
            while lines > 0:
                fitting = min(lines, max((page - used) // line, 0)) if line else lines
                used, lines = used + fitting * line, lines - fitting
                if lines > 0:
                    number, used, lines = number + 1, line, lines - 1
            used += after
            if anchor is not None:
                self.pages[anchor] = number
        self.used, self.number = used, number

    def document(self, document: Document, contents: int) -> bool:
        """Count a document; whether it is longer than `PAGES_WITHOUT_CONTENTS`.

        Pages are counted as they are with a cover and a table of contents of `contents` lines before the text.
        """
        measures = self.measures
        self._place([measures.heading("title", document.title), *measures.blocks(document.front)])
        front = self.used
        self._new_page()
        self._place([measures.heading("contents_title", ""), *[measures.paragraph("contents_2", "")] * contents])
        before_text = self.number
        self._new_page()
        self._place(measures.blocks(document.blocks))
        for part in document.parts:
            self._new_page()
            self._place([measures.heading("annex", part.number + part.title, part.anchor)])
            self._place(measures.blocks(part.blocks))
        without = self.number - before_text + (self.used + front > self.height)
        return without > PAGES_WITHOUT_CONTENTS
