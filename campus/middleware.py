"""Two small middlewares: the language that was chosen, and headers that keep a browser strict."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

__all__ = ["ChosenLanguage", "SecurityHeaders"]

_Respond = Callable[[HttpRequest], HttpResponse]

# Styles may stand in line: upstream blocks and authored HTML use the style attribute.
_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: https:",
    "media-src": "'self' https:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}


class SecurityHeaders:
    """Adds a content security policy; a view that needs more says so in `response.campus_policy`.

    `request.csp_nonce` lets a page carry a script that a block brought as text.
    """

    def __init__(self, get_response: _Respond) -> None:
        """Keep the next step."""
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, with a policy unless the view has set its own."""
        request.csp_nonce = secrets.token_urlsafe(16)
        response = self._respond(request)
        if "Content-Security-Policy" not in response:
            policy = _POLICY | getattr(response, "campus_policy", {})
            policy["script-src"] += f" 'nonce-{request.csp_nonce}'"
            response["Content-Security-Policy"] = "; ".join(
                f"{name} {sources}" for name, sources in policy.items()
            )
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response


class ChosenLanguage:
    """Speaks the language of the cookie, else the site's own.

    The browser's preference is not asked: many office machines are installed in English, and the
    people in front of them expect Bahasa Indonesia.
    """

    def __init__(self, get_response: _Respond) -> None:
        """Keep the next step."""
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response in the chosen language."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self._respond(request)
        response.setdefault("Content-Language", language)
        return response
