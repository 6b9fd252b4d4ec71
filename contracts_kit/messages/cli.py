"""What can be wrong with what a command was given."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "not_a_mapping": Kind("error", "文件应为“键: 值”的映射。", "the file must be a mapping of keys to values."),
    "file_unreadable": Kind("error", "无法读取：{found}。", "it cannot be read: {found}."),
    "folder_not_empty": Kind(
        "error",
        "文件夹不是空的。请换一个文件夹，或先清空。",
        "the folder is not empty. Name another, or empty it first.",
    ),
    "folder_is_file": Kind(
        "error", "这是一个文件，不是文件夹。请换一个名称。", "this is a file, not a folder. Name another."
    ),
    "folder_not_made": Kind(
        "error", "无法建立文件夹：{found}。请换一处。", "the folder cannot be made: {found}. Name another place."
    ),
    "standard_output_failed": Kind(
        "error", "无法写到标准输出：{found}。", "standard output cannot be written: {found}."
    ),
    "option_not_pair": Kind("error", "“{found}”应写作 名称=值。", "{found!r} must be written name=value."),
    "unknown_suffix": Kind(
        "error", "不支持后缀“{found}”。可用：{known}。", "the suffix {found!r} is not supported. Use one of: {known}."
    ),
    "notice_without_output": Kind(
        "error",
        "没有说把 {name} 写到哪里。请给出 -o 文件（.docx、.pdf、.html、.md、.txt），或用 --template 写出事实文件。",
        "it is not said where to write {name}. Give -o FILE (.docx, .pdf, .html, .md or .txt), or --template FILE for "
        "a starter file of its facts.",
    ),
    "options_together": Kind(
        "error", "不能与 {name} 同时使用。请分两次运行。", "it does not go together with {name}. Run the command twice."
    ),
    "output_without_file": Kind(
        "error",
        "-o 用于 --file 的结果。请给出 --file。",
        "-o is for the results of --file. Give --file.",
    ),
    "events_without_output": Kind(
        "error",
        "未说明结果写到哪里。请用 -o 给出 .csv、.xlsx 或 .json 文件。",
        "nothing says where the results go. Name a .csv, .xlsx or .json file with -o.",
    ),
    "file_exists": Kind(
        "error",
        "文件已存在。请换名，或用 --force 覆盖。",
        "the file exists. Name another, or overwrite it with --force.",
    ),
}
