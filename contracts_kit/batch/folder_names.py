"""The folder of each supplier: its name made safe for every file system, and one that no other supplier has.

Names come from people, so anything may stand in them: `../../etc`, `CON`, three hundred characters, a character that
turns the text around. Which folder a supplier gets follows from the list alone, however many processes make it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from contracts_kit.records import dataclass

LONGEST = 120
"""In bytes of UTF-8: forty Chinese characters. A file system allows 255, a path on Windows 260 characters."""

_NOT_SHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NOT_ALLOWED = re.compile(r'[<>:"/\\|?*]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever the suffix."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What names the folder of a row: the name that is asked for, the supplier's credit code, and the row itself."""

    name: str
    credit_code: str
    row: int


def safe_name(name: str, longest: int = LONGEST) -> str:
    """A name of a folder that every file system takes, as near to `name` as can be; empty where nothing is left of it.

    It is in NFC, has no separators, no characters that nobody sees, no point, dash or blank at its beginning and no
    point or blank at its end, is no device of Windows and at most `longest` bytes long.
    """
    text = unicodedata.normalize("NFC", name)
    text = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in _NOT_SHOWN)
    text = " ".join(_NOT_ALLOWED.sub("_", text).split())
    text = _cut(text.lstrip(". -"), longest).rstrip(". ")
    return _cut(f"_{text}", longest).rstrip(". ") if _RESERVED.match(text) else text


def folder_names(rows: Sequence[Wanted], taken: Iterable[str] = ()) -> list[str]:
    """The folder of each row, in their order; none of them differs from another, or from `taken`, by capitals alone.

    Suppliers of one name get their credit codes behind it where these tell them apart, else their rows.
    """
    names = [safe_name(row.name) or safe_name(row.credit_code) or f"row-{row.row}" for row in rows]
    alike: dict[str, list[int]] = {}
    for position, name in enumerate(names):
        alike.setdefault(_key(name), []).append(position)
    used = {_key(name) for name in taken}
    single = {key for key, group in alike.items() if len(group) == 1} - used
    used |= single
    made = list(names)
    for key, group in alike.items():
        if key not in single:
            codes = [safe_name(rows[position].credit_code, 40) for position in group]
            for position, code in zip(group, codes, strict=True):
                told_apart = code and codes.count(code) == 1 and len(group) > 1
                made[position] = _free(names[position], code if told_apart else f"row-{rows[position].row}", used)
    return made


def _free(name: str, suffix: str, used: set[str]) -> str:
    """The name with a suffix, and with further ones as long as another has it; it is then used."""
    made = _joined(name, suffix)
    number = 2
    while _key(made) in used:
        made = _joined(name, f"{suffix}-{number}")
        number += 1
    used.add(_key(made))
    return made


def _joined(name: str, suffix: str) -> str:
    return f"{_cut(name, LONGEST - len(suffix.encode()) - 1).rstrip('. ')}-{suffix}"


def _key(name: str) -> str:
    """What is the same for names that some file system takes for one."""
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold()).casefold()


def _cut(text: str, longest: int) -> str:
    """The beginning of a text that fits into so many bytes, without half a character or a mark that lost its letter."""
    content = text.encode("utf-8")
    return text if len(content) <= longest else content[:longest].decode("utf-8", "ignore")
