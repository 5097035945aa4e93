"""The HTTP doors of blocks: handlers, resources and files, the same contract as the LMS's."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path, re_path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from campus import resources, studio_doors
from campus.access import answer, refusal, seat_for

__all__ = ["MAX_BODY", "handler", "urlpatterns"]

MAX_BODY = 1_048_576


@require_http_methods(["GET", "POST"])
def handler(
    request: HttpRequest, usage_key: str, handler: str, suffix: str | None = None
) -> HttpResponse:
    """What the block answers to the logged-in learner.

    There is no transaction around it, as in the LMS: what a block stores before it fails stays.
    """
    if _too_large(request):
        return refusal(413, _("The request is larger than 1 MB."))
    seat = seat_for(request, usage_key)
    if isinstance(seat, JsonResponse):
        return seat
    runtime = seat.runtime(request.user)
    runtime.prefetch([seat.usage_key])
    return answer(runtime.get_block(seat.usage_key), handler, request, suffix=suffix or "")


def _too_large(request: HttpRequest) -> bool:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY
    except ValueError:
        return True


_asset = require_safe(resources.asset)
_resource = require_safe(resources.block_resource)

urlpatterns = [
    path("xblock/<str:usage_key>/handler/<str:handler>/<path:suffix>", handler, name="handler"),
    re_path(r"^xblock/(?P<usage_key>[^/]+)/handler/(?P<handler>\w+)/?$", handler, name="handler"),
    path("xblock/resource/<str:block_type>/<path:path>", _resource, name="block-resource"),
    path("asset/<str:course_key>/<path:path>", _asset, name="asset"),
    *studio_doors.urlpatterns,
]
