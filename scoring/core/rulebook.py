"""A rulebook: dated rules from a TOML file, read whole or refused with place and remedy.

Once published it is never edited: its digest is an entry of the ledger and every decision names
it. What follows from it must be written in it; an unknown key is an error, not a comment.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from types import MappingProxyType

from .cases import GoldenCase, read_case
from .competency import HIGHEST_EVIDENCE_LEVEL
from .entries import Draft, Kind
from .errors import RulebookInvalid
from .rules import Condition, read_condition
from .tables import Table

__all__ = [
    "Caps",
    "CourseRule",
    "LegalBasis",
    "LevelRule",
    "PredicateRule",
    "RewardRule",
    "Rulebook",
    "parse",
    "publication",
]


@dataclass(frozen=True, kw_only=True)
class LegalBasis:
    """A regulation and what it says; ``verified`` tells whether its text was read."""

    ref: str
    says: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class CourseRule:
    """A course that earns training hours (JP) once its score reaches ``pass_mark``."""

    key: str
    title: str
    jp: int
    form: str
    pass_mark: Decimal


@dataclass(frozen=True, kw_only=True)
class Caps:
    """The most JP that count for one day and for one calendar year, and who says so."""

    day_jp: int
    day_source: str
    year_jp: int
    year_source: str


@dataclass(frozen=True, kw_only=True)
class LevelRule:
    """The share of points, and in how many activities, that shows an evidence level."""

    level: int
    share: Decimal
    activities: int


@dataclass(frozen=True, kw_only=True)
class PredicateRule:
    """The word for a course score from ``at_least`` upwards."""

    at_least: Decimal
    name: str


@dataclass(frozen=True, kw_only=True)
class RewardRule:
    """A reward that may be proposed to a person when its condition holds; a person decides."""

    reward_id: str
    title: str
    legal: str
    population: tuple[str, ...]
    condition: Condition


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """The rules in force from one day on, with the digest of the text they were read from."""

    id: str
    title: str
    digest: str
    source: str
    legal: tuple[LegalBasis, ...]
    effective_from: date
    effective_to: date | None
    population: tuple[str, ...]
    courses: Mapping[str, CourseRule]
    caps: Caps
    levels: tuple[LevelRule, ...]
    predicates: tuple[PredicateRule, ...]
    rewards: Mapping[str, RewardRule]
    golden: tuple[GoldenCase, ...]

    def in_force_on(self, day: date) -> bool:
        """Whether evidence of this day is judged by this rulebook."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )

    def predicate(self, score: Decimal) -> str:
        """The word for a course score, empty below the lowest of the scale."""
        names = (rule.name for rule in self.predicates if score >= rule.at_least)
        return next(names, "")

    def naming(self) -> dict[str, str]:
        """How every decision names the rulebook it follows from."""
        return {"rulebook": self.id, "rulebook_digest": self.digest}


def parse(text: str, *, source: str = "rulebook") -> Rulebook:
    """The rulebook written in a text; ``source`` is the file name that a refusal shows."""
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RulebookInvalid(source, f"correct the TOML: {error}") from error
    top = Table(values, name="", source=source, text=text)
    top.only("rulebook", "legal", "courses", "caps", "levels", "predicates", "rewards", "golden")
    head = top.table("rulebook")
    head.only("id", "title", "effective_from", "effective_to", "population")
    courses = _read_courses(top.table("courses"))
    return Rulebook(
        id=head.text("id"),
        title=head.text("title"),
        digest="sha256:" + sha256(text.encode("utf-8")).hexdigest(),
        source=source,
        legal=tuple(_read_legal(table) for table in top.tables("legal")),
        effective_from=head.day("effective_from"),
        effective_to=_read_end(head),
        population=head.texts("population"),
        courses=courses,
        caps=_read_caps(top.table("caps")),
        levels=_read_levels(top),
        predicates=_read_predicates(top),
        rewards=_read_rewards(top.table("rewards"), courses),
        golden=tuple(read_case(table) for table in top.tables("golden")),
    )


def publication(rulebook: Rulebook, *, actor: str) -> Draft:
    """The draft that publishes a rulebook; the same text can be published only once."""
    return Draft(
        kind=Kind.RULEBOOK_PUBLISHED,
        key=f"rulebook:{rulebook.digest}",
        subject=None,
        body={
            **rulebook.naming(),
            "actor": actor,
            "effective_from": rulebook.effective_from.isoformat(),
            "title": rulebook.title,
        },
    )


def _read_end(head: Table) -> date | None:
    if "effective_to" not in head:
        return None
    end = head.day("effective_to")
    if end < head.day("effective_from"):
        head.refuse("effective_to", "write a day that is not before effective_from")
    return end


def _read_legal(table: Table) -> LegalBasis:
    table.only("ref", "says", "verified")
    return LegalBasis(
        ref=table.text("ref"), says=table.text("says"), verified=table.truth("verified")
    )


def _read_courses(tables: Table) -> Mapping[str, CourseRule]:
    courses = {}
    for key in tables.names:
        table = tables.table(key)
        table.only("title", "jp", "form", "pass_mark")
        courses[key] = CourseRule(
            key=key,
            title=table.text("title"),
            jp=table.whole("jp", least=1, most=1000),
            form=table.text("form"),
            pass_mark=table.number("pass_mark", least=1, most=100),
        )
    return MappingProxyType(courses)


def _read_caps(table: Table) -> Caps:
    table.only("day_jp", "day_source", "year_jp", "year_source")
    return Caps(
        day_jp=table.whole("day_jp", least=1, most=24),
        day_source=table.text("day_source"),
        year_jp=table.whole("year_jp", least=1, most=1000),
        year_source=table.text("year_source"),
    )


def _read_levels(top: Table) -> tuple[LevelRule, ...]:
    levels: list[LevelRule] = []
    for table in top.tables("levels"):
        table.only("level", "share", "activities")
        rule = LevelRule(
            level=table.whole("level", least=1, most=HIGHEST_EVIDENCE_LEVEL),
            share=table.number("share", least=0, most=1),
            activities=table.whole("activities", least=1, most=100),
        )
        if levels and (rule.level <= levels[-1].level or rule.share < levels[-1].share):
            table.refuse("level", "write the levels upwards, each as hard as the one before")
        levels.append(rule)
    return tuple(levels)


def _read_predicates(top: Table) -> tuple[PredicateRule, ...]:
    predicates = []
    for table in top.tables("predicates"):
        table.only("at_least", "name")
        bound = table.number("at_least", least=0, most=100)
        predicates.append(PredicateRule(at_least=bound, name=table.text("name")))
    return tuple(sorted(predicates, key=lambda rule: rule.at_least, reverse=True))


def _read_rewards(tables: Table, courses: Mapping[str, CourseRule]) -> Mapping[str, RewardRule]:
    titles = {key: course.title for key, course in courses.items()}
    rewards = {}
    for reward_id in tables.names:
        table = tables.table(reward_id)
        table.only("title", "legal", "population", "when")
        rewards[reward_id] = RewardRule(
            reward_id=reward_id,
            title=table.text("title"),
            legal=table.text("legal"),
            population=table.texts("population"),
            condition=read_condition(table.table("when"), courses=titles),
        )
    return MappingProxyType(rewards)
