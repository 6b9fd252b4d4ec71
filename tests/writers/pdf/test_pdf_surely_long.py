"""What is known of a document's length before it is laid out saves a layout and changes no byte."""

from __future__ import annotations

from contracts_kit.writers.pdf import tree_data, writer
from contracts_kit.writers.pdf.looks import LOOKS
from tests.writers.contract_documents import FAMILIES, document_named


def test_the_agreement_is_surely_long_and_a_page_of_text_is_not() -> None:
    for language in ("zh", "en"):
        data = [
            tree_data.document_data(document_named(name), LOOKS[language], None)
            for name in (f"{FAMILIES[0]} example {language}", f"sample {language}")
        ]
        assert [one["surely-long"] for one in data] == [True, False]


def test_the_pages_are_the_same_without_knowing() -> None:
    data = tree_data.document_data(document_named(f"{FAMILIES[0]} example zh"), LOOKS["zh"], None)
    unknown = {**data, "surely-long": False}
    settings = {"pdf_standards": ["a-2a", "ua-1"], "timestamp": 0}
    assert writer._compile(data, "pdf", **settings) == writer._compile(unknown, "pdf", **settings)
