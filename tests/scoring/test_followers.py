"""The followers: what they write follows from the ledger, whenever and however often they run."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scoring import followers, inbox, journal, publishing
from scoring.core.entries import Draft, Kind
from scoring.models import CourseResult, Cursor, Entry, LevelResult, Person, RewardCase
from tests.scoring.learners import LD, MP

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


def kinds() -> list[str]:
    """The kinds of all entries in their order."""
    return list(Entry.objects.order_by("seq").values_list("kind", flat=True))


def projections() -> list[list[tuple]]:
    """Every projected row without its row number."""
    return [
        sorted(
            CourseResult.objects.values_list(
                "subject", "course_key", "score", "passed", "passed_on", "jp", "activities", "seq"
            )
        ),
        sorted(LevelResult.objects.values_list("subject", "code", "level", "seq")),
        sorted(
            RewardCase.objects.values_list("pk", "subject", "reward_id", "state", "decided_seq")
        ),
    ]


@pytest.fixture
def learn(attempt, grades):
    """Let a learner do a quiz and a scenario of both courses, and the platform grade them."""

    def learning(learner: int, *, percent: str = "0.85", earned: str = "9"):
        Person.objects.update_or_create(user_id=learner, defaults={"performance": "Baik"})
        for course, day in ((LD, MONDAY), (MP, MONDAY + timedelta(days=1))):
            for block in ("kuis-1", "skenario-1"):
                journal.record_evidence(
                    attempt(learner, course=course, block=block, earned=earned, at=day)
                )
            grades.set(percent, learner=learner, course=course, at=day + timedelta(minutes=1))
            inbox.note(learner, course)

    return learning


def test_a_passed_course_becomes_credit_level_and_proposal(rulebook, learn):
    """The whole chain: evidence and grades in, JP, levels and one proposed reward out."""
    learn(7)
    inbox.drain()
    followers.catch_up()
    subject = Person.objects.get(user_id=7).subject
    results = {row.course_key: row for row in CourseResult.objects.filter(subject=subject)}
    assert {key: (row.score, row.passed, row.jp) for key, row in results.items()} == {
        LD: (Decimal("85.00"), True, 2),
        MP: (Decimal("85.00"), True, 2),
    }
    assert LevelResult.objects.get(subject=subject).level == 2
    case = RewardCase.objects.get(subject=subject)
    assert (case.reward_id, case.state) == ("prioritas-pelatihan", "proposed")


def test_decisions_do_not_depend_on_when_the_followers_run(rulebook, attempt, grades):
    """A pass that a worse grade followed before the judge woke up is still a pass."""
    for percent, minutes in (("0.9", 0), ("0.4", 5)):
        grades.set(percent, at=MONDAY + timedelta(minutes=minutes))
        inbox.note(7, LD)
        inbox.drain()
    followers.catch_up()
    result = CourseResult.objects.get()
    assert (result.score, result.passed, result.jp) == (Decimal("40.00"), True, 2)


def test_running_twice_is_running_once(rulebook, learn):
    """A second catch-up finds nothing, writes nothing and asks two questions of the database."""
    learn(7)
    inbox.drain()
    assert followers.catch_up() > 0
    before = (kinds(), projections())
    with CaptureQueriesContext(connection) as queries:
        assert followers.catch_up() == 0
    assert len(queries) == 2
    assert (kinds(), projections()) == before


def test_a_judge_that_forgot_how_far_it_was_decides_nothing_anew(rulebook, learn):
    """Reading the ledger again from the start adds no entry."""
    learn(7)
    inbox.drain()
    followers.catch_up()
    before = (kinds(), projections())
    Cursor.objects.all().delete()
    followers.catch_up()
    assert (kinds(), projections()) == before


def test_rebuilding_equals_following(rulebook, learn, monkeypatch):
    """Projections made entry by entry, in small batches, and made anew are the same."""
    monkeypatch.setattr(followers, "_BATCH", 3)
    for learner, percent in ((7, "0.85"), (8, "0.5"), (9, "1")):
        learn(learner, percent=percent)
        inbox.drain()
        followers.catch_up()
    incremental = projections()
    assert followers.rebuild() == Entry.objects.count()
    assert projections() == incremental
    assert incremental[0]
    assert incremental[2]


def test_rows_never_carry_a_number_the_follower_has_not_reached(rulebook, learn, monkeypatch):
    """A reader that remembers the highest number it saw misses no row that comes later."""
    monkeypatch.setattr(followers, "_BATCH", 1)
    for learner in (7, 8):
        learn(learner)
    inbox.drain()
    seen = -1
    unread = followers._advance("standing", followers._project)
    met: set[tuple[UUID, str]] = set()
    while unread:
        rows = CourseResult.objects.filter(seq__gt=seen).order_by("seq")
        met |= {(row.subject, row.course_key) for row in rows}
        seen = max([seen, *(row.seq for row in rows)])
        assert seen <= Cursor.objects.get(pk="standing").seq
        unread = followers._advance("standing", followers._project)
    assert len(met) == CourseResult.objects.count() == 4


def test_results_are_numbered_by_the_entry_that_changed_them_last(rulebook, learn):
    """A course that nothing happened to keeps its number."""
    learn(7)
    inbox.drain()
    followers.catch_up()
    numbers = list(CourseResult.objects.order_by("seq").values_list("seq", flat=True))
    assert all(earlier < later for earlier, later in pairwise(numbers))
    journal.append(Draft(kind=Kind.EXPORT_MADE, key="k", subject=None, body={}))
    followers.catch_up()
    assert list(CourseResult.objects.order_by("seq").values_list("seq", flat=True)) == numbers


def test_nobody_is_judged_without_a_rulebook_and_all_once_it_comes(db, learn):
    """A rulebook that is published late judges the evidence of its days."""
    learn(7)
    inbox.drain()
    followers.catch_up()
    assert set(kinds()) == {"evidence_recorded"}
    publishing.publish("2026-01", actor="role:operator")
    followers.catch_up()
    assert kinds().count("credit_awarded") == 2
    assert kinds().count("reward_proposed") == 1


def test_changed_facts_are_judged_again(rulebook, learn):
    """A proposal that lacked the yearly appraisal comes once the register knows it."""
    learn(7)
    Person.objects.update(performance="")
    inbox.drain()
    followers.catch_up()
    assert "reward_proposed" not in kinds()
    Person.objects.update(performance="Sangat Baik")
    subjects = list(Person.objects.values_list("subject", flat=True))
    assert followers.judge_again(subjects, on=MONDAY.date()) == 1
    assert followers.judge_again(subjects, on=MONDAY.date()) == 0
    followers.catch_up()
    assert RewardCase.objects.get().state == "proposed"


def test_an_erased_person_is_projected_but_not_judged(rulebook, learn):
    """The ledger keeps the evidence of a subject whom nobody can name any more."""
    learn(7)
    inbox.drain()
    Person.objects.all().delete()
    followers.catch_up()
    assert "credit_awarded" not in kinds()
    assert CourseResult.objects.filter(passed=False).count() == 2


def test_a_reversed_credit_no_longer_counts(rulebook, learn):
    """A correction is an entry, and the projections follow it."""
    learn(7)
    inbox.drain()
    followers.catch_up()
    credit = Entry.objects.filter(kind="credit_awarded").order_by("seq").first().restored()
    journal.append(
        Draft(
            kind=Kind.ENTRY_REVERSED,
            key=f"reversal:{credit.seq}",
            subject=credit.subject,
            body={"reverses": credit.seq, "reason": "recorded by mistake"},
        )
    )
    followers.catch_up()
    result = CourseResult.objects.get(course_key=credit.body["course"])
    assert (result.passed, result.jp, result.seq) == (False, 0, Entry.objects.count() - 1)
