"""A look at a part's tags before docxtpl's patterns see them: those are slow on tags that never end."""

from __future__ import annotations

import re

from contracts_kit.errors import refuse
from contracts_kit.findings import Place

LONGEST_TAG = 20_000
MOST_BLANKS = 64
_ELEMENT = re.compile(r"<[^<>]*>")
_BEGIN = re.compile(r"\{[{%#]")
_END = {"{{": "}}", "{%": "%}", "{#": "#}"}
_RAW = re.compile(r"\{%[-+]?\s{0,9}raw\s{0,9}[-+]?%\}")
_END_RAW = re.compile(r"\{%[-+]?\s{0,9}endraw\s{0,9}[-+]?%\}")
_BLANKS = re.compile(rf"\s{{{MOST_BLANKS}}}")
_SHOWN = 40


def check_tags(xml: str, place: Place) -> None:
    """Refuse tags that never end, that are very long or that hold very long blanks. Linear in the text's length."""
    words = _ELEMENT.sub("", xml)
    position = 0
    while found := _BEGIN.search(words, position):
        raw = _RAW.match(words, found.start())
        if raw:
            end_raw = _END_RAW.search(words, raw.end())
            if end_raw is None:
                raise _refusal("word_template_tag_open", words, found.start(), raw.end(), place)
            position = end_raw.end()
            continue
        end = words.find(_END[found.group()], found.end())
        if end < 0:
            raise _refusal("word_template_tag_open", words, found.start(), found.start() + _SHOWN, place)
        position = end + 2
        if found.group() != "{#" and (
            position - found.start() > LONGEST_TAG or _BLANKS.search(words, found.start(), end)
        ):
            raise _refusal("word_template_tag_long", words, found.start(), found.start() + _SHOWN, place)


def _refusal(kind: str, words: str, start: int, end: int, place: Place) -> Exception:
    tag = words[start:end].split("\n")[0].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    around = words[max(start - 30, 0) : end].replace("\n", " ")
    return refuse(kind, place, tag=tag, words=around, allowed=LONGEST_TAG)
