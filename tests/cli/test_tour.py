"""A new user's way through every command, in a folder outside any workspace, in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import python_calamine
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def ours(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace that `init` laid, as the current folder, with a starter file in it."""
    assert run("init", "我们 的").exit_code == 0
    monkeypatch.chdir(here / "我们 的")
    assert run("--lang", "zh", "new", "quality_agreement", "-o", "参数.yaml").exit_code == 0
    return here / "我们 的"


def test_init_says_what_comes_next(run: Run) -> None:
    said = run("init", "ours").stderr
    assert "cd ours" in said and "contracts-kit new FAMILY -o params.yaml" in said


def test_init_lays_clauses_and_templates_and_no_code(ours: Path) -> None:
    assert sorted(p.name for p in ours.iterdir()) == ["clauses", "templates", "参数.yaml"]
    assert not list(ours.rglob("*.py"))


def test_a_workspace_that_init_laid_has_nothing_to_lint(run: Run, ours: Path) -> None:
    result = run("lint", "--strict")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 errors, 0 warnings, 0 notes.\n")


def test_the_starter_file_loads_and_its_blanks_are_found_at_their_lines(run: Run, ours: Path) -> None:
    result = run("--lang", "zh", "check", "quality_agreement", "-p", "参数.yaml")
    assert result.exit_code == 0
    lines = Path("参数.yaml").read_text(encoding="utf-8").splitlines()
    (found,) = [line for line in result.stdout.splitlines() if "  quality_deposit_amount  " in line]
    number = lines.index("  quality_deposit_amount:") + 1
    assert found == (
        f"参数.yaml:{number}:3  quality_deposit_amount  警告：质量保证金数额未填：第二十一条 质量保证金印出空栏待填。"
    )


def test_a_blank_that_the_file_leaves_out_names_the_file_all_the_same(run: Run, here: Path) -> None:
    Path("p.yaml").write_text("contract_number: A-1\n", encoding="utf-8")
    said = run("check", "quality_agreement", "-p", "p.yaml").stdout
    assert "p.yaml  term_start_date  warning: start of the term is blank:" in said


@pytest.mark.parametrize(
    ("language", "title"), [("zh", "质量协议：计算示例"), ("en", "Quality Agreement: worked examples")]
)
def test_worked_examples_are_a_workbook_that_calculates(run: Run, ours: Path, language: str, title: str) -> None:
    target = ours / f"{language}.xlsx"
    result = run("examples", "quality_agreement", "-p", "参数.yaml", "-o", str(target), "--language", language)
    assert (result.exit_code, result.stdout) == (0, f"{target}\n")
    book = python_calamine.CalamineWorkbook.from_path(target)
    assert book.get_sheet_by_index(0).to_python()[0][0] == title
    assert not [path.name for path in ours.iterdir() if "tmp" in path.name]


def test_a_contract_is_written_in_every_format_and_language(run: Run, ours: Path) -> None:
    formats = ("docx", "pdf", "html", "md", "txt")
    asked = [word for name in formats for word in ("--format", name)]
    result = run(
        "assemble",
        "quality_agreement",
        "-p",
        "参数.yaml",
        "-o",
        "出 口",
        *asked,
        "--language",
        "zh",
        "--language",
        "en",
    )
    assert result.exit_code == 0
    expected = [
        str(Path("出 口") / f"quality_agreement.{language}.{name}") for language in ("zh", "en") for name in formats
    ]
    assert result.stdout.splitlines() == expected
    assert all(Path(name).stat().st_size > 10_000 for name in expected)
    assert "DRAFT" in Path("出 口/quality_agreement.en.html").read_text(encoding="utf-8")


def test_a_finished_file_says_what_it_carries(run: Run, ours: Path) -> None:
    run("assemble", "quality_agreement", "-p", "参数.yaml")
    said = run("inspect", "quality_agreement.zh.docx").stdout
    assert said.startswith("quality_agreement  zh\n")
    carried = json.loads(run("inspect", "quality_agreement.zh.docx", "--json").stdout)
    assert carried["values"]["brand_loss_rate"] == "0.10"
    assert carried["manifest"][0]["clause"].startswith(("quality_agreement.", "common."))


def test_a_rule_is_calculated_from_standard_input(run: Run, here: Path) -> None:
    result = run("--lang", "zh", "calc", "qa_brand_loss", "-i", "-", stdin="direct_loss: 12万元\n")
    assert result.exit_code == 0
    assert "品牌损失费  ¥12,000.00" in result.stdout
    assert "第十七条" in result.stdout


def test_without_facts_the_rule_s_own_example_is_taken_and_said(run: Run, here: Path) -> None:
    result = run("calc", "qa_brand_loss")
    assert result.exit_code == 0
    assert "own example" in result.stderr


def test_an_explanation_has_no_numbers_of_a_case(run: Run, here: Path) -> None:
    said = run("explain", "qa_brand_loss").stdout
    assert "direct_loss" in said and "brand_loss_base" in said


@pytest.mark.parametrize("suffix", ["docx", "html", "md", "txt", "pdf"])
def test_worked_examples_are_a_document(run: Run, here: Path, suffix: str) -> None:
    assert run("examples", "quality_agreement", "-o", f"例 {suffix}.{suffix}").exit_code == 0
    assert Path(f"例 {suffix}.{suffix}").stat().st_size > 5_000


def test_what_a_change_touches(run: Run, ours: Path) -> None:
    text = Path("参数.yaml").read_text(encoding="utf-8")
    Path("new.yaml").write_text(text.replace("brand_loss_rate: 10%", "brand_loss_rate: 12%"), encoding="utf-8")
    result = run("--lang", "zh", "check", "quality_agreement", "-p", "new.yaml", "--against", "参数.yaml")
    assert result.exit_code == 0
    assert result.stdout.startswith("品牌损失费率  10% → 12%  第十七条 用户索赔与品牌损失费")
    assert run("check", "quality_agreement", "-p", "参数.yaml", "--against", "参数.yaml").stderr == "Nothing changed.\n"


def test_a_house_template_is_filled(run: Run, here: Path) -> None:
    from docx import Document

    template = Document()
    template.add_paragraph("{{ name }}：{% for row in rows %}{{ row.n }};{% endfor %}")
    template.save("模板.docx")
    data = {"name": "A&B <株> **x** {{ 7*7 }}", "rows": [{"n": 1}, {"n": 2}]}
    result = run("fill", "模板.docx", "-d", "-", "-o", "o.docx", stdin=json.dumps(data))
    assert (result.exit_code, result.stdout) == (0, "o.docx\n")
    assert Document("o.docx").paragraphs[0].text == "A&B <株> **x** {{ 7*7 }}：1;2;"


def test_a_hostile_name_is_text_in_every_format(run: Run, here: Path) -> None:
    Path("p.yaml").write_text('contract_number: "A&B <株> **x** {{ 7*7 }} ../../x"\n', encoding="utf-8")
    assert (
        run("assemble", "quality_agreement", "-p", "p.yaml", "-o", "o", "--format", "txt", "--format", "docx").exit_code
        == 0
    )
    assert "A&B <株> **x** {{ 7*7 }} ../../x" in Path("o/quality_agreement.zh.txt").read_text(encoding="utf-8")
    assert sorted(p.name for p in here.iterdir()) == ["o", "p.yaml"]


def test_a_schema_accepts_the_starter_file(run: Run, ours: Path) -> None:
    schema = json.loads(run("schema", "quality_agreement").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert run("schema", "quality_agreement", "-o", "s.json").exit_code == 0
    assert json.loads(Path("s.json").read_text(encoding="utf-8")) == schema


def test_the_starter_on_standard_output_is_the_file(run: Run, here: Path) -> None:
    run("new", "quality_agreement", "-o", "p.yaml")
    assert run("new", "quality_agreement").stdout == Path("p.yaml").read_text(encoding="utf-8")


def test_a_starter_does_not_overwrite_unless_told(run: Run, here: Path) -> None:
    Path("p.yaml").write_text("mine", encoding="utf-8")
    assert run("new", "quality_agreement", "-o", "p.yaml").exit_code == 2
    assert Path("p.yaml").read_text(encoding="utf-8") == "mine"
    assert run("new", "quality_agreement", "-o", "p.yaml", "--force").exit_code == 0


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_any_line_end_and_a_byte_order_mark_are_read(run: Run, here: Path, ending: str) -> None:
    Path("p.yaml").write_bytes(("\ufeff" + ending.join(["contract_number: A-1", "draft_number: 二稿", ""])).encode())
    result = run("check", "quality_agreement", "-p", "p.yaml")
    assert result.exit_code == 0
    assert "contract_number" not in result.stdout
