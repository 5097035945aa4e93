"""One unit or block, ready for a page: its HTML, its styles and scripts in order and once each."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from opaque_keys.edx.keys import CourseKey, UsageKey
from web_fragments.fragment import Fragment, FragmentResource

from campus import accounts
from campus.access import Seat, enrollment_of
from campus.catalogue import is_upstream
from campus.models import Course
from campus.trees import tree_of

__all__ = ["RenderedUnit", "render_block", "render_unit"]

_UPSTREAM = ("vendor/jquery/jquery.min.js", "campus/shims/upstream.js")
_RUNTIME = "campus/shims/runtime.js"
_CLOSING = re.compile(r"</(?=script|style)", re.IGNORECASE)
_CSS, _JS = "text/css", "application/javascript"


@dataclass(frozen=True, kw_only=True)
class RenderedUnit:
    """What a page needs to show blocks: `head`, `content` and `foot` go where they say."""

    usage_key: UsageKey
    name: str
    blocks: int
    head: SafeString
    content: SafeString
    foot: SafeString
    upstream: bool


def render_unit(
    request: HttpRequest, course_key: CourseKey | str, usage_key: UsageKey | str
) -> RenderedUnit:
    """The unit as the user of the request sees it; 404 when the course does not show it."""
    return render_block(request, course_key, usage_key, view="student_view")


def render_block(
    request: HttpRequest,
    course_key: CourseKey | str,
    usage_key: UsageKey | str,
    *,
    view: str,
    author: bool = False,
) -> RenderedUnit:
    """One view of a block with everything below it, for a learner or (`author`) for its author.

    A view the block does not have falls back to `student_view`.
    """
    seat = _seat(request, str(course_key), str(usage_key))
    runtime = seat.runtime(request.user, author=author)
    below = list(seat.tree.walk(seat.usage_key))
    runtime.prefetch(block.usage_key for block in below)
    block = runtime.get_block(seat.usage_key)
    fragment = block.render(view if hasattr(block, view) else "student_view")
    upstream = any(is_upstream(inner.block_type) for inner in below)
    if upstream:
        request.campus_policy = _UPSTREAM_POLICY
    return RenderedUnit(
        usage_key=seat.usage_key,
        name=seat.tree.block(seat.usage_key).display_name,
        blocks=len(below) - 1,
        head=_head(fragment),
        content=mark_safe(fragment.content),  # noqa: S308 - the runtime wrapped it
        foot=_foot(fragment, upstream=upstream, nonce=request.csp_nonce),
        upstream=upstream,
    )


# Upstream blocks compile their templates in the browser and show films from elsewhere.
_UPSTREAM_POLICY = {
    "script-src": "'self' 'unsafe-eval' https://www.youtube.com",
    "frame-src": "'self' https://www.youtube.com https://www.youtube-nocookie.com",
}


def _seat(request: HttpRequest, course_key: str, usage_key: str) -> Seat:
    enrollment = enrollment_of(request.user, course_key)
    is_trainer = accounts.is_trainer(request.user)
    course = enrollment.course if enrollment else Course.objects.filter(key=course_key).first()
    if course is None or (enrollment is None and not is_trainer):
        raise Http404
    tree = tree_of(course)
    if usage_key not in tree:
        raise Http404
    block = tree.block(usage_key)
    if block.setting("visible_to_staff_only", False) and not is_trainer:
        raise Http404
    return Seat(course=course, tree=tree, usage_key=block.usage_key, enrollment=enrollment)


def _resources(fragment: Fragment, mimetype: str) -> list[FragmentResource]:
    """The resources of a kind, once each; a file that two blocks bring is the same file."""
    kept: dict[tuple[str, str], FragmentResource] = {}
    for resource in fragment.resources:
        if resource.mimetype == mimetype:
            kept.setdefault(_identity(resource), resource)
    return list(kept.values())


def _identity(resource: FragmentResource) -> tuple[str, str]:
    if resource.kind != "url":
        return resource.kind, resource.data
    parts = urlsplit(resource.data)
    version = parse_qs(parts.query).get("v", [""])[0]
    same = f"{parts.path.rpartition('/')[2]}?{version}" if version else resource.data
    return resource.kind, same


def _head(fragment: Fragment) -> SafeString:
    styles = [
        format_html('<link rel="stylesheet" href="{}">', style.data)
        if style.kind == "url"
        else format_html("<style>{}</style>", _inert(style.data))
        for style in _resources(fragment, _CSS)
    ]
    return format_html_join("\n", "{}", ((style,) for style in styles))


def _foot(fragment: Fragment, *, upstream: bool, nonce: str) -> SafeString:
    """Scripts in order: what upstream blocks expect, the blocks' own, then what starts them."""
    before = [static(name) for name in (_UPSTREAM if upstream else ())]
    scripts = [format_html('<script src="{}"></script>', url) for url in before]
    scripts += [
        format_html('<script src="{}"></script>', script.data)
        if script.kind == "url"
        else format_html('<script nonce="{}">{}</script>', nonce, _inert(script.data))
        for script in _resources(fragment, _JS)
    ]
    scripts.append(format_html('<script src="{}"></script>', static(_RUNTIME)))
    return format_html_join("\n", "{}", ((script,) for script in scripts))


def _inert(text: str) -> SafeString:
    """Text within a script or style element, which cannot end it."""
    return mark_safe(_CLOSING.sub(r"<\\/", text))  # noqa: S308
