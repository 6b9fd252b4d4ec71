"""What is wrong with a template is refused, and the message names the file, the part, the tag and the words."""

import pickle
import threading
import zipfile
from io import BytesIO

import jinja2
import pytest
from comparison import canonical, parts_of
from markupsafe import Markup
from word_files import cell, paragraph, row, table, word_file

from contracts_kit.errors import InputError
from contracts_kit.writers.word_template import WordMarkup, WordTemplate
from contracts_kit.writers.zip_records import write_zip


def refusal(blocks, context=None, **given):
    """The finding that refuses a template or its rendering."""
    template = blocks if isinstance(blocks, bytes) else word_file(blocks)
    with pytest.raises(InputError) as refused:
        WordTemplate(template, name="house.docx", **given).render(context or {})
    (finding,) = refused.value.findings
    assert finding.place.file == "house.docx"
    assert finding.message("zh") and finding.message("en")
    return finding


# what is wrong: (body, context, kind, tag named in the message)
WRONG = {
    "an unknown filter": (paragraph("Dear {{ name|uper }}, hello"), {}, "word_template_filter", "{{ name|uper }}"),
    "braces that never close": (paragraph("Dear {{ name, hello"), {}, "word_template_tag_open", "{{ name, hello"),
    "a condition that never ends": (paragraph("a {% if b %} c {{ d }}"), {}, "word_template_tag_open", "{% if b %}"),
    "an inner loop that never ends": (paragraph("{%p for a in b %}") + paragraph("{%p if c %}") + paragraph("{%p endfor %}"), {}, "word_template_tag", "{% endfor %}"),
    "an end without a beginning": (paragraph("a {% endif %}"), {}, "word_template_tag", "{% endif %}"),
    "a tag that is no expression": (paragraph("first") + paragraph("total {{ 1 + }} yuan"), {}, "word_template_tag", "{{ 1 + }}"),
    "an unknown tag": (paragraph("{% frobnicate %}"), {}, "word_template_tag", "{% frobnicate %}"),
    "an attribute of nothing": (paragraph("ok {{ a }} then {{ supplier.name }}"), {}, "word_template_undefined", "{{ supplier.name }}"),
    "a sum of a text and a number": (paragraph("{{ a + 1 }}"), {"a": "x"}, "word_template_failed", "{{ a + 1 }}"),
    "a division by zero": (paragraph("{{ 1 / a }}"), {"a": 0}, "word_template_failed", "{{ 1 / a }}"),
    "a loop over a number": (paragraph("{% for x in a %}{% endfor %}"), {"a": 3}, "word_template_failed", "{% for x in a %}"),
    "a tag that crosses cells": (table(row("a", "b {% if x %}"), row("c{% endif %}", "d")) + paragraph("{% if x %}") + table(row("{% endif %}", "z")), {}, "word_template_crossing", "{% if x %}"),
    "half a surrogate pair": (paragraph("{{ a }}"), {"a": "x\ud800y"}, "word_template_character", "{{ a }}"),
    "markup that is not well-formed": (paragraph("{{ a|safe }}"), {"a": "A & B <c>"}, "word_template_markup", ""),
    "another template": (paragraph("{% include 'x' %}"), {}, "word_template_stands_alone", "{% include 'x' %}"),
    "Python's insides": (paragraph("{{ ''.__class__.__mro__ }}"), {}, "word_template_forbidden", "{{ ''.__class__.__mro__ }}"),
    "Python's insides by a filter": (paragraph("{{ ''|attr('__class__') }}"), {}, "word_template_forbidden", "{{ ''|attr('__class__') }}"),
    "Python's insides by format": (paragraph("{{ '{0.__class__}'.format(1) }}"), {}, "word_template_forbidden", ""),
    "the insides of a macro": (paragraph("{% macro m() %}{% endmacro %}{{ m.__init__.__globals__ }}"), {}, "word_template_forbidden", ""),
    "a loop without end": (paragraph("{% for i in range(1000000000) %}x{% endfor %}"), {}, "word_template_too_much", "{% for i in range(1000000000) %}"),
    "loops in loops": (paragraph("{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"), {}, "word_template_too_much", ""),
    "sums in loops": (paragraph("{% for i in range(99999) %}{{ range(99999)|sum }}{% endfor %}"), {}, "word_template_too_much", ""),
    "a long text by multiplying": (paragraph("{{ 'ab' * 1000000000 }}"), {}, "word_template_too_much", "{{ 'ab' * 1000000000 }}"),
    "a large number": (paragraph("{{ 9 ** 999999 }}"), {}, "word_template_too_much", ""),
    "a large number by multiplying": (paragraph("{% set n = namespace(x=9) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}"), {}, "word_template_too_much", ""),
    "a text that doubles": (paragraph("{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}"), {}, "word_template_too_much", ""),
    "a text that doubles by +": (paragraph("{% set n = namespace(x='ab') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}"), {}, "word_template_too_much", ""),
    "a text that doubles by replace": (paragraph("{% set n = namespace(x='aa') %}{% for i in range(99) %}{% set n.x = n.x|replace('a', 'aa') %}{% endfor %}"), {}, "word_template_too_much", ""),
    "a wide filter": (paragraph("{{ 'a'|center(1000000000) }}"), {}, "word_template_too_much", ""),
    "a wide method": (paragraph("{{ 'a'.ljust(1000000000) }}"), {}, "word_template_too_much", ""),
    "a wide format": (paragraph("{{ '%1000000000d' % 1 }}{{ '%1000000000d'|format(1) }}"), {}, "word_template_too_much", ""),
    "a wide format by a method": (paragraph("{{ '{:>1000000000}'.format(1) }}"), {}, "word_template_too_much", ""),
    "a macro that calls itself": (paragraph("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"), {}, "word_template_too_much", ""),
    "deep nesting": (paragraph("{{ " + "(" * 3000 + ")" * 3000 + " }}"), {}, "word_template_too_deep", ""),
    "a very long tag": (paragraph("{{ '" + "x" * 30000 + "' }}"), {}, "word_template_tag_long", "{{ '"),
    "blanks without end": (paragraph("{% colspan" + " " * 5000 + "% }" + "%}"), {}, "word_template_tag_long", "{% colspan"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_template_is_refused_with_its_part_its_tag_and_the_words(wrong):
    blocks, context, kind, tag = WRONG[wrong]
    finding = refusal(blocks, context)
    assert finding.kind == kind, finding.line("en")
    assert finding.place.part == "word/document.xml"
    assert tag in finding.details.get("tag", "")


def test_an_unknown_filter_is_named_with_the_nearest_known_one():
    assert refusal(paragraph("Dear {{ name|uper }}, hello")).line("en") == (
        "house.docx  word/document.xml: the tag {{ name|uper }} uses a filter or test uper that does not exist, "
        "at “Dear {{ name|uper }}, hello”. Did you mean upper?"
    )


def test_a_name_that_was_not_given_is_refused_where_that_is_asked():
    finding = refusal(paragraph("Dear {{ name }}, hello {{ other }}"), {"name": "x"}, strict=True)
    assert finding.kind == "word_template_undefined"
    assert finding.details["tag"] == "{{ other }}" and "hello" in finding.details["words"]


def test_a_wrong_tag_in_a_header_names_the_header():
    template = word_file(paragraph("x"), header=[paragraph("{{ a|nope }}")])
    assert refusal(template).place.part == "word/header1.xml"


def test_a_wrong_tag_in_a_footnote_or_a_property_names_its_part():
    assert refusal(word_file(paragraph("x"), footnote=paragraph("{% if %}"))).place.part == "word/footnotes.xml"
    assert refusal(word_file(properties={"title": "{{ a|nope }}"})).place.part == "docProps/core.xml"


def test_a_property_that_becomes_too_long_is_refused():
    finding = refusal(word_file(properties={"title": "{{ a }}"}), {"a": "x" * 300})
    assert (finding.kind, finding.details["found"]) == ("word_template_property_long", 300)


def zip_bomb():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 100_000_000)
    return out.getvalue()


# what is wrong: (file, kind)
FILES = {
    "no zip at all": (b"plain text", "word_template_not_word"),
    "nothing": (b"", "word_template_not_word"),
    "half a file": (word_file(paragraph("x"))[:600], "word_template_not_word"),
    "a zip that is no Word file": (write_zip({"a.txt": b"x"}), "word_template_part_missing"),
    "no document": (word_file(without=["word/document.xml"]), "word_template_part_missing"),
    "no content types": (word_file(without=["[Content_Types].xml"]), "word_template_part_missing"),
    "no header that the document names": (word_file(header=["x"], without=["word/header1.xml"]), "word_template_part_missing"),
    "a part that is no XML": (word_file(changed={"word/document.xml": "<w:document>"}), "word_template_not_xml"),
    "entities": (word_file(paragraph("x"), declared='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "word_template_not_xml"),
    "too much once unpacked": (zip_bomb(), "word_template_too_large"),
    "too many parts": (write_zip({str(n): b"" for n in range(6000)}), "word_template_too_large"),
    "a document without a body": (word_file(changed={"word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'}), "word_template_not_word"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", FILES)
def test_a_file_that_is_no_template_is_refused(wrong):
    content, kind = FILES[wrong]
    assert refusal(content).kind == kind


def test_the_part_that_is_no_xml_is_named():
    assert refusal(word_file(changed={"word/styles.xml": "<a"})).place.part == "word/styles.xml"


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError) as refused:
        WordTemplate(tmp_path / "none.docx")
    assert refused.value.findings[0].kind == "file_missing"


def test_a_template_is_read_from_a_path(tmp_path):
    path = tmp_path / "house.docx"
    path.write_bytes(word_file(paragraph("{{ a }}")))
    assert WordTemplate(path).render({"a": 1}) == WordTemplate(str(path)).render({"a": 1})


def test_a_condition_that_may_cross_is_rendered_while_it_keeps_the_document_whole():
    blocks = (
        paragraph("{%p if a %}")
        + "<w:p><w:r><w:t>x{% if b %}</w:t></w:r></w:p>"
        + paragraph("{% endif %}y")
        + paragraph("{%p endif %}")
    )
    word = WordTemplate(word_file(blocks))
    for context in ({"a": 1, "b": 1}, {"a": 1}, {}):
        canonical(parts_of(word.render(context))["word/document.xml"])


def test_a_rich_value_inside_a_tag_is_refused():
    cells = table(row(cell("{% cellbg c %}x"), "y"))
    assert refusal(cells, {"c": Markup("<w:t/>")}).kind == "word_template_markup"


OURS = WordMarkup("<w:p><w:r>", "<w:t>{_{ a }_}</w:t></w:r></w:p>")


@pytest.mark.parametrize(
    "blocks",
    [
        paragraph("{{p body }}"),
        paragraph("{%p if body %}") + paragraph("{{p body }}") + paragraph("{%p endif %}"),
        paragraph("{%p set again = body %}") + paragraph("{{p again }}"),
    ],
    ids=["alone", "under a condition", "by another name"],
)
def test_our_own_markup_goes_in_as_it_is(blocks):
    written = parts_of(WordTemplate(word_file(blocks)).render({"body": OURS}))["word/document.xml"]
    assert str(OURS).encode() in written
    assert b"\xee\x80\x80" not in written  # no mark is left


def test_our_own_markup_twice_stands_there_twice():
    word = WordTemplate(word_file(paragraph("{{p body }}") + paragraph("{{p body }}")))
    assert parts_of(word.render({"body": OURS}))["word/document.xml"].count(str(OURS).encode()) == 2


def test_our_own_markup_without_end_is_refused():
    endless = paragraph("{%p for x in range(900) %}") + paragraph("{{p body }}") + paragraph("{%p endfor %}")
    assert refusal(endless, {"body": WordMarkup("<w:p/>" * 20_000)}).kind == "word_template_too_much"


def test_a_value_cannot_pass_for_the_mark_of_our_own_markup():
    word = WordTemplate(word_file(paragraph("{{ who }}") + paragraph("{{p body }}")))
    written = parts_of(word.render({"who": "\ue0000.0\ue001", "body": OURS}))["word/document.xml"]
    assert written.count(str(OURS).encode()) == 1 and "\ue0000.0\ue001".encode() in written


def test_a_footnote_is_filled_in_once_even_with_several_sections():
    # docxtpl fills it in once for each section: a value that looks like a tag would be run.
    word = WordTemplate(word_file(paragraph("x"), footnote=paragraph("{{ a }}"), sections=2))
    assert b"{{ 7*7 }}" in parts_of(word.render({"a": "{{ 7*7 }}"}))["word/footnotes.xml"]


def test_an_unsandboxed_environment_is_the_callers_choice_but_loops_are_still_counted():
    environment = jinja2.Environment()
    assert (
        b"NoneType"
        in parts_of(WordTemplate(word_file(paragraph("{{ x.__class__ }}")), jinja_env=environment).render({"x": None}))[
            "word/document.xml"
        ]
    )
    finding = refusal(paragraph("{% for i in range(10 ** 9) %}{% endfor %}"), jinja_env=environment)
    assert finding.kind == "word_template_too_much"


def test_many_threads_may_render_one_template():
    word = WordTemplate(
        word_file(
            paragraph("{{ a }}"), paragraph("{%p for i in b %}"), paragraph("{{ i }}"), paragraph("{%p endfor %}")
        )
    )
    contexts = [{"a": f"line\n{n}" if n % 2 else n, "b": list(range(n))} for n in range(40)]
    expected = [word.render(c) for c in contexts]
    found = {}
    threads = [
        threading.Thread(target=lambda n=n, c=c: found.update({n: word.render(c)})) for n, c in enumerate(contexts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[n] for n in range(40)] == expected


def test_a_pickled_template_renders_the_same():
    word = WordTemplate(word_file(paragraph("{{ a }}")), strict=True)
    assert pickle.loads(pickle.dumps(word)).render({"a": 1}) == word.render({"a": 1})


def test_rendering_needs_no_lxml_and_no_python_docx(monkeypatch):
    word = WordTemplate(word_file(paragraph("{{ a }}"), header=[paragraph("{{ b }}")]))
    import lxml.etree

    monkeypatch.setattr(lxml.etree, "fromstring", None)
    monkeypatch.setattr("docx.Document", None)
    assert word.render({"a": "x\ny", "b": Markup("<w:t/>")})


def test_an_environment_of_ours_may_be_given_back_with_filters_of_the_caller():
    from contracts_kit.writers.word_template.environment import TemplateEnvironment

    environment = TemplateEnvironment()
    environment.filters["twice"] = lambda value: value * 2
    parts = parts_of(WordTemplate(word_file(paragraph("{{ a|twice }}")), jinja_env=environment).render({"a": 21}))
    assert b"42" in parts["word/document.xml"]
    assert refusal(paragraph("{{ ''.__class__ }}"), jinja_env=environment).kind == "word_template_forbidden"


def test_an_asynchronous_environment_renders_too():
    environment = jinja2.Environment(enable_async=True)
    word = WordTemplate(word_file(paragraph("{% for i in a %}{{ i }}{% endfor %}")), jinja_env=environment)
    assert b"12" in parts_of(word.render({"a": [1, 2]}))["word/document.xml"]
