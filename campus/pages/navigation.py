"""Where each role can go from the header."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campus.accounts import role_of

__all__ = ["ROLE_LABELS", "Place", "places", "role_label", "url_or_empty"]

ROLE_LABELS: dict[str, Promise] = {
    "learner": _("Learner"),
    "trainer": _("Trainer"),
    "hr": _("HR"),
    "approver": _("Approver"),
    "auditor": _("Auditor"),
}

_HOME = ("campus:home", _("Home"))
_COURSES = ("campus:courses", _("My courses"))
_STANDING = ("asn_scoring:my-standing", _("My results"))
_STUDIO = ("campus:studio", _("Studio"))
_RESULTS = ("asn_scoring:results", _("Results"))
_REWARDS = ("asn_scoring:rewards", _("Rewards"))
_LEDGER = ("asn_scoring:ledger", _("Ledger"))

_PLACES = {
    "learner": (_HOME, _COURSES, _STANDING),
    "trainer": (_HOME, _STUDIO, _COURSES, _STANDING),
    "hr": (_HOME, _RESULTS, _REWARDS, _LEDGER),
    "approver": (_HOME, _REWARDS),
    "auditor": (_HOME, _LEDGER),
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """One link of the header; `current` is the value of aria-current, empty elsewhere."""

    url: str
    label: Promise
    current: str


def role_label(user: Any) -> Promise | str:
    """The user's role in words; empty for a visitor."""
    return ROLE_LABELS.get(role_of(user), "") if user.is_authenticated else ""


def places(request: HttpRequest) -> list[Place]:
    """The header's links for this person; the one that holds the page is marked."""
    user = getattr(request, "user", AnonymousUser())
    if not user.is_authenticated:
        return []
    found = [(url_or_empty(name), label) for name, label in _PLACES.get(role_of(user), (_HOME,))]
    return [
        Place(url=url, label=label, current=_current(request.path, url, [u for u, _l in found]))
        for url, label in found
        if url
    ]


def url_or_empty(name: str, *args: Any) -> str:
    """The address of that name, or an empty string where its room is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _current(path: str, url: str, all_urls: list[str]) -> str:
    """`page` for the page itself, `true` for the place that holds it."""
    if path == url:
        return "page"
    holders = [place for place in all_urls if place not in ("", "/") and path.startswith(place)]
    return "true" if holders and url == max(holders, key=len) else ""
