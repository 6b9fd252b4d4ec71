"""docs/rules.md says nothing that is not so: every rule, line, message and function on it is run.

How the page is written:

- A ```yaml block with the key `parameters` declares the parameters of all examples; ```csv NAME is a data table, the
  ```yaml block with the key `types` after it its column file; any other ```yaml block holds rules. Comment lines at
  the end of such a block say what comes of its one rule:
      # gives: {output: value, ...}                             with the rule's own example
      # with {name: value, ...} gives: {output: value, ...}     with other inputs, options or parameters
      # with {name: value, ...} is refused: words of the message
  Every output must be named and every value be right.
- ```text explain RULE is the explanation of a rule's example.
- "- `steps.fee: a + b` — why" followed by "  > English<br>Chinese" is a line put into the first rule of the page, and
  the very message that comes of it.
- A table row "| `expression` | `value` | ..." below the block with the key `facts` is evaluated with those facts.
- The table of functions and the line of limits, between comment markers, are made from the program.

`python tests/test_rules_page.py` renews what is made from the program: these two, the explanation, the messages,
and the values that are missing behind expressions.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts_kit.calculation.calculate import calculate
from contracts_kit.calculation.explanation import explain
from contracts_kit.calculation.inputs import read_inputs
from contracts_kit.calculation.outputs import as_decimal
from contracts_kit.content import options, rule_blocks, rule_inputs, rule_reading
from contracts_kit.content.model import Family, Library
from contracts_kit.content.parameters import read_parameter_schema
from contracts_kit.content.rule_check import check_rules
from contracts_kit.content.rule_reading import read_rules
from contracts_kit.content.rules import Rule
from contracts_kit.content.tables import read_table
from contracts_kit.content.value_types import TYPE_WORDS, read_type
from contracts_kit.content.yaml_reader import YamlMap, read_yaml
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding
from contracts_kit.language import parse, runtime
from contracts_kit.language.expression import compile_expression
from contracts_kit.language.functions import FUNCTIONS, awards, dates, lists, numbers, periods
from contracts_kit.language.functions.numbers import MAX_STEPS
from contracts_kit.language.types import Type, type_of
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.reading import read_value

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"
BLOCK = re.compile(r"^```(\w+)[ ]?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CASE = re.compile(r"# (?:with (?P<with>\{.*\}) )?(?:gives: (?P<gives>\{.*\})|is refused: (?P<refused>.+))")
FAULT = re.compile(r"^- `(?P<line>[\w.]+: .+)` — (?P<why>.+)$(?:\n  > (?P<message>.+))?", re.MULTILINE)
EXPRESSION = re.compile(r"^\| `(?P<source>[^`]+)` \| (?:`(?P<value>[^`]+)`)? ?\|", re.MULTILINE)
KINDS_OF_FUNCTIONS = (
    ("Numbers 数字", numbers),
    ("Dates and moments 日期、时刻", dates),
    ("Working days and months 工作日、月数", periods),
    ("Lists 列表", lists),
    ("Windows and shares 时间窗、份额", awards),
)


@dataclass(frozen=True)
class Case:
    """What the page says of one rule: the values that differ from its example, and what comes of it."""

    rule: str
    given: dict[str, Any]
    gives: dict[str, Any] | None
    refused: str | None


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def blocks() -> list[tuple[str, str, str]]:
    return [(m[1], m[2], m[3]) for m in BLOCK.finditer(page())]


def written(key: str) -> list[str]:
    """The yaml blocks that begin with a key."""
    return [text for kind, _, text in blocks() if kind == "yaml" and text.startswith(key)]


def rule_texts() -> list[str]:
    return [
        text
        for kind, _, text in blocks()
        if kind == "yaml" and not text.startswith(("parameters:", "types:", "facts:"))
    ]


@cache
def example_family(change: str = "") -> tuple[Family, tuple[Finding, ...]]:
    """All rules of the page as one family; `change` ("steps.fee: a + b") is put into the first one."""
    findings: list[Finding] = []
    source = "title: {zh: 示例, en: Example}\n" + "".join(written("parameters:"))
    schema = read_parameter_schema(read_yaml(source, "parameters.yaml"))
    tables = {}
    for (_, name, text), columns in zip((b for b in blocks() if b[0] == "csv"), written("types:"), strict=True):
        table = read_table(text.encode(), f"{name}.csv", name, (columns.encode(), f"{name}.yaml"), findings)
        assert table is not None
        tables[name] = table
    rules = yaml.safe_load("".join(rule_texts()))
    if change:
        path, _, line = change.partition(": ")
        part = next(iter(rules.values()))
        *above, last = path.split(".")
        for key in above:
            part = part[key]
        part[last] = yaml.safe_load(line)
    text = yaml.safe_dump(rules, allow_unicode=True, sort_keys=False) if change else "".join(rule_texts())
    read = read_rules(read_yaml(text, "rules.yaml"), "example", "example.clause", findings)
    checked, found = check_rules(read, schema.parameters, schema.options, tables)
    title = Bilingual("示例", "Example")
    return Family("example", title, schema.parameters, schema.options, (), {}, {}, checked, tables, None), (
        *findings,
        *found,
    )


@cache
def library() -> Library:
    family, findings = example_family()
    assert not findings, [f.line() for f in findings]
    return Library(".", {"example": family}, "rules-page")


def cases() -> Iterator[Case]:
    for text in rule_texts():
        source = yaml.load(text, yaml.BaseLoader)
        comments = re.findall(r"^#.*$", text, re.MULTILINE)
        assert len(source) == 1 and comments, f"a rule of the page without `# gives:`\n{text}"
        for comment in comments:
            found = CASE.fullmatch(comment)
            assert found, comment
            given, gives = (yaml.load(found[k] or "{}", yaml.BaseLoader) for k in ("with", "gives"))
            yield Case(next(iter(source)), given, gives if found["gives"] else None, found["refused"])


def result(case: Case) -> dict[str, Any]:
    family = library().families["example"]
    rule: Rule = family.rules[case.rule]
    inputs = {**rule.example, **{n: _or_none(v) for n, v in case.given.items() if n in rule.inputs}}
    chosen = {n: v for n, v in case.given.items() if n in rule.options}
    parameters = {n: v for n, v in case.given.items() if n in family.parameters}
    assert set(case.given) <= {*rule.inputs, *chosen, *parameters}
    return dict(calculate(case.rule, inputs, parameters, chosen, library=library()).outputs)


def _or_none(value: Any) -> Any:
    return None if value == "null" else value


def same(found: Any, expected: Any) -> bool:
    """Whether an output is what the page says; on the page every scalar is a text."""
    if isinstance(expected, list):
        return isinstance(found, list) and len(found) == len(expected) and all(map(same, found, expected))
    if isinstance(expected, dict):
        return found.keys() == expected.keys() and all(same(found[k], v) for k, v in expected.items())
    if found is None or isinstance(found, bool):
        return str(expected) == {None: "null", True: "true", False: "false"}[found]
    if isinstance(found, (date, datetime)):
        return found.isoformat() == expected
    if isinstance(found, (Decimal, int)):
        try:
            return Decimal(expected) == found
        except InvalidOperation:
            return False
    return bool(found == expected)


@pytest.mark.parametrize("case", list(cases()), ids=lambda c: f"{c.rule} {c.given or ''}")
def test_a_rule_of_the_page_gives_what_stands_below_it(case: Case) -> None:
    if case.gives is None:
        with pytest.raises(InputError) as refused:
            result(case)
        assert str(case.refused) in str(refused.value)
    else:
        found = result(case)
        assert same(found, case.gives), found


# -- what is made from the program ------------------------------------------------------------------------------------


def explanation(rule: str) -> str:
    found = library().families["example"].rules[rule]
    made = explain(calculate(rule, dict(found.example), library=library()), "en", lambda clause: "Article 6")
    return "\n".join(line.rstrip() for line in str(made).strip().splitlines()) + "\n"


def message(fault: str) -> str:
    """What the lint says of the first rule with one line changed: in English, then in Chinese."""
    family, every = example_family(fault)
    findings = [f for f in every if (f.place.path or "").startswith(next(iter(family.rules)) + ".")]
    assert len(findings) == 1, (fault, [f.line() for f in findings])
    return f"{findings[0].message('en')}<br>{findings[0].message('zh')}"


def functions_table() -> str:
    lines = ["| write | gives | 说明 | example | result |", "|---|---|---|---|---|"]
    for title, module in KINDS_OF_FUNCTIONS:
        lines.append(f"| **{title}** | | | | |")
        for function in module.FUNCTIONS:
            source, value = function.example
            row = (f"`{function.usage}`", function.doc.en, function.doc.zh, f"`{source}`", f"`{value}`")
            lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines) + "\n"


def limits_line() -> str:
    limits = (
        ("{} rows of a list", runtime.MAX_ROWS),
        ("{} lines gone through in one calculation", runtime.MAX_WORK),
        ("{} numbers from `steps`", MAX_STEPS),
        ("an exponent of {}", runtime.MAX_EXPONENT),
        ("a result of {} digits", runtime.MAX_DIGITS),
        ("{} digits of a figure in an expression", parse.MAX_DIGITS),
        ("{} characters of an expression", parse.MAX_LENGTH),
        ("{} brackets within brackets", parse.MAX_DEPTH),
        ("{} terms of one expression", parse.MAX_TERMS),
    )
    return "At most " + "; ".join(words.format(f"{most:,}") for words, most in limits) + ".\n"


GENERATED = {"functions": functions_table, "limits": limits_line}


def part(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name}: begin -->\n)(.*?)(<!-- {name}: end -->)", re.DOTALL)


@pytest.mark.parametrize("name", sorted(GENERATED))
def test_a_table_made_from_the_program_is_as_the_program_is(name: str) -> None:
    found = part(name).search(page())
    assert found and found[2].strip() == GENERATED[name]().strip(), "renew it: python tests/test_rules_page.py"


def test_every_function_stands_in_the_table_and_does_what_its_example_says() -> None:
    assert sum(len(module.FUNCTIONS) for _, module in KINDS_OF_FUNCTIONS) == len(FUNCTIONS)
    for function in FUNCTIONS.values():
        source, expected = function.example
        assert shown(compile_expression(source, {}).evaluate({})) == expected, source


def test_the_explanation_on_the_page_is_what_the_program_prints() -> None:
    shown_ones = [(info.removeprefix("explain "), text) for kind, info, text in blocks() if kind == "text"]
    assert shown_ones
    for rule, text in shown_ones:
        assert text == explanation(rule)


@pytest.mark.parametrize("fault", [m["line"] for m in FAULT.finditer(page())])
def test_a_faulty_line_has_the_message_that_the_page_prints(fault: str) -> None:
    said = {m["line"]: m["message"] for m in FAULT.finditer(page())}
    assert said[fault] == message(fault)


# -- expressions ------------------------------------------------------------------------------------------------------


@cache
def facts() -> tuple[dict[str, Type], dict[str, Any]]:
    """The types and the values of the names in the table of expressions."""
    source = read_yaml("".join(written("facts:")), "facts.yaml")
    assert isinstance(source, YamlMap)
    source["facts"].update({"title": None, "outputs": YamlMap("facts.yaml", 1, 1)})
    rule = read_rules(source, "example", "example.clause", [])["facts"]
    parameters = library().families["example"].parameters
    types = {n: type_of(i.type) for n, i in rule.inputs.items()} | {
        n: type_of(p.type).given() for n, p in parameters.items()
    }
    return types, {**read_inputs(rule, rule.example), **{n: p.default for n, p in parameters.items()}}


def shown(value: Any) -> str:
    """A value as the tables write it."""
    if isinstance(value, list):
        return "[" + ", ".join(repr(v) if isinstance(v, str) else shown(v) for v in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {shown(v)}" for k, v in value.items()) + "}"
    return str(as_decimal(value)) if isinstance(value, Fraction) else str(value)


def expressions(text: str) -> list[tuple[str, str | None]]:
    below = text[text.index("\nfacts:") : text.index("<!-- functions: begin -->")]
    return [(m["source"], m["value"]) for m in EXPRESSION.finditer(below)]


def computed(source: str) -> str:
    types, values = facts()
    return shown(compile_expression(source, types).evaluate(values))


@pytest.mark.parametrize(("source", "expected"), expressions(page()))
def test_an_expression_gives_what_stands_beside_it(source: str, expected: str) -> None:
    assert computed(source) == expected


def ways_of_writing() -> Iterator[tuple[str, str]]:
    """The types of the table of types with each way of writing a value that stands beside them."""
    for types, ways in re.findall(r"^\| ((?:`\w+`,? ?)+)\|[^|]*\| (`[^|]+`) \|$", page(), re.MULTILINE):
        for way in re.findall(r"`([^`]+)`", ways):
            for name in re.findall(r"`(\w+)`", types):
                if name in TYPE_WORDS and not way.startswith(("[", "{")):
                    yield name, way


def test_a_value_is_read_as_the_table_of_types_writes_it() -> None:
    ways = list(ways_of_writing())
    assert len(ways) > 15
    for name, way in ways:
        if name in ("working_days", "hours", "weeks", "months", "years") and not way.isdigit():
            continue  # `30日` is written for days
        of_a_day = name in ("ratio", "rate") and ("day" in way or "每日" in way)
        assert read_value(way, read_type({"type": name, "unit": "ratio/day"} if of_a_day else name)) is not None


REFUSED = (
    "value > 5000",
    "paid > value",
    "paid == None",
    "lines.amount > value",
    "[x for x in lines if count([y for y in lines if y.part == x.part for z in lines]) > 0]",
    "value // 2",
    "value % 2",
    "due + payment_months",
    "done - due + payment_months",
    "kind == 'good'",
    "{'goods': 1}[kind]",
)
UNDERSTOOD = {
    "12 * quantity(2, 'years') + payment_months": "26",
    "quantity(90, 'days') / 30 + payment_months": "5",
    "quantity(2, 'weeks') * 7 + grace_days": "17",
    "quantity(2, 't') * 1000 + quantity(1, 'kg')": "2001",
    "value > quantity(5000, 'CNY')": "False",
    "value + 0": "1000",
    "add_months(date(2026, 1, 31), 1)": "2026-02-28",
    "add_months(date(2026, 1, 31), 1, 'overflow')": "2026-03-01",
    "add_working_days(date(2026, 9, 30), 1)": "2026-10-08",
    "value / 3 * 3": "1000",
}


@pytest.mark.parametrize("source", REFUSED)
def test_what_the_page_calls_refused_is_refused(source: str) -> None:
    with pytest.raises(InputError):
        computed(source)


@pytest.mark.parametrize("source", UNDERSTOOD)
def test_what_the_page_calls_understood_is_understood(source: str) -> None:
    assert computed(source) == UNDERSTOOD[source]


def test_a_year_without_a_calendar_is_refused() -> None:
    with pytest.raises(InputError, match="2050"):
        computed("add_working_days(date(2050, 1, 1), 1)")


# -- what the page must not forget ------------------------------------------------------------------------------------


def test_every_key_and_every_type_that_the_reader_knows_stands_on_the_page() -> None:
    text = page()
    keys = {*rule_reading._RULE, *rule_inputs.INPUT_KEYS, *rule_reading._OUTPUT, *options._KEYS, *TYPE_WORDS}
    keys |= {"over", "columns", "start", "carry", "before", "position", "when", "value", "ground", "residual"}
    keys |= {"all_grounds", "otherwise", "from", "missing", "code", "message", *rule_blocks.CODES}
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", text)] == []


def test_every_construct_of_the_language_stands_in_the_table_of_expressions() -> None:
    nodes = {type(n).__name__ for source, _ in expressions(page()) for n in ast.walk(ast.parse(source, mode="eval"))}
    needed = {"BinOp", "UnaryOp", "BoolOp", "Compare", "IfExp", "List", "Dict", "ListComp", "DictComp", "Attribute"}
    operators = {"Add", "Sub", "Mult", "Div", "Pow", "USub", "And", "Or", "Not", "Lt", "LtE", "GtE", "Eq", "In", "Is"}
    assert needed | operators | {"Subscript", "Slice", "Call"} <= nodes


def test_the_page_stays_short_enough_to_be_read() -> None:
    assert len(page().splitlines()) < 670


def renew() -> None:
    """Rewrites what is made from the program."""
    text = page()
    for name, make in GENERATED.items():
        found = part(name).search(text)
        assert found
        text = text.replace(found[0], found[1] + make() + found[3])
    text = re.sub(
        r"^```text explain (\w+)\n.*?^```$",
        lambda m: f"```text explain {m[1]}\n{explanation(m[1])}```",
        text,
        flags=re.MULTILINE | re.DOTALL,
    )
    text = FAULT.sub(lambda m: f"- `{m['line']}` — {m['why']}\n  > {message(m['line'])}", text)
    begin, end = text.index("\nfacts:"), text.index("<!-- functions: begin -->")
    filled = EXPRESSION.sub(lambda m: f"| `{m['source']}` | `{m['value'] or computed(m['source'])}` |", text[begin:end])
    PAGE.write_text(text[:begin] + filled + text[end:], encoding="utf-8")


if __name__ == "__main__":
    renew()
