"""How things of the ledger are put before people: names of kinds, times, steps of a reasoning."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext, gettext_lazy

from scoring.core.attempts import WIB
from scoring.core.entries import Kind
from scoring.core.wording import Line

__all__ = [
    "DECISIONS",
    "KIND_NAMES",
    "STATE_NAMES",
    "STATE_TAGS",
    "Reasons",
    "Step",
    "moment",
    "reasons",
    "steps",
]

KIND_NAMES = {
    Kind.EVIDENCE_RECORDED: gettext_lazy("Evidence recorded"),
    Kind.RULEBOOK_PUBLISHED: gettext_lazy("Rulebook published"),
    Kind.CREDIT_AWARDED: gettext_lazy("Training hours awarded"),
    Kind.LEVEL_REACHED: gettext_lazy("Evidence level reached"),
    Kind.REWARD_PROPOSED: gettext_lazy("Reward proposed"),
    Kind.REWARD_GRANTED: gettext_lazy("Reward granted"),
    Kind.REWARD_REFUSED: gettext_lazy("Reward refused"),
    Kind.REWARD_HELD: gettext_lazy("Reward held"),
    Kind.REWARD_RELEASED: gettext_lazy("Reward released"),
    Kind.ENTRY_REVERSED: gettext_lazy("Entry reversed"),
    Kind.APPEAL_OPENED: gettext_lazy("Appeal opened"),
    Kind.APPEAL_CLOSED: gettext_lazy("Appeal closed"),
    Kind.OVERRIDE: gettext_lazy("Override by two people"),
    Kind.SUBJECT_ERASED: gettext_lazy("Person erased"),
    Kind.EXPORT_MADE: gettext_lazy("Results exported"),
}

# What was decided about somebody, so that there is a reason to read.
DECISIONS = frozenset(
    {
        Kind.CREDIT_AWARDED,
        Kind.LEVEL_REACHED,
        Kind.REWARD_PROPOSED,
        Kind.REWARD_GRANTED,
        Kind.REWARD_REFUSED,
        Kind.REWARD_HELD,
        Kind.REWARD_RELEASED,
    }
)

STATE_NAMES = {
    "proposed": gettext_lazy("Waiting for a decision"),
    "held": gettext_lazy("On hold"),
    "granted": gettext_lazy("Granted"),
    "refused": gettext_lazy("Not granted"),
}

STATE_TAGS = {"proposed": "tag-near", "held": "tag-near", "granted": "tag-met", "refused": ""}


@dataclass(frozen=True)
class Step:
    """One line of a reasoning and the lines it rests on."""

    text: str
    met: bool | None
    below: list["Step"] = field(default_factory=list)


def steps(lines: Iterable[Line]) -> list[Step]:
    """The lines as a tree: a line stands below the last one that is less deep."""
    top: list[Step] = []
    open_steps: list[tuple[int, list[Step]]] = [(-1, top)]
    for line in lines:
        while open_steps[-1][0] >= line.depth:
            open_steps.pop()
        step = Step(line.text(gettext), line.met)
        open_steps[-1][1].append(step)
        open_steps.append((line.depth, step.below))
    return top


@dataclass(frozen=True)
class Reasons:
    """A reasoning in two parts: the conditions and figures, and the grounds in law and ledger."""

    steps: list[Step]
    grounds: list[str]


def reasons(lines: Sequence[Line]) -> Reasons:
    """The lines of an explanation; what follows its last condition or detail are the grounds."""
    judged = [at for at, line in enumerate(lines, 1) if line.met is not None or line.depth]
    end = max(judged, default=0)
    return Reasons(steps(lines[:end]), [line.text(gettext) for line in lines[end:]])


def moment(time: datetime) -> str:
    """A time as people read it: `24-11-2026 11.05 WIB`."""
    return f"{time.astimezone(WIB):%d-%m-%Y %H.%M} WIB"
