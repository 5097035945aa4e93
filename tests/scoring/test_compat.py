"""The seam to the platform: every import of it is here, and a stand-in shows what we ask of it."""

import ast
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError
from opaque_keys.edx.keys import CourseKey

from scoring import compat
from tests.scoring.learners import LD

MODIFIED = datetime(2026, 3, 2, tzinfo=UTC)
PACKAGE = Path(compat.__file__).parent


def test_the_platform_is_imported_in_compat_alone():
    """No other module of scoring names lms, common or openedx.core."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in getattr(node, "names", [])]
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else names
            if any(
                f"{name}.".startswith(("lms.", "common.", "openedx.", "cms.")) for name in names
            ):
                found.add(path.name)
    assert found == {"compat.py"}


class Written(list):
    """A query set of persisted grades, as far as we use one."""

    def last(self):
        """The one written last."""
        return self[-1] if self else None

    def values_list(self, *names):
        """These columns."""
        return Written(tuple(getattr(grade, name) for name in names) for grade in self)

    def iterator(self):
        """One after the other."""
        return iter(self)


@pytest.fixture
def platform(monkeypatch, settings):
    """An LMS that persists grades; what it is asked is kept."""
    del settings.ASN_GRADES_BACKEND
    del settings.ASN_ANONYMOUS_ID_BACKEND
    del settings.ASN_CHANGED_GRADES_BACKEND
    lms = SimpleNamespace(grades=Written(), asked=[])

    def get_recently_modified_grades(course_keys, start_date, end_date, users=None):
        lms.asked.append((course_keys, start_date, end_date, [user.pk for user in users or []]))
        return lms.grades

    def anonymous_id_for_user(user, course_id):
        return f"{user.username} in {course_id}"

    names = {
        "lms.djangoapps.grades.api": get_recently_modified_grades,
        "common.djangoapps.student.models": anonymous_id_for_user,
    }
    for dotted, function in names.items():
        parts = dotted.split(".")
        for length in range(1, len(parts) + 1):
            monkeypatch.setitem(
                sys.modules, ".".join(parts[:length]), ModuleType(parts[length - 1])
            )
        setattr(sys.modules[dotted], function.__name__, function)
    return lms


def persisted(**fields):
    """A grade as the LMS persists it."""
    return SimpleNamespace(
        **{
            "user_id": 7,
            "course_id": CourseKey.from_string(LD),
            "percent_grade": 0.7000000000000001,
            "letter_grade": "Pass",
            "modified": MODIFIED,
            "grading_policy_hash": "abc",
        }
        | fields
    )


def test_the_grade_of_the_lms_is_the_last_persisted_one(platform):
    """A float of the platform becomes a decimal at once, a missing letter means not passed."""
    platform.grades[:] = [persisted(letter_grade="")]
    grade = compat.course_grade(7, LD)
    assert grade.percent == Decimal("0.7000000000000001")
    assert (grade.passed, grade.modified) == (False, MODIFIED)
    assert platform.asked == [([CourseKey.from_string(LD)], None, None, [7])]


def test_no_grade_is_none(platform):
    """A learner the LMS has not graded has no grade."""
    assert compat.course_grade(7, LD) is None


def test_the_sweep_asks_for_everything_since(platform):
    """The LMS lists whose grade changed."""
    platform.grades[:] = [persisted(), persisted(user_id=8)]
    assert list(compat.changed_grades(MODIFIED)) == [(7, LD), (8, LD)]
    assert platform.asked == [(None, MODIFIED, None, [])]


@pytest.mark.django_db
def test_the_anonymous_id_is_the_platforms(platform):
    """The opaque id comes from the LMS, by user and course."""
    learner = User.objects.create(username="contoh1")
    assert compat.anonymous_id(learner.pk, LD) == f"contoh1 in {LD}"


@pytest.mark.parametrize(
    "trouble", [ValueError("bad key"), LookupError("gone"), DatabaseError("secret row")]
)
def test_a_grade_that_cannot_be_had_is_one_error(grades, monkeypatch, trouble):
    """Whatever the platform raises, the inbox sees GradeUnavailable, without rows of a database."""

    def fail(*_arguments):
        raise trouble

    monkeypatch.setattr("scoring.compat.lms_course_grade", fail)
    with pytest.raises(compat.GradeUnavailable) as refusal:
        compat.course_grade(7, LD)
    assert refusal.value.course_key == LD
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"percent": 0.5},
        {"percent": Decimal("1.01")},
        {"modified": datetime(2026, 3, 2)},  # noqa: DTZ001 - the point of the test
        {"policy_digest": "abc"},
    ],
)
def test_a_grade_is_checked_at_birth(wrong):
    """Floats, shares above one, times without a zone and strange digests are refused."""
    right = {
        "percent": Decimal("0.5"),
        "passed": True,
        "modified": MODIFIED,
        "policy_digest": "sha256:" + "0" * 64,
    }
    with pytest.raises(ValueError, match=next(iter(wrong))):
        compat.CourseGrade(**right | wrong)


def test_without_celery_a_task_is_the_function_itself(monkeypatch):
    """Where there is no Celery, nothing is wrapped."""
    monkeypatch.setitem(sys.modules, "celery", None)

    def work() -> int:
        return 1

    assert compat.task("x")(work) is work


def test_with_celery_a_task_is_registered_and_acknowledged_late(monkeypatch):
    """A worker that dies leaves its task to another."""
    asked = {}

    def shared_task(**options):
        asked.update(options)
        return lambda function: function

    celery = ModuleType("celery")
    celery.shared_task = shared_task
    monkeypatch.setitem(sys.modules, "celery", celery)
    compat.task("asn_scoring.x")(lambda: None)
    assert asked == {"name": "asn_scoring.x", "acks_late": True}
