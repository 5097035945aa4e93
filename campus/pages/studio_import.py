"""Bringing a course in as an archive, and giving an example of one out."""

import gzip
import io
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import course_content
from campus.courses import import_course
from campus.pages.access import needs
from campus.pages.forms import CourseArchiveForm
from course_content.archive import ArchiveRefused
from course_content.olx import OlxInvalid

__all__ = ["Example", "Refusal", "example", "import_page"]


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why a course was not imported: where, what and how to mend it."""

    place: str
    reason: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class Example:
    """A course of this house, to be downloaded and changed."""

    name: str
    file: str
    url: str


@needs("trainer")
def import_page(request: HttpRequest) -> HttpResponse:
    """The upload form; a refused course changes nothing and says where it fails."""
    sent = request.method == "POST"
    form = CourseArchiveForm(request.POST, request.FILES) if sent else CourseArchiveForm()
    refusal = None
    if sent and form.is_valid():
        try:
            course = import_course(form.cleaned_data["archive"].file)
        except ArchiveRefused as error:
            refusal = Refusal(place=error.member, reason=error.reason, remedy=error.remedy)
        except OlxInvalid as error:
            place = f"{error.file}:{error.line}" if error.line else error.file
            refusal = Refusal(place=place, reason=error.message, remedy=error.remedy)
        else:
            said = _("The course “%(name)s” is imported.") % {"name": course.display_name}
            messages.success(request, said)
            return redirect("campus:studio-course", course.key)
    context = {
        "form": form,
        "refusal": refusal,
        "examples": _examples(),
    }
    status = 422 if refusal or form.errors else 200
    return render(request, "campus/studio_import.html", context, status=status)


@require_safe
@needs("trainer")
def example(request: HttpRequest, name: str) -> HttpResponse:
    """The archive of one of this house's courses, byte for byte the same each time."""
    folder = next((folder for folder in _folders() if folder.name == name), None)
    if folder is None:
        raise Http404
    response = HttpResponse(_packed(folder), content_type="application/gzip")
    response["Content-Disposition"] = f'attachment; filename="{name}.tar.gz"'
    return response


def _folders() -> list[Path]:
    """The courses that come with the house."""
    return sorted(
        found.parent for found in Path(course_content.__file__).parent.glob("*/course.xml")
    )


def _examples() -> list[Example]:
    titles = {
        "literasi_digital": _("Digital literacy"),
        "manajemen_pariwisata": _("Tourism management"),
    }
    return [
        Example(
            name=str(titles.get(folder.name, folder.name)),
            file=f"{folder.name}.tar.gz",
            url=reverse("campus:studio-example", args=[folder.name]),
        )
        for folder in _folders()
    ]


def _packed(folder: Path) -> bytes:
    out = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w") as archive,
    ):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.add(path, arcname=f"course/{path.relative_to(folder)}", filter=_plain)
    return out.getvalue()


def _plain(member: tarfile.TarInfo) -> Any:
    """The member without an owner or a date, so that the same files give the same archive."""
    member.mtime, member.uid, member.gid, member.uname, member.gname = 0, 0, 0, "", ""
    member.mode = 0o644
    return member
