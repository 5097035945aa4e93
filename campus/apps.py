"""The campus as a Django application."""

from django.apps import AppConfig

__all__ = ["CampusConfig"]


class CampusConfig(AppConfig):
    """The one-machine LMS."""

    name = "campus"
    label = "campus"
    verbose_name = "Campus"
