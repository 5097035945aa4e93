"""Navigation, roles and figures, as the templates write them."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.utils.formats import number_format

from campus.pages.navigation import Place, places, role_label

__all__ = ["called", "percent", "points", "role_names", "site_navigation"]

register = template.Library()


@register.simple_tag(takes_context=True)
def site_navigation(context: Mapping[str, Any]) -> list[Place]:
    """The places the person behind the request may go to; none for a visitor."""
    request = context.get("request")
    return places(request) if request is not None else []


@register.filter
def role_names(user: Any) -> str:
    """The role of a user in words."""
    return str(role_label(user))


@register.filter
def called(user: Any) -> str:
    """How a person is greeted: the full name, else the user name."""
    return user.get_full_name() or user.get_username()


@register.filter
def percent(share: float | Decimal | None) -> str:
    """A share of one as whole per cent; never 100% before everything is there."""
    if share is None:
        return ""
    whole = int((Decimal(str(share)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return f"{99 if whole == 100 and share < 1 else whole}%"


@register.filter
def points(value: float | Decimal | None) -> str:
    """Points with at most two decimals, in the reader's own notation."""
    if value is None:
        return ""
    text = f"{Decimal(str(value)).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP):f}"
    return str(number_format(text.rstrip("0").rstrip(".") if "." in text else text))
