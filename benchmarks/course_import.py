"""`import`: both courses of the house parsed, in blocks a second."""

from importlib import resources
from pathlib import Path

from asn_xblocks.shared import markup
from benchmarks.row import Row
from benchmarks.timing import medians
from campus.importing import parse_course
from course_content.archive import open_course

__all__ = ["run"]

_RUNS = 51  # a turn takes 40 ms: fewer would measure the machine's hiccups


def run() -> list[Row]:
    """One row: both courses opened and parsed anew each time, with no text cleaned before."""
    folders = [
        Path(str(resources.files("course_content") / name))
        for name in ("literasi_digital", "manajemen_pariwisata")
    ]

    def parse() -> int:
        return sum(len(parse_course(open_course(folder)).blocks) for folder in folders)

    def prepare():
        markup._cleaned.cache_clear()  # a first import has met none of the texts
        return parse

    blocks = parse()
    taken = medians({"import": prepare}, runs=_RUNS)
    return [
        Row(
            name="import",
            ours=blocks / taken["import"] * 1000,
            peer=None,
            peer_name="a limit",
            target=">=1000",
            unit="blocks/s",
            runs=_RUNS,
        )
    ]
