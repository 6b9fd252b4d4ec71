"""The fonts that pages are set in: the package's own, never the system's.

Noto Serif SC (a Song-class serif) for text and Noto Sans SC (a Hei-class sans) for headings come from the package
`pylopdf-fonts-zh-cn`; Libertinus Serif, with real bold and italic faces, is built into typst and sets English and the
letters of other alphabets. All three are under the OFL-1.1. There is no bold face of the Chinese fonts, so strong
Chinese text is set in the sans face and nothing is emboldened by drawing.
"""

from __future__ import annotations

import struct
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from html import escape
from pathlib import Path

SERIF = "Noto Serif SC"
SANS = "Noto Sans SC"
LATIN = "Libertinus Serif"

LATIN_RANGES = (
    "20-7E A0-AC AE-241 243 247 249 24D 250-2E4 2EA-34E 350-36F 374-375 37A-37E 384-38A 38C 38E-3A1 3A3-3CE 3D0-3E1 "
    "3F0-3F6 3F8-3F9 3FB 3FD-45F 462-463 470-477 490-4C4 4C7-4CC 4D0-4F9 1E00-1E9B 1E9E 1EA0-1EF9 1F00-1F15 1F18-1F1D "
    "1F20-1F45 1F48-1F4D 1F50-1F57 1F59 1F5B 1F5D 1F5F-1F7D 1F80-1FB4 1FB6-1FC4 1FC6-1FD3 1FD6-1FDB 1FDD-1FEF "
    "1FF2-1FF4 1FF6-1FFE 2010-2027 202F-2037 2039-203E 20A7 20AB-20AC 20B1 20BF 2116 2122"
)
"""What Libertinus Serif has in its regular, bold and italic faces alike (typst 0.15 keeps it inside its library)."""

REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Unicode categories never printed: controls, marks that turn the reading direction, private use, line separators."""

FONTS_PEOPLE_NAME = {
    SERIF: (
        "SimSun",
        "宋体",
        "NSimSun",
        "新宋体",
        "FangSong",
        "仿宋",
        "FangSong_GB2312",
        "仿宋_GB2312",
        "KaiTi",
        "楷体",
        "KaiTi_GB2312",
        "楷体_GB2312",
        "Times New Roman",
        "Cambria",
        "Noto Serif CJK SC",
        "Source Han Serif SC",
    ),
    SANS: (
        "SimHei",
        "黑体",
        "DengXian",
        "等线",
        "Microsoft YaHei",
        "微软雅黑",
        "Arial",
        "Calibri",
        "Noto Sans CJK SC",
        "Source Han Sans SC",
    ),
}
"""The fonts that Word documents name, and which of ours stands for them where pages are made without Word."""


def serif_file() -> Path:
    """The font file of the serif."""
    import pylopdf_fonts_zh_cn

    return Path(pylopdf_fonts_zh_cn.serif_path())


def sans_file() -> Path:
    """The font file of the sans."""
    import pylopdf_fonts_zh_cn

    return Path(pylopdf_fonts_zh_cn.sans_path())


def font_folder() -> Path:
    """The folder that holds the package's Chinese fonts and no others."""
    return serif_file().parent


def uncovered(text: str) -> tuple[str, ...]:
    """The characters of `text` that no font of ours prints, or that must not be printed, each once and sorted.

    A line feed and a tab count as printed: writers turn them into a line break and a blank.
    """
    return tuple(sorted(c for c in set(text) if not is_printable(c)))


@lru_cache(maxsize=8192)
def is_printable(character: str) -> bool:
    """Whether a font of ours has this one character and it is no control or mark without a shape."""
    if character in "\n\t":
        return True
    if unicodedata.category(character) in REFUSED_CATEGORIES:
        return False
    starts, ends = _coverage()
    code = ord(character)
    position = bisect_right(starts, code) - 1
    return position >= 0 and code <= ends[position]


def character_name(character: str) -> str:
    """A character as a message names it: itself where it can be shown, its code point and its Unicode name."""
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    shown = "" if unicodedata.category(character) in REFUSED_CATEGORIES else f"{character} "
    return f"{shown}({code}{' ' + name if name and not name.startswith('CJK') else ''})"


@lru_cache(maxsize=1)
def _coverage() -> tuple[list[int], list[int]]:
    """First and last code points of the ranges that the fonts cover, in order and without overlap."""
    ranges = [*character_ranges(serif_file()), *character_ranges(sans_file())]
    for item in LATIN_RANGES.split():
        first, _, last = item.partition("-")
        ranges.append((int(first, 16), int(last or first, 16)))
    starts: list[int] = []
    ends: list[int] = []
    for first_code, last_code in sorted(ranges):
        if ends and first_code <= ends[-1] + 1:
            ends[-1] = max(ends[-1], last_code)
        else:
            starts.append(first_code)
            ends.append(last_code)
    return starts, ends


def character_ranges(font: Path) -> list[tuple[int, int]]:
    """The ranges of code points for which an OpenType font has a glyph, read from its `cmap` table in format 12.

    Reads that table only, 14 KB of 12 MB. Source: OpenType specification, table "cmap", subtable format 12.
    """
    with font.open("rb") as file:
        table_count = struct.unpack(">4xH6x", file.read(12))[0]
        directory = file.read(16 * table_count)
        tables = {tag: (offset, length) for tag, offset, length in struct.iter_unpack(">4s4xII", directory)}
        offset, length = tables[b"cmap"]
        file.seek(offset)
        table = file.read(length)
    records = struct.iter_unpack(">HHI", table[4 : 4 + 8 * struct.unpack(">H", table[2:4])[0]])
    ranges: list[tuple[int, int]] = []
    for _platform, _encoding, start in records:
        if struct.unpack(">H", table[start : start + 2])[0] == 12:
            count = struct.unpack(">I", table[start + 12 : start + 16])[0]
            groups = struct.iter_unpack(">III", table[start + 16 : start + 16 + 12 * count])
            ranges = [(first, last) for first, last, glyph in groups if glyph]
    return ranges


def write_fontconfig_file(folder: Path) -> Path:
    """Write `fonts.conf` into `folder` and return its path, for the environment variable FONTCONFIG_FILE.

    It lists only the package's own fonts and says which of them stands for the fonts that Word documents name, so that
    LibreOffice makes the same pages on every machine. The cache of fontconfig goes into the same folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        '<?xml version="1.0"?>',
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
        "<fontconfig>",
        f"<dir>{escape(str(font_folder()))}</dir>",
        f"<cachedir>{escape(str(folder / 'fontconfig-cache'))}</cachedir>",
    ]
    for ours, names in FONTS_PEOPLE_NAME.items():
        for name in names:
            lines.append(
                f'<match target="pattern"><test qual="any" name="family"><string>{name}</string></test>'
                f'<edit name="family" mode="assign" binding="same"><string>{ours}</string></edit></match>'
            )
    lines.append(
        f'<match target="pattern"><edit name="family" mode="append" binding="weak"><string>{SERIF}</string>'
        "</edit></match>"
    )
    lines.append("</fontconfig>")
    path = folder / "fonts.conf"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
