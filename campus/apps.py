"""The campus as a Django application."""

import warnings

from django.apps import AppConfig

__all__ = ["CampusConfig"]

with warnings.catch_warnings():
    # PyFilesystem, which blocks import, still uses setuptools' old namespace packages.
    warnings.simplefilter("ignore")
    import fs  # noqa: F401


class CampusConfig(AppConfig):
    """The one-machine LMS."""

    name = "campus"
    label = "campus"
    verbose_name = "Campus"
