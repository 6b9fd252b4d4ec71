"""What can be wrong on the floor `writers`: one table for each kind of output."""

from contracts_kit.messages import writers_charts, writers_docx, writers_files, writers_pages, writers_word_template

KINDS = {
    **writers_charts.KINDS,
    **writers_docx.KINDS,
    **writers_files.KINDS,
    **writers_pages.KINDS,
    **writers_word_template.KINDS,
}
