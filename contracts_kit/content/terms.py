"""The words that a house or a document prints in place of those in which the clauses are written.

`clauses/common/terms.yaml` holds those of the house (the Buyer is called Party A), an outline's `terms` those of its
document (a clause that all families share says "this agreement" where this one is a schedule).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from contracts_kit.content.map_reader import MapReader
from contracts_kit.content.yaml_reader import YamlMap
from contracts_kit.findings import LANGUAGES, Finding
from contracts_kit.values.bilingual import Bilingual


def read_terms(source: YamlMap | None, findings: list[Finding], path: str = "") -> Mapping[str, Bilingual]:
    """The words with what is printed for them (`zh: {本协议: 本细则}`). What is wrong goes to `findings`."""
    made: dict[str, Bilingual] = {}
    if source is None:
        return made
    reader = MapReader(source, findings, path)
    reader.only(LANGUAGES)
    for language in LANGUAGES:
        below = reader.mapping(language)
        for word in below or ():
            printed = MapReader(below or source, findings, f"{path}.{language}".lstrip(".")).text(word)
            if printed is not None:
                known = made.get(word, Bilingual(word, word))
                made[word] = replace(known, **{language: printed})
    return made
