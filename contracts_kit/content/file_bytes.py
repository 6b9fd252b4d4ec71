"""The bytes of a file that a person names, of bounded size."""

from __future__ import annotations

from pathlib import Path

from contracts_kit.errors import refuse
from contracts_kit.findings import Place


def read_file_bytes(path: Path | str, most: int) -> bytes:
    """The bytes of a file of at most `most`.

    Raises InputError `file_missing`, `file_unreadable`, `file_too_large`.
    """
    place = Place(str(path))
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(most + 1)
    except FileNotFoundError:
        raise refuse("file_missing", place) from None
    except (OSError, ValueError) as error:
        raise refuse("file_unreadable", place, found=getattr(error, "strerror", None) or str(error)) from None
    if len(content) > most:
        raise refuse("file_too_large", place, found=f"> {most}", allowed=most)
    return content
