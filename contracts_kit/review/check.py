"""Checks the values of a contract: what contradicts, what is still open and where, what legal must still decide."""

from __future__ import annotations

from contracts_kit.assembly.contract import preview
from contracts_kit.content.filled_text import filled_text
from contracts_kit.content.library import find_family
from contracts_kit.content.model import Family, Library, Option
from contracts_kit.content.parameter_values import ParameterValues
from contracts_kit.content.wording import variant_of
from contracts_kit.errors import InputError
from contracts_kit.findings import LANGUAGES, Finding, Place
from contracts_kit.review.articles import clauses_that_print, clauses_touched_by_option, named_articles

_STANCES = {"not_acceptable": "variant_not_acceptable", "fallback": "variant_fallback"}


def check_contract(
    family: str, values: ParameterValues, library: Library, language: str | None = None
) -> tuple[Finding, ...]:
    """Everything that is to be said of a contract's values, errors first.

    Errors are values that contradict each other and what keeps the contract from being put together; warnings are
    blanks, each with the article that prints a line to fill in, and variants that the negotiator's note calls not
    acceptable; infos are variants to fall back on and the options at their default, which legal must confirm.
    `language` is the contract's, for the numbers of its articles.
    """
    found = find_family(library, family)
    findings: list[Finding] = list(values.findings)
    try:
        contract = preview(found, values, language or values.language or "zh", library)
    except InputError as error:
        findings.extend(error.findings)
    else:
        findings.extend(finding for finding in contract.findings if finding not in findings)
        titles = {entry.clause: f"{entry.number} {entry.title}".strip() for entry in contract.manifest}
        findings.extend(_variants(found, values, titles))
        findings.extend(_options_at_default(found, values, titles))
    order = {"error": 0, "warning": 1, "info": 2}
    return tuple(sorted(findings, key=lambda finding: order[finding.level]))


def _variants(family: Family, values: ParameterValues, titles: dict[str, str]) -> list[Finding]:
    """What the note for the negotiator says of each variant in force: a warning where it is not acceptable."""
    made = []
    for name, title in titles.items():
        clause = family.clauses[name]
        if clause.variant_by is None:
            continue
        value = variant_of(clause, values.values)
        note = clause.negotiation.get(value)
        if note is None or note.stance not in _STANCES:
            continue
        words = {lang: note.note[lang] if note.note else "" for lang in LANGUAGES}
        details = {"article": title, "name": clause.variant_by, "found": value, "note": words}
        made.append(Finding(_STANCES[note.stance], Place(clause=name), details))
    return made


def _options_at_default(family: Family, values: ParameterValues, titles: dict[str, str]) -> list[Finding]:
    """An info for each option of the contract's articles that nobody has set."""
    made = []
    for name, option in family.options.items():
        if option.id != name or name in values.chosen_options or values.options.get(name) != option.default:
            continue
        articles = named_articles(clauses_that_print(family, name), titles)
        if not articles:
            articles = named_articles(clauses_touched_by_option(family, name), titles)
        if articles:
            made.append(Finding("option_at_default", Place(), _details(family, values, option, articles)))
    order = {title: position for position, title in enumerate(titles.values())}
    return sorted(made, key=lambda finding: order[finding.details["articles"][0]])


def _details(family: Family, values: ParameterValues, option: Option, articles: tuple[str, ...]) -> dict[str, object]:
    reading = option.readings.get(option.default)
    printed = {
        lang: filled_text(reading[lang], family, values.values, lang, name_blanks=True) if reading else "-"
        for lang in LANGUAGES
    }
    return {
        "name": option.id,
        "label": {lang: option.label[lang] if option.label else option.id for lang in LANGUAGES},
        "articles": articles,
        "found": option.default,
        "reading": printed,
        "article": {"zh": "、".join(articles), "en": ", ".join(articles)},
        "known": ", ".join(value for value in option.values if value != option.default),
    }
