"""What can be wrong with a chart that is asked for."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "chart_input_unknown": Kind(
        "error",
        "规则 {rule} 没有输入 {name}。本规则的输入：{known}。",
        "the rule {rule} has no input {name}. Its inputs: {known}.",
    ),
    "chart_input_not_named": Kind(
        "error",
        "规则 {rule} 没有自带的图。请用 --x 指定横轴：{known}。",
        "the rule {rule} asks for no chart of its own. Name the input along the axis with --x: {known}.",
    ),
    "chart_input_not_along": Kind(
        "error",
        "输入 {name} 的类型是 {type}，不能作横轴。请选数字或日期。",
        "the input {name} is a {type}: a chart is drawn along a number or a date. Choose another input.",
    ),
    "chart_output_unknown": Kind(
        "error",
        "规则 {rule} 没有可作图的结果 {name}。可用：{known}。",
        "the rule {rule} has no output {name} to draw. It has: {known}.",
    ),
    "chart_output_not_number": Kind(
        "error",
        "结果 {name} 不是数字，不能作图。可用：{known}。",
        "the output {name} is no number and cannot be drawn. Use one of: {known}.",
    ),
    "chart_no_output": Kind(
        "error",
        "规则 {rule} 没有数字结果，不能作图。请换一条规则。",
        "the rule {rule} gives no number to draw. Choose another rule.",
    ),
    "chart_series_not_choice": Kind(
        "error",
        "输入 {name}（{type}）不能分图。请选另一个可选值或是否类型的输入。",
        "the input {name} ({type}) makes no series. Name another input that is a choice or a boolean.",
    ),
    "chart_level_unknown": Kind(
        "error",
        "没有名为 {name} 的数值输入或参数，不能标出其数额。可用：{known}。",
        "there is no number {name} among inputs and parameters, so its amount cannot be marked. There are: {known}.",
    ),
    "chart_range_missing": Kind(
        "error", "未给出 {name} 的范围。请写作 A:B。", "no range is given for {name}. Write it as A:B."
    ),
    "chart_range_form": Kind(
        "error",
        "范围“{found}”读不懂。请写作 A:B，如 0:30。",
        "the range {found!r} cannot be read. Write it as A:B, such as 0:30.",
    ),
    "chart_range_order": Kind(
        "error",
        "范围由 {first} 至 {last}：前者须小于后者。请对调。",
        "the range goes from {first} to {last}: the first must be the smaller. Swap them.",
    ),
    "chart_range_outside": Kind(
        "error",
        "范围的一端 {found} 超出该输入的界限（{least} 至 {most}）。请缩小范围。",
        "the end {found} of the range is outside the bounds of the input ({least} to {most}). Narrow the range.",
    ),
    "chart_range_of_nothing": Kind(
        "error",
        "给“{name}”单独指定了范围，但没有这一系列。可用：{known}。",
        "a range is given for {name!r}, which is no value of the series. Its values: {known}.",
    ),
    "chart_too_many_panels": Kind(
        "error",
        "共 {found} 幅，最多 {allowed} 幅。请用 ranges（--range 值=A:B）挑选。",
        "that makes {found} panels; at most {allowed} are drawn. Choose some with ranges (--range VALUE=A:B).",
    ),
    "chart_missing": Kind(
        "error",
        "规则 {name} 没有 chart，不能写 chart('{name}')。请在规则里加上 chart。",
        "the rule {name} has no chart, so chart('{name}') prints nothing. Give the rule a chart.",
    ),
}
