"""The ledger as an auditor reads it: its size and root, whether it is whole, entry by entry."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from scoring import api
from scoring.pages.access import missing, needs
from scoring.pages.presenting import DECISIONS, KIND_NAMES, moment

__all__ = ["entry", "ledger"]

_ENTRIES_A_PAGE = 25
_DIGITS_OF_A_NUMBER = 18


@require_http_methods(["GET", "HEAD", "POST"])
@needs("read_ledger")
def ledger(request: HttpRequest) -> HttpResponse:
    """The newest entries, or those from a number downwards; a POST verifies everything again."""
    found = api.verify_ledger() if request.method == "POST" else None
    head = api.head()
    newest = head.size - 1
    start = min(_number(request.GET.get("from", ""), otherwise=newest), newest)
    entries = api.entries(after=max(-1, start - _ENTRIES_A_PAGE), limit=_ENTRIES_A_PAGE)
    context = {
        "head": head,
        "found": found,
        "entries": [
            {
                "seq": entry.seq,
                "name": KIND_NAMES[entry.kind],
                "at": moment(entry.at),
                "subject": entry.subject,
            }
            for entry in reversed(entries)
            if entry.seq <= start
        ],
        "newer": min(start + _ENTRIES_A_PAGE, newest) if start < newest else None,
        "older": start - _ENTRIES_A_PAGE if start >= _ENTRIES_A_PAGE else None,
    }
    return render(request, "asn_scoring/ledger.html", context)


@require_safe
@needs("read_ledger")
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    """One entry: the bytes that were hashed, and their hash."""
    found = api.entries(after=seq - 1, limit=1)
    if not found or found[0].seq != seq:
        return missing(request, _("The ledger has no such entry."))
    entry = found[0]
    context = {
        "entry": entry,
        "name": KIND_NAMES[entry.kind],
        "at": moment(entry.at),
        "leaf": entry.leaf().hex(),
        "canonical": entry.canonical().decode(),
        "is_decision": entry.kind in DECISIONS,
        "previous": seq - 1,
        "next": seq + 1 if seq + 1 < api.head().size else None,
    }
    return render(request, "asn_scoring/entry.html", context)


def _number(text: str, *, otherwise: int) -> int:
    readable = text.isascii() and text.isdecimal() and len(text) <= _DIGITS_OF_A_NUMBER
    return int(text) if readable else otherwise
