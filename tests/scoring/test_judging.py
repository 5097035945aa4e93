"""Judging: which facts and which rulebook a decision is taken with."""

from datetime import date

import pytest

from scoring import judging
from scoring.models import Person


@pytest.mark.parametrize(
    ("since", "on", "years"),
    [
        (date(2016, 3, 1), date(2026, 3, 1), 10),
        (date(2016, 3, 2), date(2026, 3, 1), 9),
        (date(2016, 2, 29), date(2026, 2, 28), 9),
        (date(2027, 1, 1), date(2026, 3, 1), 0),
        (None, date(2026, 3, 1), None),
    ],
)
def test_tenure_is_counted_in_full_years(since, on, years):
    """A year counts on its anniversary; a date to come is no tenure; no date is unknown."""
    person = Person(tenure_from=since, population="PPPK", performance="")
    facts = judging.facts_of(person, on=on)
    assert (facts.tenure_years, facts.population, facts.performance, facts.as_of) == (
        years,
        "PPPK",
        None,
        on,
    )


@pytest.mark.django_db
def test_without_rules_nobody_is_judged_again():
    """Changed facts before the first rulebook decide nothing."""
    person = Person.objects.create(user_id=7)
    assert judging.judge_again([person.subject], on=date(2026, 3, 1)) == 0
