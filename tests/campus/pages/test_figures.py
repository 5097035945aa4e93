"""Figures as the templates write them."""

from decimal import Decimal

import pytest
from django.utils import translation

from campus.templatetags.campus_pages import called, percent, points


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (None, ""),
        (0, "0%"),
        (0.425, "43%"),
        (Decimal("0.7667"), "77%"),
        (0.999, "99%"),
        (1, "100%"),
        (1.0, "100%"),
    ],
)
def test_percent(share, text):
    """Whole per cent; never 100% before everything is there."""
    assert percent(share) == text


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [(7.5, "7,5", "7.5"), (10, "10", "10"), (0, "0", "0"), (Decimal("82.50"), "82,5", "82.5")],
)
def test_points(value, indonesian, english):
    """At most two decimals, with the comma of Bahasa Indonesia."""
    with translation.override("id"):
        assert points(value) == indonesian
    with translation.override("en"):
        assert points(value) == english


def test_points_of_nothing():
    """No value is no text."""
    assert points(None) == ""


def test_called(people):
    """A person without a name is called by the user name."""
    assert called(people["hr"]) == "Nama hr"
    people["hr"].first_name = ""
    assert called(people["hr"]) == "hr"
