"""The lint: everything that can be found about a workspace, without stopping at the first error."""

from __future__ import annotations

import os
from pathlib import Path

from contracts_kit.content.library import examine, workspace_root
from contracts_kit.content.seal import seal_of, seal_path
from contracts_kit.content.workspace_files import read_files
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding


def lint(root: str | os.PathLike[str] | None = None) -> list[Finding]:
    """What is found about the workspace, in order of file and line; empty where all is well.

    `root` None means the workspace that `load_library()` would load. Raises InputError where there is no workspace.
    """
    return list(examine(read_files(workspace_root(root)))[1])


def write_seal(root: str | os.PathLike[str] | None = None) -> Path:
    """Write the seal of a workspace in which nothing was found, and return its path: see `content.seal`.

    Raises InputError where the content has an error, or the file cannot be written.
    """
    from contracts_kit.writers.write import write_bytes

    library, findings = examine(read_files(workspace_root(root)))
    if findings:
        raise InputError(list(findings))
    path = seal_path(library.root)
    write_bytes(path, seal_of(library))
    return path
