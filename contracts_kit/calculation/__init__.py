"""A rule, values and inputs become outputs, with every step shown."""
