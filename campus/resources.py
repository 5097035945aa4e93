"""Files that blocks bring along, and files of courses: found, named after their content, served."""

import hashlib
import mimetypes
from functools import cache
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_script_prefix
from xblock.exceptions import DisallowedFileError

from campus.catalogue import block_class
from campus.models import CourseAsset, Enrollment
from campus.placeholder import Placeholder

__all__ = ["asset", "block_resource", "resource_url"]

_FOREVER = "public, max-age=31536000, immutable"
# A course's files come from authors: nothing of theirs may run as a page of this site.
_CAGE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src 'self'; sandbox"
_SHOWN_IN_PLACE = {
    "application/pdf",
    "audio/mpeg",
    "audio/ogg",
    "font/woff2",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/svg+xml",
    "image/webp",
    "text/css",
    "text/plain",
    "text/vtt",
    "video/mp4",
    "video/webm",
}


def _read(block_type: str, uri: str) -> bytes:
    cls = block_class(block_type)
    if cls is Placeholder:
        raise FileNotFoundError(uri)
    with cls.open_local_resource(uri) as resource:
        return resource.read()


def _fingerprint(block_type: str, uri: str) -> str:
    try:
        return hashlib.sha256(_read(block_type, uri)).hexdigest()[:12]
    except (OSError, DisallowedFileError):
        return "missing"


_kept_fingerprint = cache(_fingerprint)


def resource_url(block_type: str, uri: str) -> str:
    """The address of a file in a block's `public/` folder; it changes when the file does."""
    version = (_fingerprint if settings.DEBUG else _kept_fingerprint)(block_type, uri)
    place = f"xblock/resource/{quote(block_type)}/{quote(uri)}"
    return f"{get_script_prefix()}{place}?v={version}"


def block_resource(request: HttpRequest, block_type: str, path: str) -> HttpResponse:
    """A file of a block's `public/` folder; 404 for everything else."""
    try:
        content = _read(block_type, path)
    except (OSError, DisallowedFileError) as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=_content_type(path))
    response["Cache-Control"] = _FOREVER if "v" in request.GET else "public, max-age=300"
    return response


def asset(request: HttpRequest, course_key: str, path: str) -> HttpResponse:
    """A file of a course's `static/` folder, for people who may see the course."""
    if not request.user.is_authenticated or not _may_see(request, course_key):
        raise Http404
    found = CourseAsset.objects.filter(course__key=course_key, path=path).first()
    if found is None:
        raise Http404
    tag = f'"{found.digest[:32]}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304)
    content_type = _content_type(path)
    plain = content_type.split(";")[0]
    shown = plain in _SHOWN_IN_PLACE
    response = HttpResponse(
        bytes(found.body), content_type=content_type if shown else "application/octet-stream"
    )
    response["Content-Security-Policy"] = _CAGE if plain != "application/pdf" else "sandbox"
    if not shown:
        response["Content-Disposition"] = "attachment"
    response["ETag"] = tag
    response["Cache-Control"] = "private, max-age=300"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _may_see(request: HttpRequest, course_key: str) -> bool:
    if request.user.account.role == "trainer":
        return True
    return Enrollment.objects.filter(user=request.user, course__key=course_key).exists()


def _content_type(path: str) -> str:
    guessed, _ = mimetypes.guess_type(path)
    if path.endswith(".js"):
        guessed = "text/javascript"
    guessed = guessed or "application/octet-stream"
    textual = guessed.startswith("text/") or guessed == "image/svg+xml"
    return f"{guessed}; charset=utf-8" if textual else guessed
