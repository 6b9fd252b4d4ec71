"""The folders that documents go into."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from contracts_kit.errors import InputError, refuse
from contracts_kit.findings import Place


def made_folder(name: str) -> Path:
    """The folder of this name, made where it is not there. Raises InputError."""
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise folder_refused(name, error) from None
    return folder


def folder_refused(name: str, error: OSError) -> InputError:
    """The refusal for a folder that cannot be made or filled."""
    if os.path.isfile(name):
        return refuse("folder_is_file", Place(name))
    found = error.strerror or type(error).__name__
    if isinstance(error, shutil.Error):  # what went wrong with each file of a copied folder
        found = str(error.args[0][0][2])
    if error.errno == errno.ENOSPC or os.strerror(errno.ENOSPC) in found:
        return refuse("disk_full", Place(name))
    return refuse("folder_not_made", Place(name), found=found)
