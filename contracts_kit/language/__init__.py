"""The rule language: parse, types and units, compile, words."""
