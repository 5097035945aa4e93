"""The lists of results and entries, and the explanation of one decision."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from rest_framework.authentication import BasicAuthentication, SessionAuthentication
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from scoring import api, exports
from scoring.core.errors import EntryUnknown
from scoring.rest.documents import entry_document, explanation_document, result_document
from scoring.rest.permissions import (
    ReadsDecisions,
    ReadsLedger,
    ReadsResults,
    reads_decisions_of_others,
)
from scoring.rest.window import window_answer, window_of

__all__ = ["EntriesView", "ExplanationView", "ResultsView"]


class _ReadOnlyView(APIView):
    """A door of JSON for a browser's session or a machine's password."""

    authentication_classes = (SessionAuthentication, BasicAuthentication)
    renderer_classes = (JSONRenderer,)
    http_method_names = ("get", "head", "options")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The answer in the language that was chosen, else the one the reader asks for."""
        # A site may ignore what a browser prefers; a machine has no other way to say it.
        with override(get_language_from_request(request)):
            return super().dispatch(request, *args, **kwargs)


class ResultsView(_ReadOnlyView):
    """HR's rows: who took what with which outcome."""

    permission_classes = (ReadsResults,)

    def get(self, request: Request) -> Response:
        """The results after a number, of one course or unit when asked for."""
        window = window_of(request)
        results = api.results(
            after=window.after,
            limit=window.limit + 1,
            course_key=request.query_params.get("course") or None,
            unit=request.query_params.get("unit") or None,
        )
        return Response(
            window_answer(
                exports.rows_of(results),
                window,
                seq=lambda row: row.record.seq,
                document=result_document,
            )
        )


class EntriesView(_ReadOnlyView):
    """The ledger itself, entry by entry."""

    permission_classes = (ReadsLedger,)

    def get(self, request: Request) -> Response:
        """The entries after a number, each with its leaf hash."""
        window = window_of(request)
        rows = api.entries(after=window.after, limit=window.limit + 1)
        return Response(
            window_answer(rows, window, seq=lambda entry: entry.seq, document=entry_document)
        )


class ExplanationView(_ReadOnlyView):
    """Why one decision was taken, for the person concerned and those whose office it is."""

    permission_classes = (ReadsDecisions,)

    def get(self, request: Request, seq: int) -> Response:
        """The explanation in the reader's language."""
        found = api.entries(after=seq - 1, limit=1)
        if not found or found[0].seq != seq:
            raise NotFound(_("The ledger has no such entry."))
        if not (reads_decisions_of_others(request) or _concerns(request, found[0].subject)):
            raise PermissionDenied(_("This decision concerns somebody else."))
        try:
            return Response(explanation_document(seq, api.explanation(seq)))
        except EntryUnknown as error:
            raise NotFound(_("This entry is not a decision.")) from error


def _concerns(request: Request, subject: str | None) -> bool:
    person = api.person_for_user(request.user.pk)
    return person is not None and str(person.subject) == subject
