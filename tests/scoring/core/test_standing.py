"""A standing is the sum of the entries."""

from datetime import UTC, date, datetime
from decimal import Decimal

from scoring.core.entries import Draft, Kind
from scoring.core.reward import decision
from scoring.core.standing import fold


def full(ledger):
    ledger.evidence(ledger.DIGITAL, "2026-03-02", points={"T.DIG.03": (5, 5)})
    ledger.evidence(ledger.DIGITAL, "2026-03-02", usage="quiz-2", points={"T.DIG.03": (5, 5)})
    ledger.evidence(ledger.DIGITAL, "2026-03-02", usage="quiz-2", points={"M.05": (1, 5)})
    ledger.grade(ledger.DIGITAL, "2026-03-02", 87.5)
    ledger.grade(ledger.TOURISM, "2026-03-03", 70)
    ledger.judge()
    return ledger


def test_nothing_stands_on_no_entries():
    standing = fold([])
    assert (standing.subject, standing.courses, standing.jp(2026)) == (None, {}, 0)


def test_a_course_is_what_its_entries_say(ledger):
    standing = fold(full(ledger).entries)
    course = standing.courses[ledger.DIGITAL]
    assert standing.subject == "subject-1"
    assert (course.score, course.score_seq) == (Decimal("87.50"), 3)
    assert (course.passed, course.passed_on, course.jp) == (True, date(2026, 3, 2), 2)
    assert course.activities == 2
    assert course.competencies == ("M.05", "T.DIG.03")
    assert course.began_at == datetime(2026, 3, 2, 1, 40, tzinfo=UTC)
    assert course.last_at == datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    award = next(e for e in ledger.entries if e.kind is Kind.CREDIT_AWARDED)
    assert course.seq == award.seq


def test_a_course_in_progress_is_not_passed(ledger):
    ledger.evidence(ledger.DIGITAL, "2026-03-02")
    course = fold(ledger.entries).courses[ledger.DIGITAL]
    assert (course.score, course.passed, course.jp, course.seq) == (None, False, 0, 0)


def test_jp_are_counted_by_year_and_day(ledger):
    standing = fold(full(ledger).entries)
    assert (standing.jp(2026), standing.jp(2025)) == (4, 0)
    assert (standing.jp_on(date(2026, 3, 2)), standing.jp_on(date(2026, 3, 4))) == (2, 0)


def test_the_highest_level_stands(ledger):
    full(ledger)
    repeated = next(e for e in ledger.entries if e.body.get("level") == 1)
    ledger.append(
        Draft(kind=repeated.kind, key="level:again", subject="subject-1", body=repeated.body)
    )
    level = fold(ledger.entries).levels["T.DIG.03"]
    assert (level.level, level.rests_on) == (2, (0, 1))


def test_a_reward_goes_from_proposal_to_decision(ledger):
    proposal = full(ledger).entries[-1]
    assert [r.state for r in fold(ledger.entries).rewards] == ["proposed"]
    for kind, state in ((Kind.REWARD_HELD, "held"), (Kind.REWARD_RELEASED, "proposed")):
        ledger.append(
            Draft(
                kind=kind,
                key=kind,
                subject="subject-1",
                body={"proposal": proposal.seq, "reason": "diperiksa"},
            )
        )
        assert [r.state for r in fold(ledger.entries).rewards] == [state]
    decided = ledger.append(decision(proposal, grant=False, actor="a", reason="Kuota penuh."))
    (reward,) = fold(ledger.entries).rewards
    assert (reward.state, reward.reason) == ("refused", "Kuota penuh.")
    assert (reward.proposed_seq, reward.decided_seq) == (proposal.seq, decided.seq)


def test_a_decision_on_a_reversed_proposal_stands_for_nothing(ledger):
    proposal = full(ledger).entries[-1]
    ledger.append(decision(proposal, grant=True, actor="a", reason="Layak."))
    ledger.reverse(proposal)
    assert fold(ledger.entries).rewards == ()


def test_a_reversed_award_takes_the_pass_and_is_seen_by_who_follows_seq(ledger):
    ledger.grade(ledger.DIGITAL, "2026-03-02", 90)
    (award,) = ledger.judge()
    reversal = ledger.reverse(award)
    course = fold(ledger.entries).courses[ledger.DIGITAL]
    assert (course.passed, course.jp) == (False, 0)
    assert (course.score, course.seq) == (Decimal(90), reversal.seq)


def test_a_course_whose_only_evidence_was_reversed_is_still_seen(ledger):
    reversal = ledger.reverse(ledger.grade(ledger.DIGITAL, "2026-03-02", 90))
    course = fold(ledger.entries).courses[ledger.DIGITAL]
    assert (course.score, course.activities, course.seq) == (None, 0, reversal.seq)


def test_entries_of_other_kinds_change_nothing(ledger):
    ledger.append(
        Draft(kind=Kind.APPEAL_OPENED, key="a", subject="subject-1", body={"reason": "nilai"})
    )
    ledger.reverse(ledger.entries[0])
    assert fold(ledger.entries).courses == {}
