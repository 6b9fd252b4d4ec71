"""What the checks of a whole library find: names, languages, wording against logic, the structure of the Markdown."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    # --- names ------------------------------------------------------------------------------------------------------
    "unknown_parameter": Kind("error", "没有参数 {name}。", "there is no parameter {name}."),
    "parameter_field_unknown": Kind(
        "error",
        "参数 {name} 没有字段 {field}。字段：{known}。",
        "the parameter {name} has no field {field}. Its fields: {known}.",
    ),
    "parameter_not_printable": Kind(
        "error",
        "{name} 不是单个值，不能直接印出。记录请写 {{{{ {name}.字段 }}}}，列表请用 {{% for row in {name} %}}。",
        "{name} is no single value. For a record write {{{{ {name}.field }}}}, for a list {{% for row in {name} %}}.",
    ),
    "filter_wrong": Kind(
        "error",
        "| capital 只用于金额；{name} 不是金额。",
        "| capital prints an amount of money in capitals; {name} is no amount.",
    ),
    "loop_not_a_list": Kind(
        "error", "{name} 不是列表参数，不能循环。", "{name} is no list parameter; nothing can be looped over."
    ),
    "unknown_reference": Kind("error", "没有条款 {name}，无法引用。", "there is no clause {name} to refer to."),
    "reference_outside_outline": Kind(
        "error",
        "所引条款 {name} 不在 {family} 的大纲中，没有编号可印。请加入大纲或删去引用。",
        "the clause {name} is not in the outline of {family}, so it has no number. Add it there or drop the reference.",
    ),
    "unknown_table": Kind("error", "没有数据表 {name}。", "there is no data table {name}."),
    "unknown_form": Kind("error", "没有表单 {name}。", "there is no form {name}."),
    "unknown_option": Kind("error", "没有选项 {name}。", "there is no option {name}."),
    "unknown_choice_value": Kind(
        "error",
        "参数 {name} 没有取值 {found}。取值：{known}。",
        "the parameter {name} has no value {found}. Its values: {known}.",
    ),
    "condition_not_boolean": Kind(
        "error",
        "条件“{found}”的结果不是“是”或“否”。请写成比较，如 名称 == '取值'。",
        "the condition {found!r} is not true or false. Write a comparison, such as name == 'value'.",
    ),
    "condition_cycle": Kind(
        "error",
        "出现条件互相依赖，无法判定：{found}。请去掉其中一个 included()。",
        "conditions of presence depend on one another: {found}. Take out one included().",
    ),
    "variant_undecided": Kind(
        "error",
        "参数 {name} 没有值，无法确定条款的文本。可用：{known}。",
        "the parameter {name} has no value, so no wording is chosen. Its values: {known}.",
    ),
    "wording_too_long": Kind("error", "条款中的取值超过 {allowed} 处。", "the wording has more than {allowed} slots."),
    # --- nothing stands for nothing ---------------------------------------------------------------------------------
    "unused_parameter": Kind(
        "error",
        "参数 {name} 没有任何条款、规则、数据表或大纲使用。请删去，或注明 text_only / unprinted 的理由。",
        "no clause, rule, table or outline uses the parameter {name}. Remove it, or mark it text_only or unprinted "
        "with the reason.",
    ),
    "unused_clause": Kind("warning", "没有任何大纲使用条款 {name}。", "no outline uses the clause {name}."),
    "family_without_outline": Kind(
        "warning",
        "合同类别 {name} 没有 templates/{name}/outline.yaml，不能组成文件。",
        "the family {name} has no templates/{name}/outline.yaml, so no document can be made of it.",
    ),
    "unknown_clause": Kind(
        "error", "大纲中的条款 {name} 不存在。", "the outline names the clause {name}, which does not exist."
    ),
    "clause_twice": Kind("error", "条款 {name} 在大纲中重复出现。", "the clause {name} stands twice in the outline."),
    "clause_of_another_family": Kind(
        "error",
        "大纲不能直接使用其他类别的条款 {name}。共用条款放在 clauses/common/。",
        "an outline cannot take the clause {name} of another family. A shared clause lives in clauses/common/.",
    ),
    "rule_without_grounds": Kind(
        "error",
        "规则 {name} 没有依据：所在条款的 grounds 为空。请写上出处条文。",
        "the rule {name} rests on nothing: the grounds of its clause are empty. Name the provisions it carries.",
    ),
    # --- options and their readings ---------------------------------------------------------------------------------
    "reading_missing": Kind(
        "error",
        "选项 {name} 的取值 {value} 缺少释义（zh 和 en 都要写）。",
        "the option {name} has no reading for its value {value}. Write it in zh and en.",
    ),
    "option_unprinted": Kind(
        "error",
        "没有条款印出选项 {name} 的释义。请在条款中写 {{{{ reading('{name}') }}}}，或注明 unprinted 的理由。",
        "no clause prints the reading of {name}. Write {{{{ reading('{name}') }}}} in its clause, or mark it unprinted "
        "with the reason.",
    ),
    "readings_alike": Kind(
        "error",
        "选项 {name} 的取值 {value} 与 {other} 的释义（{language}）相同，读者无法区分。",
        "the readings of {name} for {value} and {other} are the same in {language}; nobody can tell them apart.",
    ),
    # --- both languages say the same --------------------------------------------------------------------------------
    "parity_too_many_worlds": Kind(
        "error",
        "条款的条件组合有 {found} 种，超过 {allowed} 种，无法逐一比较两种语言。请拆成几条。",
        "the conditions of the clause make {found} cases, more than the {allowed} in which both languages are "
        "compared. Split the clause.",
    ),
    "parity_slots": Kind(
        "error",
        "{language} 缺少 {other} 中的 {found}{world}。",
        "{language} lacks {found} that {other} has{world}.",
    ),
    "parity_items": Kind(
        "error",
        "两种语言的列表不一致：zh 为 {zh}，en 为 {en}（各项的层次）{world}。",
        "the lists differ: zh has {zh}, en has {en} (levels of the items){world}.",
    ),
    "parity_tables": Kind(
        "error",
        "两种语言的表格不一致：zh 为 {zh}，en 为 {en}（行×列）{world}。",
        "the tables differ: zh has {zh}, en has {en} (rows x columns){world}.",
    ),
    "parity_paragraphs": Kind(
        "error",
        "两种语言的段落数不一致：zh {zh} 段，en {en} 段{world}。",
        "the paragraphs differ: zh has {zh}, en has {en}{world}.",
    ),
    # --- wording against logic --------------------------------------------------------------------------------------
    "rule_parameter_unprinted": Kind(
        "error",
        "规则 {rule} 使用参数 {name}，但条款及其所引条款都没有印出它。请写入文本，或注明 unprinted 的理由。",
        "the rule {rule} reads {name}, which neither its clause nor a clause it refers to prints. Write it into the "
        "wording, or mark it unprinted with the reason.",
    ),
    "figure_without_rule": Kind(
        "error",
        "文本印出 {name}（{type}），但没有规则使用它。请写规则，或注明 text_only 的理由。",
        "the wording prints {name} ({type}), which no rule reads. Write the rule, or mark it text_only with a reason.",
    ),
    "text_only_but_read": Kind(
        "warning",
        "参数 {name} 注明 text_only，但规则 {rule} 使用它。请删去 text_only。",
        "{name} is marked text_only, but the rule {rule} reads it. Remove the mark.",
    ),
    "bare_figure": Kind(
        "error",
        "文本中有未设为参数的数字“{found}”。请改为参数，或列入 literals 并说明理由。",
        'the figure "{found}" stands in the wording. Make it a parameter, or list it under literals with the reason.',
    ),
    "typed_reference": Kind(
        "error",
        "“{found}”是手写的条款号，编号变动后会出错。请改用 {{{{ ref('条款编号') }}}}。",
        "\"{found}\" is an article number typed by hand and will go stale. Write {{{{ ref('clause.id') }}}}.",
    ),
    "literal_unused": Kind(
        "warning",
        "literals 中的“{found}”没有出现在文本中。请删去。",
        'the literal "{found}" does not stand in the wording. Remove it.',
    ),
    # --- Markdown as it comes out -----------------------------------------------------------------------------------
    "table_broken": Kind(
        "error",
        "以 | 开头的行没有成为表格：{found}。表头下须有 |---|---| 一行，表格前须空一行。",
        "a line that begins with | makes no table: {found}. Below its heading stands |---|---|, above it an empty one.",
    ),
}
