"""The golden cases of a rulebook, judged: a rulebook that fails its own cases is not published."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from .cases import GoldenCase, GoldenEvidence
from .entries import Draft, Entry, evidence_draft
from .errors import EvidenceInvalid
from .evidence import CompetencyScore, Evidence, evidence_id
from .judge import judge
from .rulebook import Rulebook
from .standing import fold

__all__ = ["check", "entry_by_entry", "history"]

_SUBJECT = "golden"


def check(rulebook: Rulebook) -> list[str]:
    """What the golden cases expect and do not get, one sentence each; empty when all pass."""
    failures = []
    for case in rulebook.golden:
        try:
            evidence = history(case)
        except EvidenceInvalid as error:
            failures.append(f"{case.name}: {error}")
            continue
        for way, entries in (
            ("judged at once", _at_once(evidence, rulebook, case)),
            ("judged entry by entry", entry_by_entry(evidence, rulebook, case)),
        ):
            failures += [f"{case.name}, {way}: {what}" for what in _differences(case, entries)]
    return failures


def history(case: GoldenCase) -> list[Draft]:
    """The evidence of a case as the drafts that a journal would be given."""
    attempts: dict[str, int] = {}
    drafts = []
    for given in case.evidence:
        usage_key = f"{given.course_key}/{given.activity}"
        attempts[usage_key] = attempts.get(usage_key, 0) + 1
        evidence = _evidence(given, usage_key=usage_key, attempt=attempts[usage_key])
        drafts.append(evidence_draft(evidence, subject=_SUBJECT))
    return drafts


def entry_by_entry(evidence: list[Draft], rulebook: Rulebook, case: GoldenCase) -> list[Entry]:
    """The ledger when every piece of evidence is judged as soon as it comes in."""
    entries: list[Entry] = []
    for draft in evidence:
        _append(entries, draft)
        for decided in judge(entries, rulebook, case.facts):
            _append(entries, decided)
    return entries


def _at_once(evidence: list[Draft], rulebook: Rulebook, case: GoldenCase) -> list[Entry]:
    entries: list[Entry] = []
    for draft in evidence:
        _append(entries, draft)
    for decided in judge(entries, rulebook, case.facts):
        _append(entries, decided)
    return entries


def _append(entries: list[Entry], draft: Draft) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)  # no rule reads when an entry was written down
    entries.append(
        Entry(
            seq=len(entries),
            kind=draft.kind,
            key=draft.key,
            subject=draft.subject,
            at=at,
            body=draft.body,
        )
    )


def _differences(case: GoldenCase, entries: list[Entry]) -> list[str]:
    standing = fold(entries)
    outcomes: tuple[tuple[str, Mapping[str, int] | set[str], Mapping[str, int] | set[str]], ...] = (
        ("credits", case.credits, {credit.course_key: credit.jp for credit in standing.credits}),
        ("levels", case.levels, {code: reached.level for code, reached in standing.levels.items()}),
        ("rewards", set(case.rewards), {reward.reward_id for reward in standing.rewards}),
    )
    return [
        f"{what} should be {_shown(expected)}, came out as {_shown(came)}"
        for what, expected, came in outcomes
        if expected != came
    ]


def _shown(outcome: Mapping[str, int] | set[str]) -> str:
    if isinstance(outcome, Mapping):
        outcome = {f"{name} = {value}" for name, value in outcome.items()}
    return ", ".join(sorted(outcome)) or "none"


def _evidence(given: GoldenEvidence, *, usage_key: str, attempt: int) -> Evidence:
    return Evidence(
        evidence_id=evidence_id(usage_key=usage_key, learner_key=_SUBJECT, attempt=attempt),
        learner=_SUBJECT,
        course_key=given.course_key,
        usage_key=usage_key,
        activity=given.activity,
        earned=Decimal(given.earned),
        possible=Decimal(given.possible),
        competencies=tuple(
            CompetencyScore(code=code, earned=earned, possible=possible)
            for code, (earned, possible) in given.points.items()
        ),
        attempt=attempt,
        began_at=given.at,
        submitted_at=given.at,
        content_digest="sha256:" + "0" * 64,
    )
