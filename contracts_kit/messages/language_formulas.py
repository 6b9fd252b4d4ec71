"""Why a part of a rule has no formula in a spreadsheet. The reason is printed beside the fixed results."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "formula_function": Kind(
        "info",
        "函数 {function} 在电子表格中没有对应的公式；其他输入请用 calc 计算。",
        "the function {function} has no counterpart among a spreadsheet's formulas; calculate other inputs with calc.",
    ),
    "formula_map": Kind(
        "info",
        "规则得出或读取按计算结果编排的对照表，单元格不能承载；其他输入请用 calc 计算。",
        "the rule makes a map with computed keys, which cells cannot hold; calculate other inputs with calc.",
    ),
    "formula_nested": Kind(
        "info",
        "规则在每一行之内再处理一个列表（{construct}），单元格不能承载；其他输入请用 calc 计算。",
        "the rule works through a list within each row ({construct}), which cells cannot hold; "
        "calculate other inputs with calc.",
    ),
    "formula_open_rows": Kind(
        "info",
        "列表（{construct}）的行数在制表时不能确定；其他输入请用 calc 计算。",
        "how many rows a list ({construct}) has is not known when the sheet is laid out; "
        "calculate other inputs with calc.",
    ),
    "formula_text_order": Kind(
        "info",
        "规则按文字排序（{construct}），电子表格的文字次序与此不同；其他输入请用 calc 计算。",
        "the rule sorts by a text ({construct}), which a spreadsheet orders differently; "
        "calculate other inputs with calc.",
    ),
    "formula_too_long": Kind(
        "info",
        "公式有 {found} 个字符，超过电子表格允许的 {allowed} 个；其他输入请用 calc 计算。",
        "a formula has {found} characters; a spreadsheet takes {allowed}; calculate other inputs with calc.",
    ),
    "formula_list_parameter": Kind(
        "info",
        "参数 {name} 是列表，工作簿里没有可供公式引用的单元格；其他输入请用 calc 计算。",
        "the parameter {name} is a list; the workbook has no cell for it that a formula could read. Calculate other "
        "inputs with calc.",
    ),
    "formula_kind": Kind(
        "info",
        "{construct} 的值不是单元格所能承载的种类；其他输入请用 calc 计算。",
        "the value of {construct} is of a kind that a cell cannot hold; calculate other inputs with calc.",
    ),
}
