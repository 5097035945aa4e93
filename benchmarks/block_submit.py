"""`block_submit`: one submit with grading, state saved and evidence journaled, beside `problem`."""

import itertools
from collections.abc import Callable

from benchmarks.row import Row
from benchmarks.scene import PROBLEM, Scene, scene
from benchmarks.timing import medians
from scoring import api

__all__ = ["run"]

_RUNS = 51


def run() -> list[Row]:
    """One row; every timed submit of ours must have left one entry in the ledger."""
    before = scene()
    size = api.head().size
    taken = medians({"asn_quiz": _quiz(before), "problem": _problem(before)}, runs=_RUNS)
    journaled = api.head().size - size
    if journaled < _RUNS:
        raise RuntimeError(f"{_RUNS} submits left {journaled} entries in the ledger")
    return [
        Row(
            name="block_submit",
            ours=taken["asn_quiz"],
            peer=taken["problem"],
            peer_name=PROBLEM,
            target="<=0.6",
            unit="ms",
            runs=_RUNS,
        )
    ]


def _quiz(before: Scene) -> Callable[[], Callable[[], object]]:
    attempts = itertools.count(1)

    def prepare() -> Callable[[], object]:
        attempt = next(attempts)
        if attempt > 1:
            before.send("asn_quiz", "retry", {})
        chosen = {f"i{n}": ["a" if (n + attempt) % 2 else "b"] for n in range(5)}
        payload = {"attempt": attempt, "answers": chosen}
        return lambda: before.send("asn_quiz", "submit", payload)

    return prepare


def _problem(before: Scene) -> Callable[[], Callable[[], object]]:
    turns = itertools.count()

    def prepare() -> Callable[[], object]:
        block = before.block("problem")
        block.render("student_view")
        field = f"input_{block.scope_ids.usage_id.html_id()}_2_1"
        answer = {field: f"choice_{next(turns) % 2}"}
        return lambda: _checked(
            before.send_form("problem", "xmodule_handler", answer, suffix="problem_check")
        )

    return prepare


def _checked(answer: dict) -> None:
    if answer.get("success") not in {"correct", "incorrect"}:
        raise RuntimeError(f"the problem was not checked: {answer.get('success')}")
