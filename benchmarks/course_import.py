"""`import`: both courses of the house parsed, in blocks a second."""

import time
from importlib import resources
from pathlib import Path

from benchmarks.row import Row
from campus.importing import parse_course
from course_content.archive import open_course

__all__ = ["run"]

_RUNS = 7


def run() -> list[Row]:
    """One row: the median rate over both courses, opened and parsed anew each time."""
    folders = [
        Path(str(resources.files("course_content") / name))
        for name in ("literasi_digital", "manajemen_pariwisata")
    ]
    rates = []
    for turn in range(_RUNS + 1):
        began = time.perf_counter()
        blocks = sum(len(parse_course(open_course(folder)).blocks) for folder in folders)
        if turn:
            rates.append(blocks / (time.perf_counter() - began))
    return [
        Row(
            name="import",
            ours=sorted(rates)[len(rates) // 2],
            peer=None,
            peer_name="a limit",
            target=">=1000",
            unit="blocks/s",
            runs=_RUNS,
        )
    ]
