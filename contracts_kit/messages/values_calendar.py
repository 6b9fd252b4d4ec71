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
}
