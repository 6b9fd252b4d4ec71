"""What a rule does, without numbers: inputs, parameters, readings, every step with all its branches, refusals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from contracts_kit.calculation.combination_words import combination_lines
from contracts_kit.calculation.explanation import reading_text, zip_labels
from contracts_kit.calculation.phrases import FUNCTION_LABELS
from contracts_kit.content.combination import LABELS, Combine
from contracts_kit.content.expressions import Expr
from contracts_kit.content.model import Family
from contracts_kit.content.rules import Choose, Flags, Output, Rows, Rule, Step, Zip
from contracts_kit.language.parse import parse
from contracts_kit.language.words import Phrase
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.printing import print_value
from contracts_kit.values.text_width import padded, text_width
from contracts_kit.values.types import ValueType
from contracts_kit.values.units import unit_label

_HEADINGS = {
    "clause": Bilingual("条款", "Clause"),
    "inputs": Bilingual("需要的事实", "What it needs"),
    "parameters": Bilingual("合同参数", "Parameters of the contract"),
    "options": Bilingual("口径", "Readings"),
    "steps": Bilingual("计算", "How it is computed"),
    "outputs": Bilingual("结果", "What it gives"),
    "refusals": Bilingual("不予计算的情形", "When it refuses"),
}
_KINDS = {
    "money": Bilingual("金额", "an amount"),
    "ratio": Bilingual("比例", "a ratio"),
    "decimal": Bilingual("数值", "a number"),
    "integer": Bilingual("整数", "a whole number"),
    "date": Bilingual("日期", "a date"),
    "datetime": Bilingual("时刻", "a moment"),
    "text": Bilingual("文字", "a text"),
    "boolean": Bilingual("是或否", "yes or no"),
    "choice": Bilingual("之一：{}", "one of: {}"),
    "list": Bilingual("列表", "a list"),
    "rows": Bilingual("明细：{}", "lines with: {}"),
    "map": Bilingual("对照表", "a map"),
    "record": Bilingual("记录", "a record"),
}
_DEFAULT = Bilingual("；缺省 {}", "; {} where left out")
_OPTIONAL = Bilingual("；可以不填", "; may be left out")
_USUAL = Bilingual("（默认）", " (default)")
_BLANK = Bilingual("由合同填写", "left to the contract")
_PER_ROW = Bilingual("逐行计算", "for each row")
_CARRIED = Bilingual("（结转至下一行）", " (carried to the next row)")
_OTHERWISE = Bilingual("其他情形", "otherwise")


@dataclass(frozen=True, slots=True)
class Description:
    """What a rule does. `lines` holds pairs under each heading; `names` are the ids behind the labels."""

    rule: str
    title: str
    clause: str
    inputs: tuple[tuple[str, str, str], ...]
    parameters: tuple[tuple[str, str, str], ...]
    options: tuple[tuple[str, str, tuple[tuple[str, str, bool], ...]], ...]
    steps: tuple[tuple[str, str], ...]
    outputs: tuple[tuple[str, str, str], ...]
    refusals: tuple[str, ...]
    language: str

    def as_json(self) -> dict[str, Any]:
        """The description for another program."""
        return asdict(self)

    def as_text(self) -> str:
        """The description for a terminal."""
        language = self.language
        lines = [f"{self.title}  ({self.rule})", f"{_HEADINGS['clause'][language]}  {self.clause}"]
        for name in ("inputs", "parameters"):
            lines += _section(_HEADINGS[name][language], getattr(self, name))
        if self.options:
            lines.append(_HEADINGS["options"][language])
            for option, label, readings in self.options:
                lines.append(f"  {label}  [{option}]")
                for value, text, usual in readings:
                    lines.append(f"    {value}{_USUAL[language] if usual else ''}  {text}")
        lines += _section(_HEADINGS["steps"][language], [(label, "", words) for label, words in self.steps])
        lines += _section(_HEADINGS["outputs"][language], self.outputs)
        if self.refusals:
            lines += [_HEADINGS["refusals"][language], *(f"  {text}" for text in self.refusals)]
        return "\n".join(lines)


def _section(heading: str, rows: Any) -> list[str]:
    if not rows:
        return []
    widths = [max(text_width(row[i]) for row in rows) for i in range(2)]
    lines = [heading]
    for label, name, text in rows:
        cells = [padded(label, widths[0])]
        if widths[1]:
            cells.append(padded(name, widths[1]))
        lines.append("  " + "  ".join([*cells, text]).rstrip())
    return lines


def describe(rule: Rule, family: Family, language: str, article: str | None = None) -> Description:
    """What a rule does, in `zh` or `en`. `article` is the number of its article in a contract; None leaves it out."""
    phrase = Phrase(language, rule_labels(rule, family), FUNCTION_LABELS)
    clause = family.clauses.get(rule.clause)
    read = sorted(rule.parameters_read & set(family.parameters))
    return Description(
        rule.id,
        rule.title[language],
        "  ".join(part for part in (article, clause.title[language], rule.clause, *clause.grounds) if part)
        if clause
        else rule.clause,
        tuple((i.label[language], i.name, _input(i, language)) for i in rule.inputs.values()),
        tuple((family.parameters[n].label[language], n, _default(family, n, language)) for n in read),
        tuple(_option(o, family, language) for o in rule.options.values()),
        tuple(_steps(rule, phrase, language)),
        tuple((o.label[language], o.name, _type(o.type, language, o.choice_labels)) for o in rule.outputs.values()),
        tuple(
            r.message[language] if r.message else phrase.say(parse(r.when.source))
            for r in (*rule.refusals, *(r for b in rule.blocks.values() if isinstance(b, Rows) for r in b.refusals))
        ),
        language,
    )


def rule_labels(rule: Rule, family: Family) -> dict[str, Bilingual]:
    """The printed label of everything that the expressions of a rule name."""
    labels = {name: p.label for name, p in family.parameters.items()}
    labels |= {r.id: r.title for r in family.rules.values()}
    for name in rule.rules_called:
        if name in family.rules:
            labels |= {n: o.label for n, o in family.rules[name].outputs.items()}
            for given in family.rules[name].inputs.values():
                labels |= {f"'{v}'": w for v, w in given.choice_labels.items()}
    for block in rule.blocks.values():
        labels[block.name] = block.label
        if isinstance(block, Rows):
            labels |= {c.name: c.label for c in (*block.columns, *block.carry)}
        elif isinstance(block, Zip):
            labels |= zip_labels(block, rule)
        elif isinstance(block, Flags):
            labels |= {f"'{f.name}'": f.label for f in block.flags}
        elif isinstance(block, Combine):
            labels |= LABELS | {f"'{name}'": words for name, words in block.outcomes().items()}
    for spec in rule.inputs.values():
        for words in spec.field_choice_labels.values():
            labels = {f"'{v}'": w for v, w in words.items()} | labels
        labels |= dict(spec.field_labels) | {f"'{v}'": w for v, w in spec.choice_labels.items()}
    for output in rule.outputs.values():
        labels |= {f"'{v}'": w for v, w in output.choice_labels.items()}
        labels.setdefault(output.name, output.label)
        if output.expression is None:
            labels[output.name] = output.label
    labels |= {name: i.label for name, i in rule.inputs.items()}
    labels |= {f"options.{name}": o.label for name, o in rule.options.items() if o.label is not None}
    return labels


def _type(kind: ValueType, language: str, words: Any = None) -> str:
    if kind.kind == "choice":
        joined = ("、" if language == "zh" else ", ").join(
            words[v][language] if words and v in words else v for v in kind.choices
        )
        return _KINDS["choice"][language].format(joined)
    if kind.kind == "rows":
        return _KINDS["rows"][language].format(("、" if language == "zh" else ", ").join(kind.fields))
    if kind.kind == "list" and kind.of is not None:
        inner = _type(kind.of, language, words)
        return f"{inner}的列表" if language == "zh" else f"a list, each {inner}"
    unit = unit_label(kind.unit, language) if kind.unit and kind.kind != "money" else ""
    said = _KINDS[kind.kind][language]
    if not unit:
        return said
    return f"{said}（{unit}）" if language == "zh" else f"{said} ({unit})"


def _input(spec: Any, language: str) -> str:
    said = _type(spec.type, language, spec.choice_labels)
    if spec.has_default and spec.default is not None:
        shown = print_value(spec.default, spec.type, language, choice_labels=spec.choice_labels)
        return said + (_DEFAULT[language].format(shown) if shown else _OPTIONAL[language])
    return said + (_OPTIONAL[language] if spec.has_default or spec.type.optional else "")


def _default(family: Family, name: str, language: str) -> str:
    p = family.parameters[name]
    if p.default is None:
        return _BLANK[language]
    return print_value(p.default, p.type, language, style="full", choice_labels=p.choice_labels)


def _option(option: Any, family: Family, language: str) -> tuple[str, str, tuple[tuple[str, str, bool], ...]]:
    def article(clause: str) -> str:
        found = family.clauses.get(clause)
        return f"“{found.title[language]}”" if found else clause

    defaults = {name: parameter.default for name, parameter in family.parameters.items()}
    readings = tuple(
        (value, reading_text(option, value, language, family, defaults, article), value == option.default)
        for value in option.values
    )
    return option.id, option.label[language] if option.label else option.name.replace("_", " "), readings


def _steps(rule: Rule, phrase: Phrase, language: str) -> Iterator[tuple[str, str]]:
    def say(expression: Expr) -> str:
        return phrase.say(parse(expression.source))

    for name, part in rule.computed():
        output = rule.outputs.get(name)
        label = (output.label if output is not None else part.label)[language]
        if isinstance(part, Zip):
            continue
        if isinstance(part, (Step, Output)):
            assert part.expression is not None
            yield label, say(part.expression)
        elif isinstance(part, Choose):
            for row in part.rows:
                yield label, phrase_if(say(row.value), say(row.when), row.ground, language)
            if part.otherwise is not None:
                yield label, phrase_if(say(part.otherwise), _OTHERWISE[language], None, language)
        elif isinstance(part, Flags):
            for flag in part.flags:
                yield label, phrase_if(phrase.label(f"'{flag.name}'"), say(flag.when), None, language)
        elif isinstance(part, Combine):
            yield from combination_lines(part, label, phrase, language)
        else:
            yield label, _PER_ROW[language]
            for column in part.columns:
                yield f"  {column.label[language]}", say(column.expression)
            for column in part.carry:
                yield f"  {column.label[language]}", say(column.expression) + _CARRIED[language]


def phrase_if(value: str, condition: str, ground: str | None, language: str) -> str:
    """A value with the condition under which it is taken, and its ground where one is named."""
    said = f"{condition}：{value}" if language == "zh" else f"{condition}: {value}"
    return f"{said}（{ground}）" if ground and language == "zh" else f"{said} ({ground})" if ground else said
