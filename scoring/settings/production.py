"""Production differs in nothing by default: an operator's YAML has already been read by now."""

from types import ModuleType

from scoring.settings import common

__all__ = ["plugin_settings"]


def plugin_settings(settings: ModuleType) -> None:
    """Set what neither the operator nor the common settings have set."""
    common.plugin_settings(settings)
