"""The unit player: one unit with its blocks, and the way to the ones beside it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from campus import player
from campus.accounts import is_trainer
from campus.models import Enrollment
from campus.pages.access import needs
from campus.pages.course_view import course_view
from campus.pages.courses import course_or_404

__all__ = ["unit_page"]


@needs()
def unit_page(request: HttpRequest, course_key: str, usage_key: str) -> HttpResponse:
    """The unit for who takes the course, or edits it; others are led to the outline."""
    course = course_or_404(course_key)
    taken = Enrollment.objects.filter(user=request.user, course=course).exists()
    if not (taken or is_trainer(request.user)):
        messages.warning(request, _("Enrol in this course first; then its units open."))
        return redirect("campus:outline", course.key)
    view = course_view(course, request.user)
    unit = view.unit(usage_key)
    if unit is None:
        raise Http404
    previous, following = view.around(unit)
    nonce = getattr(request, "csp_nonce", "")
    rendered = player.unit(course.key, unit.usage_key, request.user, nonce=nonce)
    context = {
        "course": view,
        "unit": unit,
        "part": view.part_of(unit).at(unit),
        "previous": previous,
        "following": following,
        "may_open": True,
        "rendered": rendered,
    }
    response = render(request, "campus/unit.html", context)
    response.campus_policy = rendered.policy
    return response
