"""HR's table of who learned what, and the same rows as a file."""

import math
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from scoring import api, exports
from scoring.exports import Row
from scoring.pages.access import actor_of, may, missing, needs
from scoring.pages.selection import Choice, shown_name

__all__ = ["export", "results"]

_ROWS_A_PAGE = 25


@require_safe
@needs("read_results")
def results(request: HttpRequest) -> HttpResponse:
    """The table: filtered, sorted, counted, a page at a time."""
    choice = Choice.of(request.GET.dict())
    everything = _everything()
    wanted = choice.of_these(everything)
    last = max(1, math.ceil(len(wanted) / _ROWS_A_PAGE))
    number = min(max(1, _whole(request.GET.get("page", ""))), last)
    shown = wanted[(number - 1) * _ROWS_A_PAGE : number * _ROWS_A_PAGE]
    context = {
        "choice": choice,
        "problem": _("Write letters only; a NIP is not searched.")
        if choice.searches_digits
        else "",
        "count": len(wanted),
        "total": len(everything),
        "units": sorted({row.person.unit for row in everything if row.person} - {""}),
        "courses": sorted(
            {row.record.course_key: row.record.title for row in everything}.items(),
            key=lambda course: course[1],
        ),
        "sorts": _sorts(),
        "heads": _heads(choice),
        "rows": [_row(row) for row in shown],
        "pages": {
            "number": number,
            "last": last,
            "previous": choice.address(page=number - 1) if number > 1 else "",
            "next": choice.address(page=number + 1) if number < last else "",
        },
        "may_export": may(request, "export_results"),
        "may_read_ledger": may(request, "read_ledger"),
    }
    return render(request, "asn_scoring/results.html", context)


@require_POST
@needs("export_results")
def export(request: HttpRequest) -> HttpResponseBase:
    """The rows of the choice as a file; it is recorded in the ledger, hence the POST."""
    asked = request.POST.dict()
    if asked.get("format") not in set(exports.FileFormat):
        return missing(request, _("This file format does not exist; choose CSV or XLSX."))
    file_format = exports.FileFormat(asked["format"])
    rows = Choice.of(asked).of_these(_everything())
    name = f"hasil-asn-{timezone.localdate():%Y-%m-%d}.{file_format}"
    # The open file outlives its folder, so nothing is left on the disk.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        exports.write_results(
            rows,
            out=path,
            file_format=file_format,
            for_spreadsheet=True,
            record=lambda written: api.record_export(
                what=f"results.{file_format}",
                rows=written.rows,
                digest=written.digest,
                actor=actor_of(request, role="hr"),
            ),
        )
        file = path.open("rb")
    return FileResponse(
        file, as_attachment=True, filename=name, content_type=file_format.content_type
    )


def _everything() -> list[Row]:
    batches = exports.batches(api.results, seq=lambda result: result.record.seq)
    return [row for batch in batches for row in exports.rows_of(batch)]


def _sorts() -> list[tuple[str, str]]:
    """The orders a phone offers, where the table has no head to press."""
    return [
        ("name", _("Name")),
        ("unit", _("Unit")),
        ("course", _("Course")),
        ("-score", _("Score, highest first")),
        ("score", _("Score, lowest first")),
        ("-jp", _("JP, most first")),
        ("-completed", _("Completed, latest first")),
        ("-entry", _("Entry, newest first")),
    ]


def _heads(choice: Choice) -> list[dict[str, Any]]:
    columns = (
        (_("Name"), "name", False),
        (_("Unit"), "unit", False),
        (_("Course"), "course", False),
        (_("Score"), "score", True),
        (_("Outcome"), "", False),
        ("JP", "jp", True),
        (_("Completed"), "completed", True),
        (_("Evidence levels"), "", False),
        (_("Entry"), "entry", True),
    )
    orders = {choice.sort: "ascending"}
    if choice.sort.startswith("-"):
        orders = {choice.sort.removeprefix("-"): "descending"}
    return [
        {
            "label": label,
            "numeric": numeric,
            "order": orders.get(key, "") if key else "",
            "link": choice.address(sort=f"-{key}" if choice.sort == key else key) if key else "",
        }
        for label, key, numeric in columns
    ]


def _row(row: Row) -> dict[str, Any]:
    record, person = row.record, row.person
    return {
        "name": shown_name(row),
        "nip": person.masked_nip if person else "",
        "unit": person.unit if person else "",
        "title": record.title,
        "score": record.score,
        "passed": record.passed,
        "predicate": record.predicate,
        "jp": record.jp,
        "completed_on": record.completed_on,
        "levels": _levels(row.competencies),
        "seq": record.seq,
    }


def _levels(competencies: Mapping[str, int | None]) -> list[tuple[str, int]]:
    return [(code, level) for code, level in competencies.items() if level]


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
