"""The pages look as they did when someone last looked at them. `make pictures` stores them anew after an intended change."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops

from tests.pictures.page_pictures import FOLDER, LOOSE, current_pictures, dark_points, difference


@pytest.fixture(scope="module")
def pages() -> dict[str, Image.Image]:
    return dict(current_pictures())


def test_the_same_pages_are_stored(pages: dict[str, Image.Image]) -> None:
    assert set(pages) == {path.name for path in FOLDER.glob("*.png")}


def test_no_page_has_drifted(pages: dict[str, Image.Image]) -> None:
    drifted = {name: difference(page, Image.open(FOLDER / name)) for name, page in pages.items()}
    assert {name: round(found, 1) for name, found in drifted.items() if found > LOOSE} == {}


def test_a_drift_of_one_line_would_be_noticed(pages: dict[str, Image.Image]) -> None:
    page = pages["sample_zh_0_1.png"]
    assert difference(page, ImageChops.offset(page, 0, 12)) > LOOSE
    assert difference(page, pages["sample_zh_0_2.png"]) > LOOSE


def test_no_page_is_empty(pages: dict[str, Image.Image]) -> None:
    assert {name: dark_points(page) for name, page in pages.items() if dark_points(page) < 150} == {}
