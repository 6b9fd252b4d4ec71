"""What heads a contract: the lines under the title, and what the header of every page prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts_kit.assembly.fill import ClauseCompiler, Filled, Unit
from contracts_kit.assembly.tree import Block, Paragraph
from contracts_kit.content.model import Family, Outline
from contracts_kit.content.slots import ParameterSlot, SkeletonText
from contracts_kit.values.bilingual import Bilingual

FRONT = ("contract_number", "sign_place", "sign_date")
"""The lines under the title, where an outline does not list its own under `front`."""
FILLED_AT_SIGNING = frozenset({"sign_date"})
"""Lines under the title that are written by hand when the parties sign."""
HEADER = ("contract_number", "draft_number")
_COLON = {"zh": "：", "en": ": "}
_WHERE = Bilingual("文首", "the head of the document")


def front_unit(outline: Outline, family: Family, language: str, compiler: ClauseCompiler) -> Unit:
    """The lines under the title: a label and a value for each parameter, or field of one, that the family has."""
    listed = outline.settings.get("front")
    names = [str(name) for name in listed] if isinstance(listed, list) else list(FRONT)
    lines = []
    for listed_name in names:
        name, _, part = listed_name.partition(".")
        parameter = family.parameters.get(name)
        if parameter is None or (part and part not in parameter.type.fields):
            continue
        # A party stands for its name: "Buyer: ..." and not "Buyer's name: ...".
        label = parameter.label[language] if part in ("", "name") else parameter.field_labels[part][language]
        label = label.removeprefix("the ")
        label = label[:1].upper() + label[1:] + _COLON[language]
        lines.append(compiler.line((SkeletonText(label), ParameterSlot(name, part or None))))

    def build(filled: Filled) -> tuple[Block, ...]:
        return tuple(Paragraph(line(filled) if callable(line) else line, "party") for line in lines)

    return Unit(build, compiler.used(), _WHERE[language], by_hand=FILLED_AT_SIGNING)


def header_text(title: str, values: Mapping[str, Any]) -> str:
    """The header of every page: the title, the contract's number and that of the draft, as far as they are set."""
    return " ".join([title, *(str(values[name]) for name in HEADER if values.get(name))])
