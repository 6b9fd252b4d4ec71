"""Measurements of contracts-kit against what else is there, as ratios in one run: `python -m benchmarks`."""
