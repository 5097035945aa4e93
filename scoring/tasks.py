"""What a worker does from time to time; plain functions where there is no Celery."""

from datetime import timedelta

from django.utils import timezone

from scoring import api, inbox
from scoring.compat import task

__all__ = ["catch_up", "sweep_grades"]


@task("asn_scoring.catch_up")
def catch_up() -> int:
    """Take up noted grades and new entries; the number of entries that were written or read."""
    return api.catch_up()


@task("asn_scoring.sweep_grades")
def sweep_grades(hours: int = 48) -> int:
    """Note every grade that changed in the last hours, and catch up; the number of grades seen."""
    seen = inbox.sweep(since=timezone.now() - timedelta(hours=hours))
    api.catch_up()
    return seen
