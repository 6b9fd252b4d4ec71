"""Functions of lists: counting, picking, sorting, grouping, runs of conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from contracts_kit.errors import refuse
from contracts_kit.language.functions.accepted import (
    ANY,
    BOOLEANS,
    LIST,
    MAP,
    QUOTED,
    ROWS,
    SORTABLE,
    TEXTS,
    WHOLE,
    more,
    named,
    one,
    words,
)
from contracts_kit.language.infer_calls import Function, Given
from contracts_kit.language.types import ANYTHING, BOOLEAN, TEXT, Type, both, list_of, number, record_of, text_of, unify
from contracts_kit.language.units_algebra import COUNT

Row = Mapping[str, Any]
_NO_DEFAULT = object()
# What stands for None while sorting: it comes first, and is never compared with a value.
_NOTHING_FIRST = (0,)


def _picked(which: int, name: str) -> Callable[..., Any]:
    def code(values: Sequence[Any], *, default: Any = _NO_DEFAULT) -> Any:
        if values:
            return values[which]
        if default is _NO_DEFAULT:
            raise refuse("list_is_empty", function=name)
        return default

    return code


def _picked_result(given: Given) -> Type:
    element = given.types[0].element
    default = given.named.get("default")
    if default is None:
        return element
    joined = unify(element, default)
    if joined is None:
        raise given.inference.error("branches_differ", source=given.function, left=both(element), right=both(default))
    return joined


def _counted(given: Given) -> Type:
    return number(given.types[0].counted, whole=True)


def _count(values: Sequence[Any]) -> int:
    if values and isinstance(values[0], bool):
        return sum(1 for value in values if value is True)
    return len(values)


def _key_names(given: Given, *, signed: bool = False) -> list[str]:
    """The fields named by the arguments after the first, each of which the rows must have."""
    record = given.types[0].element
    names = []
    for index in range(1, len(given.nodes)):
        name = given.literal(index)
        bare = name.removeprefix("-") if signed else name
        if record.kind != "anything" and record.field(bare) is None:
            known = ", ".join(n for n, _ in record.fields)
            from contracts_kit.findings import nearest

            raise given.inference.error(
                "unknown_field",
                name=bare,
                found=both(given.types[0]),
                known=known,
                suggestion=nearest(bare, [n for n, _ in record.fields]),
            )
        names.append(name)
    return names


def _sorted_result(given: Given) -> Type:
    for name in _key_names(given, signed=True):
        field = given.types[0].element.field(name.removeprefix("-"))
        if field is not None and field.kind not in ("number", "text", "date", "datetime", "boolean"):
            raise given.wrong(0, f"可排序的字段 {name}", f"a field {name} that can be ordered")
    return given.types[0]


def _sort_key(value: Any) -> tuple[Any, ...]:
    return _NOTHING_FIRST if value is None else (1, value)


def _sorted(rows: Sequence[Row], *keys: str) -> list[Row]:
    made = list(rows)
    for key in reversed(keys):
        name = key.removeprefix("-")
        made.sort(key=lambda row, name=name: _sort_key(row[name]), reverse=key.startswith("-"))  # type: ignore[misc]
    return made


def _distinct(rows: Sequence[Any], *keys: str) -> list[Any]:
    seen = set()
    made = []
    for row in rows:
        key = tuple(row[k] for k in keys) if keys else row
        if key not in seen:
            seen.add(key)
            made.append(row)
    return made


def _distinct_result(given: Given) -> Type:
    names = _key_names(given)
    element = given.types[0].element
    if not names and element.kind in ("record", "list", "map"):
        raise given.wrong(0, "写明按哪些字段区分", "the fields by which rows are told apart")
    return given.types[0]


def _group(rows: Sequence[Row], *keys: str) -> list[dict[str, Any]]:
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[k] for k in keys), []).append(row)
    return [{**dict(zip(keys, key, strict=True)), "rows": members} for key, members in groups.items()]


def _group_result(given: Given) -> Type:
    names = _key_names(given)
    rows = given.types[0]
    if rows.element.kind == "anything":
        return list_of(ANYTHING)
    fields = [(name, rows.element.field(name) or TEXT) for name in names]
    return list_of(record_of([*fields, ("rows", rows)]))


def _sorted_values(values: Sequence[Any]) -> list[Any]:
    return sorted(values)


def _first_run(conditions: Sequence[bool], length: int) -> int | None:
    run = 0
    for position, holds in enumerate(conditions, 1):
        run = run + 1 if holds else 0
        if run >= length:
            return position
    return None


def _nth_true(conditions: Sequence[bool], length: int) -> int | None:
    seen = 0
    for position, holds in enumerate(conditions, 1):
        seen += holds
        if seen >= length:
            return position
    return None


def _trailing(conditions: Sequence[bool]) -> int:
    run = 0
    for holds in reversed(conditions):
        if not holds:
            break
        run += 1
    return run


def _position(given: Given) -> Type:
    return number(COUNT, whole=True).or_nothing()


def _highest(order: Sequence[str], values: Sequence[str]) -> str:
    for value in reversed(order):
        if value in values:
            return value
    if not order:
        raise refuse("list_is_empty", function="highest")
    return order[0]


def _highest_result(given: Given) -> Type:
    order, values = given.types[0].element, given.types[1].element
    if order.choices is not None and values.kind == "text" and values.choices is not None:
        stray = [v for v in values.choices if v not in order.choices]
        if stray:
            raise given.inference.error(
                "unknown_choice", value=stray[0], name="highest", known=", ".join(order.choices), suggestion=None
            )
    return text_of(order.choices) if order.choices is not None else TEXT


def _flat(lists: Sequence[Sequence[Any]]) -> list[Any]:
    return [item for inner in lists for item in inner]


def _flat_result(given: Given) -> Type:
    inner = given.types[0].element
    if inner.kind not in ("list", "anything") or inner.optional:
        raise given.wrong(0, "列表的列表", "a list of lists")
    return inner if inner.kind == "list" else list_of(ANYTHING)


def _merge(left: Mapping[str, Any], right: Mapping[str, Any]) -> dict[str, Any]:
    return {**left, **right}


def _merge_result(given: Given) -> Type:
    joined = unify(given.types[0], given.types[1])
    if joined is None:
        raise given.wrong(1, "同类对照表", "a map of the same kind")
    return joined


def _make(
    name: str, zh: str, en: str, doc: tuple[str, str], example: tuple[str, str], arguments: Any, result: Any, code: Any
) -> Function:
    return Function(name, words(zh, en), words(*doc), example, arguments, result, code)


_DEFAULT = named("default", ANY)
FUNCTIONS = (
    _make(
        "count",
        "项数",
        "number of",
        ("列表的项数；条件列表则为成立的项数。", "How many items; of conditions, how many hold."),
        ("count([True, False, True])", "2"),
        (one("list", LIST),),
        _counted,
        _count,
    ),
    _make(
        "any",
        "有一项成立",
        "any holds",
        ("是否有一项成立。", "Whether one of the conditions holds."),
        ("any([False, True])", "True"),
        (one("conditions", BOOLEANS),),
        lambda given: BOOLEAN,
        any,
    ),
    _make(
        "all",
        "全部成立",
        "all hold",
        ("是否全部成立；空列表为是。", "Whether all conditions hold; true of an empty list."),
        ("all([False, True])", "False"),
        (one("conditions", BOOLEANS),),
        lambda given: BOOLEAN,
        all,
    ),
    _make(
        "first",
        "第一项",
        "first",
        ("第一项；空列表须给 default。", "The first item; an empty list needs default."),
        ("first([3, 5])", "3"),
        (one("list", LIST), _DEFAULT),
        _picked_result,
        _picked(0, "first"),
    ),
    _make(
        "last",
        "最后一项",
        "last",
        ("最后一项；空列表须给 default。", "The last item; an empty list needs default."),
        ("last([3, 5])", "5"),
        (one("list", LIST), _DEFAULT),
        _picked_result,
        _picked(-1, "last"),
    ),
    _make(
        "group",
        "分组",
        "groups",
        (
            "按若干字段分组，每组含这些字段和 rows。",
            "Groups of rows with the same fields; each has those fields and rows.",
        ),
        ("count(group([], 'kind'))", "0"),
        (one("rows", ROWS), one("field", QUOTED), more("fields", QUOTED)),
        _group_result,
        _group,
    ),
    _make(
        "distinct",
        "去重",
        "each once",
        ("同一项只留第一次出现的。", "Each item once, the first of those with the same fields."),
        ("distinct([3, 5, 3])", "[3, 5]"),
        (one("list", LIST), more("fields", QUOTED)),
        _distinct_result,
        _distinct,
    ),
    _make(
        "sorted",
        "排序",
        "sorted",
        (
            "按若干字段排序，'-' 开头为降序，相同者保持原序。",
            "Rows by fields; '-' in front is descending; equal rows keep their order.",
        ),
        ("count(sorted([], 'kind'))", "0"),
        (one("rows", ROWS), one("field", QUOTED), more("fields", QUOTED)),
        _sorted_result,
        _sorted,
    ),
    _make(
        "flat",
        "合为一列",
        "in one list",
        ("各列表的项目依次合为一个列表。", "The items of several lists in one list."),
        ("flat([[3, 5], [4]])", "[3, 5, 4]"),
        (one("lists", LIST),),
        _flat_result,
        _flat,
    ),
    _make(
        "sorted_values",
        "从小到大",
        "in order",
        ("数字或日期从小到大。", "Numbers or dates in ascending order."),
        ("sorted_values([5, 3])", "[3, 5]"),
        (one("values", SORTABLE),),
        lambda given: given.types[0],
        _sorted_values,
    ),
    _make(
        "first_run",
        "首次连续",
        "first run",
        (
            "连续 n 项成立时，第 n 项的序号；没有则为空。",
            "The position at which n conditions in a row hold for the first time; nothing where they never do.",
        ),
        ("first_run([True, False, True, True], 2)", "4"),
        (one("conditions", BOOLEANS), one("n", WHOLE)),
        _position,
        _first_run,
    ),
    _make(
        "nth_true",
        "累计第几次",
        "n-th time",
        (
            "累计第 n 项成立的序号；没有则为空。",
            "The position of the n-th condition that holds; nothing where there are fewer.",
        ),
        ("nth_true([True, False, True], 2)", "3"),
        (one("conditions", BOOLEANS), one("n", WHOLE)),
        _position,
        _nth_true,
    ),
    _make(
        "trailing",
        "末尾连续",
        "in a row at the end",
        ("末尾连续成立的项数。", "How many conditions hold in a row at the end."),
        ("trailing([True, False, True, True])", "2"),
        (one("conditions", BOOLEANS),),
        _counted,
        _trailing,
    ),
    _make(
        "highest",
        "最高",
        "the highest",
        (
            "按从低到高的次序，取其中最高的；没有则取次序中的第一个。",
            "Of the values, the highest in an order from low to high; the first of the order where there is none.",
        ),
        ("highest(['none', 'minor', 'major'], ['minor', 'none'])", "minor"),
        (one("order", TEXTS), one("values", TEXTS)),
        _highest_result,
        _highest,
    ),
    _make(
        "merge",
        "合并",
        "merged",
        ("两个对照表合并，后者优先。", "Two maps as one; the second wins."),
        ("merge({'a': 1}, {'b': 2})['b']", "2"),
        (one("first", MAP), one("second", MAP)),
        _merge_result,
        _merge,
    ),
    _make(
        "values",
        "各值",
        "values",
        ("对照表的各个值。", "The values of a map."),
        ("sum(values({'a': 1, 'b': 2}))", "3"),
        (one("map", MAP),),
        lambda given: list_of(given.types[0].element),
        lambda m: list(m.values()),
    ),
    _make(
        "keys",
        "各键",
        "keys",
        ("对照表的各个键。", "The keys of a map."),
        ("keys({'a': 1, 'b': 2})", "['a', 'b']"),
        (one("map", MAP),),
        lambda given: list_of(given.types[0].key or TEXT),
        lambda m: list(m),
    ),
    _make(
        "not_decidable",
        "无法判定",
        "not decidable",
        (
            "文字 'not_decidable'，用于所需参数空白时的结论。",
            "The text 'not_decidable', for the result where a needed parameter is blank.",
        ),
        ("not_decidable()", "not_decidable"),
        (),
        lambda given: text_of(("not_decidable",)),
        lambda: "not_decidable",
    ),
)
