"""Writes the worked examples of a family as a workbook that calculates."""
