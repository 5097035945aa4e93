"""Scores and grades: what a block published, weighted up to the course as the LMS does it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone
from opaque_keys.edx.keys import CourseKey, UsageKey
from openedx_events.learning.data import CourseData, PersistentCourseGradeData
from openedx_events.learning.signals import PERSISTENT_GRADE_SUMMARY_CHANGED

from campus import models
from campus.policies import percent_of
from campus.tree import BlockContent, CourseTree
from scoring.compat import CourseGrade

__all__ = [
    "SubsectionGrade",
    "changed_grades",
    "course_grade",
    "delete_score",
    "record_score",
    "regrade",
    "subsection_grades",
    "weighted",
]

Scores = Mapping[str, tuple[float, float]]  # usage key -> raw earned, raw possible


@dataclass(frozen=True, kw_only=True)
class SubsectionGrade:
    """What a learner has earned in one subsection."""

    block: BlockContent
    earned: float
    possible: float
    attempted: bool

    @property
    def percent(self) -> Decimal:
        """The earned fraction with 4 decimals."""
        return percent_of(self.earned, self.possible)


def weighted(block: BlockContent, score: tuple[float, float] | None) -> tuple[float, float]:
    """Earned and possible points of a block after its weight.

    What was possible when the learner answered counts, though the author may have changed it since.
    """
    if score is None:
        return 0.0, block.weighted_possible
    earned, possible = score
    weight = block.fields.get("weight")
    if weight is None or not possible:
        return earned, possible
    return earned * float(weight) / possible, float(weight)


def _attempted(tree: CourseTree, scores: Scores) -> bool:
    """Whether a block that is in the course now has a score, graded or not."""
    return any(name in tree for name in scores)


def subsection_grades(tree: CourseTree, scores: Scores) -> list[SubsectionGrade]:
    """The grade of every graded subsection, in course order."""
    graded = []
    for sequential in tree.sequentials():
        if not sequential.setting("graded", False):
            continue
        earned = possible = 0.0
        attempted = False
        for block in tree.walk(sequential.usage_key):
            score = scores.get(str(block.usage_key))
            if not _counts(block, score):
                continue
            own_earned, own_possible = weighted(block, score)
            earned, possible = earned + own_earned, possible + own_possible
            attempted = attempted or score is not None
        if possible > 0:
            graded.append(
                SubsectionGrade(
                    block=sequential, earned=earned, possible=possible, attempted=attempted
                )
            )
    return graded


def _counts(block: BlockContent, score: tuple[float, float] | None) -> bool:
    if block.fields.get("graded") is False:
        return False
    return score is not None or block.raw_possible is not None


def _store(
    enrollment: models.Enrollment,
    usage_key: UsageKey,
    score: tuple[float, float] | None,
    *,
    only_if_higher: bool,
) -> tuple[bool, Scores]:
    """Store or delete one score; returns whether it was, and all scores of the learner."""
    stored = models.BlockScore.objects.filter(enrollment=enrollment)
    rows = {
        name: (pk, earned, possible)
        for name, pk, earned, possible in stored.values_list(
            "usage_key", "pk", "earned", "possible"
        )
    }
    name = str(usage_key)
    before = rows.get(name)
    scores = {key: (earned, possible) for key, (_, earned, possible) in rows.items()}
    if score is None:
        if before:
            models.BlockScore.objects.filter(pk=before[0]).delete()
            del scores[name]
        return before is not None, scores
    if before and only_if_higher and percent_of(*score) < percent_of(*before[1:]):
        return False, scores
    row = {"earned": score[0], "possible": score[1], "modified": timezone.now()}
    if before:
        models.BlockScore.objects.filter(pk=before[0]).update(**row)
    else:
        models.BlockScore.objects.create(enrollment=enrollment, usage_key=name, **row)
    return True, scores | {name: score}


def _lock(enrollment: models.Enrollment) -> None:
    """One learner's scores in one course change one after the other.

    SQLite has no row locks: there the transaction itself waits for the others when it begins.
    """
    if connection.features.has_select_for_update:
        models.Enrollment.objects.select_for_update().get(pk=enrollment.pk)


def record_score(
    enrollment: models.Enrollment,
    tree: CourseTree,
    usage_key: UsageKey,
    *,
    earned: float,
    possible: float,
    only_if_higher: bool = False,
) -> bool:
    """True when the score was stored; the course grade then follows at once."""
    score = (earned, possible)
    return _score(enrollment, tree, usage_key, score, only_if_higher=only_if_higher)


def delete_score(enrollment: models.Enrollment, tree: CourseTree, usage_key: UsageKey) -> None:
    """Forget a learner's score in one block and grade the course again."""
    _score(enrollment, tree, usage_key, None, only_if_higher=False)


def _score(
    enrollment: models.Enrollment,
    tree: CourseTree,
    usage_key: UsageKey,
    score: tuple[float, float] | None,
    *,
    only_if_higher: bool,
) -> bool:
    changed = None
    with transaction.atomic():
        _lock(enrollment)
        stored, scores = _store(enrollment, usage_key, score, only_if_higher=only_if_higher)
        if stored:
            changed = _grade(enrollment, tree, scores)
    if changed is not None:
        _announce(changed, enrollment.course)
    return stored


def regrade(enrollment: models.Enrollment, tree: CourseTree) -> None:
    """Compute the course grade from the scores there are; a change is stored and announced."""
    with transaction.atomic():
        _lock(enrollment)
        rows = models.BlockScore.objects.filter(enrollment=enrollment)
        values = rows.values_list("usage_key", "earned", "possible")
        scores = {name: (earned, possible) for name, earned, possible in values}
        changed = _grade(enrollment, tree, scores)
    if changed is not None:
        _announce(changed, enrollment.course)


def _grade(
    enrollment: models.Enrollment, tree: CourseTree, scores: Scores
) -> models.CourseGrade | None:
    """The grade as it is stored now, or None when it says the same as before."""
    course = enrollment.course
    policy = course.policy
    percent = policy.course_percent(
        [
            (grade.block.setting("format") or "", grade.percent)
            for grade in subsection_grades(tree, scores)
        ]
    )
    letter = policy.letter(percent)
    before = models.CourseGrade.objects.filter(enrollment=enrollment).first()
    if before is None and not _attempted(tree, scores):
        return None  # as in the LMS, who has attempted nothing has no grade
    said = (percent, letter, course.policy_digest)
    if before and (before.percent, before.letter, before.policy_digest) == said:
        return None
    now = timezone.now()
    grade = models.CourseGrade(
        enrollment=enrollment,
        percent=percent,
        letter=letter,
        passed=bool(letter),
        passed_at=(before.passed_at if before and before.passed_at else now) if letter else None,
        policy_digest=course.policy_digest,
        modified=now,
    )
    grade.save(force_update=before is not None, force_insert=before is None)
    return grade


def _announce(grade: models.CourseGrade, course: models.Course) -> None:
    """Send the LMS's own event. It fires after the grade is stored, and errors are only logged."""
    PERSISTENT_GRADE_SUMMARY_CHANGED.send_event(
        grade=PersistentCourseGradeData(
            user_id=grade.enrollment.user_id,
            course=CourseData(
                course_key=CourseKey.from_string(course.key), display_name=course.display_name
            ),
            course_edited_timestamp=course.modified,
            course_version=str(course.version),
            grading_policy_hash=course.policy_digest,
            percent_grade=float(grade.percent),
            letter_grade=grade.letter,
            passed_timestamp=grade.passed_at,
        )
    )


def course_grade(user_id: int | str, course_key: CourseKey | str) -> CourseGrade | None:
    """The learner's course grade in scoring's own words; None before anything was graded."""
    grade = models.CourseGrade.objects.filter(
        enrollment__user_id=int(user_id), enrollment__course__key=str(course_key)
    ).first()
    if grade is None:
        return None
    return CourseGrade(
        percent=grade.percent,
        passed=grade.passed,
        modified=grade.modified,
        policy_digest=grade.policy_digest,
    )


def changed_grades(since: datetime) -> Iterable[tuple[int, str]]:
    """Whose course grade was written since then: pairs of user id and course key."""
    changed = models.CourseGrade.objects.filter(modified__gte=since).order_by("modified")
    return changed.values_list("enrollment__user_id", "enrollment__course__key").iterator()
