"""What can be wrong with a table that people made: a list of suppliers or of events in Excel, CSV or YAML."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {
    # --- the file ---------------------------------------------------------------------------------------------------
    "sheet_format_differs": Kind(
        "error",
        "后缀是 {expected}，内容却是{found}。请改正后缀，或另存为 {expected}。",
        "the suffix is {expected}, the content is {found}. Correct the suffix, or save the file as {expected}.",
    ),
    "sheet_encoding": Kind(
        "error",
        "既不是 UTF-8，也不是 GBK 编码（第 {line} 行）。请在 Excel 中另存为“CSV UTF-8”。",
        "this is neither UTF-8 nor GBK (line {line}). In Excel, save it as 'CSV UTF-8'.",
    ),
    "sheet_read_as_gbk": Kind(
        "info",
        "文件不是 UTF-8，已按 GBK（GB18030）读取。",
        "the file is not UTF-8; it was read as GBK (GB18030).",
    ),
    "csv_broken": Kind(
        "error",
        "CSV 的写法不对：{found}。含逗号、引号或换行的单元格须加双引号，其中的引号写两次。",
        "this is not valid CSV: {found}. A cell with a comma, a quote or a line break stands in double quotes, "
        "and a quote inside it is written twice.",
    ),
    "old_workbook": Kind(
        "error",
        "这是旧版 Excel 格式（.xls）。请另存为 .xlsx。",
        "this is the old Excel format (.xls). Save it as .xlsx.",
    ),
    "workbook_encrypted": Kind(
        "error",
        "工作簿设有打开密码。请去掉密码后另存。",
        "the workbook has a password. Save it without one.",
    ),
    "workbook_broken": Kind(
        "error",
        "不是完好的 Excel 工作簿（{found}）。请在 Excel 中打开后另存为 .xlsx。",
        "this is not a sound Excel workbook ({found}). Open it in Excel and save it as .xlsx.",
    ),
    "workbook_too_large": Kind(
        "error",
        "工作簿解压后有 {found} 字节，上限 {allowed} 字节。请分成几个文件。",
        "the workbook unpacks to {found} bytes; {allowed} are allowed. Split it.",
    ),
    "sheet_unknown": Kind(
        "error",
        "工作簿没有工作表“{name}”。可选：{known}。",
        "the workbook has no sheet {name!r}. There are: {known}.",
    ),
    "sheet_name_without_workbook": Kind(
        "error",
        "只有 Excel 工作簿才有工作表，不能指定“{name}”。",
        "only a workbook has sheets; {name!r} cannot be asked for.",
    ),
    "rows_not_a_list": Kind(
        "error",
        "文件应为列表，每项写作“- 列名: 值”。",
        "the file must be a list, each entry written as '- column: value'.",
    ),
    "row_not_a_mapping": Kind(
        "error", "列表的每一项应为“列名: 值”的映射。", "each entry of the list must be a mapping of columns to values."
    ),
    # --- the table --------------------------------------------------------------------------------------------------
    "sheet_empty": Kind(
        "error",
        "表是空的。第一行应为列名，以下每行一条记录。",
        "the table is empty. The first row holds the names of the columns, each row below it one record.",
    ),
    "sheet_without_rows": Kind(
        "error",
        "只有列名，没有记录。请在列名之下每行填写一条。",
        "there are names of columns and no rows. Write one record in each row below them.",
    ),
    "sheet_too_many_rows": Kind(
        "error",
        "表有 {found} 行，上限 {allowed} 行。请分成几个文件。",
        "the table has {found} rows; {allowed} are allowed. Split it.",
    ),
    "sheet_too_many_columns": Kind(
        "error",
        "表有 {found} 列，上限 {allowed} 列。请删去多余的列。",
        "the table has {found} columns; {allowed} are allowed. Delete those that are not needed.",
    ),
    "column_without_name": Kind(
        "error",
        "{column} 列有内容，却没有列名。请在第 {header} 行写上列名，或清空此列。",
        "column {column} holds something and has no name. Write its name in row {header}, or empty the column.",
    ),
    "column_twice": Kind(
        "error",
        "列名“{name}”出现两次（{first} 列和 {column} 列）。请删去或改名一列。",
        "two columns are called {name!r} ({first} and {column}). Remove or rename one.",
    ),
    "cells_merged": Kind(
        "error",
        "单元格 {range} 是合并的。请取消合并，并逐格填写。",
        "the cells {range} are merged. Unmerge them and fill in each cell.",
    ),
    # --- a cell -----------------------------------------------------------------------------------------------------
    "cell_error": Kind(
        "error",
        "单元格 {cell} 是 Excel 错误值 {found}。请改正公式，或填写数值。",
        "the cell {cell} holds the Excel error {found}. Correct the formula, or write the value.",
    ),
    "formula_without_value": Kind(
        "error",
        "单元格 {cell} 是公式，文件里没有它的结果。请用 Excel 打开并保存，或填写数值。",
        "the cell {cell} is a formula whose result is not in the file. Open and save it in Excel, or write the value.",
    ),
    "number_loses_digits": Kind(
        "error",
        "单元格 {cell} 是超过 15 位的数字（{found}），Excel 已丢失末尾几位。请把此列设为文本格式，重新填写。",
        "the cell {cell} is a number of more than 15 digits ({found}), and Excel has lost the last ones. Format the "
        "column as text and write it again.",
    ),
    "cell_is_duration": Kind(
        "error",
        "单元格 {cell} 是时长（{found}），无法判断单位。请写成带单位的文字或数字。",
        "the cell {cell} is a duration ({found}), which says no unit. Write a number, or a text with its unit.",
    ),
}
