"""What can be wrong with a parameter schema, and with the values that somebody gives for it."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    # --- the schema -------------------------------------------------------------------------------------------------
    "parameter_name_form": Kind(
        "error",
        "“{name}”不能作名称：应为小写字母、数字和下划线，以字母开头。",
        "{name!r} cannot be a name: use lower-case letters, digits and underscores, a letter first.",
    ),
    "parameter_default_wrong": Kind(
        "error", "{name} 的默认值不对：{reason}", "the default of {name} is wrong: {reason}"
    ),
    "parameter_without_value": Kind(
        "error",
        "{name} 既有 blank: {found}，无法识别。只能写 blank: allowed。",
        "blank: {found} of {name} says nothing. Write blank: allowed, or leave the line out.",
    ),
    "parameter_bounds_wrong": Kind(
        "error",
        "{name} 的 bounds “{found}”无法识别。请写作 0% < x <= 100%、x >= 0 或 x == 6。",
        "the bounds {found!r} of {name} cannot be read. Write 0% < x <= 100%, x >= 0 or x == 6.",
    ),
    "parameter_bounds_empty": Kind(
        "error",
        "{name} 的 bounds “{found}”之内没有任何值。",
        "no value lies within the bounds {found!r} of {name}.",
    ),
    "parameter_bounds_type": Kind(
        "error",
        "{name} 不是数字或日期，不能有 bounds。",
        "{name} is neither a number nor a date, so it has no bounds.",
    ),
    "parameter_group_unknown": Kind(
        "error",
        "{name} 的分组 {found} 未在 groups 中声明。",
        "{name} is in the group {found}, which groups does not declare.",
    ),
    "parameter_holds_field": Kind(
        "error",
        "{name} 没有字段 {found}（holds 或 field_labels）。",
        "{name} has no field {found} (in holds or field_labels).",
    ),
    "parameter_held_twice": Kind(
        "error",
        "{found} 既由 {first} 承载，又由 {second} 承载。",
        "{found} is held by {first} and by {second}.",
    ),
    "parameter_choices_missing": Kind(
        "error",
        "选项型参数 {name} 须写 of: {{值: {{zh: …, en: …}}}}。",
        "the choice {name} needs of: {{value: {{zh: ..., en: ...}}}}.",
    ),
    "option_without_reading": Kind(
        "error",
        "选项 {name} 须有 reading，列出每个取值的文字（zh 和 en）。",
        "the option {name} needs a reading with the words of each value in zh and en.",
    ),
    "option_default_unknown": Kind(
        "error",
        "选项 {name} 的默认值 {found} 不在取值之内。可选：{known}。",
        "the default {found} of the option {name} is not one of its values: {known}.",
    ),
    "check_level_unknown": Kind(
        "error",
        "level 应为 error、warning 或 info，而不是 {found}。",
        "level must be error, warning or info, not {found}.",
    ),
    "check_not_condition": Kind("error", "when 应为是或否的条件。", "when must be a condition that is true or false."),
    "check_each_no_list": Kind(
        "error",
        "each: {name} 不是列表参数。请写 type: rows 或 type: list 的参数的名称，或删去 each。",
        "each: {name} is no list. Name a parameter of type rows or list, or leave each out.",
    ),
    "parameter_stated_twice": Kind(
        "error",
        "{name} 在 {first} 里已经写过。每个名称只写在一个文件里。",
        "{name} stands in {first} already. State each name in one file.",
    ),
    "check_twice": Kind("error", "核对 {name} 重复。", "the check {name} stands twice."),
    # --- values -----------------------------------------------------------------------------------------------------
    "parameter_missing": Kind(
        "error",
        "没有填写 {name}（{label}）。此处应填{expected}。",
        "{name} ({label}) is missing. Write {expected}.",
    ),
    "parameter_empty": Kind(
        "error",
        "{name} 没有值，且不能留空。请填写{expected}，或删去这一行以采用默认值 {default}。",
        "{name} is empty and may not be left blank. Write {expected}, or remove the line for the default {default}.",
    ),
    "parameter_out_of_bounds": Kind(
        "error",
        "{found} 超出允许范围（{bounds}）。{hint}",
        "{found} is out of bounds ({bounds}).{hint}",
    ),
    "parameter_not_known": Kind(
        "error",
        "没有参数 {name}。{known}",
        "there is no parameter {name}. {known}",
    ),
    "parameter_given_twice": Kind(
        "error",
        "{name} 与 {other} 是同一项内容，却填写了两次。请删去一处。",
        "{name} and {other} are the same thing, given twice. Remove one.",
    ),
    "parameter_row_twice": Kind(
        "error",
        "第 {row} 行与第 {first} 行重复：{found}。请删去一行，或改正其中一行。",
        "row {row} repeats row {first}: {found}. Remove one of them, or correct it.",
    ),
    "parameter_date_part_missing": Kind(
        "error",
        "日期不完整，缺少 {name}。年、月、日须一并填写，或者都不填。",
        "the date is incomplete without {name}. Give year, month and day, or none of them.",
    ),
    "parameters_not_mapping": Kind(
        "error",
        "{name} 应为“名称: 值”的映射，而不是 {found}。",
        "{name} must be a mapping of names to values, not {found}.",
    ),
    "parameter_file_family": Kind(
        "error",
        "文件写明的类别是 {found}，而要求的是 {expected}。",
        "the file is for the family {found}; {expected} was asked for.",
    ),
    "parameter_file_without_family": Kind(
        "error",
        "文件没有写明合同类别。请加一行 family: …（可用：{known}）。",
        "the file names no family. Add a line family: ... (there are {known}).",
    ),
    "parameter_file_language": Kind(
        "error", "language 应为 zh 或 en，而不是 {found}。", "language must be zh or en, not {found}."
    ),
    "option_value_unknown": Kind(
        "error",
        "选项 {name} 没有取值 {found}。可选：{known}。",
        "the option {name} has no value {found}. Choose {known}.",
    ),
    # --- checks across parameters -----------------------------------------------------------------------------------
    "cross_check_error": Kind("error", "{message}", "{message}"),
    "cross_check_warning": Kind("warning", "{message}", "{message}"),
    "cross_check_info": Kind("info", "{message}", "{message}"),
    "cross_check_more": Kind(
        "info",
        "以上只列出 {shown} 行，另有 {count} 行情况相同。改正后请再次检查。",
        "only {shown} rows are listed; the same is true of {count} more. Correct them and check again.",
    ),
}
