"""A Word template made ready once: its styles by role, its free ids, and what every document adds to its package.

The template is a docxtpl template with `{{p body }}` in its body (or `{{p articles }}`, where it sets the other pieces
itself). What it lacks is added here: styles of ours that it does not have, a numbering part, the custom XML part.
Nothing of this is done again for the next document.
"""

from __future__ import annotations

import re
from dataclasses import field
from functools import lru_cache

from contracts_kit.errors import refuse
from contracts_kit.findings import Place
from contracts_kit.records import dataclass
from contracts_kit.writers.docx.core_properties import tagged_properties
from contracts_kit.writers.docx.custom_xml import EMPTY_CONTRACT, ITEM_PROPERTIES
from contracts_kit.writers.docx.default_styles import RECIPES, StyleRecipe
from contracts_kit.writers.docx.kept import Kept
from contracts_kit.writers.docx.numbering import EMPTY_HEAD
from contracts_kit.writers.docx.package import read_package
from contracts_kit.writers.docx.style_metrics import Metrics, Page, metrics_of, page_of
from contracts_kit.writers.docx.styles import STYLES
from contracts_kit.writers.word_template import WordTemplate
from contracts_kit.writers.zip_records import write_zip

DOCUMENT, STYLES_PART, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
SETTINGS = "word/settings.xml"
RELATIONSHIPS, CORE, TYPES = "word/_rels/document.xml.rels", "docProps/core.xml", "[Content_Types].xml"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TAG = re.compile(r"<[^>]*>")
_BODY_TAG = re.compile(r"\{\{p\s+(body|articles)\b")
_ROOT = re.compile(r"<w:document\b[^>]*>")
_IGNORABLE = re.compile(r'mc:Ignorable="([^"]*)"')
_STYLE = re.compile(r"<w:style [^>]*>.*?</w:style>", re.DOTALL)
_STYLE_ID = re.compile(r'w:styleId="([^"]*)"')
_STYLE_NAME = re.compile(r'<w:name w:val="([^"]*)"')
_ABSTRACT_ID = re.compile(r'w:abstractNumId="(\d+)"')
_NUM_ID = re.compile(r'<w:num [^>]*w:numId="(\d+)"')
_CUSTOM_PART = re.compile(r"customXml/item(\d+)\.xml\Z")
_FIRST_NUM = re.compile(r"<w:num[ >]|<w:numIdMacAtCleanup|</w:numbering>|/>\s*\Z")
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_ITEM_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


@dataclass(frozen=True, slots=True)
class Template:
    """A template ready for writing.

    `word` renders its tags; `styles` maps roles to style ids and `metrics` to heights. `numbering_head` and
    `numbering_nums` are its own lists; `contract_part` is the name of the custom XML part, `settings` the
    settings part where it has one.
    """

    word: WordTemplate
    styles: dict[str, str]
    metrics: dict[str, Metrics]
    page: Page
    numbering_head: str
    numbering_nums: str
    first_abstract: int
    first_num: int
    contract_part: str
    settings: str | None = None
    kept: Kept = field(default_factory=Kept)


@lru_cache(maxsize=32)
def read_template(data: bytes) -> Template:
    """Make a template ready. The same bytes are made ready once in a process.

    Raises InputError: `not_a_word_file`, `package_too_large`, `template_without_body`, and the kinds of
    `word_template` for a tag that is wrong.
    """
    place = Place(part=DOCUMENT)
    parts = read_package(data, Place())
    missing = [name for name in (DOCUMENT, STYLES_PART, RELATIONSHIPS) if name not in parts]
    if missing:
        raise refuse("not_a_word_file", place, found=f"{missing[0]} is missing / 缺少 {missing[0]}")
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            _text(content, name)
    styles_xml, styles, by_id = _styles(_text(parts[STYLES_PART], STYLES_PART))
    parts[STYLES_PART] = styles_xml.encode("utf-8")
    head, nums = _numbering(_text(parts[NUMBERING], NUMBERING) if NUMBERING in parts else EMPTY_HEAD + "</w:numbering>")
    document = _text(parts[DOCUMENT], DOCUMENT)
    if _BODY_TAG.search(_TAG.sub("", document)) is None:
        raise refuse("template_without_body", place, expected="{{p body }}")
    parts[DOCUMENT] = _declared(document).encode("utf-8")
    contract_part = _add_parts(parts)
    return Template(
        word=WordTemplate(write_zip(parts), plain_properties=True),
        styles=styles,
        metrics={role: metrics_of(by_id, style) for role, style in styles.items()},
        page=page_of(document),
        numbering_head=head,
        numbering_nums=nums,
        first_abstract=max((int(n) for n in _ABSTRACT_ID.findall(head)), default=0) + 1,
        first_num=max((int(n) for n in _NUM_ID.findall(nums)), default=0) + 1,
        contract_part=contract_part,
        settings=_text(parts[SETTINGS], SETTINGS) if SETTINGS in parts else None,
    )


def _text(content: bytes, part: str) -> str:
    """A part as text. Word and WPS write UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse("not_a_word_file", Place(part=part), found=f"not UTF-8 / 不是 UTF-8 ({error.start})") from None


def _declared(document: str) -> str:
    """The document part with the name space of tick boxes declared on its root, for programs that do not know it."""
    found = _ROOT.search(document)
    if found is None or "xmlns:w14=" in found.group():
        return document
    root = found.group()[:-1] + f' xmlns:w14="{_WORD_2010}"'
    if "xmlns:mc=" not in root:
        root += f' xmlns:mc="{_COMPATIBILITY}"'
    ignorable = _IGNORABLE.search(root)
    if ignorable:
        root = root.replace(ignorable.group(), f'mc:Ignorable="{ignorable.group(1)} w14"')
    else:
        root += ' mc:Ignorable="w14"'
    return f"{document[: found.start()]}{root}>{document[found.end() :]}"


def _styles(xml: str) -> tuple[str, dict[str, str], dict[str, str]]:
    """The styles part with ours added where a name is missing; the id of each role; the XML of each style by id."""
    by_id: dict[str, str] = {}
    ids: dict[str, str] = {}
    for style in _STYLE.findall(xml):
        style_id, name = _STYLE_ID.search(style), _STYLE_NAME.search(style)
        if style_id and name:
            by_id[style_id.group(1)] = style
            ids[name.group(1).lower()] = style_id.group(1)
    recipes = {recipe.name.lower(): recipe for recipe in RECIPES}
    by_recipe_id = {recipe.id: recipe for recipe in RECIPES}
    added: list[str] = []

    def ensure(recipe: StyleRecipe) -> str:
        known = ids.get(recipe.name.lower())
        if known is not None:
            return known
        style_id = recipe.id if recipe.id not in by_id else f"Kit{recipe.id}"
        ids[recipe.name.lower()] = style_id
        written = recipe.xml().replace(f'w:styleId="{recipe.id}"', f'w:styleId="{style_id}"')
        for tag, other in (("basedOn", recipe.based_on), ("next", recipe.next)):
            if other:
                written = written.replace(
                    f'<w:{tag} w:val="{other}"/>', f'<w:{tag} w:val="{ensure(by_recipe_id[other])}"/>'
                )
        by_id[style_id] = written
        added.append(written)
        return style_id

    styles = {role: ensure(recipes[name.lower()]) for role, name in STYLES.items()}
    return xml.replace("</w:styles>", "".join(added) + "</w:styles>"), styles, by_id


def _numbering(xml: str) -> tuple[str, str]:
    """A numbering part cut before its first list: the root with all definitions, and the lists."""
    cut = _FIRST_NUM.search(xml)
    at = cut.start() if cut else len(xml)
    if cut and cut.group().startswith("/>"):
        return xml[:at] + ">", ""
    return xml[:at], xml[at:].replace("</w:numbering>", "")


def _add_parts(parts: dict[str, bytes]) -> str:
    """Declare the numbering part and our custom XML part in the package; the name of the latter."""
    numbers = [int(found.group(1)) for name in parts if (found := _CUSTOM_PART.match(name))]
    number = max(numbers, default=0) + 1
    item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    relationships = _text(parts[RELATIONSHIPS], RELATIONSHIPS)
    types = _text(parts[TYPES], TYPES)
    added = f'<Relationship Id="rIdContractData" Type="{_OFFICE}/customXml" Target="../{item}"/>'
    declared = f'<Override PartName="/{properties}" ContentType="{_ITEM_TYPE}"/>'
    if 'Extension="xml"' not in types:
        declared += f'<Override PartName="/{item}" ContentType="application/xml"/>'
    if NUMBERING not in parts:
        added += f'<Relationship Id="rIdContractNumbering" Type="{_OFFICE}/numbering" Target="numbering.xml"/>'
        declared += f'<Override PartName="/{NUMBERING}" ContentType="{_NUMBERING_TYPE}"/>'
        parts[NUMBERING] = (EMPTY_HEAD + "</w:numbering>").encode("utf-8")
    parts[CORE] = tagged_properties(_text(parts[CORE], CORE) if CORE in parts else None).encode("utf-8")
    parts[item] = EMPTY_CONTRACT.encode("utf-8")
    parts[RELATIONSHIPS] = relationships.replace("</Relationships>", added + "</Relationships>").encode("utf-8")
    parts[TYPES] = types.replace("</Types>", declared + "</Types>").encode("utf-8")
    parts[properties] = ITEM_PROPERTIES.encode("utf-8")
    parts[f"customXml/_rels/item{number}.xml.rels"] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/customXmlProps" Target="itemProps{number}.xml"/></Relationships>'
    ).encode()
    return item
