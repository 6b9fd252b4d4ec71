"""The same words in every format: the plain text, the pages and the page of HTML say the same, line by line.

What only a format adds (header, footer, draft mark, table of contents, bullets) is not words of the document. In the
PDF a line break on the page stands for a space or for nothing; nothing else is normalised.
"""

from __future__ import annotations

import functools

import pytest

from contracts_kit.assembly.tree import Document
from contracts_kit.writers.html.writer import write_html
from contracts_kit.writers.pdf.writer import write_pdf
from contracts_kit.writers.text import text_lines
from tests.writers.html_words import html_lines
from tests.writers.pdf_words import different_lines
from tests.writers.sample_tree import sample


@functools.cache
def documents() -> dict[str, Document]:
    """The sample, short and with a cover, and the families' contracts, blank and as examples, in both languages."""
    made = {f"sample {language}": sample(language) for language in ("zh", "en")}
    made |= {f"long sample {language}": sample(language, articles=12) for language in ("zh", "en")}
    return made


@pytest.mark.parametrize("name", documents())
def test_the_pages_say_what_the_plain_text_says(name: str) -> None:
    document = documents()[name]
    assert different_lines(text_lines(document), write_pdf(document)) == []


@pytest.mark.parametrize("name", documents())
def test_the_html_says_what_the_plain_text_says(name: str) -> None:
    document = documents()[name]
    assert [line for line in html_lines(write_html(document)) if line.strip()] == text_lines(document)


def test_a_changed_word_would_be_noticed() -> None:
    document = sample("zh")
    lines = text_lines(document)
    for changed in (
        [*lines[:8], lines[8].replace("封样", "封 样"), *lines[9:]],
        [*lines[:8], *lines[9:]],
        [*lines, "又一行"],
        [lines[0], *lines],
    ):
        assert different_lines(changed, write_pdf(document)) != []
