"""The addresses below `/api/asn/v1/`; no address holds anything about a person."""

from django.urls import path

from scoring.rest.views import EntriesView, ExplanationView, ResultsView

app_name = "asn_scoring_rest"

urlpatterns = [
    path("results", ResultsView.as_view(), name="results"),
    path("entries", EntriesView.as_view(), name="entries"),
    path("decisions/<int:seq>/explanation", ExplanationView.as_view(), name="explanation"),
]
