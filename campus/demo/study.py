"""How the cohort studies: every visit and every answer goes through the site's own HTTP doors."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import time_machine
from django.urls import reverse

from campus.demo import answers
from campus.demo.cohort import Member
from campus.demo.visitor import Visitor

__all__ = ["ACTIVITIES", "Activity", "Sitting", "sittings", "study"]

# A result below this makes a learner who retries come back.
_CONTENT = 0.75


@dataclass(frozen=True)
class Activity:
    """One of our blocks in a unit, with the content its author wrote."""

    course_key: str
    unit: str
    usage_key: str
    block_type: str
    content: Any


@dataclass(frozen=True)
class Sitting:
    """One learner's session: when it begins and what is done in it."""

    begins: datetime
    member: Member
    activities: tuple[Activity, ...]


def sittings(
    cohort: list[Member], courses: tuple[tuple[Activity, ...], ...], *, seed: int
) -> list[Sitting]:
    """Every sitting of the cohort in the order of time: three activities each, or all on one day."""
    planned = []
    for member in cohort:
        rng = Random(f"days {seed} {member.account}")
        order = courses[member.first_course :] + courses[: member.first_course]
        activities = [a for course in order for a in course][: member.activities]
        size = len(activities) if member.one_day else 3
        begins = member.begins
        for start in range(0, len(activities), size or 1):
            planned.append(Sitting(begins, member, tuple(activities[start : start + size])))
            begins += timedelta(days=rng.randrange(1, 4), minutes=rng.randrange(-30, 30))
    return sorted(planned, key=lambda s: (s.begins, s.member.account))


def study(
    planned: list[Sitting],
    *,
    seed: int,
    visitors: dict[str, Visitor],
    after_each: Callable[[], object],
) -> Iterator[Sitting]:
    """Let the sittings happen one after the other, each at its own time; yields each when it is over."""
    for number, sitting in enumerate(planned):
        rng = Random(f"sitting {seed} {number}")
        with time_machine.travel(sitting.begins, tick=False) as clock:
            for activity in sitting.activities:
                _take(activity, sitting.member, visitors[sitting.member.account], rng, clock)
                clock.shift(rng.randrange(60, 240))
            after_each()
        yield sitting


def _take(activity: Activity, member: Member, visitor: Visitor, rng: Random, clock: Any) -> None:
    visitor.get(reverse("campus:unit", args=[activity.course_key, activity.unit]))
    clock.shift(rng.randrange(180, 900))
    _DOERS[activity.block_type](activity, member, visitor, rng)


def _send(activity: Activity, visitor: Visitor, handler: str, payload: dict) -> dict:
    url = reverse("campus:handler", args=[activity.usage_key, handler])
    return visitor.post_json(url, payload)


def _lesson(activity: Activity, member: Member, visitor: Visitor, rng: Random) -> None:
    sections, checks = answers.sections(activity.content)
    for section in sections:
        _send(activity, visitor, "read", {"section": section})
    for check, choice in checks:
        _send(activity, visitor, "check", {"check": check, "choice": choice})


def _quiz(activity: Activity, member: Member, visitor: Visitor, rng: Random) -> None:
    for attempt in (1, 2):
        skill = member.skill if attempt == 1 else min(1.0, member.skill + 0.15)
        sheet = answers.quiz_sheet(activity.content, skill=skill, rng=rng)
        payload = {"attempt": attempt, "answers": sheet.answers}
        _send(activity, visitor, "submit", payload)
        if rng.random() < 0.1:  # a weak link: the phone did not hear the answer and sends it again
            _send(activity, visitor, "submit", payload)
        if sheet.share >= _CONTENT or not member.retries or attempt == 2:
            return
        _send(activity, visitor, "retry", {})


def _scenario(activity: Activity, member: Member, visitor: Visitor, rng: Random) -> None:
    for attempt in (1, 2):
        skill = member.skill if attempt == 1 else min(1.0, member.skill + 0.15)
        walk = answers.scenario_walk(activity.content, skill=skill, rng=rng)
        for step in walk.choices:
            payload = {"attempt": attempt, "node": step.node, "choice": step.choice}
            _send(activity, visitor, "choose", payload)
        if walk.share >= _CONTENT or not member.retries or attempt == 2:
            return
        _send(activity, visitor, "restart", {})


_DOERS = {"asn_lesson": _lesson, "asn_quiz": _quiz, "asn_scenario": _scenario}
ACTIVITIES = frozenset(_DOERS)
