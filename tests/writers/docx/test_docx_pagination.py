"""The estimated pages: near enough to those of LibreOffice for a table of contents."""

from __future__ import annotations

import io
import re
import shutil

import pypdf
import pytest

from contracts_kit.writers.docx.contents import entries
from contracts_kit.writers.docx.measures import SERIF_WIDTH
from contracts_kit.writers.docx.writer import write_docx
from tests.writers.sample_tree import sample
from tests.writers.word_words import W


def cached_pages(docx: bytes) -> dict[str, int]:
    """The page that the table of contents says for each anchor."""
    import zipfile
    from xml.etree import ElementTree

    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        document = ElementTree.fromstring(package.read("word/document.xml"))
    found = {}
    for link in document.iter(f"{W}hyperlink"):
        if any("PAGEREF" in (i.text or "") for i in link.iter(f"{W}instrText")):
            found[link.get(f"{W}anchor", "")] = int([t.text or "" for t in link.iter(f"{W}t")][-1])
    return found


def test_pages_of_the_table_of_contents_rise_from_the_page_after_it() -> None:
    document = sample("zh", articles=12)
    pages = cached_pages(write_docx(document))
    assert list(pages) == [entry.anchor for entry in entries(document)]
    assert list(pages.values()) == sorted(pages.values()) and min(pages.values()) == 3


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice is not installed")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_are_at_most_one_off_those_of_libreoffice(language: str) -> None:
    from contracts_kit.writers.pdf.libreoffice import OfficeWorker

    document = sample(language, articles=12, supplier="海岳精密部件有限公司")
    docx = write_docx(document, latin=SERIF_WIDTH)
    with OfficeWorker() as worker:
        (pdf,) = worker.convert([docx])
    texts = [re.sub(r"\s", "", page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    pages = cached_pages(docx)
    for entry in entries(document):
        wanted = re.sub(r"\s", "", entry.number + entry.title)
        real = next(n for n, text in enumerate(texts, 1) if n > 2 and wanted in text)
        assert abs(pages[entry.anchor] - real) <= 1, entry
