"""Who the synthetic civil servants are and how each of them will study, from one seed."""

import csv
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import resources
from random import Random

__all__ = ["FIRST_DAY", "REGISTER", "Member", "cohort", "opaque"]

REGISTER = resources.files("campus.demo") / "register.csv"
# A Monday in the rulebook's year; fixed, so that one seed always gives one ledger.
FIRST_DAY = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)

# name, weight, skill from-to, how many of the twelve activities are done, comes back after a poor result
_MANNERS = (
    ("thorough", 8, 0.93, 1.00, 12, True),
    ("steady", 12, 0.80, 0.92, 12, True),
    ("hurried", 5, 0.62, 0.92, 12, False),
    ("struggling", 6, 0.25, 0.50, 12, True),
    ("one course", 4, 0.80, 0.95, 6, True),
    ("stopped half way", 3, 0.70, 0.90, 4, False),
    ("not begun", 2, 0.0, 0.0, 0, False),
)


@dataclass(frozen=True)
class Member:
    """A synthetic learner: the row in the register and the manner of study."""

    account: str
    name: str
    manner: str
    skill: float
    activities: int
    retries: bool
    one_day: bool
    begins: datetime
    first_course: int


def cohort(seed: int) -> list[Member]:
    """The members of the register with a manner of study each; the same seed gives the same list."""
    rng = Random(f"cohort {seed}")
    with REGISTER.open(encoding="utf-8", newline="") as register:
        rows = list(csv.DictReader(register))
    manners = [m for m in _MANNERS for _ in range(m[1])]
    rng.shuffle(manners)
    return [_member(row, manner, rng) for row, manner in zip(rows, manners, strict=True)]


def _member(row: dict[str, str], manner: tuple, rng: Random) -> Member:
    name, _weight, low, high, activities, retries = manner
    begins = FIRST_DAY + timedelta(days=rng.randrange(0, 12), minutes=rng.randrange(0, 420))
    return Member(
        account=row["akun"],
        name=row["nama"],
        manner=name,
        skill=rng.uniform(low, high),
        activities=activities,
        retries=retries,
        one_day=name == "hurried",
        begins=begins,
        first_course=rng.randrange(2),
    )


def opaque(seed: int, *what: str) -> uuid.UUID:
    """A random-looking id that one seed always draws again; outside the demo ids are truly random."""
    return uuid.UUID(int=Random(" ".join((str(seed), *what))).getrandbits(128), version=4)
