"""What can be wrong with what a calculation is given."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "input_missing": Kind("error", "缺少输入 {name}。请给出。", "the input {name} is missing. Give it."),
    "input_nothing": Kind(
        "error", "输入 {name} 不能为空。请给出值。", "the input {name} may not be nothing. Give a value."
    ),
    "unknown_input": Kind("error", "规则 {rule} 没有输入 {name}。", "the rule {rule} has no input {name}."),
    "input_below": Kind(
        "error",
        "{name} 为 {found}，不得小于 {allowed}。{hint}",
        "{name} is {found}; it may not be below {allowed}.{hint}",
    ),
    "input_above": Kind(
        "error",
        "{name} 为 {found}，不得大于 {allowed}。{hint}",
        "{name} is {found}; it may not be above {allowed}.{hint}",
    ),
    "inputs_not_mapping": Kind(
        "error", "输入应为“名称: 值”的映射。", "the inputs must be a mapping of names to values."
    ),
    "settings_not_mapping": Kind(
        "error", "{name} 应为“名称: 值”的映射。", "{name} must be a mapping of names to values."
    ),
    "unknown_calculation_option": Kind(
        "error", "没有口径 {name}。本规则的口径：{known}。", "there is no option {name}. The rule has: {known}."
    ),
    "unknown_option_value": Kind(
        "error",
        "口径 {name} 没有取值“{found}”。可取值：{known}。",
        "the option {name} has no value {found!r}. Its values: {known}.",
    ),
    "calculation_refused": Kind("error", "{message}", "{message}"),
    "calculation_refused_plain": Kind(
        "error", "这组输入不成立：{when}。请核对输入。", "these inputs do not go together: {when}. Check them."
    ),
    "table_cell_wrong": Kind(
        "error",
        "数据表 {table} 的单元格 {column}＝“{found}”读不懂，也不是参数名。",
        "the cell {column} = {found!r} of the table {table} cannot be read and names no parameter.",
    ),
}
