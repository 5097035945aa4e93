"""Everything scoring answers: pages for people below `/asn/`, JSON below `/api/asn/v1/`."""

from django.urls import include, path

urlpatterns = [
    path("asn/", include("scoring.pages.urls")),
    path("api/asn/v1/", include("scoring.rest.urls")),
]
