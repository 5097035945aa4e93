"""All addresses of the campus: its doors, its pages, and scoring's."""

from django.urls import include, path

from campus import doors
from campus.pages import urls as pages

urlpatterns = [
    path("", include((doors.urlpatterns + pages.urlpatterns, "campus"))),
    path("", include("scoring.urls")),
]
