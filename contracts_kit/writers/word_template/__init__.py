"""Word templates with docxtpl's tags, prepared once and rendered fast."""

from contracts_kit.writers.word_template.template import WordTemplate, word_template
from contracts_kit.writers.word_template.values import WordMarkup

__all__ = ["WordMarkup", "WordTemplate", "word_template"]
