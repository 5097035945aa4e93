"""A ledger on paper: evidence goes in, the judge's decisions follow, nothing else is needed."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import settings

from scoring.core.entries import Draft, Entry, Kind, evidence_draft
from scoring.core.evidence import COURSE, CompetencyScore, Evidence, evidence_id
from scoring.core.judge import Facts, judge
from scoring.core.rulebook import parse

RULEBOOK_FILE = Path(__file__).parents[3] / "scoring" / "rulebooks" / "2026-01.toml"
# A busy machine is slow without being wrong; a history is judged many times in one example.
settings.register_profile("core", deadline=None, max_examples=60)
settings.load_profile("core")

GOOD = Facts(population="PNS", performance="Baik")


class Ledger:
    """The entries of one subject, in order."""

    DIGITAL = "course-v1:Sawahlunto+LD01+2026"
    TOURISM = "course-v1:Sawahlunto+MP01+2026"
    GOOD = GOOD

    def __init__(self, rulebook, subject="subject-1"):
        self.rulebook = rulebook
        self.subject = subject
        self.entries = []

    def append(self, draft):
        entry = Entry(
            seq=len(self.entries),
            kind=draft.kind,
            key=draft.key,
            subject=draft.subject,
            at=datetime(2026, 11, 24, 4, 0, tzinfo=UTC),
            body=draft.body,
        )
        self.entries.append(entry)
        return entry

    def evidence(self, course, day, *, activity="asn_quiz", earned=100, of=100, **more):
        """Record an attempt on a WIB day such as "2026-03-02" or "2026-03-02T21:30"."""
        moment = datetime.fromisoformat(day) - timedelta(hours=7)
        at = (moment if "T" in day else moment + timedelta(hours=9)).replace(tzinfo=UTC)
        usage = course if activity == COURSE else f"{course}/{more.get('usage', 'quiz-1')}"
        attempt = 1 + sum(entry.body.get("usage") == usage for entry in self.entries)
        evidence = Evidence(
            evidence_id=evidence_id(usage_key=usage, learner_key="anon", attempt=attempt),
            learner="7",
            course_key=course,
            usage_key=usage,
            activity=activity,
            earned=Decimal(str(earned)),
            possible=Decimal(str(of)),
            competencies=tuple(
                CompetencyScore(code=code, earned=Decimal(str(got)), possible=Decimal(str(best)))
                for code, (got, best) in more.get("points", {}).items()
            ),
            attempt=attempt,
            began_at=at - timedelta(minutes=20),
            submitted_at=at,
            content_digest="sha256:" + "ab" * 32,
        )
        return self.append(evidence_draft(evidence, subject=self.subject))

    def grade(self, course, day, score):
        """Record a course grade."""
        return self.evidence(course, day, activity=COURSE, earned=score)

    def reverse(self, entry):
        return self.append(
            Draft(
                kind=Kind.ENTRY_REVERSED,
                key=f"reversal:{entry.seq}",
                subject=self.subject,
                body={"reverses": entry.seq, "reason": "salah rekam", "actor": "role:hr"},
            )
        )

    def judge(self, facts=GOOD):
        """Judge and record; what comes back are the new entries."""
        return [self.append(draft) for draft in judge(self.entries, self.rulebook, facts)]


@pytest.fixture(scope="session")
def rulebook_text():
    return RULEBOOK_FILE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def rulebook(rulebook_text):
    return parse(rulebook_text, source=RULEBOOK_FILE.name)


@pytest.fixture(scope="session")
def new_ledger(rulebook):
    """A maker of empty ledgers."""
    return lambda **more: Ledger(more.pop("rulebook", rulebook), **more)


@pytest.fixture
def ledger(new_ledger):
    return new_ledger()
