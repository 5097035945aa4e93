"""A course as the pages show it: chapters, parts and units with progress, scores and dates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property

from campus.models import Course, CourseGrade
from campus.outline import Node, outline_of
from campus.pages.kinds import kind_of

__all__ = ["BlockView", "Chapter", "CourseView", "Part", "Unit", "Weight", "course_view"]

_DONE = 0.9999  # a mean of many ones may fall a hair short of one
_UNIT = "vertical"


@dataclass(frozen=True, kw_only=True)
class BlockView:
    """A block of a unit, as the studio lists it."""

    usage_key: str
    block_type: str
    name: str

    @property
    def kind(self) -> Promise | str:
        """What kind of block it is, in words."""
        return kind_of(self.block_type)

    @property
    def edit_url(self) -> str:
        """Where a trainer edits it."""
        return reverse("campus:studio-block", args=[self.usage_key])


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One page of the player; `position` counts from 1 within its part."""

    usage_key: str
    course_key: str
    name: str
    position: int
    completion: float
    blocks: tuple[BlockView, ...]
    completable: bool = True
    current: bool = False

    @property
    def url(self) -> str:
        """Where it is read."""
        return reverse("campus:unit", args=[self.course_key, self.usage_key])

    @property
    def speaks_for_itself(self) -> bool:
        """Whether it holds one block that bears its own name, which is then shown once."""
        return [block.name for block in self.blocks] == [self.name]

    @property
    def done(self) -> bool:
        """Whether everything in it is finished."""
        return self.completable and self.completion >= _DONE

    @property
    def begun(self) -> bool:
        """Whether something in it is finished."""
        return self.completable and self.completion > 0


@dataclass(frozen=True, kw_only=True)
class Part:
    """A subsection: its units, what it is worth and until when."""

    name: str
    units: tuple[Unit, ...]
    graded: bool
    format: str
    earned: float
    possible: float
    due: datetime | None
    position: int = 0

    @property
    def overdue(self) -> bool:
        """Whether its deadline has passed."""
        return self.due is not None and self.due < timezone.now()

    @property
    def score(self) -> float | None:
        """The share of its points that is earned; None while nothing of it is done."""
        begun = self.earned > 0 or any(unit.begun for unit in self.units)
        return self.earned / self.possible if begun and self.possible else None

    def at(self, unit: Unit) -> "Part":
        """The same part seen from one of its units."""
        units = tuple(replace(u, current=u.usage_key == unit.usage_key) for u in self.units)
        return replace(self, units=units, position=unit.position)


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A section of the course."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class Weight:
    """What one kind of graded work counts in the course."""

    name: str
    share: Decimal


@dataclass(frozen=True)
class CourseView:
    """One course for one person; `score` and the rest of the grade are None until there is one."""

    course: Course
    chapters: tuple[Chapter, ...]
    completion: float
    grade: CourseGrade | None = None

    @property
    def key(self) -> str:
        """The course key."""
        return self.course.key

    @property
    def name(self) -> str:
        """The course's title."""
        return self.course.display_name

    @property
    def url(self) -> str:
        """The outline's address."""
        return reverse("campus:outline", args=[self.key])

    @property
    def studio_url(self) -> str:
        """Where a trainer edits the course."""
        return reverse("campus:studio-course", args=[self.key])

    @property
    def enrol_url(self) -> str:
        """Where the enrol button sends its form."""
        return reverse("campus:enrol", args=[self.key])

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every unit in course order."""
        return tuple(u for chapter in self.chapters for part in chapter.parts for u in part.units)

    @property
    def units_total(self) -> int:
        """How many units there are to finish."""
        return sum(unit.completable for unit in self.units)

    @property
    def units_done(self) -> int:
        """How many of them are finished."""
        return sum(unit.done for unit in self.units)

    @property
    def begun(self) -> bool:
        """Whether the person has finished or earned anything in it."""
        return self.completion > 0 or bool(self.grade and self.grade.percent)

    @property
    def score(self) -> Decimal | None:
        """The course grade as a share of one."""
        return self.grade.percent if self.grade else None

    @property
    def passed(self) -> bool:
        """Whether the grade reached the pass mark."""
        return bool(self.grade and self.grade.passed)

    @property
    def pass_mark(self) -> Decimal | None:
        """The lowest grade that passes, as a share of one."""
        cutoffs = self.course.grading_policy.get("GRADE_CUTOFFS") or {}
        return min((Decimal(str(cutoff)) for cutoff in cutoffs.values()), default=None)

    @property
    def weights(self) -> tuple[Weight, ...]:
        """What counts for the grade, in the policy's order."""
        graders: list[Mapping[str, Any]] = self.course.grading_policy.get("GRADER") or []
        return tuple(
            Weight(name=grader.get("type", ""), share=Decimal(str(grader.get("weight", 0))))
            for grader in graders
            if grader.get("weight")
        )

    def unit(self, usage_key: str) -> Unit | None:
        """The unit of that key, if the course has it."""
        return next((unit for unit in self.units if unit.usage_key == usage_key), None)

    def part_of(self, unit: Unit) -> Part:
        """The part that holds the unit."""
        return next(
            part for chapter in self.chapters for part in chapter.parts if unit in part.units
        )

    def around(self, unit: Unit) -> tuple[Unit | None, Unit | None]:
        """The units before and after it, across parts."""
        here = self.units.index(unit)
        before = self.units[here - 1] if here else None
        after = self.units[here + 1] if here + 1 < len(self.units) else None
        return before, after


def course_view(course: Course, user: Any, *, grade: CourseGrade | None = None) -> CourseView:
    """The course as this person sees it."""
    root = outline_of(course, user)
    chapters = tuple(_chapter(node, course.key) for node in root.children)
    return CourseView(course, chapters, _share(root.completion), grade)


def _chapter(node: Node, course_key: str) -> Chapter:
    parts = tuple(_part(child, course_key) for child in node.children)
    return Chapter(name=node.name, parts=parts)


def _part(node: Node, course_key: str) -> Part:
    return Part(
        name=node.name,
        units=tuple(
            _unit(child, course_key, position=position)
            for position, child in enumerate(node.children, start=1)
        ),
        graded=node.graded,
        format=node.format,
        earned=node.earned,
        possible=node.possible if node.graded else 0,
        due=node.due,
    )


def _unit(node: Node, course_key: str, *, position: int) -> Unit:
    inside = node.children if node.block_type == _UNIT else (node,)
    return Unit(
        usage_key=str(node.usage_key),
        course_key=course_key,
        name=node.name,
        position=position,
        completion=_share(node.completion),
        completable=bool(node.completable),
        blocks=tuple(
            BlockView(usage_key=str(b.usage_key), block_type=b.block_type, name=b.name)
            for b in inside
        ),
    )


def _share(completion: float) -> float:
    return 1.0 if completion >= _DONE else completion
