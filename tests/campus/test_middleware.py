"""Headers and language: strict by default, Indonesian unless chosen."""

import re

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from campus.middleware import ChosenLanguage, SecurityHeaders


def answered(view, **cookies):
    """The response of a view behind both middlewares."""
    request = RequestFactory().get("/")
    request.COOKIES.update(cookies)
    return SecurityHeaders(ChosenLanguage(view))(request)


def test_scripts_come_from_this_site_or_carry_the_nonce():
    """Each response has a nonce of its own, and no inline script without it may run."""
    first, second = (answered(lambda request: HttpResponse(request.csp_nonce)) for _ in range(2))
    nonce = first.content.decode()
    policy = first["Content-Security-Policy"]
    assert f"script-src 'self' 'nonce-{nonce}'" in policy
    assert nonce != second.content.decode()
    assert "object-src 'none'" in policy
    assert not re.search(r"script-src[^;]*unsafe", policy)


def test_a_view_may_ask_for_more():
    """Only the directive that the view names is relaxed."""

    def view(request):
        response = HttpResponse()
        response.campus_policy = {"frame-src": "https://contoh.id"}
        return response

    policy = answered(view)["Content-Security-Policy"]
    assert "frame-src https://contoh.id" in policy
    assert "default-src 'self'" in policy


def test_a_policy_of_the_view_itself_stays():
    """Course files bring a stricter one."""
    response = answered(lambda _r: HttpResponse(headers={"Content-Security-Policy": "sandbox"}))
    assert response["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize(
    ("cookie", "language"), [(None, "id"), ("en", "en"), ("xx", "id"), ("../../en", "id")]
)
def test_the_language_is_the_chosen_one(cookie, language):
    """A known language in the cookie is spoken; anything else is Bahasa Indonesia."""
    cookies = {"django_language": cookie} if cookie else {}
    response = answered(lambda _r: HttpResponse(translation.get_language()), **cookies)
    assert response.content.decode() == language
    assert response["Content-Language"] == language
