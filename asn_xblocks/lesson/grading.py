"""How far a learner has come in a lesson: sections read, checks answered, where to go on.

A lesson is never graded: its checks help the learner and earn nothing, so nothing here is evidence.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

__all__ = ["Progress", "Stop", "is_right", "progress"]


@dataclass(frozen=True, kw_only=True)
class Stop:
    """One section as progress sees it: its id and the ids of its checks."""

    section: str
    checks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What was done of what there is, and the section to go on with."""

    sections_done: tuple[str, ...]
    sections: int
    steps_done: int
    steps: int
    go_on: str | None

    @property
    def share(self) -> float:
        """The share of steps done, from 0.0 to 1.0; a lesson without steps is done."""
        return self.steps_done / self.steps if self.steps else 1.0

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return self.steps_done == self.steps


def progress(
    stops: Sequence[Stop], *, read: Collection[str], answered: Collection[str]
) -> Progress:
    """The progress through `stops`: each section marked read and each check answered is a step.

    A section is done when it was read and all its checks were answered. Ids the lesson no longer
    has count for nothing.
    """
    done = tuple(stop.section for stop in stops if _is_done(stop, read, answered))
    steps_done = sum(stop.section in read for stop in stops)
    steps_done += sum(check in answered for stop in stops for check in stop.checks)
    return Progress(
        sections_done=done,
        sections=len(stops),
        steps_done=steps_done,
        steps=len(stops) + sum(len(stop.checks) for stop in stops),
        go_on=next((stop.section for stop in stops if stop.section not in done), None),
    )


def is_right(chosen: str, right: Collection[str]) -> bool:
    """Whether the choice taken is one of the right ones."""
    return chosen in right


def _is_done(stop: Stop, read: Collection[str], answered: Collection[str]) -> bool:
    return stop.section in read and all(check in answered for check in stop.checks)
