"""Word's own numbering counts as each scheme says, so that the numbers of a document stay right when people edit it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contracts_kit.assembly.contract import assemble
from contracts_kit.assembly.numbering import SCHEMES
from contracts_kit.content.model import Library
from contracts_kit.writers.docx.writer import write_docx
from contracts_kit.writers.text import text_lines
from tests.writers.word_words import word_lines

FAMILY = "equipment_loan"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_word_counts_as_the_scheme_says(loans: Library, scheme: str, language: str) -> None:
    family = loans.families[FAMILY]
    assert family.outline is not None
    outline = replace(family.outline, numbering=scheme, annexes=())
    library = replace(loans, families={FAMILY: replace(family, outline=outline)})
    document = assemble(FAMILY, {"with_insurance": True}, language=language, library=library).document
    assert word_lines(write_docx(document)) == text_lines(document)
