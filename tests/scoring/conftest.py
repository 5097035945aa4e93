"""A small office for the doors of scoring: five accounts, a register, a ledger with a proposal."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
import time_machine
from django.contrib.auth.models import User

from scoring import api, journal
from scoring.core.evidence import CompetencyScore, Evidence, evidence_id
from scoring.models import Person
from tests.scoring.learners import attempt, grades, rulebook  # noqa: F401 - fixtures of the whole folder

DIGITAL = "course-v1:Sawahlunto+LD01+2026"
TOURISM = "course-v1:Sawahlunto+MP01+2026"
HOSTILE = '=cmd|" /C calc"!A0<script>alert(1)</script>'


@dataclass
class Office:
    """Who is there: accounts by role, people by name, and the numbers of what was decided."""

    accounts: dict[str, User]
    people: dict[str, Person]

    def study(self, name: str, *, course: str, code: str, score: int, day: int) -> None:
        """Let somebody hand in two activities and get a course grade on a day of March 2026."""
        learner = str(self.people[name].user_id)
        at = datetime(2026, 3, day, 2, 0, tzinfo=UTC)
        points = Decimal(score) / 10
        for number, activity in enumerate(("kuis-1", "skenario-1")):
            self._record(
                learner=learner,
                course=course,
                usage=f"block-v1:{course}+{activity}",
                activity="asn_quiz",
                earned=points,
                possible=Decimal(10),
                code=code,
                at=at + timedelta(minutes=number),
            )
        self._record(
            learner=learner,
            course=course,
            usage=course,
            activity="course",
            earned=Decimal(score),
            possible=Decimal(100),
            code=None,
            at=at + timedelta(minutes=9),
        )

    def decision(self, name: str, kind: str) -> int:
        """The number of the last entry of a kind about somebody."""
        entries = api.subject_entries(self.people[name].subject)
        return [entry.seq for entry in entries if entry.kind.value == kind][-1]

    def _record(self, *, learner, course, usage, activity, earned, possible, code, at) -> None:
        scores = (CompetencyScore(code=code, earned=earned, possible=possible),) if code else ()
        journal.record_evidence(
            Evidence(
                evidence_id=evidence_id(usage_key=usage, learner_key=learner, attempt=1),
                learner=learner,
                course_key=course,
                usage_key=usage,
                activity=activity,
                earned=earned,
                possible=possible,
                competencies=scores,
                attempt=1,
                began_at=at,
                submitted_at=at,
                content_digest="sha256:" + "0" * 64,
            )
        )


@pytest.fixture
def clock():
    """It is 24 November 2026 in Sawahlunto."""
    with time_machine.travel(datetime(2026, 11, 24, 4, 5, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def empty_office(db, clock):
    """Accounts and a register; the ledger holds nothing, not even a rulebook."""
    from campus.accounts import create_account, ensure_roles

    ensure_roles()
    accounts = {
        role: create_account(f"{role}1", role=role, name=role.title(), password=f"kata-{role}-1")
        for role in ("learner", "trainer", "hr", "approver", "auditor")
    }
    accounts["other"] = create_account("lain1", role="learner", name="Lain", password="kata-lain-1")
    accounts["stranger"] = create_account(
        "asing1", role="learner", name="Asing", password="k-a-1-x"
    )
    people = {
        "rahmi": ("198601012010012001", "Rahmi Contoh", "Dinas Contoh A", accounts["learner"]),
        "hostile": ("199001012015011002", HOSTILE, "Dinas Contoh B", accounts["other"]),
    }
    return Office(
        accounts=accounts,
        people={
            key: Person.objects.create(
                nip=nip, name=name, unit=unit, performance="Baik", user_id=account.pk
            )
            for key, (nip, name, unit, account) in people.items()
        },
    )


@pytest.fixture
def office(empty_office):
    """Rahmi passed both courses and is proposed for a reward; the other one failed a course."""
    api.publish_rulebook("2026-01", actor="role:operator")
    empty_office.study("rahmi", course=DIGITAL, code="T.DIG.03", score=90, day=2)
    empty_office.study("rahmi", course=TOURISM, code="T.PAR.02", score=85, day=3)
    empty_office.study("hostile", course=DIGITAL, code="T.DIG.03", score=40, day=2)
    api.catch_up()
    return empty_office


@pytest.fixture
def names():
    """The constants tests compare with."""
    return SimpleNamespace(digital=DIGITAL, tourism=TOURISM, hostile=HOSTILE)


@pytest.fixture
def visit(client, office):
    """A client that is logged in as a role."""

    def log_in(role: str):
        client.force_login(office.accounts[role])
        return client

    return log_in
