"""Scoring as a plugin: loaded by the platform's own loader, through the installed entry points."""

import sys
from types import ModuleType

import pytest
from django.apps import apps
from django.urls import resolve
from edx_django_utils.plugins import (
    PluginManager,
    add_plugins,
    get_plugin_apps,
    get_plugin_url_patterns,
)
from openedx_events.learning.signals import PERSISTENT_GRADE_SUMMARY_CHANGED
from stevedore.extension import ExtensionManager

from scoring import handlers
from scoring.settings.common import DEFAULTS
from scoring.signals import EVIDENCE_OBSERVED

SERVICES = ["lms.djangoapp", "cms.djangoapp"]


@pytest.fixture(autouse=True, scope="module")
def _only_ours():
    """Of the entry points installed here ours alone: loading others takes half a minute, and
    some import the platform in their URLs.
    """
    listed = ExtensionManager.list_entry_points
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            ExtensionManager,
            "list_entry_points",
            lambda manager: [point for point in listed(manager) if point.name == "asn_scoring"],
        )
        PluginManager.get_available_plugins.__func__.cache_clear()
        yield
    PluginManager.get_available_plugins.__func__.cache_clear()


@pytest.fixture
def platform_settings(monkeypatch):
    """A settings module of the platform, as the loader finds it."""
    module = ModuleType("platform_settings_stand_in")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


@pytest.mark.parametrize("service", SERVICES)
def test_the_loader_finds_the_app(service):
    """The entry point names the AppConfig that Django can install."""
    assert "scoring.apps.ScoringConfig" in get_plugin_apps(service)
    assert apps.get_app_config("asn_scoring").name == "scoring"


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("kind", ["common", "production", "test"])
def test_the_loader_sets_every_default(platform_settings, service, kind):
    """Each kind of settings leaves no ASN setting open."""
    add_plugins(platform_settings.__name__, service, kind)
    assert {name: getattr(platform_settings, name) for name in DEFAULTS} == DEFAULTS


@pytest.mark.parametrize("kind", ["common", "production", "test"])
def test_an_operators_value_wins(platform_settings, kind):
    """A setting that is there already is never touched."""
    for name in DEFAULTS:
        setattr(platform_settings, name, "the operator's own")
    add_plugins(platform_settings.__name__, "lms.djangoapp", kind)
    assert {getattr(platform_settings, name) for name in DEFAULTS} == {"the operator's own"}


@pytest.mark.parametrize("service", SERVICES)
def test_the_loader_finds_the_urls(service):
    """The platform serves the pages and the REST routes at the addresses of the campus."""
    urlconf = ModuleType("platform_urls_stand_in")
    urlconf.urlpatterns = get_plugin_url_patterns(service)
    assert resolve("/asn/results/", urlconf=urlconf).view_name == "asn_scoring:results"
    assert resolve("/api/asn/v1/results", urlconf=urlconf)


def test_the_receivers_are_connected_once():
    """Connecting again changes nothing."""

    def count() -> int:
        return len(EVIDENCE_OBSERVED.receivers) + len(PERSISTENT_GRADE_SUMMARY_CHANGED.receivers)

    before = count()
    handlers.connect()
    assert count() == before
    uids = [key[0] for key, *_ in EVIDENCE_OBSERVED.receivers]
    assert "asn_scoring.evidence_observed" in uids
