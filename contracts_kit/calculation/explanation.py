"""A calculation explained: every step with its formula, the numbers put in and the result, the article, the readings.

The same explanation is printed by the command line, written into the contract's annex and compared with the outputs by
a test: each result that it prints is the output itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from contracts_kit.calculation.phrases import Facts, Filled, Taken, printed
from contracts_kit.content.combination import COUNTED, LABELS, Combine
from contracts_kit.content.filled_text import filled_text
from contracts_kit.content.library import find_rule
from contracts_kit.content.model import Family, Option
from contracts_kit.content.rules import Rule, Zip
from contracts_kit.language import nodes
from contracts_kit.language.words import names_an_option
from contracts_kit.records import dataclass
from contracts_kit.values.bilingual import Bilingual

if TYPE_CHECKING:
    from contracts_kit.calculation.calculate import Calculation
    from contracts_kit.calculation.trace import Step

MOST_ROWS = 24
_ROW = Bilingual("行", "Row")
_MORE_ROWS = Bilingual("……共 {} 行", "... {} rows in all")
_DEFAULTS = Bilingual("以下口径为默认：{}。", "At their default: {}.")
_CONDITION = Bilingual("（因{}）", " (because {})")


@dataclass(frozen=True, slots=True)
class ExplainedStep:
    """One line of a calculation: a label, the formula in words, the numbers put in, the result with its unit.

    `formula` and `numbers` are empty where they would only repeat the result.
    """

    label: str
    formula: str
    numbers: str
    result: str

    def parts(self) -> list[str]:
        """What stands between the equals signs: formula, numbers, result, without a repetition."""
        return list(dict.fromkeys(p for p in (self.formula, self.numbers, self.result) if p))


@dataclass(frozen=True, slots=True)
class ExplainedTable:
    """A step that has a row for each line of a list: a ledger, priced lines."""

    label: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A calculation in words. `options` are the readings taken with whether each is the default."""

    rule: str
    title: str
    language: str
    inputs: tuple[tuple[str, str], ...]
    steps: tuple[ExplainedStep | ExplainedTable, ...]
    outputs: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, bool], ...]
    defaults_line: str
    articles: tuple[str, ...]

    def __str__(self) -> str:
        from contracts_kit.calculation.explanation_text import as_text

        return as_text(self)


def explain(
    calculation: Calculation, language: str = "zh", article_of: Callable[[str], str | None] | None = None
) -> Explanation:
    """The explanation of a calculation in `zh` or `en`.

    `article_of` gives the printed number of a clause's article; None, or where a contract does not print the clause,
    its title stands instead.
    """
    facts = _facts(calculation, language)
    article = _article(calculation, language, article_of)
    rule = calculation.rule
    inputs = []
    for name, spec in rule.inputs.items():
        value = calculation.inputs.get(name)
        if isinstance(value, list) and any(isinstance(v, Mapping) for v in value):
            continue  # a list of records stands in the table that is computed from it
        if value is None and spec.has_default:
            continue
        inputs.append((spec.label[language], printed(value, spec.type, language, spec.choice_labels)))
    steps = [made for step in calculation.steps if (made := _explained(step, facts, language)) is not None]
    outputs = tuple(
        (output.label[language], printed(calculation.outputs[name], output.type, language, _words(output, facts)))
        for name, output in rule.outputs.items()
    )
    options, defaults = _options(calculation, language, article)
    return Explanation(
        rule.id,
        rule.title[language],
        language,
        tuple(inputs),
        tuple(steps),
        outputs,
        options,
        _DEFAULTS[language].format(("、" if language == "zh" else ", ").join(defaults)) if defaults else "",
        tuple(dict.fromkeys(article(clause) for clause in calculation.clauses)),
    )


def _article(
    calculation: Calculation, language: str, article_of: Callable[[str], str | None] | None
) -> Callable[[str], str]:
    def found(clause: str) -> str:
        home = calculation.library.families.get(clause.partition(".")[0], calculation.family)
        known = calculation.family.clauses.get(clause) or home.clauses.get(clause)
        title = known.title[language] if known is not None else clause
        number = article_of(clause) if article_of is not None else None
        return number or (f"《{title}》" if language == "zh" else f"“{title}”")

    return found


def _words(output: Any, facts: Facts) -> Mapping[str, Bilingual]:
    return {**facts.words, **output.choice_labels}


def _facts(calculation: Calculation, language: str) -> Facts:
    """What every formula of the calculation may name."""
    family, rule = calculation.family, calculation.rule
    facts = Facts(options=dict(calculation.options), table=calculation.table, rule=calculation.called)
    for name in calculation.parameters:
        parameter = family.parameters[name]
        facts.values[name] = calculation.parameters[name]
        facts.types[name], facts.labels[name] = parameter.type, parameter.label
        facts.words.update(parameter.choice_labels)
    for name, spec in rule.inputs.items():
        facts.values[name] = calculation.inputs.get(name)
        facts.types[name], facts.labels[name] = spec.type, spec.label
        facts.words.update(spec.choice_labels)
        for column, label in spec.field_labels.items():
            facts.labels.setdefault(column, label)
        for column, words in spec.field_choice_labels.items():
            facts.column_words[column] = words
        element = spec.type.of if spec.type.kind == "list" and spec.type.of else spec.type
        for column, kind in element.fields.items():
            facts.types.setdefault(column, kind)
    for called in sorted(rule.rules_called):
        _, other = find_rule(calculation.library, called)
        facts.labels.setdefault(called, other.title)
        for name, given in other.outputs.items():
            facts.labels.setdefault(name, given.label)
            facts.types.setdefault(name, given.type)
        for asked in other.inputs.values():
            facts.words = {**asked.choice_labels, **facts.words}
    for name in rule.tables_read:
        table = family.tables[name]
        for column, label in table.labels.items():
            facts.labels.setdefault(column, label)
        for column, kind in table.types.items():
            facts.types.setdefault(column, kind)
    for name, output in rule.outputs.items():
        facts.words.update(output.choice_labels)
        facts.labels.setdefault(name, output.label)
    for words in facts.column_words.values():
        facts.words = {**words, **facts.words}  # a value that an input has as well is called as it is there
    for name, option in calculation.rule.options.items():
        if option.label is not None:
            facts.labels[f"options.{name}"] = option.label
    for block in rule.blocks.values():
        facts.labels.setdefault(block.name, block.label)  # a step that was not needed may still be named
        if isinstance(block, Zip):
            facts.labels |= zip_labels(block, rule)
        elif isinstance(block, Combine):
            facts.words |= block.outcomes()
    for step in calculation.steps:
        facts.values[step.name] = step.exact
        facts.types[step.name], facts.labels[step.name] = step.type, step.label
        for column_ in step.columns:
            facts.labels.setdefault(column_.name, column_.label)
            facts.types.setdefault(column_.name, column_.type)
    return facts


def zip_labels(block: Zip, rule: Rule) -> dict[str, Bilingual]:
    """The columns of parallel lists are called as the lists are."""
    lists = {column.name: column.over.source.strip() for column in block.columns}
    return {name: rule.inputs[source].label for name, source in lists.items() if source in rule.inputs}


def _explained(step: Step, facts: Facts, language: str) -> ExplainedStep | ExplainedTable | None:
    label = step.label[language]
    if step.kind == "zip":
        return None
    if step.kind in ("rows", "combine"):
        return _table(step, facts, language)
    result = printed(step.value, step.type, language, facts.words)
    if step.node is None:
        return ExplainedStep(label, "", "", result)
    if _is_lookup(step.node) or (isinstance(step.value, list) and any(isinstance(v, Mapping) for v in step.value)):
        return None  # its content stands in a table, or in what is computed from it
    formula = Taken(language, facts).say(step.node)
    numbers = "" if isinstance(step.value, bool) else Filled(language, facts).say(step.node)
    if isinstance(step.node, (nodes.Number, nodes.Text, nodes.Constant)):
        formula = numbers = ""
    if formula in (result, label):
        formula = ""
    if step.conditions:
        result += _CONDITION[language].format(Taken(language, facts).say(step.conditions[0]))
    return ExplainedStep(label, formula, "" if numbers == result else numbers, result)


def _is_lookup(node: nodes.Node) -> bool:
    """Whether a formula only names a column of a table that is printed anyway (`ledger.withheld`)."""
    return isinstance(node, nodes.Field) and isinstance(node.of, nodes.Name) and not names_an_option(node)


def _table(step: Step, facts: Facts, language: str) -> ExplainedTable:
    of_policy = LABELS if step.kind == "combine" else {}
    columns = [
        c for c in step.columns if c.type.kind not in ("rows", "record") and (c.name != COUNTED or not of_policy)
    ]
    words = {c.name: facts.column_words.get(c.name, facts.words) for c in columns}
    rows = []
    for index, row in enumerate(step.rows[:MOST_ROWS], 1):
        cells = [printed(row.get(c.name), c.type, language, words[c.name]) for c in columns]
        rows.append((str(index), *cells))
    if len(step.rows) > MOST_ROWS:
        rows.append((_MORE_ROWS[language].format(len(step.rows)), *[""] * len(columns)))
    labels = {**facts.labels, **of_policy}  # an output may bear the name of what a policy adds
    headers = (_ROW[language], *(labels.get(c.name, c.label)[language] for c in columns))
    return ExplainedTable(step.label[language], headers, tuple(rows))


def _options(
    calculation: Calculation, language: str, article: Callable[[str], str]
) -> tuple[tuple[tuple[str, bool], ...], list[str]]:
    """The reading of each option in force with whether it is the default, and the names of those at their default."""
    taken, defaults = [], []
    for name, option in calculation.rule.options.items():
        value = calculation.options[name]
        text = reading_text(option, value, language, calculation.family, calculation.agreed, article)
        taken.append((text, value == option.default))
        if value == option.default:
            defaults.append(option.label[language] if option.label is not None else name.replace("_", " "))
    return tuple(taken), defaults


def reading_text(
    option: Option,
    value: str,
    language: str,
    family: Family,
    values: Mapping[str, Any],
    article: Callable[[str], str],
) -> str:
    """The printed sentence of one reading; a parameter without a value by its label."""
    reading = option.readings.get(value)
    if reading is None:
        return value
    return filled_text(reading[language], family, values, language, article=article, name_blanks=True)
