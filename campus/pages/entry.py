"""Logging in and out, and one's own password."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from campus.pages.forms import LoginForm, NewPasswordForm
from campus.pages.navigation import ROLE_LABELS

__all__ = ["ChangePassword", "DemoAccount", "LogIn", "LogOut"]


@dataclass(frozen=True, kw_only=True)
class DemoAccount:
    """A made-up person the log-in page offers; `url` fills in the user name."""

    name: str
    role: Promise | str
    username: str
    url: str


class LogIn(LoginView):
    """The log-in page; `next` is followed only within this site."""

    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_initial(self) -> dict[str, Any]:
        """The user name chosen among the demo accounts, if one was."""
        wanted = self.request.GET.get("account", "")
        known = {account["username"] for account in _demo_settings()}
        return {**super().get_initial(), **({"username": wanted} if wanted in known else {})}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, whether a page waits behind it, and the demo accounts."""
        context = super().get_context_data(**kwargs)
        back = context.get(self.redirect_field_name, "")
        return context | {
            "returning": bool(back) and back != "/",
            "demo_accounts": [_demo_account(account, back=back) for account in _demo_settings()],
            "demo_password": getattr(settings, "CAMPUS_DEMO_PASSWORD", ""),
        }


class LogOut(LogoutView):
    """Ends the session and shows the log-in page."""


class ChangePassword(PasswordChangeView):
    """Whoever is logged in sets a password of their own; other browsers are logged out."""

    form_class = NewPasswordForm
    success_url = reverse_lazy("campus:home")
    template_name = "campus/password.html"

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        """Home again, with a word that it is done."""
        messages.success(self.request, _("Your new password counts from now on."))
        return super().form_valid(form)


def _demo_settings() -> list[dict[str, str]]:
    return list(getattr(settings, "CAMPUS_DEMO_ACCOUNTS", None) or [])


def _demo_account(account: dict[str, str], *, back: str) -> DemoAccount:
    query = {"account": account["username"]} | ({"next": back} if back else {})
    return DemoAccount(
        name=account["name"],
        role=ROLE_LABELS.get(account["role"], account["role"]),
        username=account["username"],
        url=f"{reverse('campus:login')}?{urlencode(query)}",
    )
