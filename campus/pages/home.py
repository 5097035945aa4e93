"""The first page, by role: where to go on, what is waiting, what the campus holds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone as clock
from django.utils.translation import gettext as _

from campus.accounts import role_of
from campus.models import Course
from campus.pages.access import needs
from campus.pages.courses import own_courses
from campus.pages.navigation import url_or_empty
from campus.pages.resume import latest, resume
from scoring import api
from scoring.core.errors import ScoringError
from scoring.models import CourseResult, Entry, Person

__all__ = ["Hours", "QueueItem", "ResultRow", "StudioCourse", "Tile", "home", "studio_courses"]

_LATEST = 8
_QUEUE = 10
_WIB = timezone(timedelta(hours=7), "WIB")


@dataclass(frozen=True, kw_only=True)
class Hours:
    """The training hours (JP) of a year; `known` is false for an account without a person."""

    year: int
    known: bool
    earned: int = 0
    cap: int = 0

    @property
    def share(self) -> float:
        """How much of the year's cap is earned."""
        return min(1.0, self.earned / self.cap) if self.cap else 0.0


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One figure with the place it leads to."""

    url: str
    title: str
    figure: str
    text: str


@dataclass(frozen=True, kw_only=True)
class QueueItem:
    """One proposed reward that waits for a decision."""

    url: str
    title: str
    person: str
    since: datetime


@dataclass(frozen=True, kw_only=True)
class ResultRow:
    """One of the latest course results."""

    name: str
    course: str
    score: Decimal | None
    passed: bool
    jp: int


@dataclass(frozen=True, kw_only=True)
class StudioCourse:
    """A course as the studio lists it."""

    key: str
    name: str
    url: str
    learners: int
    modified: datetime


@needs()
def home(request: HttpRequest) -> HttpResponse:
    """The first page of the person's role."""
    by_role: dict[str, Callable[[HttpRequest], HttpResponse]] = {
        "trainer": _trainer,
        "hr": _hr,
        "approver": _approver,
        "auditor": _auditor,
    }
    return by_role.get(role_of(request.user), _learner)(request)


def studio_courses() -> list[StudioCourse]:
    """Every course of the campus, by name."""
    found = Course.objects.annotate(learners=Count("enrollments")).order_by("display_name")
    return [
        StudioCourse(
            key=course.key,
            name=course.display_name,
            url=url_or_empty("campus:studio-course", course.key),
            learners=course.learners,
            modified=course.modified,
        )
        for course in found
    ]


def _learner(request: HttpRequest) -> HttpResponse:
    cards = own_courses(request.user)
    context = {
        "cards": cards,
        "resume": latest(resume(card, request.user) for card in cards),
        "hours": _hours(request.user),
        "standing_url": url_or_empty("asn_scoring:my-standing"),
    }
    return render(request, "campus/home_learner.html", context)


def _hours(user: Any) -> Hours:
    today = clock.now().astimezone(_WIB).date()
    person = api.person_for_user(user.pk)
    if person is None:
        return Hours(year=today.year, known=False)
    try:
        cap = api.current_rulebook(on=today).caps.year_jp
    except ScoringError:
        cap = 0
    earned = api.standing(person.subject).jp(today.year)
    return Hours(year=today.year, known=True, earned=earned, cap=cap)


def _office(request: HttpRequest, **context: Any) -> HttpResponse:
    return render(
        request,
        "campus/home_office.html",
        {"queue": None, "courses": None, "latest": None} | context,
    )


def _trainer(request: HttpRequest) -> HttpResponse:
    intro = _("Edit your courses here; learners see a change as soon as you save it.")
    return _office(request, intro=intro, tiles=[], courses=studio_courses())


def _hr(request: HttpRequest) -> HttpResponse:
    results = Tile(
        url=url_or_empty("asn_scoring:results"),
        title=_("Results"),
        figure=str(_results_count()),
        text=_("course results to look at, filter and export"),
    )
    intro = _("What the city's civil servants learned, ready for the staff register.")
    tiles = [results, _waiting_tile(), _ledger_tile()]
    return _office(request, intro=intro, tiles=tiles, latest=_latest_results())


def _approver(request: HttpRequest) -> HttpResponse:
    waiting = api.rewards(state="proposed")
    shown = waiting[:_QUEUE]
    names = _names(case.subject for case in shown)
    since = dict(
        Entry.objects.filter(seq__in=[case.proposed_id for case in shown]).values_list("seq", "at")
    )
    queue = [
        QueueItem(
            url=url_or_empty("asn_scoring:reward", case.proposed_id),
            title=case.title,
            person=names[case.subject],
            since=since[case.proposed_id],
        )
        for case in shown
    ]
    intro = _("The rules propose a reward; you decide, and your reason is kept.")
    return _office(
        request,
        intro=intro,
        tiles=[],
        queue=queue,
        waiting=len(waiting),
        queue_url=url_or_empty("asn_scoring:rewards"),
    )


def _auditor(request: HttpRequest) -> HttpResponse:
    intro = _("Every fact and every decision is an entry; none can be changed or removed.")
    return _office(
        request,
        intro=intro,
        tiles=[_ledger_tile()],
        root=api.head().root,
        ledger_url=url_or_empty("asn_scoring:ledger"),
    )


def _waiting_tile() -> Tile:
    return Tile(
        url=url_or_empty("asn_scoring:rewards"),
        title=_("Rewards"),
        figure=str(len(api.rewards(state="proposed"))),
        text=_("proposed, waiting for a decision"),
    )


def _ledger_tile() -> Tile:
    return Tile(
        url=url_or_empty("asn_scoring:ledger"),
        title=_("Ledger"),
        figure=str(api.head().size),
        text=_("entries, each one provable"),
    )


def _results_count() -> int:
    api.catch_up()
    return CourseResult.objects.count()


def _latest_results() -> list[ResultRow]:
    titles = dict(Course.objects.values_list("key", "display_name"))
    rows = list(CourseResult.objects.order_by("-seq")[:_LATEST])
    names = _names(result.subject for result in rows)
    return [
        ResultRow(
            name=names[result.subject],
            course=titles.get(result.course_key, result.course_key),
            score=result.score,
            passed=result.passed,
            jp=result.jp,
        )
        for result in rows
    ]


def _names(subjects: Iterable[UUID]) -> dict[UUID, str]:
    """The names of people by subject; who left the register is named as such."""
    wanted = set(subjects)
    known = dict(Person.objects.filter(subject__in=wanted).values_list("subject", "name"))
    left = _("Person no longer in the register")
    return {subject: known.get(subject) or left for subject in wanted}
