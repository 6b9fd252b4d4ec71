"""What can be wrong with a notice as it is written."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "notice_date_unknown": Kind(
        "error",
        "dated 为 {name}；应为本通知 fields 中的日期字段。",
        "dated is {name}; it names a field of this notice that is a date.",
    ),
    "notice_reply_incomplete": Kind(
        "error",
        "文件头的 reply 与 ## zh reply、## en reply 两节应同时写出。请补写缺少的一方。",
        "reply in the front matter and the sections ## zh reply and ## en reply go together. Write what is missing.",
    ),
    "notice_name_twice": Kind(
        "error",
        "名称 {name} 在本通知中重复。请改名。",
        "the name {name} is used twice in this notice. Rename one.",
    ),
    "notice_input_missing": Kind(
        "error",
        "规则 {rule} 需要输入 {name}。请在 inputs 中写出。",
        "the rule {rule} needs the input {name}. Give it under inputs.",
    ),
    "notice_input_differs": Kind(
        "error",
        "{name} 应为{needed}，而 {source} 是{found}。",
        "{name} is {needed}, but {source} is {found}.",
    ),
    "notice_circle": Kind(
        "error",
        "互相依赖，无法计算：{found}。",
        "they need each other and cannot be computed: {found}.",
    ),
    "notice_field_unknown": Kind("error", "本通知没有字段 {name}。", "this notice has no field {name}."),
    "notice_calculation_unknown": Kind("error", "本通知没有计算 {name}。", "this notice has no calculation {name}."),
    "notice_field_unprinted": Kind(
        "error",
        "{name} 没有印出来。请用 {{{{ {name} }}}}、{{{{ fields('{name}') }}}} 或 {{{{ calculation('{name}') }}}} 印出，"
        "或删去。",
        "nothing prints {name}. Print it with {{{{ {name} }}}}, {{{{ fields('{name}') }}}} or "
        "{{{{ calculation('{name}') }}}}, or remove it.",
    ),
    "notice_table_not_alone": Kind(
        "error",
        "{name} 是一张表，须单独印出：{{{{ fields('{name}') }}}}。",
        "{name} is a table of its own: print it alone, {{{{ fields('{name}') }}}}.",
    ),
    "unknown_notice": Kind(
        "error",
        "没有通知 {name}。可用 contracts-kit list forms 列出。",
        "there is no notice {name}. contracts-kit list forms lists them.",
    ),
}
