"""The platform's own test runs need the same defaults."""

from types import ModuleType

from scoring.settings import common

__all__ = ["plugin_settings"]


def plugin_settings(settings: ModuleType) -> None:
    """Set what the test settings have not set."""
    common.plugin_settings(settings)
