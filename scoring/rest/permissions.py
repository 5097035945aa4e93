"""Who may read what, in one sentence to those who may not."""

from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

__all__ = ["ReadsDecisions", "ReadsLedger", "ReadsResults", "reads_decisions_of_others"]

_ANY_DECISION = (
    "asn_scoring.read_results",
    "asn_scoring.read_ledger",
    "asn_scoring.decide_rewards",
)


class ReadsResults(BasePermission):
    """The personnel office."""

    message = _("Only the personnel office may read the results.")

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the person may read everybody's results."""
        return request.user.has_perm("asn_scoring.read_results")


class ReadsLedger(BasePermission):
    """The auditor and the personnel office."""

    message = _("Only an auditor or the personnel office may read the ledger.")

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the person may read the ledger."""
        return request.user.has_perm("asn_scoring.read_ledger")


class ReadsDecisions(BasePermission):
    """Everybody who is logged in may ask; whose decision it is, the view looks at."""

    message = _("Log in to read the explanation of a decision.")

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether somebody is logged in."""
        return request.user.is_authenticated


def reads_decisions_of_others(request: Request) -> bool:
    """Whether the person's office is to read decisions about others."""
    return any(request.user.has_perm(permission) for permission in _ANY_DECISION)
