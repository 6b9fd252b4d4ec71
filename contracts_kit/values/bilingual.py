"""A text in both languages."""

from __future__ import annotations

from contracts_kit.records import dataclass


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Chinese and in English."""

    zh: str
    en: str

    def __getitem__(self, language: str) -> str:
        """The text in the language `zh` or `en`."""
        return self.zh if language == "zh" else self.en
