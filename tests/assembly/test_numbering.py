from __future__ import annotations

import pytest

from contracts_kit.assembly.numbering import SCHEMES, scheme
from contracts_kit.errors import InputError

# What each scheme prints: section 2, article 12, items 3 at each level (of article 12, then item 2, then item 1), annex 1
PRINTED = {
    ("articles", "zh"): ["第二节", "第十二条", "（三）", "3.", "③", "附件一"],
    ("articles", "en"): ["Section 2", "Article 12", "(3)", "(c)", "(iii)", "Annex 1"],
    ("sections", "zh"): ["第二节", "第十二条", "（三）", "3.", "③", "附件一"],
    ("sections", "en"): ["Section 2", "Article 12", "(3)", "(c)", "(iii)", "Annex 1"],
    ("chapters", "zh"): ["第二章", "第十二条", "（三）", "3.", "③", "附件一"],
    ("chapters", "en"): ["Chapter 2", "Article 12", "(3)", "(c)", "(iii)", "Annex 1"],
    ("clauses", "zh"): ["第二部分", "十二、", "（三）", "3.", "（3）", "附件一"],
    ("clauses", "en"): ["Part 2", "12.", "(3)", "(c)", "(iii)", "Annex 1"],
    ("decimal", "zh"): ["第2部分", "12", "12.3", "12.2.3", "12.2.1.3", "附件一"],
    ("decimal", "en"): ["Part 2", "12", "12.3", "12.2.3", "12.2.1.3", "Annex 1"],
    ("roman", "zh"): ["第二部分", "XII.", "(III)", "3.", "(c)", "附件一"],
    ("roman", "en"): ["Part 2", "XII.", "(III)", "3.", "(c)", "Annex 1"],
}


@pytest.mark.parametrize(("name", "language"), PRINTED, ids="-".join)
def test_each_scheme_prints_its_numbers(name: str, language: str) -> None:
    found = scheme(name, language)
    items = [found.item_number(level, 3, (12, 2, 1)[: level + 1]) for level in range(3)]
    assert [found.section.number(2), found.article.number(12), *items, found.annex.number(1)] == PRINTED[name, language]


def test_every_scheme_of_the_table_is_listed_above() -> None:
    assert {(name, language) for name, languages in SCHEMES.items() for language in languages} == set(PRINTED)


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_articles_are_numbered_to_999_and_no_number_stands_twice(name: str, language: str) -> None:
    article = scheme(name, language).article
    assert len({article.number(n) for n in range(1, 1000)}) == 999


def test_chinese_article_numbers_are_read_back_as_the_number_they_were() -> None:
    from contracts_kit.values.number_words import read_chinese_number

    article = scheme("articles", "zh").article
    for ordinal in range(1, 1000):
        assert read_chinese_number(article.number(ordinal)[1:-1]) == ordinal


@pytest.mark.parametrize(
    ("ordinal", "printed"),
    [(10, "第十条"), (20, "第二十条"), (101, "第一百零一条"), (110, "第一百一十条"), (999, "第九百九十九条")],
)
def test_chinese_number_words_of_articles(ordinal: int, printed: str) -> None:
    assert scheme("articles", "zh").article.number(ordinal) == printed


def test_circles_end_where_word_ends_them() -> None:
    circles = scheme("articles", "zh").item(2)
    assert (circles.number(20), circles.number(21)) == ("⑳", "21")


def test_letters_go_on_as_word_counts_them() -> None:
    letters = scheme("articles", "en").item(1)
    assert [letters.number(n) for n in (26, 27, 28, 53)] == ["(z)", "(aa)", "(bb)", "(aaa)"]


def test_a_level_deeper_than_the_table_prints_as_the_last() -> None:
    assert scheme("articles", "zh").item_number(7, 2) == "②"


def test_a_list_outside_any_article_counts_by_itself() -> None:
    assert scheme("decimal", "zh").item_number(1, 3, (0, 2)) == "2.3"


def test_a_reference_drops_the_point_that_ends_a_number() -> None:
    assert scheme("roman", "en").reference("XII.") == "XII"
    assert scheme("clauses", "zh").reference("十二、") == "十二"


def test_each_level_says_how_word_prints_it() -> None:
    assert scheme("articles", "zh").article.level_text(0) == "第%1条"
    assert scheme("articles", "zh").item(1).level_text(1) == "%2."
    assert scheme("decimal", "en").item(1).level_text(2) == "%1.%2.%3"
    assert scheme("articles", "zh").article.number_format == "chineseCountingThousand"


def test_an_unknown_scheme_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(InputError) as refused:
        scheme("article", "zh")
    (finding,) = refused.value.findings
    assert finding.kind == "unknown_numbering"
    assert "articles?" in finding.message("en")
