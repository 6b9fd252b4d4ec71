"""The Word writer: the document tree as OOXML text, put into the family's Word template.

`writer.write_docx` is the way in. `body` writes blocks, `inlines` what stands in a line, `tables` tables and signature
blocks; `numbering`, `styles`, `content_controls`, `bookmarks`, `fields`, `contents` and `custom_xml` each own one thing
of the format; `template` prepares a Word template once, and `default_template` is the recipe of ours.
"""
