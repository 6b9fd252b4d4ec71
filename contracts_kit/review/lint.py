"""The lint: everything that can be found about a workspace, without stopping at the first error."""

from __future__ import annotations

import os

from contracts_kit.content.library import examine, workspace_root
from contracts_kit.content.workspace_files import read_files
from contracts_kit.findings import Finding


def lint(root: str | os.PathLike[str] | None = None) -> list[Finding]:
    """What is found about the workspace, in order of file and line; empty where all is well.

    `root` None means the workspace that `load_library()` would load. Raises InputError where there is no workspace.
    """
    return list(examine(read_files(workspace_root(root)))[1])
