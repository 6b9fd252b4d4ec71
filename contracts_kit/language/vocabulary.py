"""How operators and functions are said, in Chinese and in English: a table, so that adding a function adds a row.

`{0}`, `{1}` stand for the arguments in order, `{all}` for all of them, joined.
"""

from __future__ import annotations

from contracts_kit.values.bilingual import Bilingual

OPERATORS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ ", "**": "^"}
COMPARISONS = {"<": "＜", "<=": "≤", ">": "＞", ">=": "≥", "==": "＝", "!=": "≠"}
COMPARISONS_EN = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}
MEMBERSHIP = {
    "in": Bilingual("{0}属于{1}", "{0} is one of {1}"),
    "not in": Bilingual("{0}不属于{1}", "{0} is none of {1}"),
    "is": Bilingual("{0}未给出", "{0} is not given"),
    "is not": Bilingual("{0}已给出", "{0} is given"),
}
SAME_TEXT = {
    "==": Bilingual("{0}为{1}", "{0} is {1}"),
    "!=": Bilingual("{0}不为{1}", "{0} is not {1}"),
}
EACH = Bilingual("该项", "the entry")
LOGIC = {"and": Bilingual("，且", " and "), "or": Bilingual("，或者", " or ")}
NEGATION = Bilingual("“{0}”为否", "not “{0}”")
CHOICE = Bilingual("{0}时，{1}；否则，{2}", "{1} if {0}; else {2}")
OPTION = Bilingual("口径“{0}”", "reading “{0}”")
OPTION_IS = Bilingual("口径“{0}”取“{1}”", "reading “{0}” is “{1}”")
OPTION_IS_NOT = Bilingual("口径“{0}”不取“{1}”", "reading “{0}” is not “{1}”")
BY_READING = Bilingual("由所取口径决定", "decided by the reading in force")
EACH_FIELD = Bilingual("各行{1}", "{1} of each row")
FIELD = Bilingual("{0}的{1}", "{1} of {0}")
BEFORE = Bilingual("上一行的{0}", "{0} of the row before")
LAST_ROW = Bilingual("末行的{0}", "{0} of the last row")
FILTER = Bilingual("{0}中符合“{1}”者", "those of {0} with {1}")
FILTER_FIELD = Bilingual("{0}中符合“{2}”者的{1}", "{1} of those of {0} with {2}")
PROJECTION = Bilingual("{0}各项的“{1}”", "{1} for each of {0}")
CONSTANTS = {
    True: Bilingual("是", "yes"),
    False: Bilingual("否", "no"),
    None: Bilingual("无", "nothing"),
}
JOIN = Bilingual("、", ", ")
LABELLED = Bilingual("{0}：", "{0}: ")

# A function that is not listed is said by its name in the function table.
FUNCTIONS: dict[str, Bilingual] = {
    "abs": Bilingual("{0}的绝对值", "absolute value of {0}"),
    "add_days": Bilingual("{0} + {1}", "{0} + {1}"),
    "add_hours": Bilingual("{0} + {1}", "{0} + {1}"),
    "add_months": Bilingual("{0}之后{1}的对应日", "the same day {1} after {0}"),
    "add_working_days": Bilingual("{0}之后经{1}", "{1} after {0}"),
    "add_years": Bilingual("{0}之后{1}的对应日", "the same day {1} after {0}"),
    "all": Bilingual("{0}全部成立", "all of {0} hold"),
    "any": Bilingual("{0}有一项成立", "one of {0} holds"),
    "ceil": Bilingual("{0}（有余数进一）", "{0} (a part counts as a whole)"),
    "count": Bilingual("{0}的项数", "number of {0}"),
    "date_of": Bilingual("{0}的日期", "the date of {0}"),
    "distinct": Bilingual("{0}（同一项只计一次）", "{0} (each item once)"),
    "first": Bilingual("{0}的第一项", "the first of {0}"),
    "first_run": Bilingual("{0}中首次连续{1}项为“是”时的序号", "the place in {0} at which {1} in a row first hold"),
    "flat": Bilingual("{0}（合为一列）", "{0} (in one list)"),
    "floor": Bilingual("{0}（余数舍去）", "{0} (a part is dropped)"),
    "given": Bilingual("{0}已约定", "{0} is agreed"),
    "group": Bilingual("{0}按{1}分组", "{0} grouped by {1}"),
    "hours_between": Bilingual("{0}至{1}的小时数", "hours from {0} to {1}"),
    "last": Bilingual("{0}的最后一项", "the last of {0}"),
    "max": Bilingual("较大者（{all}）", "the greater of ({all})"),
    "mean": Bilingual("{0}的平均数", "mean of {0}"),
    "min": Bilingual("较小者（{all}）", "the lesser of ({all})"),
    "month_end": Bilingual("{0}所在月的最后一日", "the last day of the month of {0}"),
    "month_start": Bilingual("{0}所在月的第一日", "the first day of the month of {0}"),
    "roll_forward": Bilingual("{0}（遇休息日顺延）", "{0} (moved past rest days)"),
    "round_money": Bilingual("{0}（四舍五入到分）", "{0} (rounded half up to 0.01)"),
    "round_to": Bilingual("{0}（四舍五入到{1}）", "{0} (rounded half up to {1})"),
    "sum": Bilingual("{0}之和", "the sum of {0}"),
    "trailing": Bilingual("{0}中末尾连续为“是”的项数", "the number of “yes” in a row at the end of {0}"),
    "working_days_between": Bilingual("{0}至{1}的工作日数", "working days from {0} to {1}"),
    "year_start": Bilingual("{0}所在年的第一日", "the first day of the year of {0}"),
}
# The same functions over one list.
OF_A_LIST: dict[str, Bilingual] = {
    "max": Bilingual("{0}中的最大值", "the greatest of {0}"),
    "min": Bilingual("{0}中的最小值", "the least of {0}"),
}
# The same functions where dates are compared.
OF_DATES: dict[str, Bilingual] = {
    "max": Bilingual("较晚者（{all}）", "the later of ({all})"),
    "min": Bilingual("较早者（{all}）", "the earlier of ({all})"),
}
NOT_BELOW_ZERO = Bilingual("{0}（不小于零）", "{0} (not below zero)")
