"""Who may open a page, and what those see who may not."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from scoring import api
from scoring.models import Person

__all__ = ["actor_of", "may", "missing", "needs", "own_person", "refused"]

type _View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def needs[**P](*permissions: str) -> Callable[[_View[P]], _View[P]]:
    """A view for those who are logged in and hold one of the permissions, if any is named.

    Others are sent to log in or see a page that says so; nothing of it stays in a cache.
    """

    def guard(view: _View[P]) -> _View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if permissions and not may(request, *permissions):
                return refused(request, _("Your account does not have the role for this page."))
            return view(request, *args, **kwargs)

        return never_cache(guarded)

    return guard


def may(request: HttpRequest, *permissions: str) -> bool:
    """Whether the person holds at least one of the permissions."""
    return any(request.user.has_perm(f"asn_scoring.{permission}") for permission in permissions)


def refused(request: HttpRequest, sentence: str) -> HttpResponse:
    """The page that says why it may not be seen, with 403."""
    return render(request, "asn_scoring/refused.html", {"sentence": sentence}, status=403)


def missing(request: HttpRequest, sentence: str) -> HttpResponse:
    """The page that says what does not exist, with 404."""
    return render(request, "asn_scoring/missing.html", {"sentence": sentence}, status=404)


def own_person(request: HttpRequest) -> Person | None:
    """The person of the register behind the account, if the register knows one."""
    return api.person_for_user(_account(request).pk)


def actor_of(request: HttpRequest, *, role: str) -> str:
    """Who acts, as the ledger may know it: a subject, or a role and an id that tells nothing."""
    person = own_person(request)
    if person is not None:
        return f"subject:{person.subject}"
    return f"role:{role}#{uuid5(NAMESPACE_URL, f'asn:account:{_account(request).pk}')}"


def _account(request: HttpRequest) -> AbstractUser:
    return cast("AbstractUser", request.user)
