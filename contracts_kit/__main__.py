"""`python -m contracts_kit`."""

from contracts_kit.cli import main

main()
