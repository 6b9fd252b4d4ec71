"""Many contracts at once: one folder for each supplier of a list, and one manifest that says what was made."""
