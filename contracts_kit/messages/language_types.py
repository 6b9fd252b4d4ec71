"""What type inference finds: names, kinds and units that do not go together."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "unknown_name": Kind(
        "error",
        "没有名为 {name} 的输入、步骤或参数。",
        "there is no input, step or parameter {name}.",
    ),
    "unknown_field": Kind(
        "error",
        "{found}没有字段 {name}。可用：{known}。",
        "{found} has no field {name}. It has: {known}.",
    ),
    "unknown_function": Kind(
        "error",
        "没有函数或规则 {name}。",
        "there is no function or rule {name}.",
    ),
    "unknown_data_table": Kind(
        "error",
        "没有数据表 {name}。",
        "there is no data table {name}.",
    ),
    "unknown_rule_option": Kind(
        "error",
        "没有名为 {name} 的口径（options）。",
        "the rule declares no option {name}, and the family shares none.",
    ),
    "unknown_choice": Kind(
        "error",
        "“{value}”不是{name}的可取值。可取值：{known}。",
        "{value!r} is no value of {name}. Its values: {known}.",
    ),
    "cannot_combine": Kind(
        "error",
        "不能计算“{source}”：左边是{left}，右边是{right}，两者不能{operation}。单位须一致；比率或单价可在其间换算。",
        "{source!r} cannot be computed: the left side is {left}, the right side is {right}; they cannot be "
        "{operation}. The units must agree; a rate or a price stands between them.",
    ),
    "may_be_nothing": Kind(
        "error",
        "“{source}”可能为空，此处须有值。请先判断：{source} is not None and …，或 … if {source} is not None else …。",
        "{source!r} may be nothing and a value is needed here. Ask first: {source} is not None and ..., "
        "or ... if {source} is not None else ....",
    ),
    "wrong_kind": Kind(
        "error",
        "“{source}”是{found}，此处须为{needed}。",
        "{source!r} is {found}; {needed} is needed here.",
    ),
    "branches_differ": Kind(
        "error",
        "“{source}”的各分支类型不同：{left}与{right}。",
        "the branches of {source!r} differ: {left} and {right}.",
    ),
    "wrong_argument": Kind(
        "error",
        "{function}：参数“{source}”是{found}，须为{needed}。",
        "{function}: the argument {source!r} is {found}; {needed} is needed.",
    ),
    "wrong_argument_count": Kind(
        "error",
        "{function} 给出了 {found} 个参数，须为 {needed}。写法：{usage}。",
        "{function} is given {found} arguments; it takes {needed}: {usage}.",
    ),
    "unknown_argument": Kind(
        "error",
        "{function} 没有名为 {name} 的参数。",
        "{function} has no argument {name}.",
    ),
    "argument_by_place": Kind(
        "error",
        "{function}：{name} 按位置书写，不写名称。写法：{usage}。",
        "{function}: {name} is written in its place, without its name. It is written {usage}.",
    ),
    "missing_argument": Kind(
        "error",
        "{function} 缺少输入 {name}。",
        "{function} needs the input {name}.",
    ),
    "argument_not_text": Kind(
        "error",
        "{function} 的这个参数须是引号里的文字，如 'month'；现为“{source}”。",
        "{function} needs a text in quotes here, such as 'month'; it is {source!r}.",
    ),
    "map_not_exhaustive": Kind(
        "error",
        "“{source}”没有覆盖全部取值，缺少：{missing}。请补上。",
        "{source!r} does not cover every value; missing: {missing}. Add them.",
    ),
    "exponent_unknown": Kind(
        "error",
        "“{source}”：有单位的数只能用固定的整数作指数；没有单位的数，指数须是整数。",
        "{source!r}: a number with a unit takes a fixed whole exponent, one without a unit a whole exponent.",
    ),
}
