"""Puts terms together: conditions, choices, sums, calls of a spreadsheet's functions. Lazy where the language is.

A spreadsheet's AND and OR compute every operand; where one may be an error they become nested IFs, as IF computes only
the branch it takes. The names `missing_param` and `invalid_input` stand for the two errors of a refused calculation.
"""

from __future__ import annotations

from collections.abc import Sequence

from contracts_kit.language.formulas.terms import ATOM, COMPARISON, PRODUCT, SUM, Record, Scalar, Term

MISSING = Scalar("missing_param", safe=False)
INVALID = Scalar("invalid_input", safe=False)
NOTHING = Scalar('""')
TRUE = Scalar("TRUE")
FALSE = Scalar("FALSE")
COMPARED_PLACES = 10
"""A computed number is rounded to so many places before it is compared or its fraction is dropped."""
EXTRA_PLACES = 6
NUDGE = "(1+1E-15)"
"""A half that binary arithmetic left a little below itself is still rounded up: five units in the last place."""


def made(text: str, *parts: Scalar, strength: int = ATOM, tidy: bool | None = None, safe: bool | None = None) -> Scalar:
    """A term that is computed from these parts; `tidy` and `safe` None: as all of them are."""
    return Scalar(
        text,
        all(part.tidy for part in parts) if tidy is None else tidy,
        all(part.safe for part in parts) if safe is None else safe,
        any(part.array for part in parts),
        any(part.wide for part in parts),
        strength,
    )


def call(function: str, *parts: Scalar, tidy: bool | None = None, safe: bool | None = None) -> Scalar:
    """A call of a spreadsheet's function."""
    return made(f"{function}({','.join(part.text for part in parts)})", *parts, tidy=tidy, safe=safe)


def operation(left: Scalar, sign: str, right: Scalar, *, tidy: bool = True, safe: bool | None = None) -> Scalar:
    """left + right and so on, with brackets where they are needed."""
    strength = SUM if sign in "+-" else PRODUCT
    text = left.inside(strength) + sign + right.inside(strength + (sign in "-/"))
    return made(text, left, right, strength=strength, tidy=tidy, safe=safe)


def compared(left: Scalar, sign: str, right: Scalar) -> Scalar:
    """left < right and so on."""
    return made(left.inside(SUM) + sign + right.inside(SUM), left, right, strength=COMPARISON, tidy=True)


def is_nothing(term: Scalar) -> Scalar:
    """Whether a value is nothing: an empty cell or an empty text."""
    return made(f'{term.raw or term.inside(SUM)}=""', term, strength=COMPARISON, tidy=True)


def is_given(term: Scalar) -> Scalar:
    """Whether a value is not nothing."""
    return made(f'{term.raw or term.inside(SUM)}<>""', term, strength=COMPARISON, tidy=True)


def if_(condition: Scalar, then: Scalar, otherwise: Scalar) -> Scalar:
    """One of two values."""
    if condition.text in ("TRUE", "FALSE"):
        return then if condition.text == "TRUE" else otherwise
    text = f"IF({condition.text},{then.text},{otherwise.text})"
    tidy = then.tidy and otherwise.tidy
    return made(text, condition, then, otherwise, tidy=tidy)


def either(condition: Scalar, then: Term, otherwise: Term) -> Term | None:
    """One of two terms of the same shape; None where a list is among them."""
    if isinstance(then, Scalar) and isinstance(otherwise, Scalar):
        return if_(condition, then, otherwise)
    if isinstance(then, Record) and isinstance(otherwise, Record):
        fields = {name: either(condition, field, otherwise.fields[name]) for name, field in then.fields.items()}
        return Record({name: field for name, field in fields.items() if field is not None})
    return None


def both(conditions: Sequence[Scalar]) -> Scalar:
    """All of the conditions, read from left to right until one fails."""
    kept = [c for c in conditions if c.text != "TRUE"] or [TRUE]
    if len(kept) == 1:
        return kept[0]
    if any(c.wide for c in kept) or not all(c.safe for c in kept[1:]):
        found = kept[-1]
        for condition in reversed(kept[:-1]):
            found = if_(condition, found, FALSE)
        return found
    return call("AND", *kept, tidy=True)


def one_of(conditions: Sequence[Scalar]) -> Scalar:
    """One of the conditions, read from left to right until one holds."""
    if len(conditions) == 1:
        return conditions[0]
    if any(c.wide for c in conditions) or not all(c.safe for c in conditions[1:]):
        found = conditions[-1]
        for condition in reversed(conditions[:-1]):
            found = if_(condition, TRUE, found)
        return found
    return call("OR", *conditions, tidy=True)


def negated(condition: Scalar) -> Scalar:
    """That a condition does not hold."""
    return call("NOT", condition, tidy=True)


def cleared(term: Scalar, places: int = COMPARED_PLACES) -> Scalar:
    """A number without the residue of binary arithmetic."""
    return term if term.tidy else made(f"ROUND({term.text},{places})", term, tidy=True)


def half_up(term: Scalar, places: int) -> Scalar:
    """A number rounded half up to so many places (negative: before the point), as exact arithmetic would."""
    if term.tidy:
        return made(f"ROUND({term.text},{places})", term, tidy=True)
    text = f"ROUND(ROUND({term.text},{places + EXTRA_PLACES})*{NUDGE},{places})"
    return made(text, term, tidy=True)


def whole_part(term: Scalar) -> Scalar:
    """The greatest whole number that is not above it."""
    return call("INT", cleared(term), tidy=True)


def rounded_up(term: Scalar) -> Scalar:
    """The least whole number that is not below it."""
    return made(f"-INT(-{cleared(term).inside(ATOM)})", term, strength=PRODUCT, tidy=True)
