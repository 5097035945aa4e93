"""Golden cases: small histories inside a rulebook, with the decisions they must lead to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from .evidence import COURSE
from .rules import PERFORMANCE, Facts
from .tables import Table

__all__ = ["GoldenCase", "GoldenEvidence", "read_case"]


@dataclass(frozen=True, kw_only=True)
class GoldenEvidence:
    """One attempt of a golden case; ``points`` holds (earned, possible) for each competency."""

    course_key: str
    activity: str
    at: datetime
    earned: Decimal
    possible: Decimal
    points: Mapping[str, tuple[Decimal, Decimal]]


@dataclass(frozen=True, kw_only=True)
class GoldenCase:
    """A history and the JP, levels and rewards that must follow from it, no more and no less."""

    name: str
    facts: Facts
    evidence: tuple[GoldenEvidence, ...]
    credits: Mapping[str, int]
    levels: Mapping[str, int]
    rewards: tuple[str, ...]


def read_case(table: Table) -> GoldenCase:
    """The golden case written in a table."""
    table.only("name", "facts", "evidence", "expect")
    expect = table.table("expect")
    expect.only("credits", "levels", "rewards")
    return GoldenCase(
        name=table.text("name"),
        facts=_read_facts(table.table("facts")),
        evidence=tuple(_read_evidence(item) for item in table.tables("evidence")),
        credits=_read_wholes(expect, "credits"),
        levels=_read_wholes(expect, "levels"),
        rewards=expect.texts("rewards") if "rewards" in expect else (),
    )


def _read_facts(table: Table) -> Facts:
    table.only("population", "performance", "tenure_years")
    performance = table.text("performance") if "performance" in table else None
    if performance is not None and performance not in PERFORMANCE:
        table.refuse("performance", "write one of " + ", ".join(PERFORMANCE))
    tenure = table.whole("tenure_years", least=0, most=60) if "tenure_years" in table else None
    return Facts(population=table.text("population"), performance=performance, tenure_years=tenure)


def _read_evidence(table: Table) -> GoldenEvidence:
    table.only("at", "course", "activity", "score", "points")
    if ("score" in table) == ("points" in table):
        table.refuse("score", "write either the course's score or an activity's points")
    course_key, at = table.text("course"), table.time("at").astimezone(UTC)
    if "score" in table:
        return GoldenEvidence(
            course_key=course_key,
            activity=COURSE,
            at=at,
            earned=table.number("score", least=0, most=100),
            possible=Decimal(100),
            points={},
        )
    points = _read_points(table.table("points"))
    return GoldenEvidence(
        course_key=course_key,
        activity=table.text("activity"),
        at=at,
        earned=sum((earned for earned, _ in points.values()), Decimal(0)),
        possible=sum((possible for _, possible in points.values()), Decimal(0)),
        points=points,
    )


def _read_points(table: Table) -> dict[str, tuple[Decimal, Decimal]]:
    points = {}
    for code in table.names:
        score = table.table(code)
        score.only("earned", "of")
        points[code] = (
            score.number("earned", least=0, most=1000),
            score.number("of", least=1, most=1000),
        )
    return points


def _read_wholes(table: Table, key: str) -> dict[str, int]:
    if key not in table:
        return {}
    wholes = table.table(key)
    return {name: wholes.whole(name, least=0, most=1000) for name in wholes.names}
