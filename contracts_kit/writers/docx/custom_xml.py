"""The custom XML part: a finished file carries its parameter values, its options and its clause manifest.

Values keep their JSON type: `type` is null, boolean, integer, text, list or record; nothing is rounded or printed
for a reader here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from contracts_kit.assembly.tree import Document, ManifestEntry
from contracts_kit.writers.docx.kept import Nodes, kept
from contracts_kit.writers.docx.xml_text import attribute, escape

NAMESPACE = "urn:contracts-kit:1"
ITEM_ID = "{6F1D7C5E-3B0A-4C55-9E1B-C0117AC75000}"
"""The identity of our part among a package's custom XML parts: the same in every file."""

ITEM_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    f'<ds:datastoreItem ds:itemID="{ITEM_ID}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
    f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)

EMPTY_CONTRACT = f'<?xml version="1.0" encoding="UTF-8"?>\n<contract xmlns="{NAMESPACE}"/>'
"""What stands in the part until a document is written."""


def contract_xml(document: Document, written: Nodes) -> str:
    """The document's values, options and manifest as the text of the part."""
    attributes = {
        "family": document.family,
        "language": document.language,
        "title": document.title,
        "number": document.number,
        "date": document.date,
        "draft": document.draft or "",
        "library": document.library_digest,
    }
    given = "".join(f' {name}="{attribute(text)}"' for name, text in attributes.items())
    values = "".join([_kept_value(name, value, written) for name, value in document.values.items()])
    options = _options(tuple(document.options.items()))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<contract xmlns="{NAMESPACE}"{given}><values>{values}</values>'
        f"<options>{options}</options><clauses>{_clauses(document.manifest)}</clauses>{_notice(document)}</contract>"
    )


def _notice(document: Document) -> str:
    """What a notice says of itself; nothing for a contract."""
    notice = document.notice
    if notice is None:
        return ""
    facts = "".join(_value(name, value) for name, value in notice.facts.items())
    results = "".join(_value(name, value) for name, value in notice.results.items())
    reply = "".join(
        f'<field name="{attribute(name)}" type="{attribute(kind)}">{_text(label)}</field>'
        for name, kind, label in notice.reply
    )
    return (
        f'<notice form="{attribute(notice.form)}" version="{notice.version}" '
        f'blank="{"true" if notice.blank else "false"}"><facts>{facts}</facts><results>{results}</results>'
        f"<reply>{reply}</reply></notice>"
    )


@lru_cache(maxsize=64)  # a batch has few different manifests and sets of options
def _clauses(manifest: tuple[ManifestEntry, ...]) -> str:
    return "".join(
        f'<clause id="{attribute(entry.clause)}" version="{entry.version}" digest="{attribute(entry.digest)}" '
        f'number="{attribute(entry.number)}">{_text(entry.title)}</clause>'
        for entry in manifest
    )


@lru_cache(maxsize=64)
def _options(options: tuple[tuple[str, str], ...]) -> str:
    return "".join(f'<option name="{attribute(name)}">{_text(str(value))}</option>' for name, value in options)


@lru_cache(maxsize=1024)
def _named(name: str) -> str:
    return f' name="{attribute(name)}"'


def _text(text: str) -> str:
    return escape(text).replace("\r", "&#13;")


def _kept_value(name: str, value: Any, written: Nodes) -> str:
    """A value of a contract; a record or a list that another contract has too, the very same, is written once."""
    if not isinstance(value, (dict, list)):
        return _value(name, value)
    return kept(written, value, name, lambda: _value(name, value))


def _value(name: str | None, value: Any) -> str:
    """One value and what it holds; lists have unnamed members."""
    named = _named(name) if name is not None else ""
    if value is None:
        return f'<value{named} type="null"/>'
    if isinstance(value, bool):
        return f'<value{named} type="boolean">{"true" if value else "false"}</value>'
    if isinstance(value, int):
        return f'<value{named} type="integer">{value}</value>'
    if isinstance(value, Mapping):
        return f'<value{named} type="record">{"".join(_value(str(n), v) for n, v in value.items())}</value>'
    if isinstance(value, list | tuple):
        return f'<value{named} type="list">{"".join(_value(None, member) for member in value)}</value>'
    return f'<value{named} type="text">{_text(str(value))}</value>'
