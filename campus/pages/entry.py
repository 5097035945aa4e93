"""Logging in, logging out and choosing the language."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import reverse
from django.utils.functional import Promise

from campus.pages.forms import LoginForm
from campus.pages.navigation import ROLE_LABELS

__all__ = ["DemoAccount", "LogIn", "LogOut"]


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
