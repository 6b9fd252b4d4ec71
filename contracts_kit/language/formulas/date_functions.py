"""Functions of dates and moments as formulas. A moment is kept to the second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts_kit.errors import refuse
from contracts_kit.language import nodes
from contracts_kit.language.formulas import build, lists
from contracts_kit.language.formulas.around import Failure, FormulaOf
from contracts_kit.language.formulas.terms import ATOM, SUM, Listed, Scalar, Term
from contracts_kit.language.types import BOOLEAN, DATE

if TYPE_CHECKING:
    from contracts_kit.language.formulas.translate import Names, Translator

_ONE = Scalar("1")


def _simple(template: str) -> FormulaOf:
    """A formula of one or two values, written as a template with {0} and {1}."""

    def formula(t: Translator, node: nodes.Call, bound: Names) -> Term:
        values = [t.scalar(a, bound) for a in node.arguments]
        inside = [value.inside(ATOM) for value in values]
        return build.made("(" + template.format(*inside) + ")", *values, tidy=True, safe=False)

    return formula


def _add_days(t: Translator, node: nodes.Call, bound: Names) -> Term:
    day, days = (t.scalar(a, bound) for a in node.arguments)
    return build.operation(day, "+", days)


def _add_months(factor: int) -> FormulaOf:
    def formula(t: Translator, node: nodes.Call, bound: Names) -> Term:
        day, months = (t.scalar(a, bound) for a in node.arguments[:2])
        rule = node.arguments[2].value if len(node.arguments) > 2 and isinstance(node.arguments[2], nodes.Text) else ""
        given = months
        if factor != 1:
            months = build.operation(months, "*", Scalar(str(factor)))
        shifted = build.made(f"EDATE({day.text},{months.text})", day, months, tidy=True, safe=False)
        if rule == "overflow":
            later = build.compared(build.call("DAY", shifted), "<", build.call("DAY", day))
            shifted = build.if_(later, build.operation(shifted, "+", _ONE), shifted)
        if any(isinstance(n, nodes.Arithmetic) and n.operator == "/" for n in _inside(node.arguments[1])):
            whole = build.compared(build.cleared(given), "=", build.call("INT", build.cleared(given)))
            return build.if_(whole, shifted, build.INVALID)
        return shifted

    return formula


def _inside(node: nodes.Node) -> list[nodes.Node]:
    if isinstance(node, nodes.Arithmetic):
        return [node, *_inside(node.left), *_inside(node.right)]
    return [node]


def _date(t: Translator, node: nodes.Call, bound: Names) -> Term:
    year, month, day = (t.scalar(a, bound) for a in node.arguments)
    last = f"EOMONTH(DATE({year.text},{month.text},1),0)"
    parts = (year, month, day)
    found = build.made(f"MIN(DATE({year.text},{month.text},{day.text}),{last})", *parts, tidy=True, safe=False)
    if any(part.wide for part in parts):
        raise lists.nested("date")
    limits = ((year, 1900, 9999), (month, 1, 12), (day, 1, 31))
    checks = [
        f"{part.inside(SUM)}{sign}{limit}"
        for part, least, most in limits
        if not part.text.isdigit()
        for sign, limit in ((">=", least), ("<=", most))
    ]
    return found if not checks else build.if_(build.made(f"AND({','.join(checks)})", *parts), found, build.INVALID)


def _roll_forward(t: Translator, node: nodes.Call, bound: Names) -> Term:
    day = t.scalar(node.arguments[0], bound)
    listed = t.masked(node.arguments[1], bound)
    blocked, array = lists.gathered(listed)
    if array or day.wide:
        raise lists.nested("roll_forward")
    days = f"{day.inside(SUM)}+ROW($1:${listed.size + 1})-1"
    text = f"{day.inside(SUM)}+MATCH(0,COUNTIF({blocked},{days}),0)-1"
    return Scalar(text, safe=False, array=True, strength=SUM)


def _next_in(t: Translator, node: nodes.Call, bound: Names) -> Term:
    day = t.scalar(node.arguments[0], bound)
    listed = t.masked(node.arguments[1], bound)
    dates, _ = lists.gathered(listed, "0")
    if day.wide:
        raise lists.nested("next_in")
    later = f"IF(ISNUMBER({dates}),IF({dates}>={day.inside(SUM)},{dates},9999999),9999999)"
    default = dict(node.named).get("default")
    other = build.INVALID if default is None else t.scalar(default, bound)
    found = Scalar(f"MIN({later})", safe=False, array=True)
    return build.if_(build.compared(found, "=", Scalar("9999999")), other, found)


def _months_started(t: Translator, node: nodes.Call, bound: Names) -> Term:
    first, last = (t.scalar(a, bound) for a in node.arguments)
    a, b = first.inside(ATOM), last.inside(ATOM)
    if first.wide or last.wide:
        raise lists.nested("months_started")
    least = f"MAX(1,(YEAR({b})-YEAR({a}))*12+MONTH({b})-MONTH({a}))"
    text = f"({least}+IF(EDATE({a},{least})<={b},1,0))"
    return build.made(text, first, last, tidy=True, safe=False)


def _days_from(t: Translator, node: nodes.Call, bound: Names) -> Term:
    raise refuse("formula_open_rows", construct="days_from")


def _add_working_days(t: Translator, node: nodes.Call, bound: Names) -> Term:
    """The n-th working day of the plain week without the listed rest days, with the listed make-up days.

    Without make-up days WORKDAY gives it. Each make-up day that is reached takes the place of one working day; so the
    day sought is either the (n - k)-th plain one, where k make-up days lie before it, or a make-up day itself.
    """
    if bound or len(node.arguments) < 3:
        raise refuse("formula_function", function="add_working_days")
    day, count = (t.scalar(a) for a in node.arguments[:2])
    rest, made_up = (_days_listed(t, a) for a in (*node.arguments[2:4], None)[:2])
    found = _workday(day, count, rest) if made_up is None else _with_make_up_days(t, day, count, rest, made_up)
    none = build.compared(count, "=", Scalar("0"))
    return build.if_(build.compared(count, "<", Scalar("0")), build.INVALID, build.if_(none, day, found))


def _days_listed(t: Translator, node: nodes.Node | None) -> Listed | None:
    """A list of dates whose cells are empty where they are not in use; None where there is none."""
    if node is None:
        return None
    listed = t.listed(node)
    if listed.present.text == "FALSE":
        return None
    _, array = lists.gathered(listed)
    if array:
        raise lists.nested("add_working_days")
    return listed


def _workday(day: Scalar, count: Scalar, rest: Listed | None) -> Scalar:
    listed = "" if rest is None else "," + lists.gathered(rest)[0]
    return build.made(f"WORKDAY({day.text},{count.text}{listed})", day, count, tidy=True, safe=False)


def _with_make_up_days(t: Translator, day: Scalar, count: Scalar, rest: Listed | None, made_up: Listed) -> Scalar:
    dates = lists.gathered(made_up)[0]
    element = made_up.element
    assert isinstance(element, Scalar) and element.column is not None
    listed = "" if rest is None else "," + lists.gathered(rest)[0]
    start = day.inside(SUM)
    table = t.around.grid.table(made_up.size + 1, t.around.title())
    extra_terms = [Scalar("FALSE")]
    for index in range(made_up.size):
        cell = element.column.cell(index)
        free = f"NETWORKDAYS({cell},{cell}{listed})=0"
        again = f"COUNTIF({element.column.part(0, index)},{cell})=1"
        mark = lists.in_use(made_up, index).text
        extra_terms.append(Scalar(f"IF({mark},IF({cell}>{start},AND({free},{again}),FALSE),FALSE)", safe=False))
    unknown = [Failure()] * (made_up.size + 1)
    extra = lists.add_column(t.around, table, t.around.heading("condition"), extra_terms, unknown, BOOLEAN)
    assert extra.column is not None
    marks = extra.column.part(1, made_up.size)
    plain, own = [], []
    for index in range(made_up.size + 1):
        left = build.operation(count, "-", Scalar(str(index)))
        candidate = _workday(day, left, rest).text
        before = f"SUMPRODUCT(--({marks}),--({dates}<={candidate}))"
        fits = f"IF({left.text}>=1,IF({before}={index},{candidate},9999999),9999999)"
        plain.append(Scalar(fits, safe=False))
        if index == 0:
            own.append(Scalar("9999999"))
            continue
        cell = element.column.cell(index - 1)
        worked = f"NETWORKDAYS({start}+1,{cell}{listed})+SUMPRODUCT(--({marks}),--({dates}<={cell}))"
        own.append(
            Scalar(f"IF({extra.column.cell(index)},IF({worked}={count.text},{cell},9999999),9999999)", safe=False)
        )
    first = lists.add_column(t.around, table, t.around.heading("plain_day"), plain, unknown, DATE)
    second = lists.add_column(t.around, table, t.around.heading("make_up_day"), own, unknown, DATE)
    return Scalar(f"MIN({first.text},{second.text})", safe=False)


_MOMENT = "ROUND(({0}+{1}/24)*86400,0)/86400"
FORMULAS: dict[str, FormulaOf] = {
    "add_days": _add_days,
    "add_months": _add_months(1),
    "add_years": _add_months(12),
    "roll_forward": _roll_forward,
    "first_allowed_day": _roll_forward,
    "next_in": _next_in,
    "days_from": _days_from,
    "date": _date,
    "year": _simple("YEAR({0})"),
    "month": _simple("MONTH({0})"),
    "day": _simple("DAY({0})"),
    "weekday": _simple("WEEKDAY({0},2)"),
    "month_start": _simple("{0}-DAY({0})+1"),
    "month_end": _simple("EOMONTH({0},0)"),
    "year_start": _simple("DATE(YEAR({0}),1,1)"),
    "year_end": _simple("DATE(YEAR({0}),12,31)"),
    "add_working_days": _add_working_days,
    "add_hours": _simple(_MOMENT),
    "moment": _simple(_MOMENT),
    "hours_between": _simple("ROUND(({1}-{0})*86400,0)/3600"),
    "date_of": _simple("INT(ROUND({0}*86400,0)/86400)"),
    "calendar_months": _simple("MAX(0,(YEAR({1})-YEAR({0}))*12+MONTH({1})-MONTH({0})+1)"),
    "months_started": _months_started,
}
