"""Conditions: whatever can be written can be judged, and nothing else can be written."""

from decimal import Decimal

import pytest

from scoring.core.errors import RulebookInvalid
from scoring.core.rules import PERFORMANCE, Facts, Situation, judged, read_condition
from scoring.core.standing import CourseStanding, CreditStanding, LevelStanding, Standing
from scoring.core.tables import Table

COURSES = {"course-a": "Kursus A"}
TRUE = {"tenure": "years", "at_least": 0}
FALSE = {"tenure": "years", "at_least": 60}


def condition(written):
    return read_condition(Table(written, name="when", source="x.toml", text=""), courses=COURSES)


def situation(*, standing=None, year=2026, **facts):
    return Situation(
        standing=standing or Standing(), facts=Facts(**{"tenure_years": 5} | facts), year=year
    )


def verdict(written, **given):
    return judged(condition(written), situation(**given))


@pytest.mark.parametrize(
    ("written", "met"),
    [
        ({"all": [TRUE, TRUE]}, True),
        ({"all": [TRUE, FALSE]}, False),
        ({"any": [FALSE, TRUE]}, True),
        ({"any": [FALSE, FALSE]}, False),
        ({"count": [TRUE, FALSE, TRUE], "at_least": 2}, True),
        ({"count": [TRUE, FALSE, FALSE], "at_least": 2}, False),
        ({"all": [{"any": [FALSE, TRUE]}, {"count": [TRUE], "at_least": 1}]}, True),
    ],
)
def test_trees_compose(written, met):
    assert verdict(written).met is met


@pytest.mark.parametrize(("needed", "met"), [(4, True), (5, False)])
def test_credits_are_those_of_the_year(needed, met):
    standing = Standing(
        credits=tuple(
            CreditStanding(course_key=str(year), year=year, jp=jp, days={}, seq=9, rests_on=(seq,))
            for year, jp, seq in ((2025, 9, 0), (2026, 2, 1), (2026, 2, 2))
        )
    )
    given = verdict({"credits": "year", "at_least": needed}, standing=standing)
    assert given.met is met
    assert given.rests_on == (frozenset({1, 2}) if met else frozenset())


@pytest.mark.parametrize(("level", "met"), [(1, False), (2, True)])
def test_a_level_is_compared_with_the_one_reached(level, met):
    reached = LevelStanding(code="M.05", level=level, seq=9, rests_on=(3,))
    given = verdict({"level": "M.05", "at_least": 2}, standing=Standing(levels={"M.05": reached}))
    assert given.met is met


@pytest.mark.parametrize(
    ("score", "score_seq", "met"),
    [(Decimal("79.99"), 1, False), (Decimal(80), 1, True), (None, None, False)],
)
def test_a_course_score_is_the_latest_one(score, score_seq, met, ledger):
    at = ledger.grade(ledger.DIGITAL, "2026-03-02", 1).at
    course = CourseStanding(
        course_key="course-a", score=score, score_seq=score_seq, began_at=at, last_at=at, seq=1
    )
    standing = Standing(courses={"course-a": course})
    assert verdict({"course_score": "course-a", "at_least": 80}, standing=standing).met is met


@pytest.mark.parametrize("predicate", PERFORMANCE)
def test_predicates_are_ordered(predicate):
    met = verdict({"performance": "latest", "at_least": "Baik"}, performance=predicate).met
    assert met is (predicate in ("Baik", "Sangat Baik"))


@pytest.mark.parametrize(("years", "met"), [(None, False), (1, False), (2, True)])
def test_tenure_counts_whole_years(years, met):
    assert verdict({"tenure": "years", "at_least": 2}, tenure_years=years).met is met


@pytest.mark.parametrize(
    "written",
    [
        {"level": "T.DIG.01", "at_least": 1},
        {"course_score": "course-a", "at_least": 1},
        {"performance": "latest", "at_least": "Kurang"},
    ],
)
def test_what_is_not_known_is_not_met(written):
    given = verdict(written, performance="dibatalkan")
    assert (given.met, given.line.params["current"]) == (False, "–")


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ({}, "exactly one of"),
        ({"at_least": 2}, "exactly one of"),
        ({"level": "M.05", "tenure": "years", "at_least": 1}, "exactly one of"),
        ({"all": []}, "at least one"),
        ({"all": [TRUE], "at_least": 1}, "unknown key"),
        ({"any": "all"}, "list of tables"),
        ({"count": [TRUE], "at_least": 2}, "from 1 to 1"),
        ({"count": [TRUE]}, "missing"),
        ({"credits": "month", "at_least": 1}, 'write "year"'),
        ({"credits": "year"}, "missing"),
        ({"credits": "year", "at_least": "4"}, "number from"),
        ({"level": "digital", "at_least": 1}, "competency code"),
        ({"level": "M.05", "at_least": 3}, "from 1 to 2"),
        ({"course_score": "course-b", "at_least": 1}, "course of this rulebook"),
        ({"course_score": "course-a", "at_least": 101}, "from 0 to 100"),
        ({"performance": "first", "at_least": "Baik"}, "latest"),
        ({"performance": "latest", "at_least": "Hebat"}, "Sangat Kurang"),
        ({"tenure": "months", "at_least": 1}, "whole years"),
        ({"all": [{"all": [{"tenure": "years", "at_most": 1}]}]}, "at_least"),
    ],
)
def test_what_cannot_be_judged_cannot_be_written(written, remedy):
    with pytest.raises(RulebookInvalid) as refusal:
        condition(written)
    assert remedy in str(refusal.value)
    assert "x.toml" in refusal.value.place


def test_a_condition_names_the_facts_it_asks_for():
    asked = condition(
        {"all": [{"any": [TRUE, {"performance": "latest", "at_least": "Baik"}]}, TRUE]}
    )
    assert asked.facts() == {"tenure_years", "performance"}
    assert condition({"credits": "year", "at_least": 1}).facts() == set()


def test_a_verdict_is_told_from_top_to_bottom():
    lines = list(verdict({"count": [TRUE, {"any": [FALSE]}], "at_least": 2}).lines())
    assert [(line.depth, line.met, line.text()) for line in lines] == [
        (0, False, "At least 2 of these hold:"),
        (1, True, "Years of service: 5; at least 0 needed"),
        (1, False, "At least one of these holds:"),
        (2, False, "Years of service: 5; at least 60 needed"),
    ]
