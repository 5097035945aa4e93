"""Medians of several contestants, taken in turns so that a busy moment hits all of them."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping

__all__ = ["medians"]


def medians(
    contestants: Mapping[str, Callable[[], object]], *, runs: int, warm_up: int = 3
) -> dict[str, float]:
    """The median milliseconds of a call of each contestant."""
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in range(warm_up + runs):
        for name, call in contestants.items():
            gc.collect()
            began = time.perf_counter()
            call()
            if turn >= warm_up:
                taken[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}
