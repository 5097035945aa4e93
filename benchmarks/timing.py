"""Medians of several contestants, taken in turns so that a busy moment hits all of them."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping

__all__ = ["medians"]


def medians(
    contestants: Mapping[str, Callable[[], Callable[[], object]]], *, runs: int, warm_up: int = 5
) -> dict[str, float]:
    """The median milliseconds of each contestant; each gives, untimed, the call that is timed."""
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in range(warm_up + runs):
        for name, prepare in contestants.items():
            call = prepare()
            gc.collect()
            began = time.perf_counter()
            call()
            if turn >= warm_up:
                taken[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}
