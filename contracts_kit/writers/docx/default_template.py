"""The recipe of our Word template: a docxtpl template of A4 pages that a person can open and edit in Word.

`templates/build_template.py` writes it into the families' folders; a document without a template of its own is put
into it as well. In the body stands `{{p body }}`; the header, the footer and the properties hold plain docxtpl tags.
"""

from __future__ import annotations

from functools import lru_cache

from contracts_kit.writers.docx.default_styles import HEI, KAI, NAMESPACE, SONG, styles_xml
from contracts_kit.writers.docx.default_theme import theme_xml
from contracts_kit.writers.docx.fields import field
from contracts_kit.writers.docx.xml_text import TEXT
from contracts_kit.writers.zip_records import write_zip

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOT = (
    f'xmlns:w="{NAMESPACE}" xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)

# part -> content type
_TYPES = {
    "/word/document.xml": f"{_WORD_TYPE}.document.main+xml",
    "/word/styles.xml": f"{_WORD_TYPE}.styles+xml",
    "/word/settings.xml": f"{_WORD_TYPE}.settings+xml",
    "/word/fontTable.xml": f"{_WORD_TYPE}.fontTable+xml",
    "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "/word/header1.xml": f"{_WORD_TYPE}.header+xml",
    "/word/footer1.xml": f"{_WORD_TYPE}.footer+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
# relationship of the document -> its part
_DOCUMENT_PARTS = {
    "styles": "styles.xml",
    "settings": "settings.xml",
    "fontTable": "fontTable.xml",
    "theme": "theme/theme1.xml",
    "header": "header1.xml",
    "footer": "footer1.xml",
}
# font -> its other name, its generic family and pitch, for machines that know it by one name only
_FONTS = {
    "Times New Roman": ("", "roman", "variable"),
    "Arial": ("", "swiss", "variable"),
    SONG: ("SimSun", "auto", "variable"),
    HEI: ("SimHei", "modern", "fixed"),
    KAI: ("KaiTi", "modern", "fixed"),
}


def _text(text: str) -> str:
    return f"<w:r>{TEXT}{text}</w:t></w:r>"


def _content_types() -> str:
    overrides = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in _TYPES.items())
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: dict[str, tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>' for id, (kind, target) in targets.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONSHIPS}">{rows}</Relationships>'


def _document() -> str:
    body = "<w:p>" + _text("{{p body }}") + "</w:p>"
    page = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader"/>'
        '<w:footerReference w:type="default" r:id="rIdfooter"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1588" w:right="1418" w:bottom="1440" w:left="1418" w:header="851" '
        'w:footer="850" w:gutter="0"/>'
        '<w:cols w:space="425"/></w:sectPr>'
    )
    return f"{_HEAD}<w:document {_ROOT}><w:body>{body}{page}</w:body></w:document>"


def _watermark() -> str:
    """The draft mark across the page: grey letters behind the text, drawn only while there is a mark."""
    return (
        f"{_text('{%r if draft %}')}<w:r><w:pict>"
        '<v:shape id="DraftMark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" '
        'style="position:absolute;margin-left:0;margin-top:0;width:360pt;height:150pt;rotation:315;z-index:-251658752;'
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" fillcolor="#e8e8e8" stroked="f">'
        f'<v:textpath style="font-family:&quot;{HEI}&quot;;font-size:1pt" string="{{{{ draft }}}}"/>'
        f"</v:shape></w:pict></w:r>{_text('{%r endif %}')}"
    )


def _shape_type() -> str:
    """The shape of plain text along a line, which the watermark is one of."""
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
        'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    )


def _header() -> str:
    mark = _watermark().replace("<w:r><w:pict>", _shape_type(), 1)
    line = _text("{{ header }}") + "<w:r><w:tab/></w:r>" + _text("{{ draft }}")
    return f'{_HEAD}<w:hdr {_ROOT}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{line}{mark}</w:p></w:hdr>'


def _footer() -> str:
    def words(chinese: str, english: str) -> str:
        return _text(f"{{% if language == 'zh' %}}{chinese}{{% else %}}{english}{{% endif %}}")

    line = (
        words("第 ", "Page ")
        + field("PAGE", "1")
        + words(" 页　共 ", " of ")
        + field("NUMPAGES", "1")
        + words(" 页", "")
    )
    return f'{_HEAD}<w:ftr {_ROOT}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{line}</w:p></w:ftr>'


def _settings() -> str:
    mode = "http://schemas.microsoft.com/office/word"
    settings = {
        "compatibilityMode": "15",
        "overrideTableStyleFontSizeAndJustification": "1",
        "enableOpenTypeFeatures": "1",
        "doNotFlipMirrorIndents": "1",
    }
    compatibility = "".join(f'<w:compatSetting w:name="{n}" w:uri="{mode}" w:val="{v}"/>' for n, v in settings.items())
    return (
        f'{_HEAD}<w:settings {_ROOT}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f"<w:compat><w:useFELayout/>{compatibility}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}">{f"""<w:altName w:val="{other}"/>""" if other else ""}'
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
        for name, (other, family, pitch) in _FONTS.items()
    )
    return f"{_HEAD}<w:fonts {_ROOT}>{fonts}</w:fonts>"


def _core_properties() -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>{{ title }}</dc:title></cp:coreProperties>"
    )


def default_parts() -> dict[str, str]:
    """The parts of the template by name, as XML."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            {
                "rId1": (f"{_OFFICE}/officeDocument", "word/document.xml"),
                "rId2": (f"{_RELATIONSHIPS}/metadata/core-properties", "docProps/core.xml"),
                "rId3": (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
            }
        ),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relationships(
            {f"rId{name}": (f"{_OFFICE}/{name}", target) for name, target in _DOCUMENT_PARTS.items()}
        ),
        "word/styles.xml": styles_xml(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(),
        "word/theme/theme1.xml": theme_xml(),
        "word/header1.xml": _header(),
        "word/footer1.xml": _footer(),
        "docProps/core.xml": _core_properties(),
        "docProps/app.xml": (
            f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>contracts-kit</Application></Properties>"
        ),
    }


@lru_cache(maxsize=1)
def default_template() -> bytes:
    """The template as a Word file."""
    return write_zip({name: text.encode("utf-8") for name, text in default_parts().items()})
