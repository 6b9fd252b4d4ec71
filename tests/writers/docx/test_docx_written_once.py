"""What is written once for a batch gives, in any order and from any thread, the bytes that a document alone gives."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from contracts_kit.assembly.contract import assemble
from contracts_kit.assembly.tree import Article, Document
from contracts_kit.content.library import load_library
from contracts_kit.writers.docx import wholes
from contracts_kit.writers.docx.template import read_template
from contracts_kit.writers.docx.writer import write_docx
from tests.writers.contract_documents import FAMILIES, ROOT
from tests.writers.sample_tree import sample


@cache
def batch() -> tuple[Document, ...]:
    """Contracts that share most of their articles: other suppliers, other values, blanks, both languages; the sample."""
    library = load_library(ROOT)
    made: list[Document] = []
    for family in FAMILIES:
        for language in ("zh", "en"):
            for supplier in (None, "甲零件厂", "Yi & Sons", "丙 <有限> 公司"):
                for number in ("", "C-1"):
                    values = {"supplier": {"name": supplier} if supplier else None, "contract_number": number or None}
                    given = {name: value for name, value in values.items() if value is not None}
                    made.append(assemble(family, given, language=language, library=library).document)
    return (*made, *(sample(language, articles=n) for language in ("zh", "en") for n in (0, 12)))


@cache
def alone() -> tuple[bytes, ...]:
    """Each document written with nothing kept."""
    written = []
    for document in batch():
        read_template.cache_clear()
        written.append(write_docx(document))
    return tuple(written)


def test_a_batch_is_written_as_each_document_alone() -> None:
    read_template.cache_clear()
    order = [*range(len(batch())), *reversed(range(len(batch())))]
    for index in order:
        assert write_docx(batch()[index]) == alone()[index]


def test_threads_share_what_is_written() -> None:
    read_template.cache_clear()
    order = [index for _ in range(3) for index in range(len(batch()))]
    with ThreadPoolExecutor(4) as pool:
        for index, written in zip(order, pool.map(lambda i: write_docx(batch()[i]), order), strict=True):
            assert written == alone()[index]


def test_few_articles_are_kept_and_the_bytes_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wholes, "MOST_WHOLES", 3)
    read_template.cache_clear()
    for index, document in enumerate(batch()):
        assert write_docx(document) == alone()[index]


def test_an_article_moved_to_another_place_is_written_anew() -> None:
    document = next(d for d in batch() if sum(isinstance(b, Article) for b in d.blocks) > 1)
    turned = dataclasses.replace(document, blocks=tuple(reversed(document.blocks)))
    read_template.cache_clear()
    fresh = write_docx(turned)
    write_docx(document)
    assert write_docx(turned) == fresh
    read_template.cache_clear()
    write_docx(document)
    assert write_docx(turned) == fresh


def test_other_labels_are_written_into_the_controls() -> None:
    document = batch()[0]
    renamed = dataclasses.replace(document, labels={name: f"{label}*" for name, label in document.labels.items()})
    read_template.cache_clear()
    fresh = write_docx(renamed)
    read_template.cache_clear()
    write_docx(document)
    assert write_docx(renamed) == fresh
