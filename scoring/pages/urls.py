"""The addresses below `/asn/`; no address holds anything about a person."""

from django.urls import path

from scoring.pages import explanation, ledger, my_standing, results, rewards

app_name = "asn_scoring"

urlpatterns = [
    path("", my_standing.my_standing, name="my-standing"),
    path("results/", results.results, name="results"),
    path("results/export/", results.export, name="results-export"),
    path("rewards/", rewards.rewards, name="rewards"),
    path("rewards/<int:seq>/", rewards.reward, name="reward"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/<int:seq>/", ledger.entry, name="entry"),
    path("decisions/<int:seq>/", explanation.explanation, name="explanation"),
]
