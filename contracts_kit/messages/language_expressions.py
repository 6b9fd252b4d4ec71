"""What can be wrong with an expression as it is written."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "bad_expression": Kind(
        "error",
        "表达式读不懂，第 {column} 个字符处：{found}。原文：{source}",
        "the expression cannot be read at character {column}: {found}. It says: {source}",
    ),
    "expression_too_large": Kind(
        "error",
        "表达式过大：{found}，上限 {allowed}。请拆成几个步骤。",
        "the expression is too large: {found}; {allowed} are allowed. Split it into steps.",
    ),
    "not_allowed": Kind(
        "error",
        "表达式语言里没有这种写法（第 {column} 个字符）：{found}。可改用：{instead}。",
        "the rule language has no such construct (character {column}): {found}. Instead: {instead}.",
    ),
}
