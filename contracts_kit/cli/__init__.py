"""The command line: it reads arguments and prints; each command group is a module of its own, imported when used."""

from __future__ import annotations


def main() -> None:
    """Run the command line and exit."""
    from contracts_kit.cli.root import root

    root()
