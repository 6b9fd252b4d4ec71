"""The first real family: its examples move with its parameters, and a party may be called whatever it is called."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from contracts_kit.assembly.contract import Contract, assemble, assemble_examples
from contracts_kit.content.library import load_library
from contracts_kit.content.model import Library
from contracts_kit.errors import InputError
from contracts_kit.writers.markdown import write_markdown
from contracts_kit.writers.text import text_lines

ROOT = Path(__file__).parent.parent.parent
FAMILY = "quality_agreement"


@lru_cache(maxsize=1)
def library() -> Library:
    return load_library(ROOT)


def make(language: str, examples: bool = False, **values: Any) -> Contract:
    return assemble(FAMILY, values, language=language, library=library(), examples=examples)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_example_moves_with_the_contract_s_own_parameters(language: str) -> None:
    def words(**values: Any) -> str:
        contract = assemble_examples(FAMILY, values, language=language, library=library())
        return "\n".join(text_lines(contract.document))

    assert words(brand_loss_rate="10%") != words(brand_loss_rate="20%")
    label = library().families[FAMILY].parameters["quality_deposit_amount"].label[language]
    assert label in words()
    assert len(words(quality_deposit_amount="50万元")) > len(words())


@given(name=st.text(min_size=1, max_size=40))
@settings(max_examples=100, deadline=None)
def test_whatever_a_party_is_called_it_survives_text_and_markdown_or_is_refused(name: str) -> None:
    try:
        contract = make("zh", supplier={"name": name})
    except InputError as refused:
        assert all(f.message("zh") and f.message("en") for f in refused.findings)
        return
    supplier = contract.values.values["supplier"]
    if supplier is None:
        return
    printed = supplier["name"]
    lines = text_lines(contract.document)
    assert sum(line.count(printed) for line in lines) >= 2
    page = MarkdownIt("commonmark").enable("table").render(write_markdown(contract.document).decode("utf-8"))
    words = html.unescape(re.sub(r"<[^>]*>", "", page))
    assert re.sub(r"[\s|]", "", words) == re.sub(r"[\s|]", "", "".join(lines))
