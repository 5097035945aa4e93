"""What scoring offers to pages, REST, commands and other apps; everything else is its own affair.

Whatever reads standings or results catches up first, so that nobody sees less than the ledger
holds. What only reads entries does not need to.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

from django.utils import timezone

from scoring import followers, inbox, journal, people, publishing
from scoring.core.attempts import wib_day
from scoring.core.entries import Draft, Kind
from scoring.core.entries import Entry as CoreEntry
from scoring.core.errors import EntryUnknown, PersonUnknown, RulebookUnknown
from scoring.core.explain import Explanation, explain
from scoring.core.judge import RewardVerdict
from scoring.core.judge import reward_verdicts as _verdicts
from scoring.core.records import Record, records
from scoring.core.rulebook import Rulebook
from scoring.core.standing import CourseStanding, Standing, fold
from scoring.deciding import DecisionRefused, decide_reward
from scoring.histories import entry_at, histories, people_of, stretch
from scoring.judging import facts_of
from scoring.models import CourseResult, Head, Person, RewardCase
from scoring.people import ImportReport
from scoring.verifying import Verification, verify_ledger

__all__ = [
    "DecisionRefused",
    "ImportReport",
    "Result",
    "Verification",
    "catch_up",
    "check_rulebook",
    "current_rulebook",
    "decide_reward",
    "entries",
    "explanation",
    "head",
    "import_people",
    "person",
    "person_for_user",
    "publish_rulebook",
    "rebuild",
    "record_export",
    "results",
    "reward_verdicts",
    "rewards",
    "standing",
    "subject_entries",
    "verify_ledger",
]


@dataclass(frozen=True, kw_only=True)
class Result:
    """One row of HR's table, and the person it is about unless they were erased."""

    record: Record
    person: Person | None


def catch_up() -> int:
    """Record the grades that were noted, then judge and project; the number of entries handled."""
    return inbox.drain() + followers.catch_up()


def rebuild() -> int:
    """Drop every projection and make it again; the number of entries read."""
    return followers.rebuild()


def publish_rulebook(name: str | Path, *, actor: str) -> CoreEntry:
    """The entry that publishes a rulebook, given by name or file; twice is once."""
    return publishing.publish(name, actor=actor)


def check_rulebook(name: str | Path) -> Rulebook:
    """The rulebook of a file or name when it could be published; nothing is published."""
    return publishing.check(name)


def current_rulebook(on: date | None = None) -> Rulebook:
    """The published rulebook in force on a day, today if none is given."""
    day = on or _today()
    rules = publishing.in_force(day, publishing.published())
    if rules is None:
        raise RulebookUnknown(f"{day:%d-%m-%Y}")
    return rules


def person(subject: UUID | str) -> Person:
    """The person behind a subject; raises PersonUnknown for one that is erased or never was."""
    found = _known_subjects([str(subject)]).get(str(subject))
    if found is None:
        raise PersonUnknown(str(subject))
    return found


def person_for_user(user_id: int | None) -> Person | None:
    """The person who uses this account, if the register or the ledger has met them."""
    return None if user_id is None else Person.objects.filter(user_id=user_id).first()


def standing(subject: UUID | str) -> Standing:
    """Where a subject stands now."""
    catch_up()
    return fold(subject_entries(subject))


def subject_entries(subject: UUID | str) -> list[CoreEntry]:
    """All entries about a subject, in their order."""
    return histories([str(subject)]).get(str(subject), [])


def reward_verdicts(subject: UUID | str) -> tuple[RewardVerdict, ...]:
    """What each reward asks of a subject today, and what is met or missing."""
    catch_up()
    today = _today()
    facts = facts_of(person(subject), on=today)
    return _verdicts(subject_entries(subject), current_rulebook(today), facts)


def results(
    *,
    after: int = -1,
    limit: int = 100,
    course_key: str | None = None,
    unit: str | None = None,
) -> list[Result]:
    """HR's rows behind a number, in the order in which they last changed."""
    catch_up()
    rows = CourseResult.objects.filter(seq__gt=after).order_by("seq")
    if course_key is not None:
        rows = rows.filter(course_key=course_key)
    if unit is not None:
        rows = rows.filter(subject__in=Person.objects.filter(unit=unit).values("subject"))
    found = list(rows[:limit])
    known = people_of({str(row.subject) for row in found})
    books = publishing.published()
    return [Result(record=_record(row, books), person=known.get(str(row.subject))) for row in found]


def entries(*, after: int = -1, limit: int = 100) -> list[CoreEntry]:
    """The entries of the ledger behind a number."""
    return stretch(after=after, limit=limit)


def head() -> Head:
    """The size of the ledger and its root in hex."""
    return Head.objects.filter(pk=1).first() or Head()


def explanation(seq: int) -> Explanation:
    """Why a decision was taken; raises EntryUnknown when this entry is none."""
    entry = entry_at(seq)
    digest = entry.body.get("rulebook_digest")
    if entry.subject is None or not isinstance(digest, str):
        raise EntryUnknown(seq)
    return explain(entry, subject_entries(entry.subject), publishing.by_digest(digest))


def rewards(*, state: str | None = None) -> list[RewardCase]:
    """The rewards that were proposed, the newest first, of one state when asked for."""
    catch_up()
    cases = RewardCase.objects.order_by("-proposed")
    return list(cases.filter(state=state) if state else cases)


def import_people(
    rows: Iterable[Mapping[str, str]],
    *,
    source: str,
    subject_factory: Callable[[], UUID] = uuid4,
) -> ImportReport:
    """Bring the register up to date with all rows or none, and judge whose facts changed."""
    report = people.import_people(rows, source=source, subject_factory=subject_factory)
    catch_up()
    followers.judge_again(report.subjects, on=_today())
    return report


def record_export(*, what: str, rows: int, digest: str, actor: str) -> CoreEntry:
    """The entry that says who exported what, how many rows, and the digest of the file."""
    # The size of the ledger keeps two exports apart, and a replay of the same acts the same.
    draft = Draft(
        kind=Kind.EXPORT_MADE,
        key=f"export:{head().size}:{actor}:{digest}",
        subject=None,
        body={"actor": actor, "digest": digest, "rows": rows, "what": what},
    )
    return journal.append(draft).entry


def _record(row: CourseResult, books: Sequence[publishing.Published]) -> Record:
    day = row.passed_on or wib_day(row.last_at)
    rules = publishing.in_force(day, books) or (books[-1].rules if books else None)
    if rules is None:
        raise RulebookUnknown(f"{day:%d-%m-%Y}")
    course = CourseStanding(
        course_key=row.course_key,
        score=row.score,
        passed=row.passed,
        passed_on=row.passed_on,
        began_at=row.began_at,
        last_at=row.last_at,
        competencies=tuple(row.competencies),
        jp=row.jp,
        seq=row.seq,
    )
    standing = Standing(subject=str(row.subject), courses={row.course_key: course})
    return records(standing, rules)[0]


def _today() -> date:
    return wib_day(timezone.now())


def _known_subjects(subjects: list[str]) -> dict[str, Person]:
    try:
        wanted = [str(UUID(subject)) for subject in subjects]
    except ValueError:
        return {}
    return people_of(wanted)
