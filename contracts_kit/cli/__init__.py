"""The command line: it reads arguments and prints; each command group is a module of its own, imported when used."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line and exit."""
    # A command lives for less than a second and keeps nearly all that it makes: looking for garbage every 700 objects
    # is a tenth of its time.
    gc.set_threshold(200_000)
    from contracts_kit.cli.root import root

    root()
