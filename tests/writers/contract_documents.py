"""The documents that all writers are held against: the sample, and each family's contract blank and by its example."""

from __future__ import annotations

import functools
from pathlib import Path

from contracts_kit.assembly.contract import Contract, assemble
from contracts_kit.assembly.notice import notice
from contracts_kit.assembly.tree import Document
from contracts_kit.content.library import load_library
from contracts_kit.content.notices import find_notice
from contracts_kit.content.parameter_file import read_parameter_file
from contracts_kit.content.yaml_reader import read_yaml_bytes
from contracts_kit.findings import LANGUAGES
from tests.writers.sample_tree import sample

ROOT = Path(__file__).parents[2]
FAMILIES = sorted(path.parent.name for path in (ROOT / "templates").glob("*/outline.yaml"))
SAMPLES = [f"{kind} {language}" for kind in ("sample", "long sample") for language in LANGUAGES]
CONTRACTS = [
    f"{family} {kind} {language}" for family in FAMILIES for kind in ("blank", "example") for language in LANGUAGES
]
ANNEXED = "quality_agreement with_schedule"
"""The example in which one family's document is an annex of another's."""
CONTRACTS += [f"{ANNEXED} {language}" for language in LANGUAGES]
FORMS = sorted(path.stem for path in (ROOT / "clauses").glob("*/forms/*.md"))
NOTICES = [f"notice {form} {kind}" for form in FORMS for kind in ("facts zh", "facts en", "blank zh", "blank en")]
NAMES = SAMPLES + CONTRACTS


def document_named(name: str) -> Document:
    """The sample, short or with a cover, or the document of a family's contract."""
    if name in SAMPLES:
        *kind, language = name.split()
        return sample(language, articles=12 if kind[0] == "long" else 0)
    return (notice_named(name) if name in NOTICES else contract_named(name)).document


@functools.cache
def notice_named(name: str) -> Contract:
    """A notice with the facts of `examples/facts` under the contract of its family's example, or the empty form."""
    _, form, kind, language = name.split()
    library = load_library(ROOT)
    family, _ = find_notice(library, form)
    values = read_parameter_file(ROOT / "examples" / f"{family.name}.yaml", library, family.name)
    path = ROOT / "examples" / "facts" / f"{form}.yaml"
    facts = read_yaml_bytes(path.read_bytes(), path.name) if kind == "facts" else None
    return notice(form, values, facts, language, library=library)


@functools.cache
def contract_named(name: str) -> Contract:
    """A family's contract as a blank form or by one of its examples, with its worked examples."""
    family, kind, language = name.split()
    library = load_library(ROOT)
    values = None
    if kind != "blank":
        file = family if kind == "example" else f"{family}_{kind}"
        values = read_parameter_file(ROOT / "examples" / f"{file}.yaml", library, family)
    return assemble(family, values, language=language, library=library)
