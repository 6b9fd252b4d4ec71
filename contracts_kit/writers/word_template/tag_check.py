"""A look at a part's tags before docxtpl's patterns see them: those are slow on tags that never end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contracts_kit.errors import refuse
from contracts_kit.findings import Place

LONGEST_TAG = 20_000
MOST_BLANKS = 64
MOST_UNENDED = 20
_ELEMENT = re.compile(r"<[^<>]*>")
# Not the second brace of an escaped `{_{`.
_BEGIN = re.compile(r"(?<!\{_)\{[{%#]")
_END = {"{{": "}}", "{%": "%}", "{#": "#}"}
_RAW = re.compile(r"\{%[-+]?\s{0,9}raw\s{0,9}[-+]?%\}")
_END_RAW = re.compile(r"\{%[-+]?\s{0,9}endraw\s{0,9}[-+]?%\}")
_BLANKS = re.compile(rf"\s{{{MOST_BLANKS}}}")
_SHOWN = 40


def check_tags(xml: str, place: Place) -> None:
    """Refuse very long tags and blanks, and many that never end. Linear in the text's length.

    One or two may be no tags at all (`{_{` beside a tag): jinja decides on those.
    """
    words = _ELEMENT.sub("", xml)
    unended = 0
    for start, end in _tags(words):
        if end < 0:
            unended += 1
            if unended > MOST_UNENDED:
                raise refuse("word_template_tag_open", place, **_shown(words, start))
        elif words[start : start + 2] != "{#" and (end - start > LONGEST_TAG or _BLANKS.search(words, start, end)):
            raise refuse("word_template_tag_long", place, **_shown(words, start), allowed=LONGEST_TAG)


def unended_tag(xml: str) -> dict[str, str] | None:
    """The first tag that never ends, with the words before it; None if every tag ends."""
    words = _ELEMENT.sub("", xml)
    return next((_shown(words, start) for start, end in _tags(words) if end < 0), None)


def _tags(words: str) -> Iterator[tuple[int, int]]:
    """Where each tag begins and ends; the end is -1 where there is none."""
    position = 0
    while found := _BEGIN.search(words, position):
        raw = _RAW.match(words, found.start())
        if raw:
            end_raw = _END_RAW.search(words, raw.end())
            end = end_raw.end() if end_raw else -1
        else:
            close = words.find(_END[found.group()], found.end())
            end = close + 2 if close >= 0 else -1
        yield found.start(), end
        position = end if end >= 0 else found.end()


def _shown(words: str, start: int) -> dict[str, str]:
    tag = words[start : start + _SHOWN].split("\n")[0]
    before = words[max(start - 30, 0) : start]
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        tag, before = tag.replace(entity, character), before.replace(entity, character)
    return {"tag": tag, "words": before.replace("\n", " ") + tag}
