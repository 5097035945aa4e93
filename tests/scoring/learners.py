"""Made-up learners, attempts and grades for the tests of scoring; nobody here exists."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

import pytest

from scoring import publishing
from scoring.compat import CourseGrade
from scoring.core.evidence import CompetencyScore, Evidence, evidence_id

LD = "course-v1:Sawahlunto+LD01+2026"
MP = "course-v1:Sawahlunto+MP01+2026"


@pytest.fixture
def attempt() -> Callable[..., Evidence]:
    """Make the evidence of one attempt; what a test does not care about is filled in."""

    def make(
        learner: int = 7,
        *,
        course: str = LD,
        block: str = "kuis-1",
        number: int = 1,
        earned: str = "8",
        possible: str = "10",
        code: str = "T.DIG.03",
        at: datetime = datetime(2026, 3, 2, 2, 0, tzinfo=UTC),
    ) -> Evidence:
        usage = f"{course.replace('course-v1', 'block-v1')}+type@asn_quiz+block@{block}"
        points = CompetencyScore(code=code, earned=Decimal(earned), possible=Decimal(possible))
        return Evidence(
            evidence_id=evidence_id(
                usage_key=usage, learner_key=f"anonymous-{learner}", attempt=number
            ),
            learner=str(learner),
            course_key=course,
            usage_key=usage,
            activity="asn_quiz",
            earned=Decimal(earned),
            possible=Decimal(possible),
            competencies=(points,),
            attempt=number,
            began_at=at - timedelta(minutes=20),
            submitted_at=at,
            content_digest="sha256:" + sha256(block.encode()).hexdigest(),
        )

    return make


class Grades:
    """A platform that knows grades; a test sets them and counts how often they were asked for."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, str], CourseGrade] = {}
        self.asked = 0
        self.broken = False

    def set(
        self,
        percent: str,
        *,
        learner: int = 7,
        course: str = LD,
        at: datetime = datetime(2026, 3, 2, 3, 0, tzinfo=UTC),
    ) -> None:
        """Let the platform grade a learner's course."""
        self.known[learner, course] = CourseGrade(
            percent=Decimal(percent),
            passed=Decimal(percent) >= Decimal("0.7"),
            modified=at,
            policy_digest="sha256:" + "0" * 64,
        )

    def __call__(self, user_id: int, course_key: str) -> CourseGrade | None:
        """The grade that was set, unless the platform is broken."""
        self.asked += 1
        if self.broken:
            raise LookupError("the course is gone")
        return self.known.get((user_id, course_key))


@pytest.fixture
def grades(settings, monkeypatch) -> Grades:
    """The platform's grades, empty at first."""
    platform = Grades()
    monkeypatch.setattr("scoring.compat.lms_course_grade", platform)
    monkeypatch.setattr("scoring.compat.lms_anonymous_id", lambda user, course: f"anonymous-{user}")
    settings.ASN_GRADES_BACKEND = "scoring.compat.lms_course_grade"
    settings.ASN_ANONYMOUS_ID_BACKEND = "scoring.compat.lms_anonymous_id"
    settings.ASN_CHANGED_GRADES_BACKEND = "scoring.compat.lms_changed_grades"
    return platform


@pytest.fixture
def rulebook(db):
    """The rulebook 2026-01, published in entry 0."""
    return publishing.publish("2026-01", actor="role:operator")
