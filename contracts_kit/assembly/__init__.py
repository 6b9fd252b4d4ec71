"""Outline, clauses and values become one document tree: numbered, cross-referenced, with provenance."""
