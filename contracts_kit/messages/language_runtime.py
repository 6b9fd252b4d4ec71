"""What can be wrong when an expression is computed."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "division_by_zero": Kind(
        "error",
        "除数为零。",
        "a division by zero.",
    ),
    "date_out_of_range": Kind(
        "error",
        "日期超出 1 年至 9999 年。",
        "a date lies outside the years 1 to 9999.",
    ),
    "number_too_large": Kind(
        "error",
        "数值过大（超过 {allowed} 位）。",
        "a number is too large (more than {allowed} digits).",
    ),
    "power_too_large": Kind(
        "error",
        "指数须是 0 至 {allowed} 的整数，现为 {found}。",
        "an exponent is a whole number from 0 to {allowed}; it is {found}.",
    ),
    "too_many_rows": Kind(
        "error",
        "行数过多：{found}，上限 {allowed}。",
        "too many rows: {found}; {allowed} are allowed.",
    ),
    "position_out_of_range": Kind(
        "error",
        "列表没有第 {found} 项，共 {allowed} 项。",
        "the list has no item {found}; it has {allowed}.",
    ),
    "list_is_empty": Kind(
        "error",
        "{function}：列表为空，没有结果。",
        "{function}: the list is empty, so there is no result.",
    ),
    "key_missing": Kind(
        "error",
        "没有“{found}”这一项。",
        "there is no entry {found!r}.",
    ),
    "no_row_applies": Kind(
        "error",
        "{name}：没有一行的条件成立，又没有 otherwise。请核对输入，或为规则补上 otherwise。",
        "{name}: the condition of no row holds and there is no otherwise. Check the inputs, or add an otherwise.",
    ),
    "offsets_mixed": Kind(
        "error",
        "有的时刻带时区，有的不带，不能比较。请统一写法。",
        "some moments have an offset and some have none; they cannot be compared. Write them alike.",
    ),
    "parameter_blank": Kind(
        "error",
        "参数 {name} 尚未填写，计算需要它。",
        "the parameter {name} is blank and the calculation needs it.",
    ),
    "months_not_whole": Kind(
        "error",
        "月数须为整数，现为 {found}。",
        "a number of months must be whole; it is {found}.",
    ),
    "rounding_step": Kind(
        "error",
        "取整单位须大于零。",
        "the step of a rounding must be above zero.",
    ),
    "lists_of_unequal_length": Kind(
        "error",
        "{name} 有 {found} 项，应有 {allowed} 项。",
        "{name} has {found} items; {allowed} are needed.",
    ),
    "too_much_work": Kind(
        "error",
        "计算量过大。请减少行数。",
        "the calculation is too large. Give fewer rows.",
    ),
}
