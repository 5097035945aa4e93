"""The judge is deterministic, idempotent and indifferent to how often it is asked."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.core.entries import Draft, Entry, Kind
from scoring.core.errors import EntryInvalid
from scoring.core.judge import Facts, judge, reward_verdicts
from scoring.core.standing import fold

COURSES = ["course-v1:Sawahlunto+LD01+2026", "course-v1:Sawahlunto+MP01+2026", "course-v1:X+Y+Z"]
GRADES = st.tuples(
    st.just("grade"), st.sampled_from(COURSES), st.integers(1, 4), st.integers(50, 100)
)
QUIZZES = st.tuples(
    st.sampled_from(["quiz-1", "quiz-2", "scenario-1"]),
    st.sampled_from(COURSES),
    st.integers(1, 4),
    st.integers(0, 10),
)
# Days go upwards, as the server's clock does.
HISTORIES = st.lists(GRADES | QUIZZES, max_size=15).map(lambda h: sorted(h, key=lambda s: s[2]))


def record(ledger, step):
    what, course, day, points = step
    on = f"2026-03-{day:02}"
    if what == "grade":
        ledger.grade(course, on, points)
    else:
        code = "T.DIG.03" if "LD" in course else "T.PAR.02"
        ledger.evidence(course, on, usage=what, earned=points, of=10, points={code: (points, 10)})


def decisions(ledger):
    """What was decided, without the numbers that depend on when it was written down."""
    rewards = (Kind.REWARD_PROPOSED,)
    return {
        (entry.key, entry.body.get("jp"), entry.body.get("level"))
        for entry in ledger.entries
        if entry.kind is not Kind.EVIDENCE_RECORDED and entry.kind not in rewards
    }


@given(HISTORIES)
def test_its_own_decisions_bring_nothing_new(new_ledger, history):
    ledger = new_ledger()
    for step in history:
        record(ledger, step)
    ledger.judge()
    assert ledger.judge() == []


@given(HISTORIES)
def test_credits_and_levels_do_not_depend_on_when_it_is_asked(new_ledger, history):
    """Rewards are left out: they look at the present score, which may have fallen since."""
    step_by_step, at_once = new_ledger(), new_ledger()
    for step in history:
        record(step_by_step, step)
        step_by_step.judge()
        record(at_once, step)
    at_once.judge()
    assert decisions(step_by_step) == decisions(at_once)


@given(HISTORIES, st.integers(0, 30))
def test_a_stop_between_two_decisions_changes_nothing(new_ledger, history, kept):
    """Only some of the drafts were recorded when the power went; the next run makes the rest."""
    whole, broken = new_ledger(), new_ledger()
    for ledger in (whole, broken):
        for step in history:
            record(ledger, step)
    expected = whole.judge()
    for draft in judge(broken.entries, broken.rulebook, broken.GOOD)[:kept]:
        broken.append(draft)
    broken.judge()
    assert [entry.canonical() for entry in broken.entries[len(history) :]] == [
        entry.canonical() for entry in expected
    ]


def test_nothing_follows_from_nothing(rulebook):
    assert judge([], rulebook, Facts()) == ()


def test_nothing_follows_without_a_subject(ledger, rulebook):
    ledger.append(
        Draft(kind=Kind.RULEBOOK_PUBLISHED, key="rulebook:x", subject=None, body={"title": "x"})
    )
    assert judge(ledger.entries, rulebook, Facts()) == ()


def test_two_subjects_at_once_are_refused(new_ledger, rulebook):
    one, other = new_ledger(), new_ledger(subject="subject-2")
    entries = [one.grade(one.DIGITAL, "2026-03-02", 90), other.grade(one.DIGITAL, "2026-03-02", 90)]
    with pytest.raises(EntryInvalid, match="more than one subject"):
        judge(entries, rulebook, Facts())


def test_decisions_come_in_the_order_of_their_evidence(ledger):
    ledger.evidence(ledger.DIGITAL, "2026-03-02", points={"T.DIG.03": (10, 10)})
    ledger.grade(ledger.DIGITAL, "2026-03-02", 90)
    ledger.evidence(ledger.DIGITAL, "2026-03-02", usage="quiz-2", points={"T.DIG.03": (10, 10)})
    ledger.grade(ledger.TOURISM, "2026-03-03", 90)
    assert [entry.kind.value for entry in ledger.judge()] == [
        "level_reached",
        "credit_awarded",
        "level_reached",
        "credit_awarded",
        "reward_proposed",
    ]


def test_every_decision_rests_on_evidence_and_names_its_rule(ledger):
    ledger.evidence(ledger.DIGITAL, "2026-03-02", points={"T.DIG.03": (10, 10)})
    ledger.evidence(ledger.DIGITAL, "2026-03-02", usage="quiz-2", points={"T.DIG.03": (10, 10)})
    ledger.grade(ledger.DIGITAL, "2026-03-02", 90)
    ledger.grade(ledger.TOURISM, "2026-03-03", 90)
    evidence = {entry.seq for entry in ledger.entries}
    for decided in ledger.judge():
        assert set(decided.body["rests_on"]) <= evidence
        assert decided.body["rests_on"]
        assert decided.body["clause"]
        assert decided.body["rulebook"] == "2026-01"


def test_a_looser_rulebook_adds_and_a_stricter_one_takes_nothing(ledger, rulebook):
    ledger.evidence(ledger.DIGITAL, "2026-03-02", points={"T.DIG.03": (7, 10)})
    ledger.judge()
    strict = dataclasses.replace(rulebook, levels=rulebook.levels[1:])
    assert judge(ledger.entries, strict, ledger.GOOD) == ()
    assert fold(ledger.entries).levels["T.DIG.03"].level == 1


class TestWhatIsMissing:
    def test_the_year_is_the_day_that_is_asked_about(self, ledger, rulebook):
        ledger.grade(ledger.DIGITAL, "2026-03-02", 90)
        ledger.judge()
        asked = dataclasses.replace(ledger.GOOD, as_of=date(2027, 1, 2))
        (now,) = reward_verdicts(ledger.entries, rulebook, asked)
        (then,) = reward_verdicts(ledger.entries, rulebook, ledger.GOOD)
        assert (now.year, then.year) == (2027, 2026)

    def test_without_evidence_it_is_the_first_year_of_the_rulebook(self, rulebook):
        (verdict,) = reward_verdicts([], rulebook, Facts())
        assert (verdict.year, verdict.met) == (2026, False)
        assert verdict.reward.reward_id == "prioritas-pelatihan"

    def test_current_and_needed_values_stand_side_by_side(self, ledger, rulebook):
        ledger.grade(ledger.DIGITAL, "2026-03-02", 75.5)
        ledger.judge()
        (verdict,) = reward_verdicts(ledger.entries, rulebook, ledger.GOOD)
        told = [(line.met, line.text()) for line in verdict.verdict.lines()]
        assert (False, "Training hours in 2026: 2 JP; at least 4 JP needed") in told
        assert (False, "Score in Literasi Digital: 75,5; at least 80 needed") in told
        assert (False, "Evidence level in T.PAR.02: –; at least 2 (Dasar) needed") in told
        assert (True, "Performance predicate: Baik; at least Baik needed") in told


def test_entries_in_another_process_give_the_same_bytes(ledger):
    ledger.grade(ledger.DIGITAL, "2026-03-02", 90)
    ledger.judge()
    copies = [Entry.from_canonical(entry.canonical()) for entry in ledger.entries[:1]]
    (draft,) = judge(copies, ledger.rulebook, ledger.GOOD)
    assert ledger.entries[1].says_the_same_as(draft)
