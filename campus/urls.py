"""All addresses of the campus: its doors, its pages, and scoring's."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import include, path


def _patterns(module: str) -> list:
    """The addresses a room declares."""
    parent = module.rpartition(".")[0]
    found = find_spec(parent) and find_spec(module)
    return list(import_module(module).urlpatterns) if found else []


urlpatterns = [
    path("", include((_patterns("campus.doors") + _patterns("campus.pages.urls"), "campus"))),
    *_patterns("scoring.urls"),
]
