"""What can be wrong on the floor `language`."""

from contracts_kit.messages import language_expressions, language_formulas, language_runtime, language_types

KINDS = {**language_expressions.KINDS, **language_types.KINDS, **language_runtime.KINDS, **language_formulas.KINDS}
