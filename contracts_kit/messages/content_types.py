"""What can be wrong with a type as it is written in a schema or a rule."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "unknown_type": Kind(
        "error", "没有类型“{name}”。可用：{known}。", "there is no type {name!r}. Use one of: {known}."
    ),
    "type_needs": Kind("error", "类型 {type} 缺少 {missing}。请补上。", "the type {type} needs {missing}. Add it."),
    "unit_without_number": Kind(
        "error",
        "类型 {type} 不是数字，不能有单位 {unit}。请删去 unit，或改用 decimal、integer。",
        "the type {type} is no number and cannot have the unit {unit}. Remove unit, or use decimal or integer.",
    ),
}
