"""Charts as files: the same bytes in any process, sound SVG, words that cannot become markup, pictures that can be read."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from contracts_kit.calculation.chart import Chart
from contracts_kit.errors import InputError
from contracts_kit.values.types import ValueType
from contracts_kit.writers import charts
from contracts_kit.writers.chart_layout import money_scale, tick_texts, ticks, wrapped
from contracts_kit.writers.charts import panel_svg, printable, write_chart
from tests.calculation.charts_of_parts_supply import chart

ROOT = Path(__file__).parents[2]
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("x")</script> & $\\frac{1}{0}$ ${{7*7}}$ "quoted" \U0001f600'


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("format", ["svg", "png"])
def test_another_process_draws_the_same_bytes(language: str, format: str) -> None:
    code = (
        "import hashlib; from tests.calculation.charts_of_parts_supply import chart\n"
        "from contracts_kit.writers.charts import write_chart\n"
        f"print(hashlib.sha256(write_chart(chart('late_charge', '{language}'), '{format}')).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(write_chart(chart("late_charge", language), format)).hexdigest()


def test_an_svg_is_sound_xml_says_what_it_shows_and_names_no_day_and_no_program() -> None:
    made = chart("ppm_deduction", "zh")
    content = write_chart(made, "svg")
    root = etree.fromstring(content)
    assert root.findtext(f"{SVG}title") == made.title
    assert root.findtext(f"{SVG}desc") == made.description
    assert "电子类目标值 30 ppm" in made.description
    assert root.get("role") == "img"
    assert root.find(f".//{SVG}text") is None  # letters are paths: no font is needed
    assert root.find(f".//{SVG}style") is None and root.find(f".//{SVG}metadata") is None
    assert not re.search(rb"[Mm]atplotlib|20\d\d-\d\d-\d\dT", content)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_a_png_is_a_picture_with_ink_on_it_and_no_words_about_itself() -> None:
    picture = Image.open(io.BytesIO(write_chart(chart("late_charge", "zh"), "png")))
    assert picture.width == 1152 and set(picture.info) <= {"dpi"}
    colours = picture.convert("RGB").getcolors(1_000_000)
    assert colours is not None and len(colours) > 20
    assert any(colour == (0x2A, 0x63, 0xAD) for _, colour in colours)  # the line
    assert any(colour == (0xB0, 0x3A, 0x2E) for _, colour in colours)  # the marks


def hostile() -> Chart:
    made = chart("late_charge", "en")
    panel = made.panels[0]
    marks = tuple(replace(mark, text=HOSTILE) for mark in panel.marks)
    return replace(made, title=HOSTILE, head=(HOSTILE, HOSTILE), panels=(replace(panel, title=HOSTILE, marks=marks),))


def test_no_label_becomes_markup_or_a_formula() -> None:
    content = write_chart(hostile(), "svg")
    root = etree.fromstring(content)
    assert root.findtext(f"{SVG}title") == HOSTILE
    assert root.find(f".//{SVG}script") is None and b"<script" not in content
    assert write_chart(hostile(), "png")
    inline = panel_svg(hostile(), 0, "chart-1-1")
    assert "<script" not in inline
    etree.fromstring(inline)


def test_a_character_without_a_shape_is_a_box() -> None:
    assert printable("示例 ppm \U0001f600") == "示例 ppm □"


def test_two_plots_in_a_page_share_no_id_and_take_the_colour_of_the_text() -> None:
    made = chart("ppm_deduction", "en")
    plots = [panel_svg(made, index, f"chart-1-{index + 1}") for index in range(2)]
    ids = [set(re.findall(r'\bid="([^"]+)"', plot)) for plot in plots]
    assert ids[0] and not ids[0] & ids[1]
    for plot, known in zip(plots, ids, strict=True):
        assert set(re.findall(r'href="#([^"]+)"', plot)) | set(re.findall(r"url\(#([^)]+)\)", plot)) <= known
        assert "currentColor" in plot and charts.INK not in plot
        assert ' width="' not in plot.partition(">")[0]


def test_without_the_extra_it_is_refused_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "find_spec", lambda name: None)
    with pytest.raises(InputError) as error:
        write_chart(chart("late_charge", "en"), "png")
    assert "pip install 'contracts-kit[charts]'" in error.value.findings[0].message("zh")


def test_steps_are_drawn_as_steps() -> None:
    made = chart("ppm_deduction", "en")
    for stroke in made.panels[1].strokes:
        assert len({y for _, y in stroke.points}) == 1
    assert all(before != after for _, before, after in made.panels[1].jumps)
    assert [(s.opens, s.closes) for s in made.panels[1].strokes[:2]] == [(True, False), (True, False)]


def test_ticks_are_round_and_money_stands_in_ten_thousands() -> None:
    assert ticks(Fraction(0), Fraction(6000), ValueType("decimal", "ppm")) == [0, 1000, 2000, 3000, 4000, 5000, 6000]
    assert ticks(Fraction(0), Fraction(3), ValueType("integer", "days")) == [0, 1, 2, 3]
    assert ticks(Fraction(0), Fraction(1, 10), ValueType("ratio")) == [Fraction(n, 50) for n in range(6)]
    money = ValueType("money")
    assert tick_texts([Fraction(0), Fraction(25_000)], money, "zh", Fraction(100_000)) == ["0", "2.5"]
    assert money_scale(Fraction(100_000), money, "zh") == (10_000, "万元")
    assert money_scale(Fraction(99_999), money, "zh") == (1, "元")
    assert money_scale(Fraction(10**9), money, "zh") == (10**8, "亿元")
    assert money_scale(Fraction(10**7), money, "en") == (10**6, "CNY million")
    assert money_scale(Fraction(100_000), ValueType("money", "USD"), "zh") == (10_000, "万USD")
    assert tick_texts([Fraction(1, 20)], ValueType("ratio"), "en", Fraction(1)) == ["5%"]


@pytest.mark.parametrize("width", [10, 24, 60])
def test_a_wrapped_text_keeps_its_words_and_its_punctuation(width: int) -> None:
    for text in (
        "自130 ppm（电子类目标值 30 ppm）起：由¥0.00变为¥3,000.00。",
        "limit: 100% of payment (CNY 100,000.00), from 30 ppm",
    ):
        lines = wrapped(text, width)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert not any(line[0] in "，。；：）" for line in lines)


def test_an_amount_and_a_measure_stay_with_their_units() -> None:
    lines = wrapped("from 130 ppm (electronic target): from CNY 0.00 to CNY 3,000.00, then CNY 3,000.00 more", 30)
    assert len(lines) > 2
    assert not any(line.endswith("CNY") or line.startswith("ppm") for line in lines)


def test_what_somebody_has_configured_for_their_own_pictures_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text(
        "axes.grid: False\nlines.linewidth: 9\nsvg.fonttype: none\n", encoding="utf-8"
    )
    code = (
        "import hashlib; from tests.calculation.charts_of_parts_supply import chart\n"
        "from contracts_kit.writers.charts import write_chart\n"
        "print(hashlib.sha256(write_chart(chart('late_charge', 'zh'), 'svg')).hexdigest())"
    )
    environment = {**os.environ, "MPLCONFIGDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(write_chart(chart("late_charge", "zh"), "svg")).hexdigest()
    assert done.stderr == ""
