"""Whatever is written, an expression is read and typed, or refused with a finding: nothing else ever happens."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.errors import InputError
from contracts_kit.language.expression import compile_expression
from contracts_kit.language.parse import parse
from contracts_kit.values.types import ValueType

TYPES = {
    "money": ValueType("money", "CNY"),
    "days": ValueType("integer", "days"),
    "rate": ValueType("ratio", "ratio/day"),
    "share": ValueType("ratio", "ratio"),
    "day": ValueType("date"),
    "name": ValueType("text"),
    "late": ValueType("boolean"),
    "maybe": ValueType("money", "CNY", optional=True),
    "kind": ValueType("choice", choices=("a", "b")),
    "lines": ValueType("rows", fields={"amount": ValueType("money", "CNY"), "kind": ValueType("text")}),
}
VALUES = {
    "money": 100,
    "days": 3,
    "rate": 1,
    "share": 0,
    "day": date(2026, 1, 31),
    "name": "x",
    "late": True,
    "kind": "a",
    "lines": [{"amount": 5, "kind": "k"}, {"amount": 7, "kind": "m"}],
}
HOSTILE = yaml.safe_load((Path(__file__).parent / "hostile.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("source", "kind"), HOSTILE, ids=lambda x: str(x)[:40])
def test_hostile_expressions_are_refused_with_a_clear_finding(source: str, kind: str) -> None:
    with pytest.raises(InputError) as refused:
        compile_expression(source, TYPES).evaluate(VALUES)
    finding = refused.value.findings[0]
    assert finding.kind == kind, finding.line()
    assert finding.message("zh") and finding.message("en")


@pytest.mark.parametrize(
    "source",
    [
        "(" * 500 + "1" + ")" * 500,
        "[" * 41 + "]" * 41,
        "-" * 3900 + "1",
        "not " * 900 + "late",
        "1" + " + 1" * 900,
        "1" + " if late else 1" * 250,
        "late" + " and late" * 430,
        "money" * 1000,
        "'" + "a" * 5000 + "'",
        "x" + ".x" * 1500,
        "1" * 4000,
        "max(" * 300 + "1" + ")" * 300,
    ],
    ids=lambda s: s[:12],
)
def test_huge_and_deep_expressions_are_refused_or_computed(source: str) -> None:
    try:
        compile_expression(source, TYPES).evaluate(VALUES)
    except InputError as refused:
        assert refused.findings[0].message("en")


def test_an_expression_reaches_nothing_of_python() -> None:
    made = compile_expression("max(money, maybe if maybe is not None else 0)", TYPES)
    made.evaluate(VALUES)
    assert set(made._function.__globals__["__builtins__"]) == {"len", "dict"}


TOKENS = st.sampled_from(
    [
        *TYPES,
        *["0", "1", "2", "0.5", "12", "30", "'a'", "'b'", "'kind'", "'amount'", "None", "True", "False"],
        *[
            "+",
            "-",
            "*",
            "/",
            "**",
            "<",
            "<=",
            "==",
            "!=",
            "and",
            "or",
            "not",
            "in",
            "is",
            "if",
            "else",
            "for",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            ".",
            "=",
        ],
        *[
            "x",
            "options",
            "options.how",
            "sum",
            "max",
            "min",
            "count",
            "first",
            "group",
            "sorted",
            "distinct",
            "round_money",
            "floor",
            "steps",
            "given",
            "table",
        ],
        *[
            "add_months",
            "quantity",
            "'days'",
            "'CNY'",
            "windows",
            "lines.amount",
            "x.amount",
            "[x.amount",
            "for",
            "x",
            "in",
            "lines]",
        ],
        "().__class__",
        "lambda",
        "\\",
        "\n",
        "#",
        "é",
    ]
)


@given(st.lists(TOKENS, max_size=25).map(" ".join))
def test_no_sequence_of_tokens_gives_anything_but_a_value_or_a_finding(source: str) -> None:
    try:
        compile_expression(source, TYPES, options={"how": ("a", "b")}).evaluate(VALUES, {"how": "a"})
    except InputError as refused:
        assert all(f.message("zh") and f.message("en") for f in refused.findings)


@given(st.text(max_size=60))
def test_no_text_breaks_the_parser(source: str) -> None:
    try:
        parse(source)
    except InputError as refused:
        assert refused.findings


NUMBERS = st.sampled_from(
    ["money", "days", "rate", "share", "1", "0", "0.5", "7", "maybe", "lines[0].amount", "count(lines)"]
)


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    binary = st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "**", "<", "==", "and", "in"]), inner)
    return st.one_of(
        binary.map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        inner.map(lambda p: f"round_money({p})"),
        inner.map(lambda p: f"[x for x in {p}]"),
        inner.map(lambda p: f"sum([x.amount * {p} for x in lines])"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]} if late else {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"max({p[0]}, {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"{{'a': {p[0]}, 'b': {p[1]}}}[kind]"),
    )


@given(st.recursive(NUMBERS, _compound, max_leaves=12))
def test_what_has_a_type_computes_and_what_has_none_is_refused(source: str) -> None:
    try:
        made = compile_expression(source, TYPES)
    except InputError as refused:
        assert refused.findings
        return
    try:
        value = made.evaluate(VALUES)
    except InputError as refused:
        assert refused.findings[0].kind in {
            "division_by_zero",
            "power_too_large",
            "number_too_large",
            "parameter_blank",
            "exponent_not_whole",
        }
    else:
        assert not isinstance(value, float)
