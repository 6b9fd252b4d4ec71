"""What can be wrong with a rule as it is written."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "rule_name_form": Kind(
        "error",
        "“{name}”不能作名称。名称用小写字母、数字和下划线，以字母开头。",
        "{name!r} cannot be a name. Names have lower-case letters, digits and underscores and begin with a letter.",
    ),
    "rule_not_a_mapping": Kind(
        "error",
        "规则 {name} 应为键值表（title、inputs、outputs 等）。",
        "the rule {name} must be a mapping with title, inputs, outputs.",
    ),
    "rule_part_wrong": Kind(
        "error", "{name} 的写法不对，应为：{expected}。", "{name} is not written as it must be: {expected}."
    ),
    "rule_part_missing": Kind("error", "缺少 {name}（一个表达式）。", "{name} is missing; it is an expression."),
    "rule_name_twice": Kind(
        "error",
        "{name} 在同一规则里定义了两次。请改名或删去一处。",
        "{name} is defined twice in this rule. Rename or remove one.",
    ),
    "refusal_code_unknown": Kind(
        "error", "拒绝代码“{found}”不存在，应为 {known}。", "there is no refusal code {found!r}. Use one of: {known}."
    ),
    "rule_cycle": Kind(
        "error", "互相引用，算不出来：{found}。", "these need each other and cannot be computed: {found}."
    ),
    "combination_field_unknown": Kind(
        "error",
        "within 中的 {name} 不是候选项的字段。字段：{known}。",
        "within names {name}, which is no field of the candidates. Their fields: {known}.",
    ),
    "ledger_state_differs": Kind(
        "error", "{name}：start 与 carry 的名称须一致。", "{name}: start and carry must have the same names."
    ),
    "input_unread": Kind(
        "error",
        "规则 {rule} 的输入 {name} 没有步骤使用。请删去，或写明 unread: 原因。",
        "no step of {rule} reads the input {name}. Remove it, or say why with unread: reason.",
    ),
    "input_default_wrong": Kind(
        "error",
        "输入 {name} 的默认值是{found}，须为{needed}。",
        "the default of the input {name} is {found}; {needed} is needed.",
    ),
    "input_default_itself": Kind(
        "error",
        "输入 {name} 的默认值引用了它自己。输入会遮住同名的参数；要以参数为默认值，请把输入改名。",
        "the default of the input {name} names the input itself. An input hides the parameter of its name; to take the "
        "parameter as the default, give the input another name.",
    ),
    "cell_parameter_differs": Kind(
        "error",
        "数据表 {table} 的列 {column} 里的参数 {name} 是{found}，该列须为{needed}。",
        "the parameter {name} in the column {column} of the table {table} is {found}; the column is {needed}.",
    ),
    "output_undefined": Kind(
        "error",
        "输出 {name} 没有表达式（is），也没有同名的步骤。",
        "the output {name} has no expression (is) and no step has its name.",
    ),
    "output_differs": Kind(
        "error",
        "输出 {name} 声明为{needed}，算出来的却是{found}。",
        "the output {name} is declared as {needed}, but what is computed is {found}.",
    ),
    "output_not_whole": Kind(
        "error",
        "输出 {name} 声明为整数，算出来的未必是整数。请用 floor、ceil，或声明为 decimal。",
        "the output {name} is declared whole, but need not come out whole. Use floor or ceil, or declare a decimal.",
    ),
    "output_may_be_nothing": Kind(
        "error",
        "输出 {name} 可能为空，但没有声明 optional: true。",
        "the output {name} may be nothing but does not declare optional: true.",
    ),
    "output_needs_rounding": Kind(
        "error",
        "输出 {name} 是除法的结果，可能除不尽。请用 round_to(…, 0.000001)，或声明 shown: 位数。",
        "the output {name} is a quotient that need not end. Use round_to(..., 0.000001) or declare shown: places.",
    ),
    "output_needs_round_money": Kind(
        "error",
        "输出 {name} 是除法得出的金额，可能除不尽。请用 round_money(…)。",
        "the output {name} is money from a division that need not terminate. Use round_money(...).",
    ),
}
