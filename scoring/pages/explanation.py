"""Why a decision was taken, for the person concerned and those whose office it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from scoring import api
from scoring.core.errors import EntryUnknown
from scoring.pages.access import may, missing, needs, own_person, refused
from scoring.pages.presenting import KIND_NAMES, moment, reasons

__all__ = ["explanation"]


@require_safe
@needs()
def explanation(request: HttpRequest, seq: int) -> HttpResponse:
    """The reasoning line by line, and how to object."""
    found = api.entries(after=seq - 1, limit=1)
    if not found or found[0].seq != seq:
        return missing(request, _("The ledger has no such entry."))
    entry = found[0]
    person = own_person(request)
    own = person is not None and str(person.subject) == entry.subject
    if not (own or may(request, "read_results", "read_ledger", "decide_rewards")):
        return refused(request, _("This decision concerns somebody else."))
    try:
        why = api.explanation(seq)
    except EntryUnknown:
        return missing(request, _("This entry is not a decision."))
    context = {
        "seq": seq,
        "name": KIND_NAMES[entry.kind],
        "at": moment(entry.at),
        "title": why.title.text(_),
        "reasons": reasons(why.lines),
        "own": own,
        "may_read_ledger": may(request, "read_ledger"),
    }
    return render(request, "asn_scoring/explanation.html", context)
