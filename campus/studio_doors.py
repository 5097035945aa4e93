"""The doors of authors: a block's handlers in the editor, which may change the course."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from campus import accounts, courses
from campus.access import answer, refusal, seat_for

__all__ = ["studio_handler", "urlpatterns"]


@require_http_methods(["GET", "POST"])
def studio_handler(
    request: HttpRequest, usage_key: str, handler: str, suffix: str | None = None
) -> HttpResponse:
    """What the block answers to its author; changed content becomes a new version of the course."""
    seat = seat_for(request, usage_key)
    if isinstance(seat, JsonResponse):
        return seat
    if not accounts.is_trainer(request.user):
        return refusal(403, _("Only trainers may change a course."))
    runtime = seat.runtime(request.user, author=True)
    response = answer(runtime.get_block(seat.usage_key), handler, request, suffix=suffix or "")
    if runtime.store.authored and response.status_code < 400:
        courses.save_block_fields(seat.course, runtime.store.authored)
    return response


urlpatterns = [
    path(
        "studio/<str:usage_key>/handler/<str:handler>/<path:suffix>",
        studio_handler,
        name="studio-handler",
    ),
    re_path(
        r"^studio/(?P<usage_key>[^/]+)/handler/(?P<handler>\w+)/?$",
        studio_handler,
        name="studio-handler",
    ),
]
