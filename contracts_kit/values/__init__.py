"""Exact values with units: what people write is read exactly, and printed as each language prints it."""
