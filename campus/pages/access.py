"""Who may open a page of the campus."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from campus.accounts import role_of

__all__ = ["needs"]

_View = Callable[..., HttpResponse]


def needs(*roles: str) -> Callable[[_View], _View]:
    """A view for those who are logged in and, when roles are named, have one of them.

    A visitor is sent to log in and comes back; anybody else gets the 403 page. Nothing of the
    page stays in a cache, so that the next person at the same machine does not see it.
    """

    def guard(view: _View) -> _View:
        @never_cache
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if roles and role_of(request.user) not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard
