"""Expressions of the rule language as formulas of a spreadsheet that Excel and LibreOffice both compute."""
