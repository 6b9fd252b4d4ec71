"""Every documented tag gives the same parts as docxtpl with autoescape on."""

import io

import jinja2
import pytest
from comparison import by_docxtpl, differences, parts_of, same_as_docxtpl
from docxtpl import InlineImage, Listing, RichText, RichTextParagraph
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from word_files import cell, paragraph, picture, row, run, table, word_file

from contracts_kit.writers.word_template import WordTemplate

ITEMS = {
    "items": [{"name": "first", "price": 1.5, "colour": "FF0000"}, {"name": "B&C <d>", "price": 2, "colour": "00FF00"}]
}
LOOP = ("{%tr for i in items %}", "{%tr endfor %}")

# what it shows: (blocks of the body, context)
TAGS = {
    "a variable": (paragraph("Dear {{ name }},"), {"name": 'A & "B" <c> it\'s 甲乙'}),
    "numbers, truth and nothing": (paragraph("{{ a }} {{ b }} {{ c }} {{ d }} {{ e }}"), {"a": 1, "b": 2.5, "c": True, "d": None}),
    "a tag split over runs": (paragraph(run("{"), run("{ na", "<w:b/>"), run("me }"), run("}")), {"name": "x"}),
    "a condition split over runs": (paragraph(run("{"), run("% if a"), run(" %}yes{% endif %"), run("}")), {"a": 1}),
    "quotes as Word writes them": (paragraph("{% if a == “x” %}1{% endif %}{{ b[‘k’] }}{{ c[’k’] }}"), {"a": "x", "b": {"k": 2}, "c": {"k": 3}}),
    "comparisons": (paragraph("{% if a &lt; 3 and a &gt; 1 %}between{% endif %}"), {"a": 2}),
    "if and else in a paragraph": (paragraph("{% if a %}one{% elif b %}two{% else %}three{% endif %}"), {"b": 1}),
    "paragraphs under a condition": (paragraph("{%p if a %}") + paragraph("shown") + paragraph("{%p else %}") + paragraph("else") + paragraph("{%p endif %}"), {"a": 1}),
    "a loop over paragraphs": (paragraph("{%p for i in items %}") + paragraph("{{ loop.index }}. {{ i.name }}") + paragraph("{%p endfor %}"), ITEMS),
    "nested loops": (paragraph("{%p for a in x %}") + paragraph("{%p for b in a %}") + paragraph("{{ b }}{{ loop.last }}") + paragraph("{%p endfor %}") + paragraph("{%p endfor %}"), {"x": [[1, 2], [], [3]]}),
    "a loop over rows": (table(row("name", "price"), row(LOOP[0], ""), row("{{ i.name }}", "{{ i.price }}"), row(LOOP[1], "")), ITEMS),
    "a loop over cells, more than the grid": (table(row("a", "{%tc for i in items %}", "{{ i.name }}", "{%tc endfor %}"), row("b", "{%tc for i in items %}", "{{ i.price }}", "{%tc endfor %}")), {"items": ITEMS["items"] * 3}),
    "a loop over cells, fewer than the grid": (table(row("{%tc for i in items %}", "{{ i.name }}", "{%tc endfor %}"), columns=(1000, 2000, 3000, 500)), ITEMS),
    "a loop over no cells": (table(row("x", "{%tc for i in nil %}", "{{ i }}", "{%tc endfor %}")), {"nil": []}),
    "runs": (paragraph(run("before "), run("{%r if a %}"), run("inside", "<w:i/>"), run("{%r endif %}"), run(" after")), {"a": 1}),
    "rich text": (paragraph(run("x {{r text }} y", "<w:b/>")), {"text": RichText("a & b\nc\td", bold=True, color="FF0000", size=28, font="eastAsia:宋体")}),
    "rich text of several": (paragraph("{{r text }}"), {"text": RichText(RichText("a", italic=True), underline=True)}),
    "rich text without its r": (paragraph("{{ text }}"), {"text": RichText("a")}),
    "rich paragraphs": (paragraph("{{p text }}"), {"text": RichTextParagraph(RichText("a"), parastyle="a")}),
    "a listing": (paragraph(run("{{ text }}", "<w:b/>"), properties='<w:pPr><w:jc w:val="center"/></w:pPr>'), {"text": Listing("one\ntwo\tthree\afour & <five>\fsix")}),
    "line breaks, tabs, paragraphs and pages in a text": (paragraph(run("a {{ text }} b", "<w:i/>"), properties="<w:pPr><w:keepNext/></w:pPr>"), {"text": "one\ntwo\tthree\afour\fsix\r\nseven"}),
    "a tab of the template": (paragraph(run("a\tb")) + paragraph("{{ a }}"), {"a": 1}),
    "markup": (paragraph("{{p body }}"), {"body": Markup(paragraph("made") + table(row("1", "2", "3")))}),
    "markup in a text": (paragraph("{{ a }}"), {"a": Markup("A &amp; B")}),
    "a spanned cell": (table(row("{% colspan n %}wide {{ n }}", "x"), columns=(1000, 1000, 1000)), {"n": 2}),
    "a spanned cell, too wide": (table(row("{% colspan n %}wide {{ n }}", "x"), columns=(1000, 1000)), {"n": 5}),
    "a coloured cell": (table(row(LOOP[0], ""), row("{% cellbg i.colour %}{{ i.name }}", "x"), row(LOOP[1], "")), ITEMS),
    "a coloured cell that had a colour": (table(row(cell("{% cellbg c %}x", '<w:shd w:val="clear" w:fill="111111"/>'), "y")), {"c": "EEEEEE"}),
    "cells merged sideways": (table(row("a", "{%tc for i in items %}", "{% hm %}one {{ i.name }}", "{%tc endfor %}"), row("b", "c", "d")), ITEMS),
    "spanning cells merged sideways": (table(row("{%tc for i in items %}", cell("{% hm %}one", '<w:gridSpan w:val="2"/>'), "{%tc endfor %}")), ITEMS),
    "cells merged downwards": (table(row(LOOP[0], ""), row("{% vm %}one", "{{ i.name }}"), row(LOOP[1], "")), ITEMS),
    "comments": (paragraph("a {# not printed #} b") + paragraph("{#p gone #}") + table(row("{#tr gone #}", ""), row("{#tc gone #}", "x", "y")), {}),
    "a tag that joins the lines": (paragraph("My house is") + paragraph("{%- if a -%}") + paragraph("in town") + paragraph("{%- endif -%}") + paragraph("and red"), {"a": 1}),
    "escaped delimiters": (paragraph("{_{ a }_} {_% b %_} {{ c }}"), {"c": "{_{ d }_} {_% %_}"}),
    "half an escaped delimiter beside a value": (paragraph("{{ a }}_{ {{ b }}"), {"a": "{", "b": "x"}),
    "tags in a value": (paragraph("{{ a }}"), {"a": "{{ 7*7 }} {% if %} {# x #}"}),
    "filters and functions": (paragraph("{{ a|upper }} {{ b|join(', ') }} {{ b|length }} {{ '%.2f'|format(c) }} {{ d|default('none') }} {% for i in range(3) %}{{ i }}{% endfor %}"), {"a": "x&y", "b": ["p", "<q>"], "c": 2}),
    "a text made in the tag": (paragraph("{{ 'a' ~ b ~ \"&lt;c&gt;\" }} {{ a|e }} {{ a|safe }}"), {"a": "x", "b": "&"}),
    "set, with, macro and raw": (paragraph("{% set x = 3 %}{{ x * 2 }}{% with y = 4 %}{{ y }}{% endwith %}{% macro m(a) %}[{{ a }}]{% endmacro %}{{ m('x') }}{% raw %}{{ z }}{% endraw %}"), {}),
    "names that were not given": (paragraph("[{{ missing }}] {% if missing %}a{% else %}b{% endif %}"), {}),
    "characters illegal in XML": (paragraph("[{{ a }}]"), {"a": "x\x00\x0b\x1f\uffff\ufffey"}),
    "lists and mappings printed": (paragraph("{{ a }} {{ b }}"), {"a": [1, "x<"], "b": {"k": "v\n"}}),
    "blanks": (paragraph("{{ a }} x"), {"a": "  two  "}),
    "pictures get numbers": (paragraph(picture(5)) + paragraph("{%p for i in items %}") + paragraph(picture(5)) + paragraph("{%p endfor %}"), ITEMS),
    "a table whose grid never fitted": (table(row("a", "b", "c"), columns=(1000, 1000)), {}),
    "a table in a cell": (table(row(f"<w:tc><w:tcPr/>{table(row('{%tc for i in items %}', '{{ i.name }}', '{%tc endfor %}'))}{paragraph('x')}</w:tc>", "y")), {"items": ITEMS["items"] * 2}),
    "a condition over cells": (table(row("a{% if x %}", "b"), row("c", "{% endif %}d")), {"x": 1}),
    "a condition over cells, left out": (table(row("a{% if x %}", "b"), row("c", "{% endif %}d")), {}),
    "a row under a condition": (table(row("a", "b"), row("{%tr if x %}", ""), row("only"), row("{%tr endif %}", "")), {"x": 1}),
}  # fmt: skip


@pytest.mark.parametrize("shown", TAGS)
def test_the_body_is_that_of_docxtpl(shown):
    blocks, context = TAGS[shown]
    same_as_docxtpl(word_file(blocks), context)


@pytest.mark.parametrize("shown", [s for s in TAGS if "illegal" not in s and "half" not in s])
def test_headers_footers_and_footnotes_are_those_of_docxtpl(shown):
    # docxtpl fails on illegal characters there; ours drops them as in the body.
    blocks, context = TAGS[shown]
    same_as_docxtpl(word_file(paragraph("x"), header=[blocks], footer=[blocks], footnote=blocks), context)


def test_document_properties_are_those_of_docxtpl():
    given = {
        "title": "Contract {{ number }}",
        "creator": "{{ who }}",
        "subject": "plain",
        "description": "{% if a %}b{% endif %}",
    }
    template = word_file(paragraph("x"), properties=given)
    same_as_docxtpl(template, {"number": 7, "who": 'A&B <c> "d" \x00', "a": 1} | {"who": "A&B <c>"})


def test_document_properties_can_hold_the_plain_values():
    template = word_file(paragraph("{{ who }}"), properties={"title": "{{ who }}"})
    parts = parts_of(WordTemplate(template, plain_properties=True).render({"who": "A&B"}))
    assert b"<dc:title>A&amp;B</dc:title>" in parts["docProps/core.xml"]
    assert b"A&amp;B" in parts["word/document.xml"]


def test_a_callers_filters_and_functions_are_used_and_its_environment_stays_as_it_was():
    environment = jinja2.Environment()
    environment.filters["times"] = lambda value, by: value * by
    environment.globals["vat"] = lambda: Markup("<w:t/>")
    template = word_file(paragraph("{{ a|times(3) }} {{ b }}"), properties={"title": "{{ a|times(2) }}"})
    ours = WordTemplate(template, jinja_env=environment).render({"a": 2, "b": "<"})
    assert environment.autoescape is False
    assert differences(ours, by_docxtpl(template, {"a": 2, "b": "<"}, environment)) == {}


def test_a_picture_is_handed_to_docxtpl():
    from PIL import Image

    image = io.BytesIO()
    Image.new("RGB", (2, 2), "red").save(image, "PNG")
    word = WordTemplate(word_file(paragraph("{{ image }} {{ a }}")))
    template = word.docxtpl()
    parts = parts_of(word.render({"image": InlineImage(template, image), "a": "A&B"}))
    assert any(name.startswith("word/media/") for name in parts)
    assert b"A&amp;B" in parts["word/document.xml"]


def test_a_subdocument_is_handed_to_docxtpl():
    # docxtpl's own class needs the package docxcompose; this one stands in for it.
    class Subdoc:
        __module__ = "docxtpl.subdoc"

        def __init__(self, template):
            self.tpl = template

        def __html__(self):
            return paragraph("from the subdocument")

    word = WordTemplate(word_file(paragraph("{{p part }}"), paragraph("{{ a }}")))
    document = parts_of(word.render({"part": Subdoc(word.docxtpl()), "a": "A&B"}))["word/document.xml"]
    assert b"from the subdocument" in document and b"A&amp;B" in document


def test_a_link_of_docxtpl_can_be_rendered():
    word = WordTemplate(word_file(paragraph("{{r text }}")))
    template = word.docxtpl()
    text = RichText("here", url_id=template.build_url_id("https://example.com"))
    assert b"example.com" in parts_of(word.render_with(template, {"text": text}))["word/_rels/document.xml.rels"]


NAMES = st.sampled_from(["a", "b", "c", "d"])
TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), st.sampled_from("\n\t\a\f\r{}_%&<>'\"")
    ),
    max_size=12,
)
PLAIN = st.recursive(
    st.one_of(TEXTS, st.integers(), st.floats(allow_nan=False), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=8,
)
ANY_TEMPLATE = word_file(
    paragraph(run("x {{ a }} y", "<w:b/>"), properties="<w:pPr><w:keepNext/></w:pPr>"),
    paragraph("{%p for x in b %}"), paragraph("{{ loop.index }} {{ x }}"), paragraph("{%p endfor %}"),
    paragraph("{% if c %}{{ c }}{% else %}-{% endif %}"),
    table(row("{%tr for x in d %}", ""), row("{{ x }}", "{% if loop.first %}{{ a }}{% endif %}"), row("{%tr endfor %}", "")),
    table(row("{%tc for x in b %}", "{{ x }}", "{%tc endfor %}")),
    header=[paragraph("{{ a }}")], footer=[paragraph("{{ c }}")], footnote=paragraph("{{ b }}"),
)  # fmt: skip
LISTS = st.lists(PLAIN, max_size=4)


@settings(max_examples=40)
@given(st.fixed_dictionaries({}, optional={"a": PLAIN, "b": LISTS, "c": PLAIN, "d": LISTS}))
@example({"a": "{_{", "b": ["}_}"], "c": "\r\n"})
def test_any_plain_data_gives_the_parts_of_docxtpl(context):
    ours = WORD.render(context)
    assert ours == WORD.render(context)
    theirs = by_docxtpl(ANY_TEMPLATE, context)
    assert differences(ours, theirs) == {}


WORD = WordTemplate(ANY_TEMPLATE)
