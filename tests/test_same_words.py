"""The same words in every format: plain text, Word with its numbers computed, pages and HTML, line by line.

What only a format adds (header, footer, draft mark, table of contents, bullets) is not words of the document. In the
PDF a line break on the page stands for a space or for nothing; nothing else is normalised.
"""

from __future__ import annotations

import dataclasses
import re
import shutil

import pytest

from contracts_kit.writers.docx.writer import write_docx
from contracts_kit.writers.html.writer import write_html
from contracts_kit.writers.pdf.libreoffice import OfficeWorker
from contracts_kit.writers.pdf.writer import write_pdf
from contracts_kit.writers.text import text_lines
from contracts_kit.writers.write import to_bytes
from tests.writers.contract_documents import CONTRACTS, NAMES, NOTICES, contract_named, document_named, notice_named
from tests.writers.html_words import html_lines
from tests.writers.pdf_words import different_lines
from tests.writers.sample_tree import sample
from tests.writers.word_words import word_lines


@pytest.mark.parametrize("name", NAMES + NOTICES)
def test_the_pages_say_what_the_plain_text_says(name: str) -> None:
    document = document_named(name)
    assert different_lines(text_lines(document), write_pdf(document)) == []


@pytest.mark.parametrize("name", NAMES + NOTICES)
def test_the_word_file_says_what_the_plain_text_says(name: str) -> None:
    document = document_named(name)
    assert word_lines(write_docx(document)) == text_lines(document)


@pytest.mark.parametrize("name", CONTRACTS + NOTICES)
def test_the_familys_own_word_template_changes_no_word(name: str) -> None:
    contract = notice_named(name) if name in NOTICES else contract_named(name)
    assert word_lines(to_bytes(contract, "docx")) == text_lines(contract.document)


@pytest.mark.parametrize("name", NAMES + NOTICES)
def test_the_html_says_what_the_plain_text_says(name: str) -> None:
    document = document_named(name)
    assert [line for line in html_lines(write_html(document)) if line.strip()] == text_lines(document)


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not installed")
def test_libreoffice_shows_the_same_words_and_numbers() -> None:
    """LibreOffice counts the lists and reads the fields itself. Its text has no lines of ours, so blanks do not count."""
    documents = [
        dataclasses.replace(document_named(name), contents="none") for name in NAMES + NOTICES if "blank" not in name
    ]
    with OfficeWorker() as worker:
        files = [write_docx(document) for document in documents]
        texts = [text.decode("utf-8-sig") for text in worker.convert(files, target="txt:Text (encoded):UTF8")]
    for document, text in zip(documents, texts, strict=True):
        expected = "".join(line.replace(" | ", "") for line in text_lines(document))
        assert re.sub(r"[\s•]", "", text) == re.sub(r"\s", "", expected)


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
