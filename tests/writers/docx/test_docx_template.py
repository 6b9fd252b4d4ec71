"""Word templates: ours is built from its recipe, a house's own is used as it is and gets what it lacks."""

from __future__ import annotations

import io
import re
import runpy
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from contracts_kit.errors import InputError
from contracts_kit.writers.docx.default_styles import RECIPES
from contracts_kit.writers.docx.default_template import default_parts, default_template
from contracts_kit.writers.docx.splice import context_of
from contracts_kit.writers.docx.styles import STYLES
from contracts_kit.writers.docx.writer import write_docx
from contracts_kit.writers.text import text_lines
from contracts_kit.writers.zip_records import write_zip
from tests.ooxml_checks import faults
from tests.writers.sample_tree import HOSTILE, sample
from tests.writers.word_words import word_lines, word_words

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"
BODY = "{{p body }}"


def unpacked(docx: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def changed(part: str, change: Callable[[str], str]) -> bytes:
    """Our template with one part changed."""
    parts = default_parts()
    parts[part] = change(parts[part])
    return write_zip({name: text.encode() for name, text in parts.items()})


def written_by_python_docx() -> bytes:
    """A template that a house made itself: other styles, a list of its own, a cover with tags, the tag split in runs."""
    import docx

    house = docx.Document()
    house.add_heading("{{ title }}", 0)
    house.add_paragraph("No. {{ number }} of {{ date }}", style="List Number")
    house.add_paragraph("To {{ values.supplier.name }}")
    paragraph = house.add_paragraph("{{p bo")
    paragraph.add_run("dy }}").bold = True
    house.sections[0].header.paragraphs[0].text = "ACME {{ header }} {% if draft %}({{ draft }}){% endif %}"
    buffer = io.BytesIO()
    house.save(buffer)
    return buffer.getvalue()


class TestOurTemplate:
    @pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*/agreement.docx")), ids=lambda path: path.parent.name)
    def test_the_template_of_a_family_is_what_the_recipe_builds(self, path: Path) -> None:
        assert unpacked(path.read_bytes()) == default_parts(), "run python templates/build_template.py"

    def test_the_recipe_writes_into_the_folders_of_the_families(self, tmp_path: Path) -> None:
        (tmp_path / "family").mkdir()
        (tmp_path / "family" / "outline.yaml").write_text("title: {}\n")
        script = tmp_path / "build_template.py"
        script.write_bytes((TEMPLATES / "build_template.py").read_bytes())
        runpy.run_path(str(script), run_name="__main__")
        assert (tmp_path / "family" / "agreement.docx").read_bytes() == default_template()

    def test_every_style_that_the_writer_names_has_a_recipe(self) -> None:
        assert set(STYLES.values()) <= {recipe.name for recipe in RECIPES}

    def test_the_page_for_houses_names_every_style_and_every_tag(self) -> None:
        page = (TEMPLATES.parent / "docs" / "word-templates.md").read_text(encoding="utf-8")
        assert [name for name in STYLES.values() if name not in page] == []
        pieces = {"cover", "contents", "articles", "annexes", "body"}
        named = context_of(sample("zh"), dict.fromkeys(pieces, ""))
        told = {tag.split(".")[0] for tag in re.findall(r"\{\{p? (?:p )?([a-z.]+) \}\}", page)}
        assert told <= set(named) and pieces <= told

    def test_fonts_stand_on_styles_by_name_and_never_by_theme(self) -> None:
        styles = default_parts()["word/styles.xml"]
        assert "Theme" not in styles and 'w:eastAsia="宋体"' in styles and 'w:eastAsia="zh-CN"' in styles

    def test_chinese_body_text_is_indented_by_two_characters(self) -> None:
        styles = default_parts()["word/styles.xml"]
        body = re.search(r'<w:style [^>]*w:styleId="ContractBody">.*?</w:style>', styles)
        assert body is not None and 'w:firstLine="480" w:firstLineChars="200"' in body.group()


class TestHouseTemplates:
    def test_a_house_template_keeps_its_cover_and_header_and_gets_the_styles_it_lacks(self) -> None:
        document = sample("zh")
        docx = write_docx(document, written_by_python_docx())
        lines = word_lines(docx)
        assert lines[:3] == [document.title, "No. QA-2026-001 of 2026-03-25", f"To {HOSTILE}"]
        assert lines[-len(text_lines(document)) :] == text_lines(document)
        assert faults(docx) == []
        header = next(text for name, text in unpacked(docx).items() if name.startswith("word/header"))
        assert "ACME 质量协议 QA-2026-001 (草案)" in re.sub("<[^>]*>", "", header)

    def test_styles_are_found_by_name_where_word_has_given_them_other_ids(self) -> None:
        """A Chinese Word saves `heading 2` under the id 2 and `Title` under a3."""

        def renamed(styles: str) -> str:
            return styles.replace('"Heading2"', '"2"').replace('"Title"', '"a3"')

        docx = write_docx(sample("zh"), changed("word/styles.xml", renamed))
        assert '<w:pStyle w:val="2"/>' in unpacked(docx)["word/document.xml"]
        assert faults(docx) == []

    def test_the_lists_of_a_template_stay_and_ours_take_free_numbers(self) -> None:
        words = word_words(write_docx(sample("zh"), written_by_python_docx()))
        assert all(words.numbers[anchor] == shown for anchor, shown in words.references)

    def test_the_pieces_can_be_placed_one_by_one(self) -> None:
        def placed(document: str) -> str:
            tags = "".join(f"<w:p><w:r><w:t>{{{{p {name} }}}}</w:t></w:r></w:p>" for name in ("articles", "annexes"))
            return document.replace(f'<w:p><w:r><w:t xml:space="preserve">{BODY}</w:t></w:r></w:p>', tags)

        lines = word_lines(write_docx(sample("zh"), changed("word/document.xml", placed)))
        assert "合同编号：QA-2026-001" not in lines and lines[-1] == "（一）附件列表重新起算。"

    def test_a_template_without_a_place_for_the_text_is_refused(self) -> None:
        with pytest.raises(InputError) as error:
            write_docx(sample("zh"), changed("word/document.xml", lambda text: text.replace(BODY, "body")))
        assert error.value.findings[0].kind == "template_without_body"
        assert BODY in str(error.value)

    @pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04broken", write_zip({"a.txt": b"x"})])
    def test_what_is_no_word_file_is_refused(self, content: bytes) -> None:
        with pytest.raises(InputError) as error:
            write_docx(sample("zh"), content)
        assert error.value.findings[0].kind == "not_a_word_file"

    def test_a_wrong_tag_in_the_header_is_refused_with_its_part(self) -> None:
        with pytest.raises(InputError) as error:
            write_docx(
                sample("zh"), changed("word/header1.xml", lambda text: text.replace("{{ header }}", "{{ header "))
            )
        assert error.value.findings[0].place.part == "word/header1.xml"
