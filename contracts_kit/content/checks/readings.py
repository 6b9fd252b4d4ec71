"""The readings of options: each value has one, both languages say the same, a clause prints them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from contracts_kit.content.checks.markers import scan
from contracts_kit.content.checks.parity import compare
from contracts_kit.content.checks.worlds import CheckedWorld
from contracts_kit.content.model import Clause, Family, Option
from contracts_kit.content.subject import Contents
from contracts_kit.content.wording import reading_inlines, reading_tags
from contracts_kit.errors import InputError
from contracts_kit.findings import LANGUAGES, Finding
from contracts_kit.values.bilingual import Bilingual


def are_written(contents: Contents) -> Iterator[Finding]:
    """A value of an option without a reading, two values that read the same, an option that no clause prints."""
    for family in contents.families.values():
        printed = {
            name
            for subject in contents.subjects
            if subject.family is family
            for _, _, mentioned in subject.mentions
            for name, _ in mentioned.called("reading")
        }
        for option in family.options.values():
            if option.unprinted is None:
                yield from _written(option)
                if option.id not in printed:
                    yield Finding("option_unprinted", option.place, {"name": option.id})


def _written(option: Option) -> Iterator[Finding]:
    for value in option.values:
        if value not in option.readings:
            yield Finding("reading_missing", option.place, {"name": option.id, "value": value})
    for language in LANGUAGES:
        first: dict[str, str] = {}
        for value, reading in option.readings.items():
            other = first.setdefault(reading[language].strip(), value)
            if other != value:
                details = {"name": option.id, "value": value, "other": other, "language": language}
                yield Finding("readings_alike", option.place, details)


def are_sound(family: Family) -> Iterator[Finding]:
    """A reading that is not one paragraph, or looks like a list, or whose languages differ."""
    for option in family.options.values():
        for value in option.readings:
            yield from _sound(option, value, family)


def _sound(option: Option, value: str, family: Family) -> Iterator[Finding]:
    world = CheckedWorld({}, family)
    for language in LANGUAGES:
        path = f"{option.id}.reading.{value}.{language}"
        for _, kind, details in scan(option.readings[value][language]):
            yield Finding(kind, replace(option.place, path=path), details)
        try:
            reading_inlines(option, value, language, family, world)
        except InputError as error:
            yield from (f for f in error.findings if f.kind == "reading_not_one_paragraph")
    try:
        pieces = {language: reading_tags(option, value, language) for language in LANGUAGES}
    except InputError:
        return
    clause = Clause(option.id, family.name, Bilingual("", ""), 1, (), {}, place=option.place)
    yield from compare(pieces, clause, family, option.place, f" [{option.id} = {value}]")
