"""Pictures of pages, small and grey: what is stored, and how much two of them differ.

A picture is compared loosely: each is averaged down to coarse squares first, so that a hair's breadth of another rendering
passes and a moved block, a lost line or a changed size does not.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import yaml
from PIL import Image, ImageChops

from contracts_kit.assembly.contract import assemble
from contracts_kit.writers.pdf.writer import write_pictures
from tests.writers.sample_tree import sample

FOLDER = Path(__file__).parent
DOTS_PER_INCH = 40
SQUARES = (42, 59)
"""A page is compared in squares of 5 mm."""

EXAMPLES = Path(__file__).parents[2] / "examples"
PAGES = {
    "quality_agreement": {"zh": (1, 2, 3, 10, 12), "en": (1, 2, 3, 11, 13)},
    "material_penalties": {"zh": (4, 7, 16), "en": (4, 7, 17)},
    "retail_supply_contract": {"zh": (2, 3, 44, 53), "en": (2, 3)},
}
"""Pages of the shipped examples: cover, contents, parties and first articles, signatures, an example with a turned table;
of the schedule the first section, the matrix of defect rates, and an example with two tables; of the long contract its
contents, the first articles under two parties, the signatures, and an example with its chart."""

LOOSE = 14.0
"""The difference of two pages, of 255, that still counts as the same: a shift by half a millimetre gives 9, by a line 40."""


def current_pictures() -> Iterator[tuple[str, Image.Image]]:
    """The pages as they are set today, by the name of the file that stores them."""
    for language, articles in (("zh", 0), ("en", 0), ("zh", 12)):
        document = sample(language, articles=articles)
        for number, picture in enumerate(write_pictures(document, dots_per_inch=DOTS_PER_INCH), 1):
            if articles == 0 or number <= 3:
                yield f"sample_{language}_{articles}_{number}.png", grey(picture)
    for family, languages in PAGES.items():
        example = yaml.safe_load((EXAMPLES / f"{family}.yaml").read_text("utf-8"))
        for language, shown in languages.items():
            contract = assemble(family, example, language=language)
            pictures = list(write_pictures(contract.document, dots_per_inch=DOTS_PER_INCH))
            for number in shown:
                yield f"{family}_{language}_{number:02d}.png", grey(pictures[number - 1])


def grey(picture: bytes) -> Image.Image:
    """A picture in 16 levels of grey, which stores small."""
    image = Image.open(io.BytesIO(picture)).convert("L")
    return image.point([level // 17 * 17 for level in range(256)])


def difference(one: Image.Image, other: Image.Image) -> float:
    """How much two pages differ: the mean over the tenth of their coarse squares that differ most, 0 to 255."""
    coarse = [image.convert("L").resize(SQUARES, Image.Resampling.BOX) for image in (one, other)]
    squares = sorted(ImageChops.difference(*coarse).tobytes(), reverse=True)
    worst = squares[: len(squares) // 10]
    return sum(worst) / len(worst)


def dark_points(image: Image.Image) -> int:
    """How many points of a page are dark: an empty page has those of its header and footer only, about 50."""
    return sum(image.convert("L").histogram()[:140])
