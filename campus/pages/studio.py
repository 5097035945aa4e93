"""The trainer's pages: courses, their blocks, one block's editor and its preview."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST
from opaque_keys.edx.keys import UsageKey

from campus import courses as engine
from campus.catalogue import UPSTREAM, block_class
from campus.models import Course
from campus.pages.access import needs
from campus.pages.course_view import CourseView, Unit, course_view
from campus.pages.courses import course_or_404
from campus.pages.home import studio_courses
from campus.pages.kinds import kind_of
from campus.player import RenderedUnit, render_block
from campus.runtime import CampusRuntime

__all__ = ["EditedBlock", "block", "course", "courses", "preview", "undo"]


@dataclass(frozen=True, kw_only=True)
class EditedBlock:
    """The block a trainer works on, and where it stands."""

    usage_key: UsageKey
    name: str
    row: Course
    kind: Promise | str
    course: CourseView
    unit: Unit | None
    runtime: CampusRuntime

    @property
    def editable(self) -> bool:
        """Whether the block brings an editor that works outside of Open edX's own Studio."""
        block_type = self.usage_key.block_type
        return block_type not in UPSTREAM and hasattr(block_class(block_type), "studio_view")

    @property
    def undoable(self) -> bool:
        """Whether the block has been saved since it was imported or last undone."""
        saved = self.row.blocks.filter(usage_key=str(self.usage_key)).exclude(previous="")
        return saved.exists()


@needs("trainer")
def courses(request: HttpRequest) -> HttpResponse:
    """Every course of the campus."""
    return render(request, "campus/studio.html", {"courses": studio_courses()})


@needs("trainer")
def course(request: HttpRequest, course_key: str) -> HttpResponse:
    """One course with the blocks of each unit."""
    view = course_view(course_or_404(course_key), request.user)
    return render(request, "campus/studio_course.html", {"course": view})


@needs("trainer")
def block(request: HttpRequest, usage_key: str) -> HttpResponse:
    """The block's own editor beside a preview."""
    edited = _edited(request, usage_key)
    rendered = _rendered(request, edited, view="studio_view") if edited.editable else None
    context = {
        "edited": edited,
        "course": edited.course,
        "unit": edited.unit,
        "rendered": rendered,
        "preview_url": reverse("campus:studio-preview", args=[usage_key]),
        "undo_url": reverse("campus:studio-undo", args=[usage_key]),
        "undoable": edited.undoable,
    }
    return _with_policy(render(request, "campus/studio_block.html", context), rendered)


@require_POST
@needs("trainer")
def undo(request: HttpRequest, usage_key: str) -> HttpResponse:
    """Back to the editor, the block as it was before its last save."""
    edited = _edited(request, usage_key)
    if engine.undo_save(edited.row, usage_key):
        messages.success(request, _("The last save is undone. The block is as it was before."))
    else:
        messages.warning(request, _("There was nothing to undo; the block is unchanged."))
    return redirect("campus:studio-block", usage_key)


@xframe_options_sameorigin
@needs("trainer")
def preview(request: HttpRequest, usage_key: str) -> HttpResponse:
    """The block as a learner sees it, for the frame beside the editor; nothing is graded."""
    edited = _edited(request, usage_key)
    rendered = _rendered(request, edited, view="student_view")
    context = {"edited": edited, "rendered": rendered}
    return _with_policy(render(request, "campus/studio_preview.html", context), rendered)


def _edited(request: HttpRequest, usage_key: str) -> EditedBlock:
    found = engine.course_of_usage(usage_key)
    row: Course | None = engine.get_course(found[0]) if found else None
    tree = engine.tree_of(row) if row else None
    if tree is None or usage_key not in tree:
        raise Http404
    content = tree.block(usage_key)
    view = course_view(row, request.user)
    return EditedBlock(
        usage_key=content.usage_key,
        name=content.display_name,
        row=row,
        kind=kind_of(content.block_type),
        course=view,
        unit=next((u for u in view.units if usage_key in _keys(u)), None),
        runtime=CampusRuntime(tree, user=request.user, author=True),
    )


def _keys(unit: Unit) -> set[str]:
    return {unit.usage_key, *(inside.usage_key for inside in unit.blocks)}


def _rendered(request: HttpRequest, edited: EditedBlock, *, view: str) -> RenderedUnit:
    nonce = getattr(request, "csp_nonce", "")
    return render_block(edited.runtime, edited.usage_key, view=view, nonce=nonce)


def _with_policy(response: Any, rendered: RenderedUnit | None) -> HttpResponse:
    """The response, allowing what the rendered block needs from the browser."""
    if rendered is not None:
        response.campus_policy = rendered.policy
    return response
