"""`block_view`: get and render the learner's view of a quiz of five items, beside two peers."""

from collections.abc import Callable

from benchmarks.row import Row
from benchmarks.scene import PROBLEM, Scene, scene
from benchmarks.timing import medians

__all__ = ["run"]

_RUNS = 51


def run() -> list[Row]:
    """Two rows: beside drag-and-drop-v2 and beside the multiple-choice problem."""
    before = scene()
    taken = medians(
        {
            tag: _viewing(before, tag)
            for tag in ("asn_quiz", "asn_lesson", "asn_scenario", "drag-and-drop-v2", "problem")
            if tag in before.blocks
        },
        runs=_RUNS,
    )
    peers = (("drag-and-drop-v2", "drag-and-drop-v2", "<=0.5"), ("problem", PROBLEM, "<=0.35"))
    return [
        Row(
            name=f"block_view/{peer}",
            ours=taken["asn_quiz"],
            peer=taken[peer],
            peer_name=name,
            target=target,
            unit="ms",
            runs=_RUNS,
        )
        for peer, name, target in peers
    ]


def _viewing(before: Scene, tag: str) -> Callable[[], Callable[[], object]]:
    return lambda: lambda: before.block(tag).render("student_view")
