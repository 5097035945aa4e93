"""A person at a browser: follows pages and sends answers through the site's own HTTP doors."""

import json
from collections.abc import Mapping
from typing import Any

from django.test import Client

__all__ = ["Refused", "Visitor"]


class Refused(Exception):  # noqa: N818 - the name says what happened
    """The site answered with an error; the message names the address and what it said."""


class Visitor:
    """One session with cookies and CSRF tokens, as a browser keeps them."""

    def __init__(self) -> None:
        self._client = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1")

    def get(self, url: str, *, allowed: tuple[int, ...] = (200,)) -> Any:
        """The answer to a visit; Refused when its status is not among the allowed ones."""
        return self._expect(url, self._client.get(url, follow=True), allowed)

    def log_in(self, username: str, password: str) -> None:
        """Fill in the log-in page and send it."""
        self.post_form("/login/", {"username": username, "password": password})

    def post_form(self, url: str, fields: Mapping[str, str], *, page: str = "") -> Any:
        """The page that follows a form; the form itself is read first, for its CSRF token."""
        self.get(page or url)
        answer = self._client.post(
            url, {**fields, "csrfmiddlewaretoken": self._token()}, follow=True
        )
        return self._expect(url, answer, (200,))

    def post_json(self, url: str, payload: Mapping[str, Any]) -> Any:
        """The decoded answer of a block's handler."""
        answer = self._client.post(
            url,
            json.dumps(payload),
            content_type="application/json",
            headers={"x-csrftoken": self._token()},
        )
        return self._expect(url, answer, (200,)).json()

    def _token(self) -> str:
        cookie = self._client.cookies.get("csrftoken")
        return cookie.value if cookie else ""

    @staticmethod
    def _expect(url: str, answer: Any, allowed: tuple[int, ...]) -> Any:
        if answer.status_code not in allowed:
            said = answer.content[:300].decode(errors="replace")
            raise Refused(f"{url} answered {answer.status_code}: {said}")
        return answer
