"""How sections, articles, items and annexes are numbered: one table of schemes, and the number for an ordinal.

A number can be asked for without Word, and a Word writer finds here which `w:numFmt` and `w:lvlText` print the same.
`SCHEMES[name][language]` gives the scheme; every scheme has all four places:

==========  =========================================  =============================================
name        zh                                         en
==========  =========================================  =============================================
articles    第一节, 第一条, （一） 1. ①                  Section 1, Article 1, (1) (a) (i)
sections    as above; below 第一节 stand 一、（一）      as above; below Section 1 stand A. (i)
chapters    第一章, 第一条, （一） 1. ①                  Chapter 1, Article 1, (1) (a) (i)
clauses     第一部分, 一、（一） 1. （1）                  Part 1, 1. (1) (a)
decimal     第1部分, 1, 1.1 1.1.1 1.1.1.1               Part 1, 1, 1.1 1.1.1 1.1.1.1
roman       第一部分, I. (I) 1. (a)                     Part 1, I. (I) 1. (a)
==========  =========================================  =============================================

Articles run through all sections and never begin anew in a section. Sections inside a section begin anew in each; where
the scheme has no style for them they are headings without a number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from contracts_kit.errors import refuse
from contracts_kit.findings import Place, nearest
from contracts_kit.records import dataclass
from contracts_kit.values.number_words import chinese_number, circled, roman


def letter(number: int) -> str:
    """a, b ... z, aa, bb ... as Word's lowerLetter counts (27 is aa, 28 is bb)."""
    repeats, place = divmod(number - 1, 26)
    return chr(97 + place) * (repeats + 1)


def circled_number(number: int) -> str:
    """① to ⑳, beyond that plain digits: as far as Word's decimalEnclosedCircleChinese goes."""
    return circled(number) if 1 <= number <= LAST_CIRCLED else str(number)


LAST_CIRCLED = 20
_PRINTED: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "chineseCountingThousand": chinese_number,
    "decimalEnclosedCircleChinese": circled_number,
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerRoman": lambda number: roman(number).lower(),
    "upperRoman": roman,
}


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How one level prints its number.

    `text` holds the number as `%1`: 第%1条. `number_format` is the `w:numFmt` that counts so. With `outer` levels
    the numbers of that many levels above stand before it, joined by points: outer=1 prints `%1.%2`, that is 3.2 for
    the second item of article 3; `text` then holds them all at `%1`.
    """

    text: str
    number_format: str
    outer: int = 0

    def number(self, ordinal: int, above: Sequence[int] = ()) -> str:
        """The printed number of an ordinal from 1.

        `above` are the ordinals of the levels above, outermost first; 0 is a level that is not there (a list outside
        any article) and is not printed.
        """
        printed = _PRINTED[self.number_format](ordinal)
        if self.outer:
            shown = above[-self.outer :] if above else ()
            printed = ".".join([*(str(number) for number in shown if number), printed])
        return self.text.replace("%1", printed)

    def level_text(self, level: int) -> str:
        """The `w:lvlText` of this style at a level of a Word list (`w:ilvl`, from 0): 第%1条, or %1.%2.%3."""
        shown = ".".join(f"%{n}" for n in range(level + 1 - self.outer, level + 2))
        return self.text.replace("%1", shown)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The numbers of a document in one language. `items` are the styles of list levels, outermost first.

    `subsections` are the styles of sections inside sections, outermost first; deeper ones have no number.
    `items_continue`: the lists of an article are numbered through (an item's number alone then says which it is);
    otherwise each list begins with 1.
    """

    name: str
    language: str
    section: NumberStyle
    article: NumberStyle
    items: tuple[NumberStyle, ...]
    annex: NumberStyle
    items_continue: bool = False
    subsections: tuple[NumberStyle, ...] = ()

    def section_number(self, level: int, ordinal: int) -> str:
        """The printed number of a section at a level from 1; empty where sections of that level have none."""
        styles = (self.section, *self.subsections)
        return styles[level - 1].number(ordinal) if level <= len(styles) else ""

    def item(self, level: int) -> NumberStyle:
        """The style of a list level from 0; deeper levels than the table has print as its last."""
        return self.items[min(level, len(self.items) - 1)]

    def item_number(self, level: int, ordinal: int, above: Sequence[int] = ()) -> str:
        """The printed number of an item: （一）, 1., ①, or 3.2 with the ordinals of article and outer items `above`."""
        return self.item(level).number(ordinal, above)

    def reference(self, number: str) -> str:
        """The number as a reference prints it: without a point at its end, as Word's REF field gives it."""
        return number.removesuffix(".").removesuffix("、")


def _style(text: str, number_format: str = "decimal", outer: int = 0) -> NumberStyle:
    return NumberStyle(text, number_format, outer)


_CHINESE = "chineseCountingThousand"
_CHINESE_ITEMS = (_style("（%1）", _CHINESE), _style("%1."), _style("%1", "decimalEnclosedCircleChinese"))
_ENGLISH_ITEMS = (_style("(%1)"), _style("(%1)", "lowerLetter"), _style("(%1)", "lowerRoman"))
_DECIMAL_ITEMS = (_style("%1", outer=1), _style("%1", outer=2), _style("%1", outer=3))
_ROMAN_ITEMS = (_style("(%1)", "upperRoman"), _style("%1."), _style("(%1)", "lowerLetter"))
_ANNEX = {"zh": _style("附件%1", _CHINESE), "en": _style("Annex %1")}
_PART = {"zh": _style("第%1部分", _CHINESE), "en": _style("Part %1")}

# name -> language -> section, article, items, whether the items of an article are numbered through
_TABLE: dict[str, dict[str, tuple[NumberStyle, NumberStyle, tuple[NumberStyle, ...], bool]]] = {
    "articles": {
        "zh": (_style("第%1节", _CHINESE), _style("第%1条", _CHINESE), _CHINESE_ITEMS, False),
        "en": (_style("Section %1"), _style("Article %1"), _ENGLISH_ITEMS, False),
    },
    "sections": {
        "zh": (_style("第%1节", _CHINESE), _style("第%1条", _CHINESE), _CHINESE_ITEMS, False),
        "en": (_style("Section %1"), _style("Article %1"), _ENGLISH_ITEMS, False),
    },
    "chapters": {
        "zh": (_style("第%1章", _CHINESE), _style("第%1条", _CHINESE), _CHINESE_ITEMS, False),
        "en": (_style("Chapter %1"), _style("Article %1"), _ENGLISH_ITEMS, False),
    },
    "clauses": {
        "zh": (
            _PART["zh"],
            _style("%1、", _CHINESE),
            (_style("（%1）", _CHINESE), _style("%1."), _style("（%1）")),
            False,
        ),
        "en": (_PART["en"], _style("%1."), (_style("(%1)"), _style("(%1)", "lowerLetter"), _ENGLISH_ITEMS[2]), False),
    },
    "decimal": {
        "zh": (_style("第%1部分"), _style("%1"), _DECIMAL_ITEMS, True),
        "en": (_PART["en"], _style("%1"), _DECIMAL_ITEMS, True),
    },
    "roman": {
        "zh": (_PART["zh"], _style("%1.", "upperRoman"), _ROMAN_ITEMS, False),
        "en": (_PART["en"], _style("%1.", "upperRoman"), _ROMAN_ITEMS, False),
    },
}

# the schemes that number the sections inside sections
_SUBSECTIONS: dict[str, dict[str, tuple[NumberStyle, ...]]] = {
    "sections": {
        "zh": (_style("%1、", _CHINESE), _style("（%1）", _CHINESE)),
        "en": (_style("%1.", "upperLetter"), _style("(%1)", "lowerRoman")),
    },
}

SCHEMES: Mapping[str, Mapping[str, Scheme]] = {
    name: {
        language: Scheme(name, language, section, article, items, _ANNEX[language], through, below)
        for language, (section, article, items, through) in languages.items()
        for below in [_SUBSECTIONS.get(name, {}).get(language, ())]
    }
    for name, languages in _TABLE.items()
}


def scheme(name: str, language: str, place: Place | None = None) -> Scheme:
    """The scheme of this name in a language. Raises InputError `unknown_numbering`."""
    if name not in SCHEMES:
        raise refuse("unknown_numbering", place, name=name, known=", ".join(SCHEMES), suggestion=nearest(name, SCHEMES))
    return SCHEMES[name][language]
