"""The recipe of our Word styles: one table, from which `word/styles.xml` is made.

Fonts are those of a plain Windows or WPS machine and stand on styles alone, never on runs and never by theme (WPS
reports theme fonts as missing). Lines are "at least" so high, so that a picture or a larger font is never cut off.
Lengths are in twentieths of a point (240 is one character of 12 pt), sizes in half points.
"""

from __future__ import annotations

from contracts_kit.records import dataclass

SONG, HEI, KAI = "宋体", "黑体", "楷体"
ROMAN, SANS = "Times New Roman", "Arial"
NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class StyleRecipe:
    """One style: its id and name, what it is based on, and its properties as OOXML."""

    id: str
    name: str
    paragraph: str = ""
    run: str = ""
    based_on: str | None = "Normal"
    next: str | None = None
    kind: str = "paragraph"
    shown: bool = True
    table: str = ""

    def xml(self) -> str:
        """The style as it stands in styles.xml."""
        default = ' w:default="1"' if self.id in ("Normal", "TableNormal", "DefaultParagraphFont", "NoList") else ""
        custom = "" if self.name in _BUILT_IN else ' w:customStyle="1"'
        return "".join(
            (
                f'<w:style w:type="{self.kind}"{default}{custom} w:styleId="{self.id}"><w:name w:val="{self.name}"/>',
                f'<w:basedOn w:val="{self.based_on}"/>' if self.based_on else "",
                f'<w:next w:val="{self.next}"/>' if self.next else "",
                "<w:qFormat/>" if self.shown else "<w:semiHidden/>",
                f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else "",
                f"<w:rPr>{self.run}</w:rPr>" if self.run else "",
                self.table,
                "</w:style>",
            )
        )


_BUILT_IN = frozenset(
    (
        "Normal",
        "Default Paragraph Font",
        "Normal Table",
        "No List",
        "Title",
        "Subtitle",
        "heading 1",
        "heading 2",
        "heading 3",
        "toc 1",
        "toc 2",
        "caption",
        "header",
        "footer",
        "Strong",
        "Emphasis",
    )
)


def _fonts(latin: str, chinese: str) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:eastAsia="{chinese}" w:hAnsi="{latin}" w:cs="{latin}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _lines(at_least: int, before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{at_least}" w:lineRule="atLeast"/>'


_CENTRE = '<w:jc w:val="center"/>'
_BOTH = '<w:jc w:val="both"/>'
_KEEP = "<w:keepNext/><w:keepLines/>"
_MARGINS = (
    '<w:tblCellMar><w:top w:w="{v}" w:type="dxa"/><w:left w:w="{h}" w:type="dxa"/>'
    '<w:bottom w:w="{v}" w:type="dxa"/><w:right w:w="{h}" w:type="dxa"/></w:tblCellMar>'
)
_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)

RECIPES: tuple[StyleRecipe, ...] = (
    StyleRecipe("Normal", "Normal", based_on=None),
    StyleRecipe("DefaultParagraphFont", "Default Paragraph Font", based_on=None, kind="character", shown=False),
    StyleRecipe(
        "TableNormal",
        "Normal Table",
        based_on=None,
        kind="table",
        shown=False,
        table='<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>' + _MARGINS.format(v=0, h=108) + "</w:tblPr>",
    ),
    StyleRecipe("NoList", "No List", based_on=None, kind="numbering", shown=False),
    StyleRecipe(
        "Title", "Title", _KEEP + _lines(700, 480, 120) + _CENTRE, _fonts(SANS, HEI) + _size(44), next="ContractParty"
    ),
    StyleRecipe(
        "Subtitle",
        "Subtitle",
        _KEEP + _lines(440, 0, 240) + _CENTRE,
        _fonts(SANS, HEI) + _size(28),
        next="ContractParty",
    ),
    StyleRecipe("CoverTitle", "Cover Title", _lines(900, 4200, 240), _size(52), based_on="Title", next="CoverLine"),
    StyleRecipe("CoverLine", "Cover Line", _lines(560) + '<w:ind w:left="1680" w:leftChars="700"/>', _size(28)),
    StyleRecipe(
        "Heading1",
        "heading 1",
        _KEEP + _lines(480, 360, 180) + _CENTRE + '<w:outlineLvl w:val="0"/>',
        _fonts(SANS, HEI) + _size(30),
        next="ContractBody",
    ),
    StyleRecipe(
        "Heading2",
        "heading 2",
        _KEEP + _lines(440, 240, 80) + '<w:outlineLvl w:val="1"/>',
        _fonts(SANS, HEI) + _size(24),
        next="ContractBody",
    ),
    StyleRecipe(
        "Heading3",
        "heading 3",
        _KEEP + _lines(440, 240, 60) + '<w:outlineLvl w:val="2"/>',
        _fonts(SANS, HEI) + _size(24),
        next="ContractBody",
    ),
    StyleRecipe(
        "AnnexTitle",
        "Annex Title",
        "<w:keepNext/><w:keepLines/><w:pageBreakBefore/>" + _lines(480, 0, 240) + _CENTRE + '<w:outlineLvl w:val="0"/>',
        _fonts(SANS, HEI) + _size(32),
        next="ContractBody",
    ),
    StyleRecipe(
        "ContractSubsection",
        "Contract Subsection",
        _KEEP + _lines(440, 300, 100) + _CENTRE + '<w:outlineLvl w:val="1"/>',
        _fonts(SANS, HEI) + _size(26),
        next="ContractBody",
    ),
    StyleRecipe(
        "FormTitle",
        "Form Title",
        _KEEP + _lines(480, 180, 180) + _CENTRE,
        _fonts(SANS, HEI) + _size(30),
        next="ContractBody",
    ),
    StyleRecipe(
        "ContentsTitle",
        "Contents Title",
        "<w:keepNext/><w:keepLines/><w:pageBreakBefore/>" + _lines(480, 120, 180) + _CENTRE,
        _fonts(SANS, HEI) + _size(28),
    ),
    StyleRecipe(
        "TOC1", "toc 1", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>' + _lines(400, 60)
    ),
    StyleRecipe(
        "TOC2",
        "toc 2",
        '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>'
        + _lines(380)
        + '<w:ind w:left="240" w:leftChars="100"/>',
    ),
    StyleRecipe(
        "ContractBody", "Contract Body", _lines(440) + '<w:ind w:firstLine="480" w:firstLineChars="200"/>' + _BOTH
    ),
    StyleRecipe("ContractBodyEnglish", "Contract Body English", _lines(360, 0, 120) + _BOTH),
    StyleRecipe(
        "ContractPreamble", "Contract Preamble", _lines(440, 240), based_on="ContractBody", next="ContractBody"
    ),
    StyleRecipe(
        "ContractPreambleEnglish",
        "Contract Preamble English",
        _lines(360, 240, 120),
        based_on="ContractBodyEnglish",
        next="ContractBodyEnglish",
    ),
    StyleRecipe("ContractItem", "Contract Item", _lines(440) + _BOTH),
    StyleRecipe("ContractItemEnglish", "Contract Item English", _lines(360, 0, 60) + _BOTH),
    StyleRecipe("ContractParty", "Contract Party", _lines(440)),
    StyleRecipe("ContractNote", "Contract Note", _lines(380, 60, 60), _fonts(ROMAN, KAI) + _size(21)),
    StyleRecipe("ContractCentred", "Contract Centred", _lines(440, 240, 120) + _CENTRE),
    StyleRecipe("ContractFormula", "Contract Formula", _lines(400, 40, 40) + '<w:ind w:left="480" w:leftChars="200"/>'),
    StyleRecipe(
        "Caption", "caption", _KEEP + _lines(400, 180, 60) + _CENTRE, _fonts(SANS, HEI) + _size(21), next="ContractBody"
    ),
    StyleRecipe("TableText", "Table Text", _lines(320), _size(21)),
    StyleRecipe(
        "TableHeading",
        "Table Heading",
        "<w:keepNext/>" + _lines(320) + _CENTRE,
        _fonts(SANS, HEI) + _size(21),
        based_on="TableText",
    ),
    StyleRecipe("TableTextSmall", "Table Text Small", _lines(240), _size(16), based_on="TableText"),
    StyleRecipe("TableHeadingSmall", "Table Heading Small", _lines(240) + _CENTRE, _size(16), based_on="TableHeading"),
    StyleRecipe(
        "SignatureLine",
        "Signature Line",
        "<w:keepNext/><w:keepLines/>" + _lines(380),
        _size(24),
    ),
    StyleRecipe(
        "Header",
        "header",
        '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'
        '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>',
        _size(18),
    ),
    StyleRecipe("Footer", "footer", _CENTRE, _size(18)),
    StyleRecipe(
        "Strong",
        "Strong",
        run=f'<w:rFonts w:eastAsia="{HEI}"/><w:b/><w:bCs/>',
        based_on="DefaultParagraphFont",
        kind="character",
    ),
    StyleRecipe(
        "Emphasis", "Emphasis", run=f'<w:rFonts w:eastAsia="{KAI}"/>', based_on="DefaultParagraphFont", kind="character"
    ),
    StyleRecipe(
        "EmphasisEnglish", "Emphasis English", run="<w:i/><w:iCs/>", based_on="DefaultParagraphFont", kind="character"
    ),
    StyleRecipe(
        "ContractTable",
        "Contract Table",
        based_on="TableNormal",
        kind="table",
        table=f"<w:tblPr><w:tblBorders>{_EDGES}</w:tblBorders>{_MARGINS.format(v=40, h=100)}</w:tblPr>",
    ),
    StyleRecipe(
        "SignatureTable",
        "Signature Table",
        based_on="TableNormal",
        kind="table",
        table=f"<w:tblPr>{_MARGINS.format(v=60, h=0)}</w:tblPr>",
    ),
)


def defaults_xml() -> str:
    """The properties that every paragraph and run begins with."""
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(ROMAN, SONG)}{_size(24)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
    )


def styles_xml() -> str:
    """The whole of `word/styles.xml`."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles xmlns:w="{NAMESPACE}">{defaults_xml()}'
        + "".join(recipe.xml() for recipe in RECIPES)
        + "</w:styles>"
    )
