"""What can be wrong while a contract is put together from its outline, clauses and values."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "unknown_numbering": Kind(
        "error",
        "没有名为 {name} 的编号方案。可用：{known}。",
        "there is no numbering scheme called {name}. Use one of: {known}.",
    ),
    "unknown_language": Kind(
        "error", "没有语言“{name}”的文本。请用 zh 或 en。", "there is no text in the language {name!r}. Use zh or en."
    ),
    "outline_missing": Kind(
        "error",
        "{name} 没有大纲（templates/{name}/outline.yaml），无法组成文件。请补写大纲。",
        "{name} has no outline (templates/{name}/outline.yaml), so no document can be made. Write one.",
    ),
    "unknown_signature": Kind(
        "error",
        "没有名为 {name} 的签署栏。可用：{known}。",
        "there is no signature block called {name}. Use one of: {known}.",
    ),
    "reference_not_included": Kind(
        "error",
        "条款 {name} 引用了 {target}，但合同中没有后者。请收入该条款，或把引用放进 included('{target}') 条件。",
        "the clause {name} refers to {target}, which does not stand in this contract. Include that clause, or put "
        "the reference under the condition included('{target}').",
    ),
    "table_missing": Kind(
        "error",
        "条款 {name} 要印出表 {target}，但没有这张表。",
        "the clause {name} prints the table {target}, which does not exist.",
    ),
    "form_missing": Kind(
        "error",
        "{name} 要印出表单 {target}，但没有这张表单。",
        "{name} prints the form {target}, which does not exist.",
    ),
    "document_date_wrong": Kind(
        "error", "日期“{found}”无效。请写作 2026-03-25。", "{found!r} is not a date. Write it as 2026-03-25."
    ),
    "families_differ": Kind(
        "error",
        "两份参数不属于同一类合同：{expected} 与 {found}，无法比较。",
        "the two are of different families, {expected} and {found}, and cannot be compared.",
    ),
    "blank_open": Kind(
        "warning",
        "{label}未填：{article}印出空栏待填。",
        "{label} is blank: {article} prints a line to fill in.",
    ),
    "variant_not_acceptable": Kind(
        "warning",
        "{article} 采用的文本（{name}: {found}）不可接受：{note}",
        "{article}: the variant in force ({name}: {found}) is not acceptable. {note}",
    ),
    "variant_fallback": Kind(
        "info",
        "{article} 采用的是退让文本（{name}: {found}）：{note}",
        "{article}: the variant in force ({name}: {found}) is a fallback. {note}",
    ),
    "option_at_default": Kind(
        "info",
        "口径“{label}”（{name}）取默认值 {found}，{article}印作：{reading}另可选：{known}。请法务确认。",
        "the option {name} ({label}) stands at its default {found}; {article} prints: {reading} It could be: {known}. "
        "Legal should confirm it.",
    ),
}
