"""Figures as ratios beside a named peer or limit, both sides in one run: `python -m benchmarks NAME`."""
