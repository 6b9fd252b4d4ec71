"""What can be wrong with drawing a chart."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "charts_extra_missing": Kind(
        "error",
        "画图要用 matplotlib，尚未安装。请运行 pip install 'contracts-kit[charts]'。",
        "charts are drawn with matplotlib, which is not installed. Run pip install 'contracts-kit[charts]'.",
    ),
    "chart_not_drawn": Kind(
        "warning",
        "HTML 中的图“{title}”只印出数据表：画图要用 matplotlib，请运行 pip install 'contracts-kit[charts]'。",
        "the chart {title!r} stands in the HTML as its table only: drawing needs matplotlib, "
        "run pip install 'contracts-kit[charts]'.",
    ),
}
