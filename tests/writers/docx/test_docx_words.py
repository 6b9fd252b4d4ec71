"""The words of a Word file: the same as those of the plain text, with numbers as Word and as LibreOffice count them."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from contracts_kit.assembly.numbering import SCHEMES, scheme
from contracts_kit.assembly.tree import Article, Document, Item, ItemList, Origin, Paragraph, Reference, Section, Text
from contracts_kit.review.inspect import inspect
from contracts_kit.writers.docx.writer import write_docx
from contracts_kit.writers.text import text_lines
from tests.writers.sample_tree import sample
from tests.writers.word_words import word_lines, word_words


def documents() -> dict[str, Document]:
    made = {
        f"{language} {articles}": sample(language, articles=articles)
        for language in ("zh", "en")
        for articles in (0, 12)
    }
    return made | {f"{name} {language}": counted(name, language) for name in SCHEMES for language in ("zh", "en")}


def counted(name: str, language: str) -> Document:
    """A document that counts in a scheme: three articles in two sections, nested lists, the last article far down."""
    found = scheme(name, language)

    def items(level: int, above: tuple[int, ...], inner: bool, first: int = 1) -> ItemList:
        made = []
        for ordinal in (first, first + 1):
            paragraph = Paragraph((Text(f"item {level} {ordinal}"),))
            blocks = (paragraph, items(level + 1, (*above, ordinal), level < 1)) if inner else (paragraph,)
            made.append(Item(found.item_number(level, ordinal, above), level, blocks))
        return ItemList(tuple(made), level, name, first=first)

    def article(ordinal: int) -> Article:
        number = found.article.number(ordinal)
        lists = [items(0, (ordinal,), True)]
        if not found.items_continue:
            lists += [items(0, (ordinal,), False), items(0, (ordinal,), False, first=3)]
        anchor = f"clause_{ordinal}"
        blocks = (*lists, Paragraph((Reference(anchor, found.reference(number)),)))
        return Article(number, ordinal, (Text("title"),), blocks, anchor, Origin("sample.x", 1))

    sections = tuple(
        Section(found.section.number(n), n, "part", tuple(article(o) for o in ordinals), f"section_{n}")
        for n, ordinals in ((1, (1, 2)), (2, (3, 4, 25)))
    )
    return replace(sample(language), blocks=sections, parts=(), numbering=name, contents="none")


@pytest.mark.parametrize("name", documents())
def test_the_word_file_says_what_the_plain_text_says(name: str) -> None:
    document = documents()[name]
    assert word_lines(write_docx(document)) == text_lines(document)


@pytest.mark.parametrize("name", documents())
def test_a_reference_shows_the_number_that_word_computes_at_its_bookmark(name: str) -> None:
    words = word_words(write_docx(documents()[name]))
    assert words.references
    for anchor, shown in words.references:
        assert shown == words.numbers[anchor].removesuffix(".").removesuffix("、")


@pytest.fixture(scope="module")
def shown() -> dict[str, tuple[str, str]]:
    """What LibreOffice shows of each document as text and on pages."""
    from contracts_kit.writers.pdf.libreoffice import OfficeWorker

    written = [write_docx(document) for document in documents().values()]
    with OfficeWorker() as worker:
        texts = worker.convert(written, target="txt:Text (encoded):UTF8")
        pages = worker.convert(written)
    return {
        name: (text.decode("utf-8-sig"), _page_text(pdf))
        for name, text, pdf in zip(documents(), texts, pages, strict=True)
    }


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not installed")
class TestWithLibreOffice:
    @pytest.mark.parametrize("name", documents())
    def test_libreoffice_counts_and_shows_the_same_words(self, shown: dict[str, tuple[str, str]], name: str) -> None:
        document = documents()[name]
        text = shown[name][0]
        if "目录\n" in text or "Contents\n" in text:
            text = _without_contents(text, document)
        assert _squeezed(text) == _squeezed("".join(text_lines(document)))

    @pytest.mark.parametrize("name", documents())
    def test_the_pages_of_libreoffice_hold_every_word(self, shown: dict[str, tuple[str, str]], name: str) -> None:
        page_text = _squeezed(shown[name][1])
        lost = [
            line
            for line in text_lines(documents()[name])
            for cell in line.split(" | ")
            if _squeezed(cell) not in page_text
        ]
        assert lost == []

    def test_a_file_saved_again_by_libreoffice_keeps_its_words_and_its_data(self, tmp_path: Path) -> None:
        from contracts_kit.writers.pdf.libreoffice import OfficeWorker

        document = sample("zh")
        with OfficeWorker() as worker:
            (saved,) = worker.convert([write_docx(document)], target="docx:MS Word 2007 XML")
        assert word_lines(saved) == text_lines(document)
        (tmp_path / "saved.docx").write_bytes(saved)
        assert inspect(tmp_path / "saved.docx")["values"] == document.values


def _without_contents(text: str, document: Document) -> str:
    """The text without the table of contents: the lines from its title to the last that ends with a tab and a page."""
    lines = text.splitlines()
    begin = next(n for n, line in enumerate(lines) if line.strip() in ("目录", "Contents"))
    end = begin + 1
    while re.search(r"\t\d+$", lines[end]):
        end += 1
    return "\n".join(lines[:begin] + lines[end:])


def _page_text(pdf: bytes) -> str:
    """The text of all pages without their headers and footers."""
    text = ""
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        lines = page.extract_text().splitlines()
        text += "\n".join(
            line for line in lines if not re.fullmatch(r"\s*(第\s*\d+\s*页\s*共\s*\d+\s*页|Page \d+ of \d+)\s*", line)
        )
        text = re.sub(r"(质量协议|Quality Agreement) QA-2026-001\s*(草案|DRAFT)", "", text)
    return text


def _squeezed(text: str) -> str:
    """Without blanks, joints of cells and bullets: what LibreOffice puts between words is its own."""
    return re.sub(r"[\s•|]", "", text)
