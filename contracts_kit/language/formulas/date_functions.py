"""Functions of dates and moments as formulas. A moment is kept to the second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts_kit.errors import refuse
from contracts_kit.language import nodes
from contracts_kit.language.formulas import build, lists
from contracts_kit.language.formulas.around import FormulaOf
from contracts_kit.language.formulas.terms import ATOM, SUM, Scalar, Term

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
    "add_hours": _simple(_MOMENT),
    "moment": _simple(_MOMENT),
    "hours_between": _simple("ROUND(({1}-{0})*86400,0)/3600"),
    "date_of": _simple("INT(ROUND({0}*86400,0)/86400)"),
    "calendar_months": _simple("MAX(0,(YEAR({1})-YEAR({0}))*12+MONTH({1})-MONTH({0})+1)"),
    "months_started": _months_started,
}
