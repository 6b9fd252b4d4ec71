"""What can be wrong with a single value, as somebody wrote it."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "wrong_type": Kind("error", "“{found}”不是{expected}。", "{found!r} is not {expected}."),
    "not_a_number": Kind(
        "error", "“{found}”不是可识别的数字；此处应填{expected}。", "{found!r} is not a number; write {expected}."
    ),
    "too_many_digits": Kind(
        "error",
        "“{found}”位数过多（整数最多 {whole} 位，小数最多 {decimals} 位）。",
        "{found!r} has too many digits (at most {whole} before and {decimals} behind the point).",
    ),
    "fraction_over_zero": Kind("error", "“{found}”的分母为零。", "{found!r} divides by zero."),
    "wrong_unit": Kind(
        "error", "“{found}”的单位不对；此处应填{expected}。", "{found!r} has the wrong unit; write {expected}."
    ),
    "bare_number_for_rate": Kind(
        "error",
        "{found} 只是一个数；此处应为{expected}。请写 {percent} 或 {fraction}。",
        "{found} is a number; {expected} is needed. Write {percent} or {fraction}.",
    ),
    "not_a_whole_number": Kind(
        "error", "“{found}”不是整数；此处应填{expected}。", "{found!r} is not a whole number; write {expected}."
    ),
    "not_a_date": Kind(
        "error",
        "“{found}”不是日期。请写作 2026-03-25 或 2026年3月25日。",
        "{found!r} is not a date. Write 2026-03-25 or 25 March 2026.",
    ),
    "date_order": Kind(
        "error",
        "“{found}”分不清日和月。请写作 2026-03-25。",
        "{found!r} could be read two ways. Write the year first: 2026-03-25.",
    ),
    "no_such_day": Kind(
        "error",
        "“{found}”这一天或这一时刻不存在。请改正年、月、日。",
        "{found!r}: there is no such day or time. Correct year, month and day.",
    ),
    "time_missing": Kind(
        "error",
        "“{found}”没有时刻。请写作 2026-03-25 17:00。",
        "{found!r} has no time of day. Write 2026-03-25 17:00.",
    ),
    "not_a_datetime": Kind(
        "error",
        "“{found}”不是日期和时刻。请写作 2026-03-25 17:00。",
        "{found!r} is not a date with a time. Write 2026-03-25 17:00.",
    ),
    "not_a_boolean": Kind("error", "“{found}”应为 是 或 否。", "{found!r} must be yes or no (true or false)."),
    "not_a_choice": Kind(
        "error", "“{found}”不在可选值之内。可选：{known}。", "{found!r} is not a choice. Choose {known}."
    ),
    "value_missing": Kind("error", "没有填写。此处应填{expected}。", "nothing is given. Write {expected}."),
    "unknown_record_field": Kind(
        "error", "没有名为“{name}”的字段。可用：{known}。", "there is no field {name!r}. There are {known}."
    ),
    "too_many_entries": Kind(
        "error", "有 {found} 项，最多 {allowed} 项。", "{found} entries; at most {allowed} are allowed."
    ),
    "text_too_long": Kind(
        "error", "文字有 {found} 个字符，最多 {allowed} 个。", "the text has {found} characters; {allowed} are allowed."
    ),
    "forbidden_character": Kind(
        "error",
        "第 {position} 个字符 {found} 不可见或不可打印，不能进入合同。请删去。",
        "character {position} is {found}, which cannot be seen or printed in a contract. Remove it.",
    ),
    "credit_code_length": Kind(
        "error",
        "“{found}”有 {length} 位；统一社会信用代码应为 18 位。",
        "{found!r} has {length} characters; a unified social credit code has 18.",
    ),
    "credit_code_character": Kind(
        "error",
        "“{found}”的第 {position} 位“{character}”不会出现在统一社会信用代码中（不含 I、O、S、V、Z）。",
        "{found!r}: {character!r} at position {position} cannot stand in a unified social credit code "
        "(it has no I, O, S, V, Z).",
    ),
    "credit_code_check_digit": Kind(
        "error",
        "“{found}”的校验码不符：末位应为 {expected}。请核对是否录入有误。",
        "{found!r} has a wrong check character: it should end in {expected}. Look for a typing error.",
    ),
    "party_field_form": Kind("error", "“{found}”应为{expected}。", "{found!r} must be {expected}."),
    "amount_words": Kind(
        "error",
        "“{found}”不是规范的大写金额。例：人民币壹拾万元整。",
        "{found!r} is not an amount in capital numerals, such as 人民币壹拾万元整.",
    ),
    "amount_not_in_cents": Kind(
        "error",
        "{found} 不能写成大写金额：金额应在 0 与一万万亿元之间，最多两位小数。",
        "{found} has no capital form: an amount has at most two decimals and is below 10^16 yuan.",
    ),
}
