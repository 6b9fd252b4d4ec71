"""The parties of a contract: what is written about them, whether it is well formed, and how little of it a log shows.

A code that passes is well formed; whether such a company exists is not for a program to say.
"""

from __future__ import annotations

import re
from typing import Literal

from contracts_kit.errors import refuse
from contracts_kit.findings import Place
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.reading_numbers import ascii_forms
from contracts_kit.values.reading_text import clean_text

# GB 32100-2015: the 31 characters in the order of their values, and the weight of each of the first 17 places
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
CREDIT_CODE_LENGTH = 18


@dataclass(frozen=True, slots=True)
class PartyField:
    """One thing written about a party: its label, how long it may be, which form it has and whether listings mask it.

    `form` None is a text; `date` is a date; the others are checked by a function of this module. `keep` is how many
    characters stand at the beginning and at the end of the masked value.
    """

    name: str
    label: Bilingual
    longest: int = 200
    form: Literal["credit_code", "account", "phone", "postcode", "date"] | None = None
    keep: tuple[int, int] | None = None


def _fields(*fields: PartyField) -> dict[str, PartyField]:
    return {f.name: f for f in fields}


PARTY_FIELDS: dict[str, PartyField] = _fields(
    PartyField("name", Bilingual("名称", "name"), 200),
    PartyField("credit_code", Bilingual("统一社会信用代码", "unified social credit code"), 18, "credit_code", (4, 4)),
    PartyField("address", Bilingual("住所", "address"), 300),
    PartyField("business_address", Bilingual("经营地址", "business address"), 300),
    PartyField("legal_representative", Bilingual("法定代表人", "legal representative"), 100),
    PartyField("representative", Bilingual("授权代表", "authorised representative"), 100),
    PartyField("agent", Bilingual("委托代理人", "agent"), 100),
    PartyField("contact", Bilingual("联系人", "contact"), 100),
    PartyField("phone", Bilingual("电话", "phone"), 60, "phone", (3, 4)),
    PartyField("fax", Bilingual("传真", "fax"), 60, "phone", (3, 4)),
    PartyField("email", Bilingual("电子邮箱", "e-mail"), 200, keep=(2, 0)),
    PartyField("bank", Bilingual("开户银行", "bank"), 200),
    PartyField("bank_code", Bilingual("联行号", "bank code"), 40, "account", (0, 4)),
    PartyField("account", Bilingual("账号", "account"), 60, "account", (0, 4)),
    PartyField("account_name", Bilingual("户名", "account name"), 200),
    PartyField("postcode", Bilingual("邮政编码", "postcode"), 12, "postcode"),
    PartyField("seal", Bilingual("盖章", "seal"), 100),
    PartyField("sign_date", Bilingual("签署日期", "date of signing"), 40, "date"),
)


def credit_code_check(first_seventeen: str) -> str:
    """The check character for the first 17 characters of a unified social credit code (GB 32100-2015)."""
    total = sum(_CREDIT_ALPHABET.index(c) * w for c, w in zip(first_seventeen, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_ALPHABET[(31 - total % 31) % 31]


def read_credit_code(text: str, place: Place | None = None) -> str:
    """A unified social credit code in capitals without blanks, its check character verified.

    Raises InputError `credit_code_length`, `credit_code_character`, `credit_code_check_digit`.
    """
    code = re.sub(r"[\s-]", "", ascii_forms(text)).upper()
    if len(code) != CREDIT_CODE_LENGTH:
        raise refuse("credit_code_length", place, found=code[:60], length=len(code))
    for position, character in enumerate(code, 1):
        if character not in _CREDIT_ALPHABET:
            raise refuse("credit_code_character", place, found=code, position=position, character=character)
    expected = credit_code_check(code[:-1])
    if code[-1] != expected:
        raise refuse("credit_code_check_digit", place, found=code, expected=expected)
    return code


_FORMS: dict[str, tuple[re.Pattern[str], Bilingual]] = {
    "account": (
        re.compile(r"[0-9A-Z](?:[ -]?[0-9A-Z]){5,39}", re.ASCII | re.IGNORECASE),
        Bilingual("6 至 40 位数字或字母", "6 to 40 digits or letters"),
    ),
    "phone": (
        re.compile(r"[0-9+()\-./,;*#x转 至及、]{3,60}"),
        Bilingual("电话号码", "a phone number"),
    ),
    "postcode": (
        re.compile(r"[0-9A-Z][0-9A-Z -]{2,11}", re.ASCII | re.IGNORECASE),
        Bilingual("邮政编码", "a postcode"),
    ),
}


def read_party_field(name: str, text: str, place: Place | None = None) -> str:
    """The text of a party's field, cleaned, bounded and of the form that the field has; other fields are plain texts.

    Raises InputError: see `read_credit_code` and `clean_text`, and `party_field_form`.
    """
    field = PARTY_FIELDS.get(name)
    if field is None:
        return clean_text(text, place)
    if field.form == "credit_code":
        return read_credit_code(clean_text(text, place), place)
    cleaned = clean_text(text, place, longest=field.longest)
    if field.form in _FORMS:
        pattern, expected = _FORMS[field.form]
        cleaned = ascii_forms(cleaned)
        if pattern.fullmatch(cleaned) is None:
            raise refuse("party_field_form", place, found=cleaned, expected={"zh": expected.zh, "en": expected.en})
    return cleaned


def masked(value: str, field: str | None = None) -> str:
    """The value of a party's field as a log or a listing shows it: `9135**********0Y43`.

    A field that nobody has to hide is returned as it is. Without a `field` the value is masked as an account is:
    only its last four characters stay.
    """
    rule = PARTY_FIELDS.get(field) if field is not None else PARTY_FIELDS["account"]
    if rule is None or rule.keep is None or not value:
        return value
    if rule.name == "email" and "@" in value:
        local, _, domain = value.partition("@")
        return f"{local[:2]}***@{domain}"
    head, tail = rule.keep
    if len(value) <= head + tail + 2:
        return "*" * len(value)
    return value[:head] + "*" * (len(value) - head - tail) + value[len(value) - tail :]
