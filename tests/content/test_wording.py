"""The wording of a clause: tags, Markdown, conditions, loops. Values never become markup, Chinese text survives."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.content import wording_markdown
from contracts_kit.content.library import load_library
from contracts_kit.content.model import Clause, Family, Wording
from contracts_kit.content.slots import (
    FormSlot,
    ParameterSlot,
    ReadingSlot,
    ReferenceSlot,
    SkeletonBlock,
    SkeletonBreak,
    SkeletonList,
    SkeletonParagraph,
    SkeletonTable,
    SkeletonText,
    TableSlot,
    TickSlot,
)
from contracts_kit.content.wording import house_terms, print_terms, skeleton
from contracts_kit.content.wording_markdown import faults, read_markdown, slot_character
from contracts_kit.errors import InputError
from contracts_kit.findings import Place
from contracts_kit.values.bilingual import Bilingual

WORKSPACES = Path(__file__).parent.parent / "workspaces"


@pytest.fixture(scope="module")
def garden() -> Family:
    return load_library(WORKSPACES / "garden_lease").families["garden_lease"]


def blocks(garden: Family, text: str, language: str = "zh", values: dict | None = None, options: dict | None = None):
    wording = Wording(language, text, 1)
    clause = Clause(
        "garden_lease.x", "garden_lease", Bilingual("x", "x"), 1, (), {"": {language: wording}}, place=Place("x.md")
    )
    every = {name: parameter.default for name, parameter in garden.parameters.items()} | (values or {})
    return skeleton(clause, language, garden, every, options or {}, {"garden_lease.ending"})


def words(block: SkeletonBlock) -> str:
    """A block in short: `**strong**`, `{slot}`."""
    if isinstance(block, SkeletonParagraph):
        return "".join(map(_word, block.inlines))
    if isinstance(block, SkeletonList):
        mark = "-" if block.bulleted else "#"
        return "[" + " ".join(f"{mark} {' / '.join(map(words, item.blocks))}" for item in block.items) + "]"
    if isinstance(block, SkeletonTable):
        return "\n".join("|".join("".join(map(_word, cell.inlines)) for cell in row) for row in block.rows)
    return f"<{block.name}>"


def _word(inline) -> str:
    if isinstance(inline, SkeletonText):
        text = inline.text
    elif isinstance(inline, ParameterSlot):
        row = "" if inline.row is None else f"[{inline.row}]"
        text = "{" + inline.name + row + (f".{inline.field}" if inline.field else "") + "}"
    elif isinstance(inline, ReferenceSlot):
        text = "{→" + inline.clause + "}"
    elif isinstance(inline, TickSlot):
        text = "□"
    elif isinstance(inline, ReadingSlot):
        return "".join(map(_word, inline.inlines))
    else:
        assert isinstance(inline, SkeletonBreak)
        return "⏎"
    text = f"**{text}**" if inline_strong(inline) else text
    return f"*{text}*" if getattr(inline, "emphasis", False) else text


def inline_strong(inline) -> bool:
    return getattr(inline, "strong", False)


# What an author writes, and what comes out (`words` above).
CHINESE = [
    ("**（甲方）**应当交付。", "**（甲方）**应当交付。"),
    ("**第三条：**乙方交付。", "**第三条：**乙方交付。"),
    ("按“**约定**”交付", "按“**约定**”交付"),
    ("*甲方*应当", "*甲方*应当"),
    ("型号 A_1_b 和 __x__", "型号 A_1_b 和 __x__"),
    (r"2\*3 和 \*\*", "2*3 和 **"),
    ("第一行\n第二行", "第一行第二行"),
    ("the first\nthe second", "the first the second"),
    ("中文\nLatin", "中文Latin"),
    ("一行  \n二行", "一行⏎二行"),
    ("租金为 {{ monthly_rent }} 每月", "租金为{monthly_rent}每月"),
    ("租金为{{ monthly_rent }}\n每月", "租金为{monthly_rent}每月"),
    ("**{{ monthly_rent }}**元", "**{monthly_rent}**元"),
    ("见{{ ref('rent') }}和{{ ref('disputes') }}", "见{→garden_lease.rent}和{→common.disputes}"),
    ("{{ tick('pays_by', 'cash') }} 现金", "□现金"),
    ("a\n\n\nb", "a / b"),
    ("1. 一{% if has_well %}井{% endif %}\n1. 二", "[# 一井 # 二]"),
    ("1. 一\n\n   {% if has_well %}井{% endif %}\n1. 二", "[# 一 / 井 # 二]"),
    (
        "1. 一\n  {% if has_well %} {# note #}\n1. 井\n  {% endif %}{% if has_well %}\n1. 水\n{% endif %}\n1. 二",
        "[# 一 # 井 # 水 # 二]",
    ),
    ("一{# 注 #}二", "一二"),
    ("# 标题", "# 标题"),
    ("> 引文", "> 引文"),
    ("`码`", "`码`"),
    ("<b>x</b> &amp; [a](b)", "<b>x</b> &amp; [a](b)"),
]


@pytest.mark.parametrize(("source", "expected"), CHINESE)
def test_text_comes_out_as_it_was_meant(garden: Family, source: str, expected: str):
    assert " / ".join(map(words, blocks(garden, source))) == expected


def test_english_keeps_the_space_around_a_value(garden: Family):
    (block,) = blocks(garden, "A rent of {{ monthly_rent }} a month\n{{ late_rate }} a day", "en")
    assert words(block) == "A rent of {monthly_rent} a month {late_rate} a day"


def test_lists_nest_and_hold_paragraphs_and_tables(garden: Family):
    text = "1. 一\n   1. 甲\n   1. 乙\n\n   续\n1. 二\n\n   | a | b |\n   |:-:|--:|\n   | 1 | 2 |\n"
    (block,) = blocks(garden, text)
    assert words(block) == "[# 一 / [# 甲 # 乙] / 续 # 二 / a|b\n1|2]"
    assert isinstance(block, SkeletonList)
    table = block.items[1].blocks[1]
    assert isinstance(table, SkeletonTable)
    assert [cell.align for cell in table.rows[0]] == ["centre", "right"]
    assert words(blocks(garden, "- 一\n- 二")[0]) == "[- 一 - 二]"


def test_a_condition_between_items_does_not_split_the_list(garden: Family):
    text = (
        "1. 一\n{% if has_well %}\n1. 井\n{% elif pays_by == 'cash' %}\n1. 现金\n{% else %}\n1. 无\n{% endif %}\n1. 末"
    )
    for values, expected in (
        ({"has_well": True}, "井"),
        ({"has_well": False, "pays_by": "cash"}, "现金"),
        ({"has_well": False, "pays_by": "transfer"}, "无"),
    ):
        assert [words(b) for b in blocks(garden, text, values=values)] == [f"[# 一 # {expected} # 末]"]


def test_a_loop_repeats_items_and_rows(garden: Family):
    plots = [{"number": "A", "use": "x"}, {"number": "B", "use": "y"}]
    table = "| n | u |\n|---|---|\n{% for p in plots %}\n| {{ p.number }} | {{ p.use }} |\n{% endfor %}"
    (block,) = blocks(garden, table, values={"plots": plots})
    assert words(block) == "n|u\n{plots[0].number}|{plots[0].use}\n{plots[1].number}|{plots[1].use}"
    items = "{% for p in plots %}\n1. {{ p.number }}{% if p.use == 'y' %}（y）{% endif %}\n{% endfor %}"
    assert [words(b) for b in blocks(garden, items, values={"plots": plots})] == [
        "[# {plots[0].number} # {plots[1].number}（y）]"
    ]
    assert [words(b) for b in blocks(garden, items + "\n无。", values={"plots": []})] == ["无。"]


def test_a_table_and_a_form_stand_in_place_of_a_paragraph(garden: Family):
    assert blocks(garden, "{{ table('spacing') }}\n\n{{ form('handover') }}") == (
        TableSlot("spacing"),
        FormSlot("handover"),
    )


def test_the_reading_of_the_option_in_force_is_printed(garden: Family):
    text = "**{{ reading('counting') }}**"
    assert words(blocks(garden, text)[0]) == "**逾期自到期日的次日起算。**"
    assert words(blocks(garden, text, options={"counting": "from_due_day"})[0]) == "**逾期自到期日当日起算。**"


def test_a_condition_may_ask_whether_a_clause_stands_in_the_contract(garden: Family):
    assert blocks(garden, "{% if included('ending') %}有{% endif %}{% if included('rent') %}无{% endif %}") == (
        SkeletonParagraph((SkeletonText("有"),)),
    )


def test_the_words_of_the_house_take_the_place_of_the_clauses_words(garden: Family):
    assert words(blocks(garden, "承租方交租。")[0]) == "园丁交租。"
    assert words(blocks(garden, "The Tenant, Tenants, Subtenant and Tenant's.", "en")[0]) == (
        "The Gardener, Gardeners, Subtenant and Gardener's."
    )
    swapped = house_terms({"A": Bilingual("B", "B"), "B": Bilingual("A", "A")}, "en")
    assert print_terms("A and B", swapped) == "B and A"


@pytest.mark.parametrize(
    ("source", "kind", "line"),
    [
        ("\n{{ x", "wording_tag_broken", 2),
        ("a\n\n{% if has_well %}b", "wording_tag_broken", 3),
        ("{% endif %}", "wording_tag_broken", 1),
        ("{% if has_well %}{% else %}{% elif has_well %}{% endif %}", "wording_tag_broken", 1),
        ("{% if %}{% endif %}", "wording_tag_broken", 1),
        ("a }} b", "wording_tag_broken", 1),
        ("{{ a $ b }}", "wording_tag_broken", 1),
        ("{% if has_well %}" * 20 + "x" + "{% endif %}" * 20, "wording_tag_broken", 1),
        ("{{ monthly_rent | upper }}", "wording_tag_unknown", 1),
        ("{{ monthly_rent * 2 }}", "wording_tag_unknown", 1),
        ("{{ ().__class__ }}", "wording_tag_unknown", 1),
        ("{{ a.b.c }}", "wording_tag_unknown", 1),
        ("{{ ref(x) }}", "wording_tag_unknown", 1),
        ("{{ tick('pays_by') }}", "wording_tag_unknown", 1),
        ("{{ ref('a' + 'b') }}", "wording_tag_unknown", 1),
        ("{% set a = 1 %}", "wording_tag_unknown", 1),
        ("{% include 'x' %}", "wording_tag_unknown", 1),
        ("{% for a, b in plots %}{% endfor %}", "wording_tag_unknown", 1),
    ],
)
def test_a_tag_that_cannot_be_read_is_refused_with_its_line(garden: Family, source: str, kind: str, line: int):
    with pytest.raises(InputError) as error:
        blocks(garden, source)
    (finding,) = error.value.findings
    assert (finding.kind, finding.place.line) == (kind, line)


def test_a_variant_without_a_choice_is_refused(garden: Family):
    with pytest.raises(InputError) as error:
        skeleton(garden.clauses["common.disputes"], "zh", garden, {"court_of": None}, {})
    assert error.value.code == "missing_param"
    assert error.value.findings[0].kind == "variant_undecided"


@given(st.text(max_size=300))
def test_no_text_makes_the_markdown_parser_fail(text: str):
    read_markdown(text, [ParameterSlot("a")], "zh")
    faults(text, [ParameterSlot("a")])


@given(st.text(alphabet="1.-*| \n（一）甲_#>`\\[]<&\U000f0000", max_size=120))
def test_no_markdown_loses_a_slot(text: str):
    made = repr(read_markdown(text, [ParameterSlot("a")], "zh"))
    shown = made.count("ParameterSlot")
    assert shown == text.count("\U000f0000") or "|" in text  # a row of a table is cut to the width of its heading


@given(
    st.text(st.sampled_from("ab c.\n-+1)（，。“ *_|\\甲\u3000" + slot_character(0) + slot_character(1)), max_size=14),
    st.sampled_from(["zh", "en"]),
)
def test_plain_paragraphs_come_out_as_the_parser_has_them(source: str, language: str) -> None:
    slots = [ParameterSlot("deposit"), FormSlot("order")]
    found = read_markdown(source, slots, language), faults(source, slots)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wording_markdown, "_tokens", lambda mapped: wording_markdown._markdown().parse(mapped))
        assert (read_markdown(source, slots, language), faults(source, slots)) == found
