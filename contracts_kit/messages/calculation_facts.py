"""What can be wrong with the facts of a notice."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "facts_not_mapping": Kind("error", "事实应为“名称: 值”的映射。", "the facts must be a mapping of names to values."),
    "unknown_fact": Kind(
        "error",
        "本通知没有事实 {name}。可用：{known}。",
        "this notice has no fact {name}. It has: {known}.",
    ),
    "fact_missing": Kind(
        "error",
        "缺少事实 {name}（{label}）。请填写{expected}。",
        "the fact {name} ({label}) is missing. Give {expected}.",
    ),
    "fact_differs": Kind(
        "warning",
        "{name} 写的是 {found}，按条款计算为 {expected}；通知印出后者。请核对事实，或删去这一行。",
        "{name} is given as {found}, but the clauses give {expected}, which is what the notice prints. "
        "Check the facts, or leave that line out.",
    ),
}
