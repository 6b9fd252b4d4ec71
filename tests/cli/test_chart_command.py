"""`chart`: the picture that is asked for, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from contracts_kit.writers import charts

WORKSPACE = Path(__file__).parents[1] / "workspaces" / "parts_supply"


def test_the_rules_own_chart_is_drawn_where_nothing_else_is_asked_for(run: Callable[..., Result], here: Path) -> None:
    done = run("--workspace", WORKSPACE, "chart", "late_charge", "-o", "late.svg")
    assert done.exit_code == 0 and done.stdout == "late.svg\n"
    assert "rule's own example" in done.stderr
    assert b"grace period 3 days" in (here / "late.svg").read_bytes()


def test_another_input_range_contract_and_language(run: Callable[..., Result], here: Path) -> None:
    (here / "p.yaml").write_text("late_cap: 4%\n", encoding="utf-8")
    (here / "i.yaml").write_text("value: 1000000\n", encoding="utf-8")
    asked = ("--x", "days", "--range", "0:30日", "-p", "p.yaml", "-i", "i.yaml", "--language", "zh", "-o", "a.svg")
    done = run("--workspace", WORKSPACE, "chart", "late_charge", *asked)
    assert done.exit_code == 0 and done.stderr == ""
    assert "上限：逾期货值 4%（¥40,000.00），自11日起" in (here / "a.svg").read_text(encoding="utf-8")


def test_a_series_with_a_range_of_its_own_and_a_png(run: Callable[..., Result], here: Path) -> None:
    asked = (
        "--x",
        "ppm",
        "--series",
        "category",
        "--range",
        "pcb=0:400",
        "--range",
        "lcd=0:9000",
        "--option",
        "partial_step=ceil",
    )
    done = run("--workspace", WORKSPACE, "chart", "ppm_deduction", *asked, "--amount", "share_deducted", "-o", "a.png")
    assert done.exit_code == 0
    assert (here / "a.png").read_bytes().startswith(b"\x89PNG")


REFUSALS = {
    "pp --range 0:1": "Did you mean ppm?",
    "category --range 0:1": "a number or a date",
    "ppm": "no range is given",
    "ppm --range 5:1": "Swap them",
    "ppm --range 0:9999999": "outside the bounds",
    "ppm --range x": "Write it as A:B",
    "ppm --range 0:1 --amount deductio": "Did you mean deduction?",
    "ppm --range 0:1 --series ppm": "makes no series",
    "ppm --series category --range electronics=0:1": "Did you mean electronic?",
    "ppm --range 0:1 -i facts.yaml": "no input usage_paymen. Did you mean usage_payment?",
}


@pytest.mark.parametrize("asked", REFUSALS)
def test_what_cannot_be_drawn_is_refused_and_nothing_is_written(
    asked: str, run: Callable[..., Result], here: Path
) -> None:
    (here / "facts.yaml").write_text("usage_paymen: 5\ncategory: pcb\nusage_payment: 5\n", encoding="utf-8")
    done = run("--workspace", WORKSPACE, "chart", "ppm_deduction", "-o", "a.svg", "--x", *asked.split())
    assert done.exit_code == 2 and REFUSALS[asked] in done.stderr, done.stderr
    assert not (here / "a.svg").exists()
    assert (
        run(
            "--lang", "zh", "--workspace", WORKSPACE, "chart", "ppm_deduction", "-o", "a.svg", "--x", *asked.split()
        ).exit_code
        == 2
    )


def test_a_blank_parameter_another_suffix_and_a_rule_without_a_chart(run: Callable[..., Result], here: Path) -> None:
    assert "rush_fee is blank" in run("--workspace", WORKSPACE, "chart", "rush_charge", "-o", "a.svg").stderr
    assert ".svg, .png" in run("--workspace", WORKSPACE, "chart", "late_charge", "-o", "a.pdf").stderr
    assert "--x: due, delivered, value" in run("--workspace", WORKSPACE, "chart", "late_until", "-o", "a.svg").stderr
    assert "Did you mean late_charge?" in run("--workspace", WORKSPACE, "chart", "late_charg", "-o", "a.svg").stderr
    assert list(here.iterdir()) == []


def test_without_the_extra_it_says_how_to_install_it(
    run: Callable[..., Result], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "find_spec", lambda name: None)
    done = run("--workspace", WORKSPACE, "chart", "late_charge", "-o", "a.svg")
    assert done.exit_code == 2 and "pip install 'contracts-kit[charts]'" in done.stderr


def test_a_panel_that_is_left_out_is_said(run: Callable[..., Result], here: Path) -> None:
    (here / "i.yaml").write_text("usage_payment: 1000\n", encoding="utf-8")
    asked = ("--x", "ppm", "--range", "0:300", "--series", "category", "-i", "i.yaml", "-o", "a.svg")
    done = run("--workspace", WORKSPACE, "chart", "ppm_deduction", *asked)
    assert done.exit_code == 0 and "displays: no display rate is agreed" in done.stderr


def test_a_page_of_a_contract_holds_its_charts_and_says_what_it_could_not_draw(
    run: Callable[..., Result], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("--workspace", WORKSPACE, "assemble", "parts_supply", "--format", "html").exit_code == 0
    assert "<svg" in (here / "parts_supply.zh.html").read_text(encoding="utf-8")
    monkeypatch.setattr(charts, "find_spec", lambda name: None)
    done = run("--workspace", WORKSPACE, "assemble", "parts_supply", "--format", "html", "--format", "docx")
    assert done.exit_code == 0 and done.stderr.count("contracts-kit[charts]") == 2
    assert "<svg" not in (here / "parts_supply.zh.html").read_text(encoding="utf-8")
