"""Golden cases pass, and would be seen to fail."""

import pytest

from scoring.core.errors import RulebookInvalid
from scoring.core.golden import check
from scoring.core.rulebook import parse


def test_the_shipped_rulebook_passes_its_own_cases(rulebook):
    assert len(rulebook.golden) >= 5
    assert check(rulebook) == []


@pytest.mark.parametrize(
    ("written", "instead", "failure"),
    [
        ("day_jp = 3", "day_jp = 4", "credits should be"),
        ("share = 0.60", "share = 0.75", "levels should be"),
        ("at_least = 4 }", "at_least = 3 }", "rewards should be none"),
        ("pass_mark = 70", "pass_mark = 60", "came out as course-v1:Sawahlunto+LD01+2026 = 2"),
        ("earned = 7, of = 10", "earned = 11, of = 10", "is above possible"),
        ('"T.PAR.01" = { earned = 7', '"TOURISM" = { earned = 7', "must look like"),
    ],
)
def test_a_changed_rule_fails_a_case(rulebook_text, written, instead, failure):
    assert written in rulebook_text
    changed = parse(rulebook_text.replace(written, instead, 1))
    assert any(failure in sentence for sentence in check(changed))


def test_both_ways_of_judging_are_named(rulebook_text):
    changed = parse(rulebook_text.replace("day_jp = 3", "day_jp = 4", 1))
    ways = {sentence.split(", ")[1].split(":")[0] for sentence in check(changed)}
    assert ways == {"judged at once", "judged entry by entry"}


@pytest.mark.parametrize(
    ("written", "instead", "remedy"),
    [
        ("score = 80 }", 'score = 80, points = { "M.05" = { earned = 1, of = 1 } } }', "either"),
        (", score = 80 }", " }", "either"),
        ('performance = "Baik"', 'performance = "Hebat"', "write one of"),
        ('performance = "Baik"', "tenure_years = -1", "from 0 to 60"),
        ("at = 2026-03-02T09:00:00+07:00", "at = 2026-03-02T09:00:00", "with its zone"),
    ],
)
def test_a_broken_case_is_refused(rulebook_text, written, instead, remedy):
    assert written in rulebook_text
    with pytest.raises(RulebookInvalid, match=remedy):
        parse(rulebook_text.replace(written, instead, 1))


def test_a_case_may_give_years_of_service(rulebook_text):
    longer = rulebook_text.replace('performance = "Baik"', "tenure_years = 4", 1)
    facts = parse(longer).golden[0].facts
    assert (facts.tenure_years, facts.performance) == (4, None)
