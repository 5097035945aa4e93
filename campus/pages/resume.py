"""Where a learner stopped, and where to go on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from completion.models import BlockCompletion

from campus.models import Block, UserState
from campus.pages.course_view import CourseView, Unit

__all__ = ["Resume", "latest", "resume"]


@dataclass(frozen=True, kw_only=True)
class Resume:
    """The unit to open next; `begun` tells whether the learner did anything in the course yet."""

    course_name: str
    part_name: str
    unit_name: str
    url: str
    begun: bool
    at: datetime | None


def resume(view: CourseView, user: Any) -> Resume | None:
    """The unit worked on last while it is unfinished, else the next unfinished one.

    None once everything is finished, or when the course is empty.
    """
    touched, at = _touched(view, user)
    unit = _next_open(view, touched)
    if unit is None:
        return None
    return Resume(
        course_name=view.name,
        part_name=view.part_of(unit).name,
        unit_name=unit.name,
        url=unit.url,
        begun=touched is not None or view.completion > 0,
        at=at,
    )


def latest(candidates: Iterable[Resume | None]) -> Resume | None:
    """The one worked on most recently; among courses not begun, the first."""
    found = [candidate for candidate in candidates if candidate]
    begun = [candidate for candidate in found if candidate.at]
    return max(begun, key=lambda candidate: candidate.at) if begun else next(iter(found), None)


def _next_open(view: CourseView, touched: Unit | None) -> Unit | None:
    """The first unfinished unit from the touched one onwards, then from the beginning."""
    start = view.units.index(touched) if touched else 0
    onwards = (*view.units[start:], *view.units[:start])
    return next((unit for unit in onwards if unit.completable and not unit.done), None)


def _touched(view: CourseView, user: Any) -> tuple[Unit | None, datetime | None]:
    """The unit the learner did something in last, and when."""
    unit_of = {block.usage_key: unit for unit in view.units for block in unit.blocks}
    unit_of |= {unit.usage_key: unit for unit in view.units}
    state = (
        UserState.objects.filter(learner=user.pk, block__in=unit_of)
        .order_by("-modified")
        .values_list("block", "modified")
        .first()
    )
    done = (
        BlockCompletion.objects.filter(user=user, context_key=view.key)
        .order_by("-modified")
        .values_list("block_key", "modified")
        .first()
    )
    seen = [(at, _unit_of(str(key), unit_of)) for key, at in filter(None, (state, done))]
    known = [(at, unit) for at, unit in seen if unit is not None]
    if not known:
        return None, None
    at, unit = max(known, key=lambda pair: pair[0])
    return unit, at


def _unit_of(usage_key: str, unit_of: dict[str, Unit]) -> Unit | None:
    """The unit that holds a block, however deep it lies."""
    while usage_key and usage_key not in unit_of:
        found = Block.objects.filter(usage_key=usage_key).values_list("parent", flat=True).first()
        usage_key = found or ""
    return unit_of.get(usage_key)
