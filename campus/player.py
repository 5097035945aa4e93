"""One unit or block, ready for a page: its HTML, its styles and scripts in order and once each."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.contrib.auth.models import User
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from opaque_keys.edx.keys import CourseKey, UsageKey
from web_fragments.fragment import Fragment, FragmentResource
from xblock.exceptions import NoSuchUsage

from campus import accounts
from campus.access import Seat, enrollment_of
from campus.catalogue import is_upstream
from campus.models import Course
from campus.runtime import CampusRuntime
from campus.trees import tree_of

__all__ = ["RenderedUnit", "render_block", "unit"]

_UPSTREAM = ("vendor/jquery/jquery.min.js", "campus/shims/upstream.js")
_UPSTREAM_STYLE = "campus/shims/upstream.css"
_RUNTIME = "campus/shims/runtime.js"
_CLOSING = re.compile(r"</(?=script|style)", re.IGNORECASE)
_CSS, _JS = "text/css", "application/javascript"


@dataclass(frozen=True, kw_only=True)
class RenderedUnit:
    """What a page needs to show blocks.

    `styles` goes into the head, `html` into the body and `scripts` before its end; the response
    gets `policy` as its `campus_policy`.
    """

    usage_key: UsageKey
    name: str
    html: SafeString
    styles: SafeString
    scripts: SafeString
    blocks: int
    upstream: bool

    @property
    def policy(self) -> dict[str, str]:
        """What the page's content security policy has to allow beyond the usual."""
        return _UPSTREAM_POLICY if self.upstream else {}


# Upstream blocks compile their templates in the browser and show films from elsewhere.
_UPSTREAM_POLICY = {
    "script-src": "'self' 'unsafe-eval' https://www.youtube.com",
    "frame-src": "'self' https://www.youtube.com https://www.youtube-nocookie.com",
}


def unit(
    course_key: CourseKey | str, usage_key: UsageKey | str, user: User, *, nonce: str
) -> RenderedUnit:
    """The unit for one user; `NoSuchUsage` when the course does not show it to that user.

    `nonce` is `request.csp_nonce`, for scripts that blocks bring as text.
    """
    enrollment = enrollment_of(user, str(course_key))
    is_trainer = accounts.is_trainer(user)
    course = enrollment.course if enrollment else Course.objects.get(key=str(course_key))
    tree = tree_of(course)
    if usage_key not in tree or not (enrollment or is_trainer):
        raise NoSuchUsage(usage_key)
    block = tree.block(usage_key)
    if block.setting("visible_to_staff_only", False) and not is_trainer:
        raise NoSuchUsage(usage_key)
    seat = Seat(course=course, tree=tree, usage_key=block.usage_key, enrollment=enrollment)
    return render_block(seat.runtime(user), block.usage_key, view="student_view", nonce=nonce)


def render_block(
    runtime: CampusRuntime, usage_key: UsageKey, *, view: str, nonce: str
) -> RenderedUnit:
    """One view of a block with everything below it; a missing view falls back to `student_view`."""
    below = list(runtime.tree.walk(usage_key))
    runtime.prefetch(block.usage_key for block in below)
    block = runtime.get_block(usage_key)
    fragment = block.render(view if hasattr(block, view) else "student_view")
    upstream = any(is_upstream(inner.block_type) for inner in below)
    return RenderedUnit(
        usage_key=usage_key,
        name=runtime.tree.block(usage_key).display_name,
        html=mark_safe(fragment.content),  # noqa: S308 - the runtime wrapped it
        styles=_styles(fragment, upstream=upstream),
        scripts=_scripts(fragment, upstream=upstream, nonce=nonce),
        blocks=len(below) - 1,
        upstream=upstream,
    )


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


def _styles(fragment: Fragment, *, upstream: bool) -> SafeString:
    styles = [
        format_html('<link rel="stylesheet" href="{}">', style.data)
        if style.kind == "url"
        else format_html("<style>{}</style>", _inert(style.data))
        for style in _resources(fragment, _CSS)
    ]
    if upstream:
        styles.append(format_html('<link rel="stylesheet" href="{}">', static(_UPSTREAM_STYLE)))
    return format_html_join("\n", "{}", ((style,) for style in styles))


def _scripts(fragment: Fragment, *, upstream: bool, nonce: str) -> SafeString:
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
