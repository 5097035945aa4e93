"""Training hours (JP) for a passed course, within the caps of a day and of a year.

A course is passed by its first grade at or above the pass mark. The JP are counted on the days
on which the learner worked in the course that year, up to the pass, the earliest day first; each
day and the year take only what their cap leaves. A run of a course is credited once and for all:
what the caps cut off is not added later, because its days have passed. The award says so, with
0 JP if need be, and a person can be asked to look at it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple

from .attempts import Attempt
from .entries import Draft, Kind, decimal_text
from .rulebook import Caps, CourseRule, Rulebook
from .standing import Standing

__all__ = ["credits_due"]


def credits_due(
    tried: Sequence[Attempt],
    standing: Standing,
    rulebook: Rulebook,
    *,
    subject: str,
    taken: AbstractSet[str],
) -> Iterator[tuple[int, Draft]]:
    """The awards that follow, in the order of their passes, each with the entry that decides it.

    ``taken`` are the keys of the ledger: an award that was made, even if it was reversed since,
    is not made again.
    """
    counted = _Counted(standing, rulebook.caps)
    for course, passed in _passes(tried, rulebook):
        key = f"credit:{subject}:{course.key}:{passed.day.year}"
        if key in taken or any(credit.course_key == course.key for credit in standing.credits):
            continue
        working_days = _working_days(tried, passed, rulebook)
        year_left = counted.year_left(passed.day.year)
        days = counted.spread(min(course.jp, year_left), tuple(working_days))
        body = {
            **rulebook.naming(),
            "clause": f"courses.{course.key}",
            "course": course.key,
            "course_jp": course.jp,
            "days": [{"day": day.day.isoformat(), "left": day.left, "jp": day.jp} for day in days],
            "form": course.form,
            "jp": sum(day.jp for day in days),
            "pass_mark": decimal_text(course.pass_mark),
            "passed_on": passed.day.isoformat(),
            "rests_on": sorted({*working_days.values(), passed.seq}),
            "score": decimal_text(passed.percent),
            "year": passed.day.year,
            "year_left": year_left,
        }
        yield (
            passed.seq,
            Draft(kind=Kind.CREDIT_AWARDED, key=key, subject=subject, body=body),
        )


def _passes(tried: Sequence[Attempt], rulebook: Rulebook) -> Iterator[tuple[CourseRule, Attempt]]:
    """Each course of the rulebook with the grade that passed it first, in their order."""
    seen = set()
    for attempt in tried:
        course = rulebook.courses.get(attempt.course_key)
        if course is None or course.key in seen or not attempt.is_course_grade:
            continue
        if attempt.percent >= course.pass_mark and rulebook.in_force_on(attempt.day):
            seen.add(course.key)
            yield course, attempt


def _working_days(
    tried: Sequence[Attempt], passed: Attempt, rulebook: Rulebook
) -> Mapping[date, int]:
    """The days with evidence in the course, each with its first entry, earliest day first."""
    days: dict[date, int] = {}
    for attempt in tried:
        if (
            attempt.course_key == passed.course_key
            and attempt.seq <= passed.seq  # what was not known yet cannot change the award
            and attempt.submitted_at <= passed.submitted_at
            and attempt.day.year == passed.day.year
            and rulebook.in_force_on(attempt.day)
        ):
            days.setdefault(attempt.day, attempt.seq)
    return dict(sorted(days.items()))


class _DayCount(NamedTuple):
    """What one day gave: the JP its cap had left and the JP counted on it."""

    day: date
    left: int
    jp: int


class _Counted:
    """The JP counted so far, by day and by year; it grows with each award."""

    def __init__(self, standing: Standing, caps: Caps) -> None:
        self._caps = caps
        self._days: Counter[date] = Counter()
        for credit in standing.credits:
            self._days.update(credit.days)

    def year_left(self, year: int) -> int:
        counted = sum(jp for day, jp in self._days.items() if day.year == year)
        return max(0, self._caps.year_jp - counted)

    def spread(self, jp: int, days: Sequence[date]) -> list[_DayCount]:
        """The JP laid on the days in turn, until they are used up or no day is left."""
        spread = []
        for day in days:
            if jp == 0:
                break
            left = max(0, self._caps.day_jp - self._days[day])
            taken = min(jp, left)
            self._days[day] += taken
            jp -= taken
            spread.append(_DayCount(day, left, taken))
        return spread
