from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contracts_kit.cli.root import root

Run = Callable[..., Result]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder outside any workspace, with a blank and Chinese in its path, as the current folder."""
    folder = tmp_path / "合同 试用"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("CONTRACTS_KIT_LANG", raising=False)
    return folder


@pytest.fixture
def run(here: Path) -> Run:
    """Runs the command in this process; a fault of ours is raised, an exit status is in the result."""

    def run(*arguments: object, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(root, [str(a) for a in arguments], input=stdin, prog_name="contracts-kit")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
