"""My courses, the open ones, and the outline of each."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from campus import courses as engine
from campus.accounts import is_trainer
from campus.models import Course, Enrollment
from campus.pages.access import needs
from campus.pages.course_view import CourseView, course_view
from campus.pages.resume import resume

__all__ = ["course_or_404", "courses", "enrolment", "outline_page", "own_courses"]


def own_courses(user: Any) -> list[CourseView]:
    """The courses the person takes, oldest enrolment first."""
    taken = Enrollment.objects.filter(user=user).select_related("course", "grade").order_by("pk")
    return [
        course_view(enrolment.course, user, grade=getattr(enrolment, "grade", None))
        for enrolment in taken
    ]


def course_or_404(course_key: str) -> Course:
    """The course of that key, else the 404 page."""
    course = Course.objects.filter(key=course_key).first()
    if course is None:
        raise Http404
    return course


@needs()
def courses(request: HttpRequest) -> HttpResponse:
    """The courses one takes, and those one may take."""
    cards = own_courses(request.user)
    others = Course.objects.exclude(key__in=[card.key for card in cards]).order_by("display_name")
    open_courses = [course_view(course, request.user) for course in others]
    context = {"cards": cards, "open_courses": open_courses}
    return render(request, "campus/courses.html", context)


@require_POST
@needs()
def enrolment(request: HttpRequest, course_key: str) -> HttpResponse:
    """Take a course and see its outline."""
    course = course_or_404(course_key)
    engine.enroll(request.user, course)
    messages.success(
        request, _("You now take the course “%(name)s”.") % {"name": course.display_name}
    )
    return redirect("campus:outline", course.key)


@needs()
def outline_page(request: HttpRequest, course_key: str) -> HttpResponse:
    """The course's chapters; who does not take it sees them and may enrol."""
    course = course_or_404(course_key)
    taken = (
        Enrollment.objects.filter(user=request.user, course=course).select_related("grade").first()
    )
    view = course_view(course, request.user, grade=getattr(taken, "grade", None))
    return render(
        request,
        "campus/outline.html",
        {
            "course": view,
            "enrolled": taken is not None,
            "may_open": taken is not None or is_trainer(request.user),
            "resume": resume(view, request.user) if taken else None,
        },
    )
