"""Where a subject stands: the sum of the subject's entries, and nothing else.

A standing can be dropped and folded again at any time. It judges nothing: a course is passed, a
level is reached and a reward is proposed because an entry says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from .attempts import attempt_of, reversals
from .entries import Entry, Kind

__all__ = [
    "CourseStanding",
    "CreditStanding",
    "LevelStanding",
    "RewardStanding",
    "Standing",
    "fold",
]


@dataclass(frozen=True, kw_only=True)
class CourseStanding:
    """A course as its entries left it; ``seq`` is the last entry that changed it."""

    course_key: str
    score: Decimal | None = None  # the latest course grade, out of 100
    score_seq: int | None = None
    passed: bool = False
    passed_on: date | None = None
    began_at: datetime
    last_at: datetime
    activities: int = 0  # how many different ones were submitted
    competencies: tuple[str, ...] = ()
    jp: int = 0
    seq: int


@dataclass(frozen=True, kw_only=True)
class CreditStanding:
    """The JP awarded for a course, the days they were counted on and the evidence behind them."""

    course_key: str
    year: int
    jp: int
    days: Mapping[date, int]
    seq: int
    rests_on: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class LevelStanding:
    """The highest evidence level reached in a competency; never an assessed level."""

    code: str
    level: int
    seq: int
    rests_on: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class RewardStanding:
    """A reward from proposal to decision; ``state`` is proposed, held, granted or refused."""

    reward_id: str
    title: str
    year: int
    state: str
    proposed_seq: int
    decided_seq: int | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Everything the ledger says about one subject."""

    subject: str | None = None
    courses: Mapping[str, CourseStanding] = field(default_factory=dict)
    credits: tuple[CreditStanding, ...] = ()
    levels: Mapping[str, LevelStanding] = field(default_factory=dict)
    rewards: tuple[RewardStanding, ...] = ()

    def jp(self, year: int) -> int:
        """The JP credited in a calendar year."""
        return sum(credit.jp for credit in self.credits if credit.year == year)

    def jp_on(self, day: date) -> int:
        """The JP credited for learning on one day."""
        return sum(credit.days.get(day, 0) for credit in self.credits)


def fold(entries: Iterable[Entry]) -> Standing:
    """The standing that follows from one subject's entries; reversed entries do not count."""
    known = tuple(entries)
    reversed_by = reversals(known)
    folding = _Folding()
    for entry in known:
        if entry.seq in reversed_by:
            folding.touch(entry, reversed_by[entry.seq])
        elif entry.kind in _STEPS:
            _STEPS[entry.kind](folding, entry)
    return Standing(
        subject=next((entry.subject for entry in known if entry.subject), None),
        courses={key: course.standing() for key, course in folding.courses.items()},
        credits=tuple(folding.credits),
        levels=folding.levels,
        rewards=tuple(folding.rewards.values()),
    )


@dataclass(kw_only=True)
class _Course:
    """A course while it is being folded."""

    course_key: str
    began_at: datetime
    last_at: datetime
    seq: int = 0
    score: Decimal | None = None
    score_seq: int | None = None
    passed_on: date | None = None
    usages: set[str] = field(default_factory=set)
    competencies: set[str] = field(default_factory=set)
    jp: int = 0

    def standing(self) -> CourseStanding:
        return CourseStanding(
            course_key=self.course_key,
            score=self.score,
            score_seq=self.score_seq,
            passed=self.passed_on is not None,
            passed_on=self.passed_on,
            began_at=self.began_at,
            last_at=self.last_at,
            activities=len(self.usages),
            competencies=tuple(sorted(self.competencies)),
            jp=self.jp,
            seq=self.seq,
        )


class _Folding:
    """The standing while it is being folded."""

    def __init__(self) -> None:
        self.courses: dict[str, _Course] = {}
        self.credits: list[CreditStanding] = []
        self.levels: dict[str, LevelStanding] = {}
        self.rewards: dict[int, RewardStanding] = {}

    def course(self, key: str, seq: int, *, began_at: datetime, last_at: datetime) -> _Course:
        """The course that an entry changes, made when it is the first."""
        course = self.courses.setdefault(
            key, _Course(course_key=key, began_at=began_at, last_at=last_at)
        )
        course.seq = max(course.seq, seq)
        return course

    def touch(self, entry: Entry, seq: int) -> None:
        """A reversal changes the course, so that a reader who follows ``seq`` sees it."""
        if "course" in entry.body:
            self.course(entry.body["course"], seq, began_at=entry.at, last_at=entry.at)

    def evidence(self, entry: Entry) -> None:
        attempt = attempt_of(entry)
        course = self.course(
            attempt.course_key,
            entry.seq,
            began_at=attempt.began_at,
            last_at=attempt.submitted_at,
        )
        course.began_at = min(course.began_at, attempt.began_at)
        course.last_at = max(course.last_at, attempt.submitted_at)
        course.competencies.update(attempt.points)
        if attempt.is_course_grade:
            course.score, course.score_seq = attempt.percent, entry.seq
        else:
            course.usages.add(attempt.usage_key)

    def credit(self, entry: Entry) -> None:
        body = entry.body
        self.credits.append(
            CreditStanding(
                course_key=body["course"],
                year=body["year"],
                jp=body["jp"],
                days={date.fromisoformat(day["day"]): day["jp"] for day in body["days"]},
                seq=entry.seq,
                rests_on=tuple(body["rests_on"]),
            )
        )
        course = self.course(body["course"], entry.seq, began_at=entry.at, last_at=entry.at)
        course.passed_on = date.fromisoformat(body["passed_on"])
        course.jp += body["jp"]

    def level(self, entry: Entry) -> None:
        body = entry.body
        known = self.levels.get(body["competency"])
        if known is None or body["level"] > known.level:
            self.levels[body["competency"]] = LevelStanding(
                code=body["competency"],
                level=body["level"],
                seq=entry.seq,
                rests_on=tuple(body["rests_on"]),
            )

    def proposal(self, entry: Entry) -> None:
        self.rewards[entry.seq] = RewardStanding(
            reward_id=entry.body["reward"],
            title=entry.body["title"],
            year=entry.body["year"],
            state="proposed",
            proposed_seq=entry.seq,
        )

    def decision(self, entry: Entry) -> None:
        proposed = self.rewards.get(entry.body["proposal"])
        if proposed is not None:  # absent when the proposal itself was reversed
            self.rewards[proposed.proposed_seq] = replace(
                proposed,
                state=_STATES[entry.kind],
                decided_seq=entry.seq,
                reason=entry.body["reason"],
            )


_STEPS = {
    Kind.EVIDENCE_RECORDED: _Folding.evidence,
    Kind.CREDIT_AWARDED: _Folding.credit,
    Kind.LEVEL_REACHED: _Folding.level,
    Kind.REWARD_PROPOSED: _Folding.proposal,
    Kind.REWARD_GRANTED: _Folding.decision,
    Kind.REWARD_REFUSED: _Folding.decision,
    Kind.REWARD_HELD: _Folding.decision,
    Kind.REWARD_RELEASED: _Folding.decision,
}

_STATES = {
    Kind.REWARD_GRANTED: "granted",
    Kind.REWARD_REFUSED: "refused",
    Kind.REWARD_HELD: "held",
    Kind.REWARD_RELEASED: "proposed",
}
