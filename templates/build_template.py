"""Build the families' Word templates: `python templates/build_template.py` writes `agreement.docx` into each family.

The recipe is `contracts_kit/writers/docx/default_template.py` (page, header, footer, properties) with the table of
styles in `default_styles.py`. The result is an ordinary Word file with docxtpl's tags: a house opens it in Word,
changes fonts, indents, header or cover, and saves it. Run this only to begin again from the recipe.
"""

from __future__ import annotations

from pathlib import Path

from contracts_kit.writers.docx.default_template import default_template

NAME = "agreement.docx"


def main() -> None:
    """Write the template of every family."""
    for outline in sorted(Path(__file__).parent.glob("*/outline.yaml")):
        target = outline.parent / NAME
        target.write_bytes(default_template())
        print(target)


if __name__ == "__main__":
    main()
