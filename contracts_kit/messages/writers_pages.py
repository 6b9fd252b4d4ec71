"""What can be wrong when a document becomes pages: PDF and HTML."""

from contracts_kit.messages.kind import Kind

KINDS = {
    "character_without_glyph": Kind(
        "error",
        "{where} 含有字体中没有或者不得印出的字符 {characters}。请改用其他字符（生僻字可以用同音字或者拼音并加注）。",
        "{where} has characters that no font of ours prints: {characters}. "
        "Use others (a rare character may be spelt out).",
    ),
    "unknown_pdf_engine": Kind(
        "error",
        "没有名为 {found} 的 PDF 引擎，可用的有：{allowed}。",
        "there is no PDF engine {found}; there are {allowed}.",
    ),
    "wrong_document_date": Kind(
        "error",
        "文件日期 {found} 不是有效日期，应为 2026-03-25 这样的形式，年份在 1970 至 9999 之间。",
        "the document's date {found} is no date; write it as 2026-03-25, in the years 1970 to 9999.",
    ),
    "attachment_needs_typst": Kind(
        "error",
        "LibreOffice 引擎不能在 PDF 中附带参数。请去掉 --attach-parameters，或者改用 --pdf-engine typst。",
        "the LibreOffice engine attaches no parameters. Leave out --attach-parameters or use --pdf-engine typst.",
    ),
    "pages_not_made": Kind(
        "error",
        "排版失败：{found}。请检查 {where} 中的内容。",
        "the pages could not be set: {found}. Check what stands in {where}.",
    ),
    "office_missing": Kind(
        "error",
        "找不到 LibreOffice（soffice）。请安装（Debian/Ubuntu：apt-get install libreoffice-writer-nogui），"
        "或者改用 --pdf-engine typst。",
        "LibreOffice (soffice) is not installed. Install it (Debian, Ubuntu: apt-get install libreoffice-writer-nogui) "
        "or use --pdf-engine typst.",
    ),
    "office_time_limit": Kind(
        "error",
        "LibreOffice 在 {allowed} 秒内没有完成 {count} 份文件的转换，已被终止。请减少一次转换的份数或者延长时限。",
        "LibreOffice did not convert {count} document(s) within {allowed} seconds and was ended. "
        "Give it fewer at a time or more time.",
    ),
    "office_failed": Kind(
        "error",
        "LibreOffice 没有生成 PDF（退出码 {status}）：{found}。请确认该 Word 文件可以打开。",
        "LibreOffice made no PDF (exit code {status}): {found}. Check that the Word file opens.",
    ),
}
