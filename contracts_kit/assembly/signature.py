"""The signature block: one column for each party, with the anchor text by which e-signing platforms find the seal.

`SIGNATURES` names the kinds that an outline may ask for. The anchor texts (采购方（盖章）：) stand once in a document.
What is left open here is written when the parties sign, so it never keeps a contract a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from contracts_kit.assembly.blanks import DATES
from contracts_kit.assembly.fill import ClauseCompiler, Filled, Unit
from contracts_kit.assembly.tree import Blank, Block, Inline, Paragraph, SignatureBlock, SignatureColumn, Text
from contracts_kit.content.model import Family
from contracts_kit.content.slots import ParameterSlot, SkeletonInline, SkeletonText
from contracts_kit.content.wording import house_terms, print_terms
from contracts_kit.errors import refuse
from contracts_kit.findings import Place, nearest
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class Signatory:
    """One column: the parameter that holds the party (None where the contract has no such parameter), and its name."""

    parameter: str
    role: Bilingual


_BUYER = Signatory("buyer", Bilingual("采购方", "Buyer"))
_SUPPLIER = Signatory("supplier", Bilingual("供应商", "Supplier"))
SIGNATURES: Mapping[str, tuple[Signatory, ...]] = {
    "two_parties": (_BUYER, _SUPPLIER),
    "buyer": (_BUYER,),
    "supplier": (_SUPPLIER,),
}
_SEAL = Bilingual("{}（盖章）：", "{} (seal): ")
_SIGNATURE = Bilingual("授权代表（签字）：", "Authorised signatory: ")
_NAME = Bilingual("姓名：", "Name: ")
_DATE = Bilingual("日期：", "Date: ")
CLOSING = Bilingual("（以下无正文）", "(The signatures follow.)")
# The fields of a party that may be known before signing; of several names for one thing the party's first counts.
_REPRESENTATIVE_FIELDS = ("authorized_representative", "representative")
_DATE_FIELDS = ("sign_date",)
_WHERE = Bilingual("{}签署栏", "{} the signature block")
_LINE_WIDTH = {"zh": 14, "en": 16}
"""Room to write in that fits a column beside its label."""


def signature_unit(
    kind: str, family: Family, language: str, compiler: ClauseCompiler, place: Place, annex: str = ""
) -> Unit:
    """The signature block of a kind, below a line that says that the text ends here.

    `annex` is the number of the annex that it signs: it stands in the anchor text, which is then found once only.
    Raises InputError `unknown_signature`.
    """
    signatories = SIGNATURES.get(kind)
    if signatories is None:
        raise refuse(
            "unknown_signature", place, name=kind, known=", ".join(SIGNATURES), suggestion=nearest(kind, SIGNATURES)
        )
    columns = []
    for signatory in signatories:
        lines = tuple(compiler.line(line) for line in _lines(signatory, family, language, annex))
        columns.append((signatory.parameter, lines))
    closing = Paragraph((Text(CLOSING[language]),), "centred")

    def build(filled: Filled) -> tuple[Block, ...]:
        made = [
            SignatureColumn(role, tuple(_signed(line(filled) if callable(line) else line, language) for line in lines))
            for role, lines in columns
        ]
        return closing, SignatureBlock(tuple(made))

    where = _WHERE[language].format(annex).strip()
    return Unit(build, compiler.used(), where, by_hand=True)


def signing_columns(
    labels: Mapping[str, Bilingual], family: Family, language: str, compiler: ClauseCompiler
) -> Callable[[Filled], SignatureBlock]:
    """The signatures below a notice: for each role its label, and room for seal, signature and date.

    A party that signs under its own label is named. `labels` maps a party's parameter to the label of its column.
    """
    columns = []
    for role, label in labels.items():
        head = print_terms(label[language], house_terms(family.terms, language))
        known = family.parameters.get(role)
        named = known is not None and "name" in known.type.fields
        lines: list[list[SkeletonInline]] = [[SkeletonText(_SEAL[language].format(head))]]
        if named:
            lines[0].append(ParameterSlot(role, "name"))
        lines += [[SkeletonText(_SIGNATURE[language])], [SkeletonText(_DATE[language])]]
        columns.append((role, [compiler.line(line) for line in lines]))

    def build(filled: Filled) -> SignatureBlock:
        return SignatureBlock(
            tuple(
                SignatureColumn(
                    role, tuple(_signed(line(filled) if callable(line) else line, language) for line in lines)
                )
                for role, lines in columns
            )
        )

    return build


def _lines(signatory: Signatory, family: Family, language: str, annex: str) -> list[list[SkeletonInline]]:
    role = f"{annex} {print_terms(signatory.role[language], house_terms(family.terms, language))}".strip()
    known = family.parameters.get(signatory.parameter)
    fields = known.type.fields if known is not None else {}

    def line(label: str, *names: str) -> list[SkeletonInline]:
        name = next((n for n in names if n in fields), None)
        text = SkeletonText(label)
        return [text, ParameterSlot(signatory.parameter, name)] if name else [text]

    return [
        line(_SEAL[language].format(role), "name"),
        line(_SIGNATURE[language]),
        line(_NAME[language], *_REPRESENTATIVE_FIELDS),
        line(_DATE[language], *_DATE_FIELDS),
    ]


def _signed(line: tuple[Inline, ...], language: str) -> tuple[Inline, ...]:
    """The line with room to write in: after a label that nothing follows, and for a date written as one."""
    if len(line) == 1:
        is_date = isinstance(line[0], Text) and line[0].text == _DATE[language]
        return (*line, Blank(None, DATES[language] if is_date else "_" * _LINE_WIDTH[language]))
    last = line[-1]
    if isinstance(last, Blank):  # the line of a column is shorter than one across the page
        marks = DATES[language] if last.field in _DATE_FIELDS else "_" * min(len(last.text), _LINE_WIDTH[language])
        return (*line[:-1], Blank(last.parameter, marks, last.field))
    return line
