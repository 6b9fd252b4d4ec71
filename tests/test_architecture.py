"""The folder tree is the architecture: what must not be imported, named or grown."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "contracts_kit"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 450


def test_a_floor_imports_only_from_floors_below_it() -> None:
    done = subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(ROOT)))
def test_a_file_has_one_subject_and_a_name_of_the_field(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert module.stem not in {"utils", "util", "helpers", "helper", "manager", "misc", "common"}


def test_the_engine_names_no_family() -> None:
    families = [folder.name for folder in (ROOT / "clauses").iterdir() if folder.is_dir() and folder.name != "common"]
    words = re.compile("|".join([*families, *(f.replace("_", " ") for f in families)]), re.IGNORECASE)
    named = [str(m.relative_to(ROOT)) for m in MODULES if words.search(m.read_text(encoding="utf-8"))]
    assert named == []


def test_the_engine_speaks_of_no_clause_matter() -> None:
    # Words of the first family's subject; the engine has no business with them.
    words = re.compile(
        r"brand.loss|品牌损失|保证金|withholding|nonconform|不合格品|complaint|storage fee|保管费", re.IGNORECASE
    )
    named = [str(m.relative_to(ROOT)) for m in MODULES if words.search(m.read_text(encoding="utf-8"))]
    assert named == []


def test_below_the_command_line_nothing_asks_the_clock() -> None:
    asked = []
    for module in MODULES:
        if "cli" in module.parts:
            continue
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow", "localtime"}:
                asked.append(f"{module.relative_to(ROOT)}:{node.lineno}")
    assert asked == []


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, contracts_kit; print(*[m for m in ('yaml','jinja2','docx','lxml','typst','markdown_it','click') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
