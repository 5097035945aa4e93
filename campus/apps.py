"""The campus as a Django application."""

import sys
import warnings

from django.apps import AppConfig, apps

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

    def ready(self) -> None:
        """Tell the video block that there is no video store here.

        It asks by importing; the package comes along with it, but its tables are not installed.
        """
        if not apps.is_installed("edxval"):
            sys.modules.setdefault("edxval.api", None)
