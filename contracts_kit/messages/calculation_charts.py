"""What can be wrong with a chart when it is computed."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "chart_refused_everywhere": Kind(
        "error",
        "整个范围内都不予计算：{message}。请核对其他输入或换一个范围。",
        "the calculation is refused over the whole range: {message}. Check the other inputs, or take another range.",
    ),
    "chart_nothing": Kind("error", "{name} 没有值。", "{name} is nothing."),
}
