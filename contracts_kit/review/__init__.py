"""What people do with contracts and libraries: lint, check, compare."""
