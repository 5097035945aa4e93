"""What a learner has: training hours, levels, rewards, and why each was decided."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from scoring import api
from scoring.core.attempts import WIB, wib_day
from scoring.core.competency import level_name
from scoring.core.entries import Entry, Kind
from scoring.core.errors import RulebookUnknown
from scoring.core.rulebook import Rulebook
from scoring.core.standing import Standing
from scoring.models import Person
from scoring.pages.access import needs, own_person
from scoring.pages.competencies import COMPETENCIES
from scoring.pages.presenting import DECISIONS, KIND_NAMES, STATE_NAMES, STATE_TAGS, moment, steps

__all__ = ["my_standing"]


@needs()
def my_standing(request: HttpRequest) -> HttpResponse:
    """The page of the person who is logged in."""
    person = own_person(request)
    if person is None:
        return render(request, "asn_scoring/my_standing.html", {"person": None})
    try:
        rulebook = api.current_rulebook()
    except RulebookUnknown:
        context = {"person": person, "who": _who(person), "no_rulebook": True}
        return render(request, "asn_scoring/my_standing.html", context)
    subject = str(person.subject)
    standing = api.standing(subject)
    entries = {entry.seq: entry for entry in api.subject_entries(subject)}
    year = timezone.now().astimezone(WIB).year
    jp, cap = standing.jp(year), rulebook.caps.year_jp
    return render(
        request,
        "asn_scoring/my_standing.html",
        {
            "person": person,
            "who": _who(person),
            "year": year,
            "jp": jp,
            "cap": cap,
            "missing": max(cap - jp, 0),
            "courses": _courses(standing, rulebook),
            "levels": _levels(standing, entries),
            "cases": _cases(standing),
            "ahead": list(_ahead(standing, subject)),
            "decisions": _decisions(entries, rulebook),
        },
    )


def _title(course_key: str, rulebook: Rulebook) -> str:
    course = rulebook.courses.get(course_key)
    return course.title if course else course_key


def _courses(standing: Standing, rulebook: Rulebook) -> list[dict[str, Any]]:
    return [
        {
            "title": _title(course.course_key, rulebook),
            "score": course.score,
            "passed": course.passed,
            "passed_on": course.passed_on,
            "jp": course.jp,
            "decisions": [
                credit.seq for credit in standing.credits if credit.course_key == course.course_key
            ],
        }
        for course in standing.courses.values()
    ]


def _levels(standing: Standing, entries: Mapping[int, Entry]) -> list[dict[str, Any]]:
    return [
        {
            "code": level.code,
            "title": COMPETENCIES.get(level.code, level.code),
            "level": level.level,
            "name": level_name(level.level),
            "at": wib_day(entries[level.seq].at),
            "seq": level.seq,
        }
        for level in sorted(standing.levels.values(), key=lambda level: level.code)
    ]


def _cases(standing: Standing) -> list[dict[str, Any]]:
    return [
        {
            "title": reward.title,
            "state_name": STATE_NAMES[reward.state],
            "tag": STATE_TAGS[reward.state],
            "reason": reward.reason,
            "seq": reward.proposed_seq,
            "decided_seq": reward.decided_seq,
        }
        for reward in standing.rewards
    ]


def _ahead(standing: Standing, subject: str) -> Iterator[dict[str, Any]]:
    """The rewards that were not proposed yet, and what each still asks for."""
    proposed = {reward.reward_id for reward in standing.rewards}
    for verdict in api.reward_verdicts(subject):
        if verdict.reward.reward_id not in proposed:
            yield {
                "title": verdict.reward.title,
                "met": verdict.met,
                # The first line only names the reward, which stands above it already.
                "steps": steps(verdict.verdict.lines())[0].below,
            }


def _decisions(entries: Mapping[int, Entry], rulebook: Rulebook) -> list[dict[str, Any]]:
    return [
        {
            "seq": entry.seq,
            "name": KIND_NAMES[entry.kind],
            "about": _about(entry, rulebook),
            "at": moment(entry.at),
        }
        for entry in reversed(list(entries.values()))
        if entry.kind in DECISIONS
    ]


def _about(entry: Entry, rulebook: Rulebook) -> str:
    match entry.kind:
        case Kind.CREDIT_AWARDED:
            return f"{entry.body['jp']} JP, {_title(entry.body['course'], rulebook)}"
        case Kind.LEVEL_REACHED:
            level = entry.body["level"]
            return f"{entry.body['competency']} · {level} ({level_name(level)})"
        case _:
            return str(entry.body.get("title", ""))


def _who(person: Person) -> list[str]:
    nip = f"NIP {person.masked_nip}" if person.nip else ""
    return [known for known in (person.name, person.unit, nip) if known]
