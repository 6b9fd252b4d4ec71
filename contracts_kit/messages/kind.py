"""What a kind of finding is: a level and one message in each language."""

from typing import Literal

from contracts_kit.records import dataclass

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: how grave it is, and what is said of it with its remedy, in Chinese and in English."""

    level: Level
    zh: str
    en: str
