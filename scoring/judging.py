"""Evidence in, decisions out: who is judged with which rulebook and which facts.

Note [Judging at a place]
Evidence is judged as if the judge had run right after it: with the subject's entries up to it,
the rulebooks published before it, and the judge's own decisions so far. A pass that was followed
by a worse grade before the judge woke up is so still a pass, and two ledgers with the same
evidence get the same decisions.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from scoring import journal, publishing
from scoring.core.attempts import WIB, attempt_of
from scoring.core.entries import Entry as CoreEntry
from scoring.core.entries import Kind
from scoring.core.judge import judge
from scoring.core.rulebook import Rulebook
from scoring.core.rules import Facts
from scoring.histories import histories, people_of
from scoring.models import Entry, Person

__all__ = ["DECISIONS", "Docket", "facts_of", "judge_again", "seen_at"]

# What the judge itself writes. It stands behind the evidence being judged, and counts all the same.
DECISIONS = frozenset({Kind.CREDIT_AWARDED, Kind.LEVEL_REACHED, Kind.REWARD_PROPOSED})


def facts_of(person: Person, *, on: date) -> Facts:
    """What the register says about a person, as the rules of that day may ask it."""
    since = person.tenure_from
    years = None
    if since is not None:
        years = max(0, on.year - since.year - ((on.month, on.day) < (since.month, since.day)))
    return Facts(
        population=person.population,
        performance=person.performance or None,
        tenure_years=years,
        as_of=on,
    )


def judge_again(subjects: Iterable[UUID], *, on: date) -> int:
    """Judge subjects whose facts changed by the rules of that day; the number of decisions.

    It changes no earlier decision: each stands on the facts of its own day.
    """
    wanted = [str(subject) for subject in subjects]
    rules = publishing.in_force(on, publishing.published())
    if rules is None:
        return 0
    people = people_of(wanted)
    return sum(
        _decide(history, at=history[-1].seq, rules=rules, facts=facts_of(people[subject], on=on))
        for subject, history in histories(wanted).items()
        if subject in people
    )


def seen_at(seq: int, history: Iterable[CoreEntry]) -> list[CoreEntry]:
    """What counts when the evidence in entry ``seq`` is judged (Note [Judging at a place])."""
    return [entry for entry in history if entry.seq <= seq or entry.kind in DECISIONS]


class Docket:
    """The subjects whose turn it is, with all it takes to judge them."""

    def __init__(self, subjects: Collection[str]) -> None:
        self._published = publishing.published()
        self._histories: dict[str, list[CoreEntry]] = {}
        self._people: dict[str, Person] = {}
        self._load(subjects)

    def judge_at(self, seq: int, subject: str, *, published_by: int) -> int:
        """Judge the evidence in entry ``seq``; the number of decisions that follow from it."""
        person = self._people.get(subject)
        if person is None:  # erased since: nothing is decided about nobody
            return 0
        history = self._histories[subject]
        day = _day(history, seq)
        rules = publishing.in_force(day, self._published_by(published_by))
        if rules is None:
            return 0
        return _decide(history, at=seq, rules=rules, facts=facts_of(person, on=day))

    def judge_earlier(self, published: int) -> int:
        """Judge the earlier evidence of the days a rulebook speaks of; the number of decisions."""
        book = self._published_by(published)[-1]
        first_day = datetime.combine(book.rules.effective_from, datetime.min.time(), tzinfo=WIB)
        # What was recorded before that day was submitted before it: old years cost nothing.
        rows = Entry.objects.filter(
            kind=Kind.EVIDENCE_RECORDED, seq__lt=published, at__gte=first_day
        )
        earlier = list(rows.order_by("seq").values_list("seq", "subject"))
        self._load({subject for _, subject in earlier})
        return sum(
            self.judge_at(seq, subject, published_by=published)
            for seq, subject in earlier
            if book.rules.in_force_on(_day(self._histories[subject], seq))
        )

    def _published_by(self, seq: int) -> Sequence[publishing.Published]:
        return [book for book in self._published if book.seq <= seq]

    def _load(self, subjects: Collection[str]) -> None:
        missing = set(subjects) - self._histories.keys()
        if missing:
            self._histories.update(histories(missing))
            self._people.update(people_of(missing))


def _day(history: Iterable[CoreEntry], seq: int) -> date:
    return attempt_of(next(entry for entry in history if entry.seq == seq)).day


def _decide(history: list[CoreEntry], *, at: int, rules: Rulebook, facts: Facts) -> int:
    """Write the decisions that follow, and those that follow from these."""
    decided = 0
    while drafts := judge(seen_at(at, history), rules, facts):
        recorded = [journal.append(draft) for draft in drafts]
        history.extend(record.entry for record in recorded)
        decided += sum(record.created for record in recorded)
    return decided
