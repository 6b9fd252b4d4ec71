"""What a person meets on the pages: cover, contents, bookmarks, links, draft mark, tables, the signature block."""

from __future__ import annotations

import dataclasses
import io
import json
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from contracts_kit.assembly.contract import assemble
from contracts_kit.assembly.tree import (
    Blank,
    Cell,
    Document,
    Item,
    ItemList,
    Paragraph,
    SignatureColumn,
    Table,
    Text,
    TickBox,
)
from contracts_kit.content.library import load_library
from contracts_kit.content.parameter_file import read_parameter_file
from contracts_kit.errors import InputError
from contracts_kit.writers.pdf.writer import parameter_file, write_pdf, write_pictures
from tests.writers.contract_documents import CONTRACTS, ROOT, contract_named
from tests.writers.pdf_words import pdf_lines, structure
from tests.writers.sample_tree import sample


def reader(document: Document, **settings: object) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(write_pdf(document, **settings)))  # type: ignore[arg-type]


def outline_titles(pdf: pypdf.PdfReader) -> list[str]:
    def walk(entries: list) -> list[str]:
        return [t for e in entries for t in (walk(e) if isinstance(e, list) else [e.title])]

    return walk(pdf.outline)


def plain_document(*blocks: object, language: str = "zh", **changes: object) -> Document:
    small = dataclasses.replace(sample(language), blocks=blocks, parts=(), front=(), subtitle="", header="")
    return dataclasses.replace(small, **changes)


def test_a_short_document_has_no_cover_and_no_contents() -> None:
    pdf = reader(sample("zh"))
    assert len(pdf.pages) <= 5
    assert "目录" not in "".join(page.extract_text() for page in pdf.pages)


@pytest.mark.parametrize(("language", "title"), [("zh", "目录"), ("en", "Contents")])
def test_a_document_of_more_than_five_pages_has_a_cover_and_contents(language: str, title: str) -> None:
    pdf = reader(sample(language, articles=12))
    assert len(pdf.pages) > 6
    assert title in pdf.pages[1].extract_text()
    kinds = [node.kind for node in structure(write_pdf(sample(language, articles=12))).children[0].children]
    assert "/TOC" in kinds


def test_bookmarks_carry_the_numbers() -> None:
    titles = outline_titles(reader(sample("zh")))
    assert titles[:3] == ["第一节 质量", "第一条 质量标准", "第二条 质量保证金"]
    assert "附件一 计算示例" in titles


def test_references_are_links_inside_the_document() -> None:
    pdf = reader(sample("zh"))
    links = [a.get_object() for page in pdf.pages for a in page.get("/Annots", [])]
    assert len(links) == 3
    assert all(link["/Subtype"] == "/Link" and link.get("/Contents") for link in links)
    assert {str(link["/Dest"]) for link in links} == {"clause_late", "clause_standards", "annex_examples"}


def test_the_file_says_its_title_language_number_and_page_labels() -> None:
    pdf = reader(sample("zh"))
    assert pdf.metadata is not None and pdf.metadata.title == "质量协议"
    assert pdf.trailer["/Root"]["/Lang"] == "zh-CN"
    assert "QA-2026-001" in str(pdf.metadata["/Keywords"])
    assert pdf.page_labels[:2] == ["1", "2"]
    assert reader(sample("en")).trailer["/Root"]["/Lang"] == "en-GB"


@pytest.mark.parametrize(
    ("given", "expected"), [(None, "20260325"), ("2027-01-02", "20270102")], ids=["the contract's date", "--date"]
)
def test_the_date_of_the_file_is_never_the_clock(given: str | None, expected: str) -> None:
    pdf = reader(sample("zh"), date=given)
    assert pdf.metadata is not None and expected in str(pdf.metadata["/CreationDate"])
    undated = reader(dataclasses.replace(sample("zh"), date=""))
    assert undated.metadata is not None and "20000101" in str(undated.metadata["/CreationDate"])


@pytest.mark.parametrize("date", ["2026-02-30", "yesterday", "1800-01-01"])
def test_a_wrong_date_is_refused(date: str) -> None:
    with pytest.raises(InputError) as error:
        write_pdf(sample("zh"), date=date)
    assert error.value.findings[0].kind == "wrong_document_date"


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(InputError) as error:
        write_pdf(sample("zh"), engine="word")
    assert error.value.findings[0].kind == "unknown_pdf_engine"


@pytest.mark.parametrize(
    ("language", "mark", "footer"), [("zh", "草案", "第 2 页 共 4 页"), ("en", "DRAFT", "Page 2 of 4")]
)
def test_every_page_of_a_draft_is_marked_and_numbered(language: str, mark: str, footer: str) -> None:
    pages = [page.extract_text() for page in reader(sample(language)).pages]
    assert all(mark in page for page in pages)
    assert footer in pages[1]
    finished = [page.extract_text() for page in reader(sample(language, draft=False)).pages]
    assert not any(mark in page for page in finished)
    assert all("QA-2026-001" in page for page in finished)


@pytest.mark.parametrize("articles", range(0, 9, 2))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_signature_block_never_stands_alone(language: str, articles: int) -> None:
    """Whatever comes before, the lines to sign stand on one page with the last words of the contract."""
    document = dataclasses.replace(sample(language, articles=articles, supplier="乙"), header="", draft=None)
    pages = [page.extract_text() for page in reader(document).pages]
    anchors = ("采购方（盖章）", "供应商（盖章）") if language == "zh" else ("Buyer (seal)", "Supplier (seal)")
    (page,) = [page for page in pages if anchors[0] in page]
    assert anchors[1] in page
    before = page[: page.index(anchors[0])]
    assert ("（以下无正文）" if language == "zh" else "The signatures follow") in before
    assert len(before.strip()) > 30


@pytest.mark.parametrize("lines", range(26, 34))
def test_the_signature_block_takes_the_last_item_along(lines: int) -> None:
    """However far the page is filled, neither the closing line nor the block begins a page without an item before it."""
    signature = sample("zh").blocks[-1]
    items = tuple(Item(f"（{n}）", 0, (Paragraph((Text(f"约定事项之{n}。"),)),)) for n in range(1, lines + 1))
    closing = Paragraph((Text("（以下无正文）"),), "centred")
    document = plain_document(ItemList(items, 0, "articles"), closing, signature, draft=None)
    pages = [page.extract_text().replace(" ", "") for page in reader(document).pages]
    (page,) = [page for page in pages if "采购方（盖章）" in page]
    assert f"约定事项之{lines}。" in page and "以下无正文" in page
    lines_found = [line for line in pdf_lines(write_pdf(document)) if "约定事项" in line]
    assert lines_found == [f"（{n}）约定事项之{n}。" for n in range(1, lines + 1)]


def test_a_long_table_repeats_its_header_on_each_page() -> None:
    head = (Cell((Text("序号"),), header=True), Cell((Text("扣款说明表头"),), header=True))
    rows = tuple((Cell((Text(str(n)),)), Cell((Text("不合格品处理"),))) for n in range(90))
    pages = [page.extract_text() for page in reader(plain_document(Table((head, *rows), (1, 4)))).pages]
    assert len(pages) >= 3
    assert all("扣款说明表头" in page for page in pages)


def test_a_table_without_header_rows_and_with_spans_is_set() -> None:
    table = Table(((Cell((Text("甲"),), rows=2), Cell((Text("乙"),))), (Cell((Text("丙"),)),)), (1, 1), header_rows=0)
    assert len(reader(plain_document(table)).pages) == 1


def test_a_long_blank_breaks_over_two_lines_and_no_line_begins_with_a_mark() -> None:
    paragraph = Paragraph((Text("本合同约定的总价款（含税）为人民币大写"), Blank("total", "_" * 60), Text("，小写：")))
    (node,) = [n for n in structure(write_pdf(plain_document(paragraph))).children[0].children if "_" in n.words()]
    lines = node.words().split("\n")
    assert len(lines) >= 2
    assert not any(line.startswith(("，", "。", "：")) for line in lines)
    assert node.words().replace("\n", "").count("_") == 60


@pytest.mark.parametrize("letters", range(24, 36))
def test_a_blank_that_breaks_leaves_no_single_mark_on_a_line(letters: int) -> None:
    paragraph = Paragraph((Text("字" * letters), Blank("brand", "_" * 16), Text("为限")))
    (node,) = [n for n in structure(write_pdf(plain_document(paragraph))).children[0].children if "_" in n.words()]
    assert all(line.count("_") in (0, *range(4, 17)) for line in node.words().split("\n"))


def test_an_empty_row_of_a_form_is_as_high_as_one_with_words() -> None:
    head = (Cell((Text("门店"),), header=True), Cell((Text("所属公司"),), header=True))
    below = Paragraph((Text("表下"),))

    def height(*words: Text) -> float:
        rows = ((Cell(words), Cell(())),) * 5
        found = []
        page = reader(plain_document(Table((head, *rows), (1, 2)), below)).pages[0]
        page.extract_text(visitor_text=lambda text, cm, tm, font, size: found.append((text, cm[5] + tm[5])))
        return next(y for text, y in found if "表下" in text)

    assert abs(height() - height(Text("示例"))) < 1


def test_what_announces_choices_to_tick_stays_with_them() -> None:
    filler = [Paragraph((Text(f"第{n}行。"),)) for n in range(60)]
    for count in range(20, 60):
        blocks = *filler[:count], Paragraph((Text("方式如下："),)), Paragraph((TickBox(False), Text("支票")))
        pages = [page.extract_text() for page in reader(plain_document(*blocks, draft=None)).pages]
        if len(pages) > 1:
            assert "方式如下：" in pages[-1] and "支票" in pages[-1]
            return
    raise AssertionError("nothing reached a second page")


def test_a_name_a_little_too_long_for_its_column_stays_on_its_line() -> None:
    signature = dataclasses.replace(
        sample("zh").blocks[-1],
        columns=tuple(
            SignatureColumn(role, ((Text(f"{words}（盖章）：示例电器零售有限公司"),),))
            for role, words in (("buyer", "采购方"), ("supplier", "供应商"))
        ),
    )
    lines = pdf_lines(write_pdf(plain_document(signature)))
    assert [line for line in lines if "公司" in line and "\n" not in line]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_word_wider_than_its_line_or_cell_breaks(language: str) -> None:
    """It would otherwise run over the next cell or off the page."""
    word = "https://example.com/" + "standard-2026/" * 10
    cells = (Cell((Text(word),)), Cell((Text("quality-department@supplier.example"),)), Cell((Text("x"),)))
    document = plain_document(Paragraph((Text("见"), Text(word))), Table((cells,), (1, 1, 4), header_rows=0))
    document = dataclasses.replace(document, language=language)
    positions = []
    page = reader(document).pages[0]
    page.extract_text(visitor_text=lambda text, cm, tm, font, size: positions.append((text, cm[4] + tm[4])))
    assert max(x for text, x in positions if text.strip()) < 595 - 70
    lines = pdf_lines(write_pdf(document))
    assert any(line.replace("\n", "") == f"见{word}" for line in lines)
    assert any(line.replace("\n", "").startswith(word) for line in lines)


def test_the_parameters_are_attached_only_when_asked() -> None:
    document = sample("zh")
    assert reader(document).attachments == {}
    attached = reader(document, attach=True).attachments
    assert list(attached) == ["parameters.json"]
    content = attached["parameters.json"][0]
    assert content == parameter_file(document)
    assert json.loads(content)["parameters"]["late_rate"] == "0.0005"
    own = reader(document, attach=b'{"a": "{{ x }} \\" #"}').attachments["parameters.json"][0]
    assert own == b'{"a": "{{ x }} \\" #"}'


def test_the_same_document_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import sys, hashlib; from tests.writers.sample_tree import sample;"
        "from contracts_kit.writers.pdf.writer import write_pdf; from contracts_kit.writers.html.writer import write_html;"
        "print(hashlib.sha256(write_pdf(sample('zh')) + write_pdf(sample('en'), attach=True)).hexdigest(),"
        "hashlib.sha256(write_html(sample('zh'))).hexdigest())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
            timeout=60,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert len(outputs) == 1


def test_pages_can_be_seen_as_pictures() -> None:
    pictures = write_pictures(sample("zh"), dots_per_inch=30)
    assert len(pictures) == 4
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


@pytest.mark.parametrize("name", CONTRACTS)
def test_the_attached_parameters_make_the_same_contract_again(name: str, tmp_path: Path) -> None:
    contract = contract_named(name)
    attached = reader(contract.document, attach=True).attachments["parameters.json"][0]
    path = tmp_path / "parameters.json"
    path.write_bytes(attached)
    library = load_library(ROOT)
    family, _, language = name.split()
    again = assemble(family, read_parameter_file(path, library, family), language=language, library=library)
    assert write_pdf(again.document) == write_pdf(contract.document)
