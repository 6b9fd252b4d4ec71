"""What can be wrong with a Word file that is written or read, and with its template."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    "character_not_in_xml": Kind(
        "error",
        "{name} 含有字符 {found}，任何 Word 文件都不能保存它。请删去该字符（常见于从其他软件粘贴的文字）。",
        "{name} holds the character {found}, which no Word file can store. Remove it (pasted text often brings it).",
    ),
    "not_a_word_file": Kind(
        "error",
        "不是有效的 Word 文件：{found}。请提供 .docx 文件。",
        "this is not a Word file: {found}. Give a .docx file.",
    ),
    "package_too_large": Kind(
        "error",
        "文件解压后过大（{found} 字节，上限 {allowed} 字节），不予读取。",
        "unpacked, the file is too large ({found} bytes; {allowed} are allowed) and is not read.",
    ),
    "carries_nothing": Kind(
        "error",
        "该文件没有合同数据（命名空间 {expected}）。它不是由 contracts-kit 生成的，或者数据已被其他软件删除。",
        "the file carries no contract data (namespace {expected}). It was not made by contracts-kit, or another "
        "program removed the data.",
    ),
    "carried_data_broken": Kind(
        "error",
        "文件所带的合同数据已损坏：{found}。请使用原始文件。",
        "the contract data that the file carries is damaged: {found}. Use the original file.",
    ),
    "template_without_body": Kind(
        "error",
        "模板正文中没有单独成段的 {expected}，合同文本无处可放。请在模板中另起一段写上它。",
        "the template's body has no paragraph {expected}, so the text has no place. Add a paragraph that holds "
        "only this tag.",
    ),
}
