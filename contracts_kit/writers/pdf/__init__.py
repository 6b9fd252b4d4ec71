"""PDF files: one fixed typst template for the pages, or LibreOffice's pages of the Word document."""
