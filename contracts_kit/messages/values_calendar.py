"""What can be wrong with working days."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "calendar_year_missing": Kind(
        "error",
        "没有 {year} 年的工作日历（已有 {first} 至 {last} 年）。请以文件补充该年的放假和调休安排。",
        "there is no working-day calendar for {year} ({first} to {last} are there). Add the holidays and make-up days "
        "of that year in a file.",
    ),
    "calendar_day_twice": Kind(
        "error",
        "{found} 既列为放假日，又列为调休工作日。请删去一处。",
        "{found} is given both as a holiday and as a make-up working day. Remove one.",
    ),
    "calendar_count": Kind(
        "error",
        "工作日数为 {found}，应在 0 至 {allowed} 之间。",
        "{found} working days: the number must be from 0 to {allowed}.",
    ),
    "calendar_end": Kind(
        "error", "日期超出公历范围（{found} 之后）。", "the date leaves the calendar (after {found})."
    ),
    "calendar_year_form": Kind("error", "“{found}”不是四位年份。", "{found!r} is not a year of four digits."),
    "calendar_day_of_another_year": Kind(
        "error", "{found} 不属于 {year} 年。", "{found} does not lie in {year}. State it under its own year."
    ),
    "calendar_day_worked_anyway": Kind(
        "error",
        "{found} 不是星期六或星期日，不必列为调休工作日。",
        "{found} is no Saturday or Sunday, so it needs no make-up day. Check the date.",
    ),
    "calendar_kind": Kind(
        "error",
        "kind 应为 off（放假）或 work（调休上班），而不是“{found}”。",
        "kind must be off or work, not {found!r}.",
    ),
    "calendar_column_missing": Kind(
        "error",
        "缺少 {name} 列。应有 date 和 kind 两列。",
        "the column {name} is missing. There must be date and kind.",
    ),
    "calendar_csv": Kind("error", "不是有效的 CSV：{found}。", "this is not CSV: {found}. Save it as CSV again."),
}
