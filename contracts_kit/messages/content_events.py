"""What can be wrong with a table of events."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "event_input_nested": Kind(
        "error",
        "规则 {rule} 的输入 {name}（{type}）无法放进表格。请用 calc {rule} -i 逐件计算。",
        "the input {name} ({type}) of the rule {rule} does not fit into a table. "
        "Calculate each event with calc {rule} -i.",
    ),
    "event_column_unknown": Kind(
        "error",
        "规则 {rule} 没有“{name}”这一列。可用：{known}，以及 事件、备注。",
        "the rule {rule} has no column {name!r}. There are: {known}, and event and remark.",
    ),
    "event_column_ambiguous": Kind(
        "error",
        "列名“{name}”可指几个输入（{known}）。请改用输入名。",
        "the column {name!r} may be any of {known}. Use the name of the input.",
    ),
    "event_column_repeated": Kind(
        "error",
        "“{name}”和“{first}”两列都是输入 {input}。请删去一列。",
        "the columns {name!r} and {first!r} are both the input {input}. Remove one.",
    ),
    "event_column_missing": Kind(
        "error",
        "缺少“{label}”一列（{name}）。请补上；--template 可写出带全部列的表。",
        "there is no column for {name} ({label}). Add it; --template writes a table with every column.",
    ),
    "event_rows_differ": Kind(
        "error",
        "同一事件的“{name}”与第 {first} 行不同。请只在第一行填写，或填写相同的值。",
        "{name} differs from row {first} of the same event. Write it in the first row only, or the same in each.",
    ),
}
