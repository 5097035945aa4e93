"""Records: the rows that the personnel office reads, one for each course somebody worked in."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .attempts import wib_day
from .rulebook import Rulebook
from .standing import CourseStanding, Standing

__all__ = ["Record", "records"]


@dataclass(frozen=True, kw_only=True)
class Record:
    """One course of one subject; ``score`` is None before the first grade."""

    subject: str
    course_key: str
    title: str
    score: Decimal | None
    predicate: str
    passed: bool
    completed_on: date | None
    year: int
    jp: int
    form: str
    competencies: tuple[str, ...]
    seq: int


def records(standing: Standing, rulebook: Rulebook) -> tuple[Record, ...]:
    """The rows of one subject, in the order in which they last changed."""
    if standing.subject is None:
        return ()
    subject = standing.subject
    courses = sorted(standing.courses.values(), key=lambda course: course.seq)
    return tuple(_record(subject, course, rulebook) for course in courses)


def _record(subject: str, course: CourseStanding, rulebook: Rulebook) -> Record:
    rule = rulebook.courses.get(course.course_key)
    return Record(
        subject=subject,
        course_key=course.course_key,
        title=rule.title if rule else course.course_key,
        score=course.score,
        predicate="" if course.score is None else rulebook.predicate(course.score),
        passed=course.passed,
        completed_on=course.passed_on,
        year=(course.passed_on or wib_day(course.last_at)).year,
        jp=course.jp,
        form=rule.form if rule else "",
        competencies=course.competencies,
        seq=course.seq,
    )
