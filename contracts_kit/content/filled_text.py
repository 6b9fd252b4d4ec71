"""A message or a reading as a line of plain text, with the values of its parameters put in.

The contract prints its readings through the wording's skeleton; this is for messages, listings and explanations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from contracts_kit.content.model import Family
from contracts_kit.values.printing import print_value

_SLOT = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?\s*(?:\|\s*([a-z]+)\s*)?\}\}")
_REFERENCE = re.compile(r"\{\{\s*ref\('([a-z0-9_.]+)'\)\s*\}\}")


def named_parameters(text: str) -> set[tuple[str, str]]:
    """The parameters that a text names, each with the field of a record or ""."""
    return {(name, part) for name, part, _ in _SLOT.findall(text)}


def filled_text(
    text: str,
    family: Family,
    values: Mapping[str, Any],
    language: str,
    *,
    article: Callable[[str], str] | None = None,
    name_blanks: bool = False,
) -> str:
    """The text with `{{ name }}`, `{{ record.field }}` and `{{ amount | capital }}` as they are printed.

    `article` gives the words for `{{ ref('clause.id') }}`; None leaves it as it stands. A value that is open prints
    nothing, or with `name_blanks` its parameter's label in brackets.
    """

    def fill(match: re.Match[str]) -> str:
        name, part, style = match.groups()
        parameter = family.parameters.get(name)
        if parameter is None:
            return match[0]
        value, type = values.get(name), parameter.type
        if part is not None and type.kind == "record" and part in type.fields:
            value, type = (value or {}).get(part), type.fields[part]
        if value is None and name_blanks:
            return f"〔{parameter.label.zh}〕" if language == "zh" else f"[{parameter.label.en}]"
        return print_value(value, type, language, style=style, choice_labels=parameter.choice_labels)

    if article is not None:
        text = _REFERENCE.sub(lambda match: article(match[1]), text)
    return _SLOT.sub(fill, text)
