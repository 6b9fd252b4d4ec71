"""Small Word files written by hand: a body, and where asked headers, footers, footnotes and properties."""

from contracts_kit.writers.zip_records import write_zip

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}"'
SECTION = '<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
_STYLES = f'{_XML}<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>'


def paragraph(*runs, properties=""):
    """A paragraph of runs; a run given as a text has no properties."""
    return f"<w:p>{properties}{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"


def run(text, properties=""):
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{text}</w:t></w:r>"


def cell(text, properties='<w:tcW w:w="2000" w:type="dxa"/>'):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells):
    return f"<w:tr>{''.join(c if c.startswith('<') else cell(c) for c in cells)}</w:tr>"


def table(*rows, columns=(3000, 3000)):
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def picture(number):
    return f'<w:r><w:drawing><wp:inline><wp:docPr id="{number}" name="picture"/></wp:inline></w:drawing></w:r>'


def word_file(
    *blocks, header=(), footer=(), footnote=None, properties=(), sections=1, without=(), changed=None, declared=""
):
    """The bytes of a Word file. `without` leaves parts out, `changed` replaces them."""
    kinds = {"header": header, "footer": footer}
    references = "".join(f'<w:{k}Reference w:type="default" r:id="r{k}"/>' for k, given in kinds.items() if given)
    section = SECTION.format(references=references)
    body = "".join(blocks) + f"<w:p><w:pPr>{section}</w:pPr></w:p>" * (sections - 1) + section
    parts = {
        "word/document.xml": f"{_XML}{declared}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": _STYLES,
    }
    types = [("document", "document.main"), ("styles", "styles")]
    relations = [("rstyles", "styles", "styles.xml")]
    for kind, given in kinds.items():
        if given:
            tag = {"header": "hdr", "footer": "ftr"}[kind]
            parts[f"word/{kind}1.xml"] = f"{_XML}<w:{tag} {_NAMESPACES}>{''.join(given)}</w:{tag}>"
            types.append((f"{kind}1", kind))
            relations.append((f"r{kind}", kind, f"{kind}1.xml"))
    if footnote is not None:
        parts["word/footnotes.xml"] = (
            f'{_XML}<w:footnotes {_NAMESPACES}><w:footnote w:id="2">{footnote}</w:footnote></w:footnotes>'
        )
        types.append(("footnotes", "footnotes"))
        relations.append(("rnotes", "footnotes", "footnotes.xml"))
    top = [f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>']
    overrides = [f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kind}+xml"/>' for name, kind in types]
    if properties is not None:
        fields = "".join(f"<dc:{name}>{text}</dc:{name}>" for name, text in dict(properties).items())
        parts["docProps/core.xml"] = (
            f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">{fields}</cp:coreProperties>'
        )
        top.append(
            f'<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        )
        overrides.append(
            '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        )
    links = "".join(f'<Relationship Id="{i}" Type="{R}/{kind}" Target="{to}"/>' for i, kind, to in relations)
    parts["word/_rels/document.xml.rels"] = (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
    )
    parts["_rels/.rels"] = f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(top)}</Relationships>'
    parts["[Content_Types].xml"] = (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{''.join(overrides)}</Types>"
    )
    parts |= changed or {}
    return write_zip({name: text.encode("utf-8") for name, text in parts.items() if name not in without})
