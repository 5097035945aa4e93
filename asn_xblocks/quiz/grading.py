"""What an answer is worth. Pure: items and answers in, points out; nothing but Python.

A single choice gives all of its points or none. Several choices give the share of the right ones
chosen, less one share for each wrong one chosen, never below nothing. An ordering gives the share
of its steps that stand in their right place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from hashlib import sha256

__all__ = ["Item", "ItemScore", "Kind", "QuizScore", "Verdict", "grade", "shuffled"]

_SMALLEST = Decimal("0.0001")  # points are kept to four decimals


class Kind(StrEnum):
    """How an item is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    ORDERING = "ordering"


class Verdict(StrEnum):
    """How an item was answered."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"


@dataclass(frozen=True, kw_only=True)
class Item:
    """What grading must know of an item; ``key`` is the right choices, or the right order."""

    id: str
    kind: Kind
    key: tuple[str, ...]
    points: Decimal
    competency: str = ""


@dataclass(frozen=True, kw_only=True)
class ItemScore:
    """The points of one answered item."""

    id: str
    earned: Decimal
    possible: Decimal

    @property
    def verdict(self) -> Verdict:
        """Right, partly right or wrong, by the points."""
        if self.earned == self.possible:
            return Verdict.RIGHT
        return Verdict.PARTLY if self.earned else Verdict.WRONG


@dataclass(frozen=True, kw_only=True)
class QuizScore:
    """The points of an attempt: in total, by item, and by competency as (earned, possible)."""

    earned: Decimal
    possible: Decimal
    items: tuple[ItemScore, ...]
    competencies: Mapping[str, tuple[Decimal, Decimal]]


def grade(items: Sequence[Item], answers: Mapping[str, Sequence[str]]) -> QuizScore:
    """The score of an attempt; an item without an answer earns nothing.

    >>> item = Item(id="i1", kind=Kind.MULTIPLE, key=("a", "b"), points=Decimal(2))
    >>> grade([item], {"i1": ["a"]}).earned
    Decimal('1.0000')
    """
    scores = tuple(_grade_item(item, answers.get(item.id, ())) for item in items)
    competencies: dict[str, tuple[Decimal, Decimal]] = {}
    for item, score in zip(items, scores, strict=True):
        if item.competency:
            earned, possible = competencies.get(item.competency, (Decimal(0), Decimal(0)))
            competencies[item.competency] = (earned + score.earned, possible + score.possible)
    return QuizScore(
        earned=sum((score.earned for score in scores), Decimal(0)),
        possible=sum((score.possible for score in scores), Decimal(0)),
        items=scores,
        competencies=competencies,
    )


def _grade_item(item: Item, chosen: Sequence[str]) -> ItemScore:
    hits, of = _MEASURES[item.kind](item.key, chosen)
    earned = (item.points * hits / of).quantize(_SMALLEST, ROUND_DOWN)
    # All right is exactly the item's points, whatever a division would have made of them.
    return ItemScore(id=item.id, earned=item.points if hits == of else earned, possible=item.points)


def _single(key: tuple[str, ...], chosen: Sequence[str]) -> tuple[int, int]:
    return int(tuple(chosen) == key), 1


def _multiple(key: tuple[str, ...], chosen: Sequence[str]) -> tuple[int, int]:
    right = len(set(chosen) & set(key))
    wrong = len(set(chosen) - set(key))
    return max(0, right - wrong), len(key)


def _ordering(key: tuple[str, ...], chosen: Sequence[str]) -> tuple[int, int]:
    return sum(placed == due for placed, due in zip(chosen, key, strict=False)), len(key)


_MEASURES = {Kind.SINGLE: _single, Kind.MULTIPLE: _multiple, Kind.ORDERING: _ordering}


def shuffled(ids: Sequence[str], *, seed: str, never: Sequence[str] = ()) -> tuple[str, ...]:
    """The ids in an order that looks random and is the same for the same seed.

    An order equal to ``never`` (the solution) is turned by one place.

    >>> shuffled(["a", "b", "c"], seed="x") == shuffled(["c", "b", "a"], seed="x")
    True
    """
    order = tuple(sorted(ids, key=lambda one: sha256(f"{seed}\n{one}".encode()).digest()))
    return (*order[1:], order[0]) if order and order == tuple(never) else order
