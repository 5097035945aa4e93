"""Where everybody stands, as tables: made from the ledger alone, and made again at any time."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from uuid import UUID

from django.db import models

from scoring.core.entries import Entry as CoreEntry
from scoring.core.standing import Standing, fold
from scoring.histories import histories
from scoring.models import CourseResult, LevelResult, RewardCase

__all__ = ["drop", "project"]

_PROJECTIONS = (RewardCase, LevelResult, CourseResult)
_CHUNK = 50


def project(subjects: Collection[str], *, until: int) -> None:
    """Make the rows of these subjects anew from their entries up to number ``until``.

    No further: else a row could carry a number that readers of ``seq`` have not reached yet, and
    rows of other subjects with smaller numbers would be missed.
    """
    found = {UUID(key): entries for key, entries in histories(subjects, until=until).items()}
    standings = {subject: fold(entries) for subject, entries in found.items()}
    for projection in _PROJECTIONS:
        projection.objects.filter(subject__in=list(standings)).delete()
    _store(CourseResult, standings, _courses)
    _store(LevelResult, standings, _levels)
    _store(RewardCase, standings, lambda subject, standing: _rewards(subject, standing, found))


def drop() -> None:
    """Delete every projected row."""
    for projection in _PROJECTIONS:
        projection.objects.all().delete()


def _store[Row: models.Model](
    model: type[Row],
    standings: Mapping[UUID, Standing],
    rows: Callable[[UUID, Standing], Iterator[Row]],
) -> None:
    made = (row for subject, standing in standings.items() for row in rows(subject, standing))
    model._default_manager.bulk_create(made, batch_size=_CHUNK)


def _courses(subject: UUID, standing: Standing) -> Iterator[CourseResult]:
    for course in standing.courses.values():
        yield CourseResult(
            subject=subject,
            course_key=course.course_key,
            score=course.score,
            passed=course.passed,
            passed_on=course.passed_on,
            began_at=course.began_at,
            last_at=course.last_at,
            activities=course.activities,
            competencies=list(course.competencies),
            jp=course.jp,
            seq=course.seq,
        )


def _levels(subject: UUID, standing: Standing) -> Iterator[LevelResult]:
    for level in standing.levels.values():
        yield LevelResult(subject=subject, code=level.code, level=level.level, seq=level.seq)


def _rewards(
    subject: UUID, standing: Standing, found: Mapping[UUID, Sequence[CoreEntry]]
) -> Iterator[RewardCase]:
    proposals = {entry.seq: entry for entry in found[subject]}
    for reward in standing.rewards:
        yield RewardCase(
            proposed_id=reward.proposed_seq,
            rulebook_id=proposals[reward.proposed_seq].body["rulebook_digest"],
            subject=subject,
            reward_id=reward.reward_id,
            title=reward.title,
            year=reward.year,
            state=reward.state,
            decided_seq=reward.decided_seq,
            reason=reward.reason,
        )
