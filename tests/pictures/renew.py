"""Store the page pictures anew. Look at them before you commit: `make pictures`, then open tests/pictures/*.png."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.pictures.page_pictures import FOLDER, current_pictures


def main() -> None:
    """Write every picture and remove those of pages that are no more."""
    stored = {path.name for path in FOLDER.glob("*.png")}
    for name, picture in current_pictures():
        picture.save(FOLDER / name, optimize=True)
        stored.discard(name)
        print(FOLDER / name)
    for name in stored:
        (FOLDER / name).unlink()


if __name__ == "__main__":
    main()
