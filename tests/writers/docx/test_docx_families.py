"""The Word file of every family, blank and with values, in both languages: sound, with the words of the plain text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

import contracts_kit as ck
from contracts_kit.content.library import load_library
from contracts_kit.writers.text import text_lines
from tests.ooxml_checks import faults
from tests.writers.word_words import word_words

ROOT = Path(__file__).resolve().parents[3]
FAMILIES = sorted(path.parent.name for path in (ROOT / "templates").glob("*/outline.yaml"))
CASES = [(family, language, filled) for family in FAMILIES for language in ("zh", "en") for filled in (False, True)]


@cache
def written(family: str, language: str, filled: bool) -> tuple[list[str], bytes]:
    """The lines of the plain text and the Word file of a family's contract; `filled` takes the values of `examples/`."""
    example = ROOT / "examples" / f"{family}.yaml"
    values = yaml.safe_load(example.read_text(encoding="utf-8")) if filled and example.is_file() else {}
    contract = ck.assemble(family, values=values, language=language, library=load_library(ROOT))
    return text_lines(contract.document), ck.to_bytes(contract, "docx")


@pytest.mark.parametrize(("family", "language", "filled"), CASES)
def test_the_file_is_sound_and_says_what_the_plain_text_says(family: str, language: str, filled: bool) -> None:
    lines, docx = written(family, language, filled)
    assert faults(docx) == []
    words = word_words(docx)
    assert words.lines == lines
    assert [(anchor, shown) for anchor, shown in words.references if words.numbers[anchor] != shown] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_openxml_audit_finds_nothing(family: str, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    (tmp_path / "a.docx").write_bytes(written(family, "zh", True)[1])
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "a.docx")).errors] == []
