"""What can be wrong with a file before its content is looked at."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "file_missing": Kind("error", "没有这个文件。请检查路径。", "there is no such file. Check the path."),
    "file_too_large": Kind(
        "error", "文件有 {found} 字节，上限 {allowed} 字节。", "the file has {found} bytes; {allowed} are allowed."
    ),
    "wrong_encoding": Kind(
        "error",
        "不是 UTF-8 编码（字节 {found}）。请另存为 UTF-8。",
        "this is not UTF-8 (byte {found}). Save the file as UTF-8.",
    ),
    "not_yaml": Kind(
        "error",
        "不是有效的 YAML：{found}。请检查缩进、冒号和引号。",
        "this is not YAML: {found}. Check indentation, colons and quotes.",
    ),
    "duplicate_key": Kind(
        "error",
        "{name} 重复出现（第一次在第 {first} 行）。请删去一处。",
        "{name} stands twice (first on line {first}). Remove one.",
    ),
    "key_not_text": Kind("error", "键必须是文字。", "a key must be a text."),
    "yaml_feature": Kind(
        "error",
        "不支持锚点和别名（{found}）。请把内容写全。",
        "anchors and aliases ({found}) are not supported. Write the content out.",
    ),
    "yaml_tag": Kind(
        "error",
        "不支持标签（{found}）。以 ! 起头的文字须加引号。",
        "tags ({found}) are not supported. Text that begins with ! stands in quotes.",
    ),
    "yaml_too_deep": Kind(
        "error",
        "嵌套过深或内容过多（最多 {allowed} 层）。",
        "nested too deep or too much content (at most {allowed} levels).",
    ),
}
