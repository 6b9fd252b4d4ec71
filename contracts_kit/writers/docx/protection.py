"""Editing restricted to what is to be filled in: in a notice only the content controls can be changed.

There is no password: the restriction keeps hands from slipping, it does not keep anybody out.
"""

from __future__ import annotations

import re

PROTECTION = '<w:documentProtection w:edit="forms" w:enforcement="1"/>'
_ELEMENT = re.compile(r"<w:([A-Za-z]+)[ />]")
_GIVEN = re.compile(r"<w:documentProtection\b[^>]*?/>")
_FIRST = """settings writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries
displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts
embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader
bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState
formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge
revisionView trackRevisions doNotTrackMoves doNotTrackFormatting"""
"""What the schema has before the protection; the first other element stands after it."""
_BEFORE = frozenset(_FIRST.split())


def protected(settings: str) -> str:
    """A settings part that restricts editing to the controls, in the place that the schema has for it."""
    plain = _GIVEN.sub("", settings)
    for element in _ELEMENT.finditer(plain):
        if element[1] not in _BEFORE:
            return plain[: element.start()] + PROTECTION + plain[element.start() :]
    return plain.replace("</w:settings>", PROTECTION + "</w:settings>")
