"""What a Word file of ours is made of: values that stay values, controls, carried data, properties, the same bytes."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.assembly.tree import (
    Block,
    Cell,
    Document,
    Example,
    Item,
    ItemList,
    Paragraph,
    Reference,
    Table,
    Text,
    TickBox,
    Value,
)
from contracts_kit.errors import InputError
from contracts_kit.writers.docx.custom_xml import NAMESPACE
from contracts_kit.writers.docx.writer import write_docx
from contracts_kit.writers.text import text_lines
from tests.ooxml_checks import faults
from tests.writers.sample_tree import HOSTILE, sample
from tests.writers.word_words import word_lines


def part(docx: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read(name).decode("utf-8")


SIGNATURES = sample("zh").blocks[-1]
TABLE = Table(((Cell((Text("费率"),)), Cell((Text("1%"),))),), (1, 1), header_rows=0)


def paragraphs(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    """The words and the XML of each paragraph of a document of these blocks."""
    xml = part(write_docx(replace(sample("zh"), blocks=blocks, parts=())), "word/document.xml")
    found = re.findall(r"<w:p>.*?</w:p>", xml, re.DOTALL)
    return [("".join(re.findall(r"<w:t[ >][^<]*?>?([^<>]*)</w:t>", one)), one) for one in found]


def with_paragraph(*inlines: Text | Value) -> Document:
    return replace(sample("zh"), blocks=(Paragraph(inlines),), parts=())


class TestValuesStayValues:
    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_a_value_that_tries_to_be_markup_is_printed_as_it_is(self, language: str) -> None:
        docx = write_docx(sample(language, supplier=HOSTILE))
        assert sum(HOSTILE in line for line in word_lines(docx)) >= 4
        assert faults(docx) == []

    def test_a_title_and_a_header_that_try_to_be_markup_are_printed_as_they_are(self) -> None:
        document = replace(sample("zh"), title=HOSTILE, header=HOSTILE, draft="{{ 7*7 }}<w:p/>")
        docx = write_docx(document)
        assert word_lines(docx)[0] == HOSTILE
        header = part(docx, "word/header1.xml")
        assert "A&amp;B &lt;株&gt; **x** {{ 7*7 }}" in header and "{{ 7*7 }}&lt;w:p/&gt;" in header
        assert faults(docx) == []

    @pytest.mark.parametrize(
        "text", ["A" * 100_000, "株" * 50_000, "{_{ x }_}", "{%p if %}", "\u200b\u202e\ufeff", "a  b ", "&amp;nbsp;"]
    )
    def test_long_and_strange_texts_come_through(self, text: str) -> None:
        docx = write_docx(with_paragraph(Text("before "), Value("remark", text, text)))
        assert f"before {text}" in word_lines(docx)

    def test_line_breaks_and_tabs_in_a_value_become_words_breaks_and_tabs(self) -> None:
        xml = part(write_docx(with_paragraph(Value("remark", "", "一\r\n二\n三\t四"))), "word/document.xml")
        assert len(re.findall("一</w:t><w:br/><w:t [^>]*>二</w:t><w:br/><w:t [^>]*>三</w:t><w:tab/>", xml)) == 1

    @given(st.text(max_size=40))
    def test_any_text_survives_or_is_refused(self, text: str) -> None:
        document = with_paragraph(Text("始"), Value("supplier", text, text, "name"), Text("终"))
        try:
            docx = write_docx(document)
        except InputError as error:
            assert error.findings[0].kind == "character_not_in_xml"
            return
        expected = re.sub(r"\r\n|[\r\n\t]", " ", text)
        assert f"始{expected}终" in word_lines(docx)

    @pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ud800", "\uffff"])
    def test_a_character_that_xml_cannot_hold_is_refused_by_the_name_of_its_value(self, character: str) -> None:
        with pytest.raises(InputError) as error:
            write_docx(sample("zh", supplier=f"海岳{character}公司"))
        (finding,) = error.value.findings
        assert finding.kind == "character_not_in_xml" and finding.details["name"] == "supplier.name"
        assert f"U+{ord(character):04X}" in finding.message("zh")

    @pytest.mark.parametrize("field", ["title", "subtitle", "header", "draft", "number"])
    def test_such_a_character_in_what_stands_around_the_text_is_refused_too(self, field: str) -> None:
        with pytest.raises(InputError):
            write_docx(replace(sample("zh"), **{field: "x\x01"}))


class TestControlsAndBookmarks:
    def test_each_value_says_which_parameter_it_is(self) -> None:
        xml = part(write_docx(sample("zh")), "word/document.xml")
        for tag in ("supplier.name", "late_rate", "start", "deposit", "deposit_form=withheld"):
            assert f'<w:tag w:val="{tag}"/>' in xml
        assert '<w:alias w:val="供应商名称"/>' in xml

    def test_only_plain_ascii_values_stand_in_plain_text_controls(self) -> None:
        xml = part(write_docx(sample("zh")), "word/document.xml")
        for properties, content in re.findall(r"<w:sdtPr>(.*?)</w:sdtPr><w:sdtContent>(.*?)</w:sdtContent>", xml):
            text = "".join(re.findall(r"<w:t [^>]*>([^<]*)</w:t>", content))
            assert ("<w:text/>" in properties) <= text.isascii()

    def test_the_first_place_of_a_value_has_a_bookmark_of_its_name(self) -> None:
        xml = part(write_docx(sample("zh")), "word/document.xml")
        assert xml.count('w:name="supplier_name"') == 1 and xml.count('w:name="late_rate"') == 1

    def test_a_blank_is_the_same_run_of_underscores_and_marked_as_a_placeholder(self) -> None:
        xml = part(write_docx(sample("zh")), "word/document.xml")
        assert re.search(
            rf'<w:tag w:val="deposit"/>.*?<w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t [^>]*>{"_" * 12}</w:t>',
            xml,
        )


class TestPage:
    def test_the_draft_mark_stands_in_the_header_and_across_the_page_only_while_it_is_a_draft(self) -> None:
        header = part(write_docx(sample("zh", draft=True)), "word/header1.xml")
        assert ">草案</w:t>" in header and 'string="草案"' in header and "QA-2026-001" in header
        assert "v:shape" not in part(write_docx(sample("zh", draft=False)), "word/header1.xml")

    @pytest.mark.parametrize(("language", "words"), [("zh", "第 1 页　共 1 页"), ("en", "Page 1 of 1")])
    def test_the_footer_counts_pages_by_whole_fields(self, language: str, words: str) -> None:
        footer = part(write_docx(sample(language)), "word/footer1.xml")
        assert "".join(re.findall(r"<w:t [^>]*>([^<]*)</w:t>", footer)) == words
        assert footer.count('"begin"') == footer.count('"separate"') == footer.count('"end"') == 2

    def test_a_long_document_has_a_table_of_contents_with_entries_and_a_short_one_has_none(self) -> None:
        long = part(write_docx(sample("zh", articles=12)), "word/document.xml")
        assert ">第十五条 一般约定之十五</w:t>" in long and long.count("PAGEREF") == 2 + 15 + 2
        assert "TOC \\o" not in part(write_docx(sample("zh")), "word/document.xml")
        assert "TOC \\o" not in part(
            write_docx(replace(sample("zh", articles=12), contents="none")), "word/document.xml"
        )

    def test_tables_repeat_their_heading_and_do_not_split_rows(self) -> None:
        xml = part(write_docx(sample("zh")), "word/document.xml")
        assert xml.count("<w:tblHeader/>") == 3 and xml.count("<w:tr>") == xml.count("<w:cantSplit/>")
        assert xml.count("<w:tbl>") == xml.count('<w:tblLayout w:type="fixed"/>')

    def test_what_stands_before_the_signatures_stays_with_them(self) -> None:
        xml = part(write_docx(sample("zh")), "word/document.xml")
        before = xml[: xml.index("（以下无正文）")].rpartition("<w:p>")[2]
        assert "<w:keepNext/>" in before

    def test_the_last_words_before_the_closing_line_stay_with_the_signatures_too(self) -> None:
        blocks = (Paragraph((Text("双方各执一份。"),)), Paragraph((Text("（以下无正文）"),), "centred"), SIGNATURES)
        kept = {text: "<w:keepNext/>" in xml for text, xml in paragraphs(blocks)}
        assert kept["双方各执一份。"] and kept["（以下无正文）"]

    def test_a_paragraph_stays_with_the_list_table_or_choices_that_it_announces(self) -> None:
        items = ItemList((Item("（一）", 0, (Paragraph((Text("费率如下："),)), TABLE)),), 0, "articles")
        blocks = (
            *(Paragraph((Text("方式如下："),)), Paragraph((TickBox(False), Text("支票")))),
            *(Paragraph((Text("没有冒号。"),)), TABLE),
            *(Paragraph((Text("约定如下："),)), items),
        )
        kept = {text: "<w:keepNext/>" in xml for text, xml in paragraphs(blocks)}
        assert kept["方式如下："] and kept["约定如下："] and kept["费率如下："]
        assert not kept["没有冒号。"] and not kept["□支票"]

    def test_strong_words_are_strong_in_references_and_values_too(self) -> None:
        """A plain-text control would hide the weight from LibreOffice."""
        line = Reference("clause_late", "第九条", strong=True), Value("rate", "0.1%", "0.1%", strong=True)
        xml = dict(paragraphs((Paragraph(line),)))["第九条0.1%"]
        assert xml.count('<w:rStyle w:val="Strong"/>') >= 2 and "<w:text/>" not in xml

    def test_lines_of_an_example_are_not_stretched(self) -> None:
        words = Paragraph((Text("已知：应缴保证金 = ¥90,000.00。"),))
        (_, xml) = next(
            p
            for p in paragraphs((Example("rule", (Text("示例"),), (words,), "example_rule"),))
            if p[0].startswith("已知")
        )
        assert '<w:jc w:val="left"/>' in xml


class TestFile:
    def test_the_file_carries_values_options_and_clauses(self) -> None:
        carried = part(write_docx(sample("zh")), "customXml/item1.xml")
        assert f'xmlns="{NAMESPACE}"' in carried and '<clause id="sample.late" version="2"' in carried

    def test_properties_come_from_the_document_and_never_from_the_clock(self) -> None:
        core = part(write_docx(sample("zh")), "docProps/core.xml")
        assert core.count("2026-03-25T00:00:00Z") == 2
        assert "<dc:title>质量协议</dc:title>" in core and "<dc:language>zh-CN</dc:language>" in core

    def test_the_same_document_gives_the_same_bytes_in_another_process(self) -> None:
        code = (
            "from tests.writers.sample_tree import sample; from contracts_kit.writers.docx.writer import write_docx;"
            "from hashlib import sha256; print(sha256(write_docx(sample('zh', articles=12))).hexdigest())"
        )
        root = Path(__file__).resolve().parents[3]
        environment = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Shanghai"}
        ran = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=root, env=environment, check=True
        )
        assert ran.stdout.strip() == sha256(write_docx(sample("zh", articles=12))).hexdigest()

    def test_what_was_written_before_does_not_show_in_the_next_document(self) -> None:
        first = write_docx(sample("zh", articles=12))
        shared = sample("zh", articles=12)
        for supplier in ("甲", "B & C"):
            write_docx(replace(shared, title=supplier, draft=None))
            write_docx(replace(shared, blocks=shared.blocks[::-1], contents="none"))
        assert write_docx(shared) == first

    def test_an_empty_document_is_a_file_too(self) -> None:
        document = replace(sample("en"), front=(), blocks=(), parts=(), subtitle="", values={}, manifest=(), labels={})
        docx = write_docx(document)
        assert word_lines(docx) == text_lines(document) == ["Quality Agreement"]
        assert faults(docx) == []
