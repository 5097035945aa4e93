"""Evidence levels: shown share, number of activities, never taken away."""

import pytest

from scoring.core.entries import Kind

CODE = "T.DIG.03"


def levels_of(ledger):
    return [
        (entry.body["competency"], entry.body["level"])
        for entry in ledger.entries
        if entry.kind is Kind.LEVEL_REACHED
    ]


@pytest.mark.parametrize(("earned", "expected"), [(5.99, []), (6, [1]), (10, [1])])
def test_one_activity_reaches_level_one_from_sixty_percent(ledger, earned, expected):
    ledger.evidence(ledger.DIGITAL, "2026-03-02", points={CODE: (earned, 10)})
    ledger.judge()
    assert levels_of(ledger) == [(CODE, level) for level in expected]


def test_a_second_activity_reaches_level_two_from_eighty_percent(ledger):
    ledger.evidence(ledger.DIGITAL, "2026-03-02", points={CODE: (10, 10)})
    ledger.evidence(ledger.DIGITAL, "2026-03-02", usage="quiz-2", points={CODE: (6, 10)})
    ledger.judge()
    assert levels_of(ledger) == [(CODE, 1), (CODE, 2)]
    reached = ledger.entries[-1].body
    assert (reached["earned"], reached["possible"], reached["activities"]) == ("16.00", "20.00", 2)
    assert reached["rests_on"] == [0, 1]
    assert reached["clause"] == "levels.2"


def test_just_below_eighty_percent_stays_at_level_one(ledger):
    ledger.evidence(ledger.DIGITAL, "2026-03-02", points={CODE: (10, 10)})
    ledger.evidence(ledger.DIGITAL, "2026-03-02", usage="quiz-2", points={CODE: (5.99, 10)})
    ledger.judge()
    assert levels_of(ledger) == [(CODE, 1)]


def test_two_attempts_at_one_activity_are_one_activity(ledger):
    for earned in (80, 100):
        ledger.evidence(ledger.DIGITAL, "2026-03-02", earned=earned, points={CODE: (10, 10)})
    ledger.judge()
    assert levels_of(ledger) == [(CODE, 1)]


def test_level_two_can_be_reached_without_level_one(ledger):
    ledger.evidence(ledger.DIGITAL, "2026-03-02", points={CODE: (1, 2)})
    ledger.evidence(ledger.DIGITAL, "2026-03-02", usage="quiz-2", points={CODE: (18, 18)})
    ledger.judge()
    assert levels_of(ledger) == [(CODE, 2)]


def test_the_attempt_that_counts_for_the_grade_is_the_one_read(ledger):
    """The second attempt has more of the competency but less in total."""
    ledger.evidence(ledger.DIGITAL, "2026-03-02", earned=80, points={CODE: (5, 10)})
    ledger.evidence(ledger.DIGITAL, "2026-03-02", earned=70, points={CODE: (10, 10)})
    ledger.judge()
    assert levels_of(ledger) == []


def test_a_level_is_not_taken_away_by_weak_evidence(ledger):
    ledger.evidence(ledger.DIGITAL, "2026-03-02", points={CODE: (6, 10)})
    ledger.evidence(ledger.DIGITAL, "2026-03-03", usage="quiz-2", points={CODE: (0, 10)})
    ledger.judge()
    assert levels_of(ledger) == [(CODE, 1)]


def test_evidence_before_the_rulebook_reaches_nothing_alone_but_counts_along(ledger):
    ledger.evidence(ledger.DIGITAL, "2025-12-01", points={CODE: (10, 10)})
    assert ledger.judge() == []
    ledger.evidence(ledger.DIGITAL, "2026-03-02", usage="quiz-2", points={CODE: (10, 10)})
    ledger.judge()
    assert levels_of(ledger) == [(CODE, 2)]


def test_competencies_are_judged_apart(ledger):
    ledger.evidence(
        ledger.DIGITAL, "2026-03-02", points={"M.05": (1, 10), CODE: (9, 10), "S.09": (7, 10)}
    )
    ledger.judge()
    assert levels_of(ledger) == [("S.09", 1), (CODE, 1)]
