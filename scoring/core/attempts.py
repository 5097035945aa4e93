"""Evidence entries, read back: the attempts that rules judge.

What a later entry reverses is not read: it stays in the ledger, but it counts for nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from .entries import Entry, Kind
from .evidence import COURSE

__all__ = ["WIB", "Attempt", "attempt_of", "attempts", "reversals", "wib_day"]

WIB = timezone(timedelta(hours=7), "WIB")  # Sawahlunto's time; there is no summer time

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One evidence entry; ``points`` holds (earned, possible) for each competency."""

    seq: int
    course_key: str
    usage_key: str
    activity: str
    earned: Decimal
    possible: Decimal
    points: Mapping[str, tuple[Decimal, Decimal]]
    began_at: datetime
    submitted_at: datetime

    @property
    def is_course_grade(self) -> bool:
        """Whether this is the grade of a whole course, not of one activity."""
        return self.activity == COURSE

    @property
    def percent(self) -> Decimal:
        """The score out of a hundred, with two decimals."""
        return (self.earned * 100 / self.possible).quantize(_HUNDREDTH)

    @property
    def day(self) -> date:
        """The day in Sawahlunto on which it was submitted."""
        return wib_day(self.submitted_at)

    def beats(self, other: "Attempt") -> bool:
        """Whether it scores higher in total; compared without dividing, so exactly."""
        return self.earned * other.possible > other.earned * self.possible


def wib_day(time: datetime) -> date:
    """The calendar day in Sawahlunto.

    >>> from datetime import UTC
    >>> wib_day(datetime(2026, 12, 31, 18, 0, tzinfo=UTC))
    datetime.date(2027, 1, 1)
    """
    return time.astimezone(WIB).date()


def reversals(entries: Iterable[Entry]) -> dict[int, int]:
    """The number of each reversed entry, with the number of the entry that reverses it."""
    return {
        entry.body["reverses"]: entry.seq for entry in entries if entry.kind is Kind.ENTRY_REVERSED
    }


def attempts(entries: Iterable[Entry]) -> tuple[Attempt, ...]:
    """The attempts among the entries, in their order, without the reversed ones."""
    known = tuple(entries)
    reversed_seqs = reversals(known)
    return tuple(
        attempt_of(entry)
        for entry in known
        if entry.kind is Kind.EVIDENCE_RECORDED and entry.seq not in reversed_seqs
    )


def attempt_of(entry: Entry) -> Attempt:
    """The attempt that an evidence entry records."""
    body = entry.body
    return Attempt(
        seq=entry.seq,
        course_key=body["course"],
        usage_key=body["usage"],
        activity=body["activity"],
        earned=Decimal(body["earned"]),
        possible=Decimal(body["possible"]),
        points={
            score["code"]: (Decimal(score["earned"]), Decimal(score["possible"]))
            for score in body["competencies"]
        },
        began_at=datetime.fromisoformat(body["began_at"]),
        submitted_at=datetime.fromisoformat(body["submitted_at"]),
    )
