"""Scoring as a Django app: the campus lists it, the LMS and Studio load it as a plugin."""

from typing import Any, ClassVar

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from edx_django_utils.plugins.constants import PluginSettings, PluginURLs

__all__ = ["ScoringConfig"]

_SETTINGS = {
    kind: {PluginSettings.RELATIVE_PATH: f"settings.{kind}"}
    for kind in ("common", "production", "test")
}


def _urls() -> dict[str, str]:
    # No namespace of the loader's: the pages and the REST routes have their own.
    return {
        PluginURLs.NAMESPACE: "",
        PluginURLs.REGEX: r"^",
        PluginURLs.RELATIVE_PATH: "urls",
    }


class ScoringConfig(AppConfig):
    """The app, its receivers, and what the platform's plugin loader asks of it."""

    name = "scoring"
    label = "asn_scoring"
    verbose_name = _("Competency ledger and rewards")
    default_auto_field = "django.db.models.BigAutoField"

    plugin_app: ClassVar[dict[str, Any]] = {
        PluginURLs.CONFIG: {"lms.djangoapp": _urls(), "cms.djangoapp": _urls()},
        PluginSettings.CONFIG: {"lms.djangoapp": _SETTINGS, "cms.djangoapp": _SETTINGS},
    }

    def ready(self) -> None:
        """Listen to evidence and to course grades."""
        from scoring import handlers

        handlers.connect()
