"""What the machine reads: each row as a document of JSON, decimals as text."""

import json
from typing import Any

from django.utils.translation import get_language, gettext

from scoring.core.entries import Entry
from scoring.core.explain import Explanation
from scoring.exports import Row

__all__ = ["entry_document", "explanation_document", "result_document"]


def result_document(row: Row) -> dict[str, Any]:
    """One result with the person it belongs to, for the personnel office alone."""
    record, person = row.record, row.person
    return {
        "seq": record.seq,
        "subject": str(record.subject),
        "nip": person.nip if person else None,
        "name": person.name if person else None,
        "unit": person.unit if person else None,
        "course": record.course_key,
        "title": record.title,
        "score": str(record.score),
        "predicate": record.predicate,
        "passed": record.passed,
        "completed_on": record.completed_on,
        "year": record.year,
        "jp": record.jp,
        "form": record.form,
        "competencies": [
            {"code": code, "level": level} for code, level in row.competencies.items()
        ],
    }


def entry_document(entry: Entry) -> dict[str, Any]:
    """One entry as it is hashed, and its leaf hash in hex."""
    return {
        "seq": entry.seq,
        "entry": json.loads(entry.canonical()),
        "leaf": entry.leaf().hex(),
    }


def explanation_document(seq: int, explanation: Explanation) -> dict[str, Any]:
    """Why a decision was taken: the whole text, and its lines one by one."""
    return {
        "seq": seq,
        "language": get_language(),
        "title": explanation.title.text(gettext),
        "text": explanation.text(gettext),
        "lines": [
            {"text": line.text(gettext), "met": line.met, "depth": line.depth}
            for line in explanation.lines
        ],
    }
