"""What a batch is asked to make of each supplier."""

from __future__ import annotations

from contracts_kit.errors import refuse
from contracts_kit.findings import LANGUAGES, Place, nearest
from contracts_kit.records import dataclass
from contracts_kit.writers.write import FORMATS

MOST_JOBS = 256


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """Which documents are made for each supplier, and how.

    `formats` are names of `writers.write.FORMATS`. `languages` empty takes that of the common file, else zh. `draft`,
    `date` and `examples` are those of `assemble`. `force` makes again what is already there. `jobs` is the number of
    processes; 1 makes everything in this one.
    """

    formats: tuple[str, ...] = ("docx",)
    languages: tuple[str, ...] = ()
    draft: bool = False
    date: str | None = None
    examples: bool | None = None
    force: bool = False
    jobs: int = 1

    def check(self) -> None:
        """Raises InputError `unknown_format`, `unknown_language`, `jobs_out_of_range`."""
        for name in self.formats:
            if name not in FORMATS:
                known = ", ".join(FORMATS)
                raise refuse(
                    "unknown_format", found=str(name)[:20], known=known, suggestion=nearest(str(name), FORMATS)
                )
        for language in self.languages:
            if language not in LANGUAGES:
                raise refuse("unknown_language", Place(), name=str(language)[:20])
        if not 1 <= self.jobs <= MOST_JOBS:
            raise refuse("jobs_out_of_range", Place(), found=self.jobs, allowed=MOST_JOBS)
