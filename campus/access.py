"""Who may reach a block: decided from the session alone, with one query."""

import logging
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import UsageKey
from xblock.core import XBlock
from xblock.django.request import django_to_webob_request, webob_to_django_response
from xblock.exceptions import NoSuchHandlerError, NotFoundError, ProcessingError

from campus import accounts
from campus.models import Course, Enrollment
from campus.runtime import CampusRuntime
from campus.tree import CourseTree
from campus.trees import course_at, tree_of

__all__ = ["Seat", "answer", "enrollment_of", "refusal", "seat_for"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A user's place before one block of one course; trainers may sit without being enrolled."""

    course: Course
    tree: CourseTree
    usage_key: UsageKey
    enrollment: Enrollment | None

    def runtime(self, user: User, *, author: bool = False) -> CampusRuntime:
        """A runtime for this seat; who is not enrolled only previews, and nothing is kept."""
        return CampusRuntime(
            self.tree,
            user=user,
            enrollment=self.enrollment,
            author=author or self.enrollment is None,
        )


def refusal(status: int, sentence: str) -> JsonResponse:
    """An answer that says in one sentence what was wrong."""
    return JsonResponse({"error": sentence}, status=status)


def seat_for(request: HttpRequest, usage_key: str) -> Seat | JsonResponse:
    """The seat of the logged-in user, or the refusal to send; raises 404 for unknown blocks."""
    if not request.user.is_authenticated:
        return refusal(
            403, _("Please log in first; your answer was not lost if you keep this page open.")
        )
    course_key = str(_parsed(usage_key).context_key)
    enrollment = enrollment_of(request.user, course_key)
    is_trainer = accounts.is_trainer(request.user)
    if enrollment is None and not is_trainer:
        return refusal(403, _("You are not enrolled in this course."))
    course = enrollment.course if enrollment else Course.objects.filter(key=course_key).first()
    tree = tree_of(course) if course else None
    if tree is None or usage_key not in tree:
        raise Http404
    block = tree.block(usage_key)
    if block.setting("visible_to_staff_only", False) and not is_trainer:
        raise Http404
    return Seat(course=course, tree=tree, usage_key=block.usage_key, enrollment=enrollment)


def answer(block: XBlock, name: str, request: HttpRequest, *, suffix: str) -> HttpResponse:
    """The block's answer as Django's response; an unknown handler is a 404."""
    try:
        response = block.handle(name, django_to_webob_request(request), suffix)
    except (NoSuchHandlerError, NotFoundError) as error:
        raise Http404 from error
    except ProcessingError as error:
        _log.warning("%s of %s refused: %s", name, block.scope_ids.usage_id, error)
        return JsonResponse({"success": str(error)})
    return webob_to_django_response(response)


def enrollment_of(user: User, course_key: str) -> Enrollment | None:
    """The user's place in the course, with the course, in one query; None without one.

    Written out, for it is part of every request; the course's own row is kept in memory.
    """
    key = connection.ops.quote_name("key")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, c.version, c.content_digest FROM campus_enrollment e"  # noqa: S608
            f" JOIN campus_course c ON c.id = e.course_id WHERE e.user_id = %s AND c.{key} = %s",
            [user.pk, course_key],
        )
        found = cursor.fetchone()
    if found is None:
        return None
    pk, version, digest = found
    course = course_at(course_key, version=version, digest=digest)
    enrollment = Enrollment(pk=pk, user=user, course=course)
    enrollment._state.adding, enrollment._state.db = False, connection.alias
    return enrollment


def _parsed(usage_key: str) -> UsageKey:
    try:
        return UsageKey.from_string(usage_key)
    except InvalidKeyError as error:
        raise Http404 from error
