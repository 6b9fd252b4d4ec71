"""What can be wrong with a clause file, an outline or a data table as it is written."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    # --- a mapping with known keys: front matter, outline, sidecar of a table ---------------------------------------
    "file_key_unknown": Kind(
        "error", "这里没有键 {name}。可用的键：{known}。", "there is no key {name} here. Known keys: {known}."
    ),
    "file_key_missing": Kind("error", "缺少键 {name}。请补上。", "the key {name} is missing. Add it."),
    "version_missing": Kind(
        "error",
        "缺少 version。请写上版本号，首版为 version: 1。",
        "version is missing. Write the version number; a first version is version: 1.",
    ),
    "file_value_wrong": Kind(
        "error", "{name} 的值为 {found}；应为{expected}。", "{name} is {found}; {expected} is expected."
    ),
    # --- clause files -----------------------------------------------------------------------------------------------
    "front_matter_missing": Kind(
        "error",
        "条款文件应以 --- 包起的文件头开始（id、title、grounds、version）。",
        "a clause file begins with front matter between two lines of --- (id, title, grounds, version).",
    ),
    "clause_id_wrong": Kind(
        "error",
        "条款编号 {name} 与所在文件夹不符；应写作 {expected}.名称（小写字母、数字和下划线）。",
        "the clause id {name} does not fit its folder; write {expected}.name (lower-case letters, digits, _).",
    ),
    "section_unknown": Kind(
        "error",
        "没有名为 {name} 的部分。可用：## zh、## en、## zh 变体值、## en 变体值、## rules。",
        "there is no section {name}. Sections are ## zh, ## en, ## zh VARIANT, ## en VARIANT and ## rules.",
    ),
    "section_twice": Kind(
        "error", "部分 {name} 重复出现。请删去一处。", "the section {name} stands twice. Remove one."
    ),
    "text_before_sections": Kind(
        "error",
        "文字应放在 ## zh 或 ## en 之下。",
        "text stands before the first section. Put it under ## zh or ## en.",
    ),
    "language_missing": Kind(
        "error",
        "条款缺少 {language} 文本{variant}。请补写 ## {section}。",
        "the clause has no wording in {language}{variant}. Write ## {section}.",
    ),
    "rules_block_wrong": Kind(
        "error",
        "## rules 之下应有且只有一个 ```yaml 代码块：{found}。",
        "## rules holds exactly one ```yaml block: {found}.",
    ),
    "duplicate_clause": Kind(
        "error",
        "条款编号 {name} 已在 {first} 使用。请改名。",
        "the clause id {name} is already used in {first}. Rename one.",
    ),
    "duplicate_rule": Kind(
        "error", "规则 {name} 已在 {first} 定义。请改名。", "the rule {name} is already defined in {first}. Rename one."
    ),
    "variant_unknown": Kind(
        "error",
        "变体 {name} 不是参数 {parameter} 的取值。可用：{known}。",
        "the variant {name} is no value of the parameter {parameter}. Its values: {known}.",
    ),
    "variant_by_wrong": Kind(
        "error",
        "variant_by 为 {name}；应为本类合同的选项型（choice）参数，且条款须有带变体值的部分。",
        "variant_by is {name}; it names a choice parameter of the family, and every section carries one of its values.",
    ),
    "variant_missing": Kind(
        "error",
        "参数 {parameter} 取值 {name} 时条款没有文本。请补写 ## zh {name} 和 ## en {name}。",
        "the clause has no wording for {parameter} = {name}. Write ## zh {name} and ## en {name}.",
    ),
    # --- the wording of a clause ------------------------------------------------------------------------------------
    "wording_tag_broken": Kind(
        "error",
        "模板标记有误：{found}。请检查 {{{{ }}}} 和 {{% %}} 是否成对。",
        "a tag is broken: {found}. Check that {{{{ }}}} and {{% %}} pair.",
    ),
    "wording_tag_unknown": Kind(
        "error",
        "不支持 {found}。可用：{{{{ 参数 }}}}、{{{{ 参数.字段 }}}}、{{{{ 参数 | capital }}}}、"
        "ref、reading、table、form、chart、tick、if、for。",
        "{found} is not supported. There are {{{{ name }}}}, {{{{ name.field }}}}, {{{{ name | capital }}}}, "
        "ref, reading, table, form, chart, tick, if and for.",
    ),
    "wording_empty": Kind(
        "error", "{language} 文本为空。请写入条款文字。", "the {language} wording is empty. Write the clause."
    ),
    "private_character": Kind(
        "error",
        "含有不允许的字符 {found}（私用区或控制字符）。请删去。",
        "the character {found} is not allowed (private use or control). Remove it.",
    ),
    "slot_not_alone": Kind(
        "error",
        "{found} 必须单独成段。请在前后各空一行。",
        "{found} stands alone in its paragraph. Leave an empty line before and after it.",
    ),
    "reading_not_one_paragraph": Kind(
        "error",
        "选项 {name} 的释义应为一段文字，不得含列表、表格或 {{{{ reading() }}}}。",
        "the reading of {name} is one paragraph of text without lists, tables or {{{{ reading() }}}}.",
    ),
    "marker_ideographic": Kind(
        "error",
        "“{found}”不是列表标记。每一项都写 1. 加空格，编号样式由合同的编号方案给出。",
        '"{found}" is no list marker. Write "1. " for every item; the style of the numbers comes from the scheme.',
    ),
    "marker_parenthesised": Kind(
        "error",
        "“{found}”不是列表标记。每一项都写 1. 加空格，下一层缩进三格。",
        '"{found}" is no list marker. Write "1. " for every item and indent a deeper level by three spaces.',
    ),
    "marker_without_space": Kind(
        "error",
        "“{found}”后缺空格，不会成为列表项。请写 1. 加空格。",
        '"{found}" lacks the space after it and makes no item. Write "1. ".',
    ),
    "indent_not_nested": Kind(
        "error",
        "缩进 {found} 格不属于任何列表层次。下一层缩进 {expected} 格。",
        "an indent of {found} belongs to no level of a list. Indent a deeper level by {expected}.",
    ),
    "list_not_from_one": Kind(
        "error",
        "列表从 {found} 开始。列表项写 1. ；若是正文，请在点前加反斜杠或改写。",
        'a list begins at {found}. Write "1. " for an item; where it is text, put a backslash before the full stop.',
    ),
    "line_of_underscores": Kind(
        "error",
        "连续下划线不是空白栏。请用允许留空的参数 {{{{ 名称 }}}}。",
        "a run of underscores is no blank. Use a parameter with blank: allowed, as {{{{ name }}}}.",
    ),
    "underlined_heading": Kind(
        "error",
        "文字下的 {found} 不会成为标题或分隔线。请删去。",
        "{found} below a text makes no heading and no rule. Remove it.",
    ),
    "indented_code": Kind(
        "error",
        "缩进 {found} 格的文字不属于任何列表项。请删去缩进。",
        "a text indented by {found} belongs to no item. Remove the indent.",
    ),
    "markup_not_supported": Kind(
        "error",
        "不支持 {found}。条款文字只用段落、列表、表格、**加粗**和 *强调*。",
        "{found} is not supported. A wording has paragraphs, lists, tables, **strong** and *emphasis*.",
    ),
    "stray_star": Kind(
        "error",
        "星号没有成对，会原样印出：{found}。请补全 **…**，或写 \\*。",
        "a star has no partner and would be printed: {found}. Complete **...**, or write \\*.",
    ),
    "table_row_width": Kind(
        "error",
        "表格这一行有 {found} 格，表头有 {expected} 格。",
        "this row of the table has {found} cells, its heading {expected}.",
    ),
    # --- outlines ---------------------------------------------------------------------------------------------------
    "outline_entry_wrong": Kind(
        "error",
        "大纲条目应为条款编号、{{clause, when}} 或 {{section, clauses}}：{found}。",
        "an entry of an outline is a clause id, {{clause, when}} or {{section, clauses}}: {found}.",
    ),
    "annex_name_taken": Kind(
        "error",
        "附件 {annex} 收入的 {other} 与 {family} 都有 {name}，含义却不同。请改名，或者使两处声明一致。",
        "the annex {annex} takes in {other}, which means something else by {name} than {family}. Rename it, or declare "
        "it alike in both.",
    ),
    "annex_wrong": Kind(
        "error",
        "附件 {name} 应恰有 clauses、family、table、form 之一，或编号为 examples：{found}。",
        "an annex has exactly one of clauses, family, table and form, or the id examples: {name} has {found}.",
    ),
    "outline_without_family": Kind(
        "error",
        "没有 clauses/{name} 文件夹，这份大纲没有条款来源。",
        "there is no folder clauses/{name} for this outline.",
    ),
    # --- data tables ------------------------------------------------------------------------------------------------
    "table_not_csv": Kind("error", "不是有效的 CSV：{found}。", "this is not CSV: {found}."),
    "table_column_twice": Kind("error", "列名 {name} 重复或为空。", "the column name {name} stands twice or is empty."),
    "table_row_length": Kind(
        "error",
        "这一行有 {found} 格，表头有 {expected} 列。",
        "this row has {found} cells, the heading {expected} columns.",
    ),
    "table_key_twice": Kind(
        "error",
        "键列 {name} 的值 {found} 重复（第一次在第 {first} 行）。",
        "the key {found} of {name} stands twice (first on line {first}).",
    ),
    "table_column_unknown": Kind("error", "表格没有列 {name}。", "the table has no column {name}."),
    # --- the workspace ----------------------------------------------------------------------------------------------
    "workspace_missing": Kind(
        "error",
        "{found} 不是工作区：缺少 clauses/ 或 templates/ 文件夹。可用 contracts-kit init 建立。",
        "{found} is no workspace: it lacks a folder clauses/ or templates/. contracts-kit init makes one.",
    ),
    "parameters_file_missing": Kind(
        "error",
        "文件夹 {name} 有条款却没有 parameters.yaml。",
        "the folder {name} has clauses but no parameters.yaml.",
    ),
    "unknown_family": Kind(
        "error", "没有名为 {name} 的合同类别。现有：{known}。", "there is no family {name}. There are: {known}."
    ),
    "unknown_rule": Kind("error", "没有规则 {name}。", "there is no rule {name}."),
}
