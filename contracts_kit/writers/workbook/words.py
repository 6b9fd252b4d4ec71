"""The words that a workbook prints around its figures."""

from contracts_kit.values.bilingual import Bilingual

WORDS: dict[str, Bilingual] = {
    "contents": Bilingual("目录", "Contents"),
    "parameters": Bilingual("参数", "Parameters"),
    "readings": Bilingual("口径", "Readings"),
    "tables": Bilingual("数据表", "Data tables"),
    "calendar": Bilingual("工作日历", "Working days"),
    "title": Bilingual("{}：计算示例", "{}: worked examples"),
    "about": Bilingual(
        "浅黄色单元格可以改动，其余为公式，随之重新计算。费率、金额、期限改在“参数”表，"
        "事实改在各规则表，条款有两种理解的改在“口径”。",
        "Cells in pale yellow may be changed; all others are formulas and follow. Rates, amounts and periods are "
        "changed on the sheet “Parameters”, facts on the sheet of each rule, readings where they stand.",
    ),
    "prevails": Bilingual(
        "示例仅用于说明条款如何适用；与条款不一致的，以条款为准。",
        "The examples only illustrate the articles; where an example and an article differ, the article prevails.",
    ),
    "codes": Bilingual(
        "不能计算时，结果格显示 missing_param（所需参数空白）或 invalid_input（输入有误）。",
        "Where nothing can be calculated the results show missing_param (a parameter needed is blank) or "
        "invalid_input (an input is wrong).",
    ),
    "rounding": Bilingual(
        "金额四舍五入到分。公式在取整前先去掉二进制计算的尾差，使恰为半分的金额与人工计算一致。",
        "Money is rounded half up to the cent. Before rounding, formulas remove what binary arithmetic leaves over, "
        "so that exact half cents come out as by hand.",
    ),
    "capacity": Bilingual("每个列表可填 {} 行。", "A list has room for {} rows."),
    "fixed_list": Bilingual("不随输入变化的规则", "Rules that do not follow their inputs"),
    "rule": Bilingual("规则", "Rule"),
    "article": Bilingual("条款", "Article"),
    "live": Bilingual("公式", "Formulas"),
    "yes": Bilingual("是", "yes"),
    "fixed": Bilingual("固定值：{}", "fixed: {}"),
    "fixed_banner": Bilingual(
        "本表的结果是按所列输入算出的固定值，不随输入变化。原因：{}",
        "The results of this sheet are fixed: computed for the inputs shown, they do not follow a change. Reason: {}",
    ),
    "result": Bilingual("结果", "Result"),
    "result_lists": Bilingual("结果列表", "Result lists"),
    "see_below": Bilingual("见下方“结果列表”", "see “Result lists” below"),
    "status": Bilingual("状态", "Status"),
    "status_note": Bilingual("空白即可计算", "empty where all is well"),
    "options": Bilingual("口径", "Readings"),
    "shared_option": Bilingual("公用口径，改在“口径”表", "shared: changed on the sheet “Readings”"),
    "given": Bilingual("已知", "Given"),
    "steps": Bilingual("步骤", "Steps"),
    "refusals": Bilingual("不能计算的情形", "Where nothing is calculated"),
    "clause": Bilingual("条款原文", "The clause"),
    "name": Bilingual("项目", "Item"),
    "value": Bilingual("值", "Value"),
    "unit": Bilingual("单位", "Unit"),
    "formula_words": Bilingual("说明", "In words"),
    "check": Bilingual("检查", "Check"),
    "code": Bilingual("代码", "Code"),
    "cell_name": Bilingual("单元格名称", "Cell name"),
    "bounds": Bilingual("范围", "Range"),
    "used_by": Bilingual("使用的规则", "Used by"),
    "reading": Bilingual("印出的文字", "Printed reading"),
    "in_force": Bilingual("现行取值", "In force"),
    "option_value": Bilingual("取值", "Value"),
    "back": Bilingual("← 目录", "← Contents"),
    "condition": Bilingual("符合条件", "condition holds"),
    "in_use": Bilingual("有效", "in use"),
    "position": Bilingual("序号", "number"),
    "rank": Bilingual("名次", "rank"),
    "in_a_row": Bilingual("连续次数", "in a row"),
    "in_all": Bilingual("累计次数", "in all"),
    "plain_day": Bilingual("工作日", "working day"),
    "make_up_day": Bilingual("调休上班日", "make-up day"),
    "refused_row": Bilingual("该行可计算", "row is sound"),
    "called": Bilingual("{}（调用“{}”）", "{} (by “{}”)"),
    "parameter_sheet": Bilingual("见“参数”表", "see “Parameters”"),
    "worked_example": Bilingual("示例", "example"),
    "no_gaps": Bilingual("行间不得空行", "no empty rows in between"),
    "yes_no": Bilingual("TRUE 或 FALSE", "TRUE or FALSE"),
    "number": Bilingual("数字", "a number"),
    "whole": Bilingual("整数", "a whole number"),
    "date": Bilingual("日期", "a date"),
    "datetime": Bilingual("日期和时刻", "a date and time"),
    "text": Bilingual("文字", "a text"),
    "one_of": Bilingual("下列之一：{}", "one of: {}"),
    "at_least": Bilingual("≥ {}", "≥ {}"),
    "above": Bilingual("＞ {}", "> {}"),
    "at_most": Bilingual("≤ {}", "≤ {}"),
    "below": Bilingual("＜ {}", "< {}"),
    "may_be_empty": Bilingual("可空", "may be empty"),
    "empty_means": Bilingual("留空即 {}", "empty means {}"),
    "must_be": Bilingual("须为{}", "must be {}"),
    "blank": Bilingual("空白", "blank"),
    "start": Bilingual("期初：{}", "at the start: {}"),
}


def word(key: str, language: str, *parts: str) -> str:
    """A printed word, with these texts put in."""
    text = WORDS[key][language]
    return text.format(*parts) if parts else text
