"""Content controls: every value and every blank says which parameter it is, in a finished file too.

A value of plain ASCII gets a plain-text control. One with any other character gets a rich-text control: LibreOffice
repeats the text of a plain-text control that holds Chinese when it saves the file. So does a strong value: LibreOffice
shows the text of a plain-text control without its weight. Controls never stand side by side (LibreOffice nests those),
so `BETWEEN` stands between two of them.
"""

from __future__ import annotations

from functools import lru_cache

from contracts_kit.assembly.tree import Entry
from contracts_kit.writers.docx.xml_text import TEXT, attribute

LONGEST_TAG = 64
"""Word opens no file with a longer tag or title of a control."""

BETWEEN = f"<w:r>{TEXT}</w:t></w:r>"

_CHECKBOX = (
    '<w14:checkbox><w14:checked w14:val="{checked}"/><w14:checkedState w14:val="25A0" w14:font="宋体"/>'
    '<w14:uncheckedState w14:val="25A1" w14:font="宋体"/></w14:checkbox>'
)


@lru_cache(maxsize=4096)
def _names(title: str, tag: str) -> str:
    named = f'<w:alias w:val="{attribute(title[:LONGEST_TAG])}"/>' if title else ""
    tagged = f'<w:tag w:val="{attribute(tag[:LONGEST_TAG])}"/>' if tag else ""
    return named + tagged


def control(title: str, tag: str, number: int, kind: str, content: str) -> str:
    """A control in a line, around runs; `kind` is its type element, empty for rich text."""
    return (
        f'<w:sdt><w:sdtPr>{_names(title, tag)}<w:id w:val="{number}"/>{kind}</w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def value_kind(text: str) -> str:
    """The type of control that is safe for a text: plain where it is ASCII on one line, else rich."""
    return "<w:text/>" if text.isascii() and "\n" not in text and "\r" not in text else ""


def checkbox_kind(ticked: bool) -> str:
    """A tick box that a person can click."""
    return _CHECKBOX.format(checked=int(ticked))


PLACEHOLDER = "<w:showingPlcHdr/>"
"""The control shows a placeholder: a click marks all of it and typing replaces it."""

_STAYS = f'<w:lock w:val="sdtLocked"/>{PLACEHOLDER}'
"""The control itself cannot be deleted; what is in it can be changed."""
_DATES = {"zh": ("yyyy年M月d日", "zh-CN"), "en": ("d MMMM yyyy", "en-GB")}
LONGEST_CHOICE = 255


def entry_kind(entry: Entry, language: str) -> str:
    """A control of a notice that is filled in: a text, a date to pick, a choice from a list."""
    if entry.kind == "date":
        form, locale = _DATES[language]
        return (
            f'{_STAYS}<w:date><w:dateFormat w:val="{form}"/><w:lid w:val="{locale}"/>'
            '<w:storeMappedDataAs w:val="date"/><w:calendar w:val="gregorian"/></w:date>'
        )
    if entry.kind == "choice":
        items = "".join(
            f'<w:listItem w:displayText="{attribute(words[:LONGEST_CHOICE])}" w:value="{attribute(value)}"/>'
            for value, words in entry.choices
        )
        return f"{_STAYS}<w:dropDownList>{items}</w:dropDownList>"
    return f'{_STAYS}<w:text w:multiLine="1"/>'
