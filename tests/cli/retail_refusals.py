"""What the tests of bad input for the retail supply contract share: how a mistake is refused and named."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from click.testing import Result

Run = Callable[..., Result]
FAMILY = "retail_supply_contract"
LANGUAGES = ("en", "zh")
ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / f"{FAMILY}.yaml"
FACTS = ROOT / "examples" / "facts"

CONTRACT = """\
family: retail_supply_contract
parameters:
  contract_number: SL-GH-2026-001
  buyer: {name: 示例电器零售有限公司}
  supplier: {name: 样本家电供应有限公司}
"""
FIRST = CONTRACT.count("\n") + 1  # the line on which what a test adds begins


def place(offset: int, path: str) -> str:
    """The place as it is printed, `offset` lines below the first added one: `p.yaml:8  parameters.stores[3]`."""
    return rf"p\.yaml:{FIRST + offset}(:\d+)?(:|  ) ?parameters\.{re.escape(path)}[ :]"


def errors(said: str) -> list[str]:
    """The lines of `check` that are errors."""
    marks = ("warning: ", "note: ", "警告：", "提示：")
    return [line for line in said.splitlines() if line.startswith("p.yaml") and not any(m in line for m in marks)]


def refuses(run: Run, added: str, expected: list[tuple[int, str, list[str], list[str]]]) -> None:
    """That `check` and `assemble` refuse the contract with what is added, in both languages, and write nothing.

    `expected` has for each error the line below the first added one, the path, and words in English and in Chinese.
    """
    Path("p.yaml").write_text(CONTRACT + added, encoding="utf-8")
    for language in LANGUAGES:
        checked = run("--lang", language, "check", FAMILY, "-p", "p.yaml")
        assembled = run("--lang", language, "assemble", FAMILY, "-p", "p.yaml", "-o", "out", "--format", "txt")
        assert (checked.exit_code, assembled.exit_code) == (1, 2)
        assert not Path("out").exists()
        found = errors(checked.stdout)
        assert len(found) == len(expected), found
        refusals = [line for line in assembled.stderr.splitlines() if line.startswith("p.yaml")]
        for (offset, path, en, zh), line in zip(expected, found, strict=True):
            assert re.match(place(offset, path), line), line
            assert all(words in line for words in (en if language == "en" else zh)), line
            assert any(re.match(place(offset, path), refusal) for refusal in refusals), refusals


def facts_of(form: str) -> dict[str, Any]:
    """The facts of the example of a notice, each as it is written."""
    found: dict[str, Any] = yaml.load((FACTS / f"{form}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return found


def refused_facts(run: Run, language: str, form: str, facts: dict[str, Any]) -> str:
    """What is said where a notice of the example refuses its facts."""
    Path("f.yaml").write_text(yaml.safe_dump(facts, allow_unicode=True), encoding="utf-8")
    done = run("--lang", language, "notice", form, "-p", EXAMPLE, "-i", "f.yaml", "-o", "n.txt")
    assert done.exit_code == 2 and not Path("n.txt").exists()
    return done.stderr
