"""Evidence checks its contract when it is made."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest

from scoring.core.errors import EvidenceInvalid
from scoring.core.evidence import CompetencyScore, Evidence, evidence_id

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
ID = evidence_id(usage_key="block@q1", learner_key="anon", attempt=1)
SCORE = CompetencyScore(code="T.DIG.03", earned=Decimal(1), possible=Decimal(2))
GOOD = {
    "evidence_id": ID,
    "learner": "7",
    "course_key": "course-v1:Sawahlunto+LD01+2026",
    "usage_key": "block@q1",
    "activity": "asn_quiz",
    "earned": Decimal("7.5"),
    "possible": Decimal(10),
    "competencies": (SCORE,),
    "attempt": 1,
    "began_at": NOON,
    "submitted_at": NOON,
    "content_digest": "sha256:" + "0" * 64,
    "grader": "person",
}


def test_good_evidence_is_kept_as_given():
    evidence = Evidence(**GOOD)
    assert (evidence.earned, evidence.grader) == (Decimal("7.5"), "person")


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("learner", "", "learner"),
        ("learner", 7, "learner"),
        ("course_key", "  ", "course_key"),
        ("usage_key", None, "usage_key"),
        ("activity", "", "activity"),
        ("evidence_id", "", "evidence_id"),
        ("evidence_id", "no uuid", "evidence_id"),
        ("evidence_id", ID.upper(), "evidence_id"),
        ("earned", 7.5, "earned"),
        ("earned", 7, "earned"),
        ("earned", Decimal("NaN"), "earned"),
        ("earned", Decimal(-1), "earned"),
        ("earned", Decimal("10.01"), "earned"),
        ("earned", Decimal(1) / Decimal(3), "earned"),
        ("possible", Decimal(0), "possible"),
        ("possible", Decimal("Infinity"), "possible"),
        ("possible", Decimal(10_000_000), "possible"),
        ("competencies", [SCORE], "competencies"),
        ("competencies", ("T.DIG.03",), "competencies"),
        ("competencies", (SCORE, SCORE), "competencies"),
        ("attempt", 0, "attempt"),
        ("attempt", True, "attempt"),
        ("attempt", "1", "attempt"),
        ("began_at", NOON.replace(tzinfo=None), "began_at"),
        ("began_at", "2026-11-24", "began_at"),
        ("began_at", NOON + timedelta(seconds=1), "submitted_at"),
        ("submitted_at", NOON.astimezone(timezone(timedelta(hours=7))), "submitted_at"),
        ("content_digest", "0" * 64, "content_digest"),
        ("content_digest", None, "content_digest"),
        ("grader", "robot", "grader"),
    ],
)
def test_a_broken_field_is_refused_by_name(field, value, named):
    with pytest.raises(EvidenceInvalid) as refusal:
        Evidence(**GOOD | {field: value})
    assert refusal.value.field == named
    assert named in str(refusal.value)


@pytest.mark.parametrize("code", ["digital", "T.dig.01", "T.DIG.1", "X.01", 3])
def test_a_competency_code_has_a_form(code):
    with pytest.raises(EvidenceInvalid, match="'code'"):
        CompetencyScore(code=code, earned=Decimal(1), possible=Decimal(1))


def test_a_competency_score_names_its_competency_when_it_is_refused():
    with pytest.raises(EvidenceInvalid) as refusal:
        CompetencyScore(code="M.05", earned=Decimal(3), possible=Decimal(2))
    assert refusal.value.field == "competencies[M.05].earned"


def test_the_same_attempt_has_the_same_id_and_another_has_another():
    again = evidence_id(usage_key="block@q1", learner_key="anon", attempt=1)
    others = {
        evidence_id(usage_key="block@q1", learner_key="anon", attempt=2),
        evidence_id(usage_key="block@q2", learner_key="anon", attempt=1),
        evidence_id(usage_key="block@q1", learner_key="other", attempt=1),
    }
    assert again == ID
    assert len(others | {ID}) == 4
    assert UUID(ID).version == 5


def test_the_id_never_changes_between_releases():
    """A ledger of last year must recognise this year's retry."""
    assert ID == "d8c251cd-ae8e-5aed-9986-d05735080ebc"
