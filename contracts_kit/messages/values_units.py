"""What can be wrong with a unit or with a type as it is written."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "unknown_unit": Kind(
        "error",
        "没有名为“{name}”的单位。请用单位表里的名称，如 CNY、days、ratio/day、CNY/pcs。",
        "there is no unit {name!r}. Use names of the unit table, such as CNY, days, ratio/day, CNY/pcs.",
    ),
}
