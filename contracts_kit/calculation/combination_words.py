"""A combination policy in words, without numbers: each part with what it does and to what."""

from __future__ import annotations

from collections.abc import Iterator

from contracts_kit.content.combination import Combine
from contracts_kit.content.expressions import Expr
from contracts_kit.language.parse import parse
from contracts_kit.language.words import Phrase
from contracts_kit.values.bilingual import Bilingual

_IN_ORDER = Bilingual("依次处理各项", "each entry, in this order")
_LEFT_OUT = Bilingual("{when}的，不计入", "not counted where {when}")
_ONE_OF = Bilingual("{within}相同的，只计一项：{take}", "of those alike in {within} one counts: {take}")
_ONE_OF_THOSE = Bilingual(
    "{when}的，{within}相同的只计一项：{take}", "where {when}, of those alike in {within} one counts: {take}"
)
_CHOSEN = Bilingual("；{chosen}的优先", "; first the one where {chosen}")
_DISPLACED = Bilingual(
    "{when}的，在{within}相同的各项中有{by}的，不计入", "not counted where {when}, if one alike in {within} has {by}"
)
_MULTIPLIED = Bilingual("{when}的，乘以{by}", "times {by} where {when}")
_ALWAYS = Bilingual("乘以{by}", "times {by}")


def combination_lines(block: Combine, label: str, phrase: Phrase, language: str) -> Iterator[tuple[str, str]]:
    """The label and words of each part of a policy, those of the policy itself first."""

    def say(expression: Expr | None) -> str:
        return "" if expression is None else phrase.say(parse(expression.source))

    def fields(names: tuple[str, ...]) -> str:
        return ("、" if language == "zh" else ", ").join(phrase.label(name) for name in names)

    yield label, _IN_ORDER[language]
    for left_out in block.leave_out:
        yield f"  {left_out.label[language]}", _LEFT_OUT[language].format(when=say(left_out.when))
    for one in block.one_of:
        words = (_ONE_OF if one.when is None else _ONE_OF_THOSE)[language]
        said = words.format(when=say(one.when), within=fields(one.within), take=say(one.take))
        chosen = _CHOSEN[language].format(chosen=say(one.chosen)) if one.chosen is not None else ""
        yield f"  {one.label[language]}", said + chosen
    for gone in block.displaced:
        words = _DISPLACED[language].format(when=say(gone.when), by=say(gone.by), within=fields(gone.within))
        yield f"  {gone.label[language]}", words
    for multiplied in block.multiply:
        words = (_ALWAYS if multiplied.when is None else _MULTIPLIED)[language]
        yield f"  {multiplied.label[language]}", words.format(when=say(multiplied.when), by=say(multiplied.by))
