"""Everything scoring takes from the platform it runs on; no other module imports it.

Each function reads its setting when it is called, so that another platform (the campus, a test)
can stand in. Platform modules are imported inside the functions: they exist in the LMS only.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.utils.module_loading import import_string

from scoring.core.errors import ScoringError

__all__ = [
    "CourseGrade",
    "GradeUnavailable",
    "anonymous_id",
    "changed_grades",
    "course_grade",
    "lms_anonymous_id",
    "lms_changed_grades",
    "lms_course_grade",
    "task",
    "user_ids_of",
]

_CHUNK = 500
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


class GradeUnavailable(ScoringError):  # noqa: N818 - named like every refusal of scoring
    """The platform could not say a grade now: it stays in the inbox and is asked for again."""

    def __init__(self, course_key: str, reason: str) -> None:
        super().__init__(f"No grade can be had for {course_key}: {reason}.")
        self.course_key = course_key
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class CourseGrade:
    """The grade of a whole course as its platform states it; ``percent`` lies in 0..1."""

    percent: Decimal
    passed: bool
    modified: datetime
    policy_digest: str

    def __post_init__(self) -> None:
        if not _is_share(self.percent):
            raise ValueError("percent must be a Decimal between 0 and 1")
        if self.modified.utcoffset() is None:
            raise ValueError("modified must know its time zone")
        if not _DIGEST.fullmatch(self.policy_digest):
            raise ValueError("policy_digest must be 'sha256:' and 64 hexadecimal digits")


def _is_share(value: object) -> bool:
    return isinstance(value, Decimal) and 0 <= value <= 1


def course_grade(user_id: int, course_key: str) -> CourseGrade | None:
    """The grade that counts now, or None when the platform has none."""
    ask = _backend("ASN_GRADES_BACKEND", "scoring.compat.lms_course_grade")
    try:
        grade: CourseGrade | None = ask(user_id, course_key)
    except (ValueError, TypeError, LookupError, ArithmeticError, ObjectDoesNotExist) as error:
        raise GradeUnavailable(course_key, str(error)) from error
    except DatabaseError as error:
        raise GradeUnavailable(course_key, "the database refused") from error
    return grade


def changed_grades(since: datetime) -> Iterable[tuple[int, str]]:
    """Whose grade changed since then: pairs of user id and course key."""
    ask = _backend("ASN_CHANGED_GRADES_BACKEND", "scoring.compat.lms_changed_grades")
    pairs: Iterable[tuple[int, str]] = ask(since)
    return pairs


def anonymous_id(user_id: int, course_key: str) -> str:
    """The opaque id of a learner in a course, stable and unlike the user id."""
    ask = _backend("ASN_ANONYMOUS_ID_BACKEND", "scoring.compat.lms_anonymous_id")
    return str(ask(user_id, course_key))


def user_ids_of(usernames: Sequence[str]) -> dict[str, int]:
    """The platform's numbers of these accounts; a name without an account is left out."""
    users = get_user_model()._default_manager
    found: dict[str, int] = {}
    for start in range(0, len(usernames), _CHUNK):
        named = users.filter(username__in=usernames[start : start + _CHUNK])
        found.update(named.values_list("username", "pk"))
    return found


def lms_course_grade(user_id: int, course_key: str) -> CourseGrade | None:
    """The LMS's persisted course grade, regrades and overrides included."""
    from lms.djangoapps.grades.api import get_recently_modified_grades
    from opaque_keys.edx.keys import CourseKey

    learner = get_user_model()(pk=user_id)
    key = CourseKey.from_string(course_key)
    grade = get_recently_modified_grades([key], None, None, users=[learner]).last()
    if grade is None:
        return None
    policy = sha256(str(grade.grading_policy_hash).encode()).hexdigest()
    return CourseGrade(
        percent=Decimal(str(grade.percent_grade)),
        passed=bool(grade.letter_grade),
        modified=grade.modified,
        policy_digest=f"sha256:{policy}",
    )


def lms_changed_grades(since: datetime) -> Iterable[tuple[int, str]]:
    """The LMS's course grades that were written since then."""
    from lms.djangoapps.grades.api import get_recently_modified_grades

    changed = get_recently_modified_grades(None, since, None)
    for user_id, course_key in changed.values_list("user_id", "course_id").iterator():
        yield int(user_id), str(course_key)


def lms_anonymous_id(user_id: int, course_key: str) -> str:
    """The LMS's anonymous id of the learner in the course."""
    from common.djangoapps.student.models import anonymous_id_for_user
    from opaque_keys.edx.keys import CourseKey

    learner = get_user_model()._default_manager.get(pk=user_id)
    return str(anonymous_id_for_user(learner, CourseKey.from_string(course_key)))


def task[**Arguments, Answer](
    name: str,
) -> Callable[[Callable[Arguments, Answer]], Callable[Arguments, Answer]]:
    """A decorator that registers a Celery task where there is Celery, else changes nothing."""
    try:
        from celery import shared_task
    except ImportError:
        return lambda function: function
    # Acknowledged late: a worker that dies leaves the task to another, and every task is idempotent.
    decorator: Callable[..., Any] = shared_task(name=name, acks_late=True)
    return decorator


def _backend(setting: str, default: str) -> Callable[..., Any]:
    backend: Callable[..., Any] = import_string(getattr(settings, setting, default))
    return backend
