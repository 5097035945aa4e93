"""The entries of the ledger: what each one is, and the one way to write it down.

A ``Draft`` is what somebody wishes to record; the journal gives it a number and a time and it
becomes an ``Entry``. The key of a draft is unique in the ledger, which makes a retry harmless.
No name, NIP or platform user id enters a body: ``subject`` is a random id of the register.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Self

from . import canonical
from .errors import CanonicalInvalid, EntryInvalid
from .evidence import CompetencyScore, Evidence
from .merkle import leaf_hash

__all__ = [
    "Body",
    "Draft",
    "Entry",
    "Kind",
    "decimal_text",
    "evidence_draft",
    "time_from_text",
    "time_text",
]

# What a body holds is JSON; which fields it has depends on the kind and is read by `standing`.
type Body = Mapping[str, Any]


class Kind(StrEnum):
    """What an entry records."""

    EVIDENCE_RECORDED = "evidence_recorded"
    RULEBOOK_PUBLISHED = "rulebook_published"
    CREDIT_AWARDED = "credit_awarded"
    LEVEL_REACHED = "level_reached"
    REWARD_PROPOSED = "reward_proposed"
    REWARD_GRANTED = "reward_granted"
    REWARD_REFUSED = "reward_refused"
    REWARD_HELD = "reward_held"
    REWARD_RELEASED = "reward_released"
    ENTRY_REVERSED = "entry_reversed"
    APPEAL_OPENED = "appeal_opened"
    APPEAL_CLOSED = "appeal_closed"
    OVERRIDE = "override"
    SUBJECT_ERASED = "subject_erased"
    EXPORT_MADE = "export_made"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A wish to record something; ``key`` is the same for every retry of the same wish."""

    kind: Kind
    key: str
    subject: str | None
    body: Body

    def __post_init__(self) -> None:
        if not isinstance(self.kind, Kind):
            raise EntryInvalid(f"{self.kind!r} is not a kind of entry")
        if not _is_text(self.key):
            raise EntryInvalid("the key must be text, not empty")
        if not (self.subject is None or _is_text(self.subject)):
            raise EntryInvalid("the subject must be an id of the register or absent")
        object.__setattr__(self, "body", _frozen(self.body))


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A draft that was recorded: ``seq`` counts from 0 without gaps, ``at`` is UTC."""

    seq: int
    kind: Kind
    key: str
    subject: str | None
    at: datetime
    body: Body

    def __post_init__(self) -> None:
        if type(self.seq) is not int or self.seq < 0:
            raise EntryInvalid("the number must be a whole number from 0")
        time_text(self.at)
        draft = Draft(kind=self.kind, key=self.key, subject=self.subject, body=self.body)
        object.__setattr__(self, "body", draft.body)

    def canonical(self) -> bytes:
        """The bytes that are stored and hashed."""
        return canonical.encode(
            {
                "at": time_text(self.at),
                "body": self.body,
                "key": self.key,
                "kind": self.kind.value,
                "seq": self.seq,
                "subject": self.subject,
            }
        )

    @classmethod
    def from_canonical(cls, stored: bytes) -> Self:
        """The entry of these bytes; bytes that ``canonical`` would not write are refused."""
        try:
            fields = canonical.decode(stored)
        except CanonicalInvalid as error:
            raise EntryInvalid(error.reason) from error
        if not isinstance(fields, dict) or fields.keys() != cls.__dataclass_fields__.keys():
            raise EntryInvalid("it must have exactly seq, kind, key, subject, at and body")
        values: dict[str, Any] = fields
        try:
            kind = Kind(values["kind"])
        except ValueError as error:
            raise EntryInvalid(f"{values['kind']!r} is not a kind of entry") from error
        return cls(**values | {"kind": kind, "at": time_from_text(values["at"])})

    def leaf(self) -> bytes:
        """The leaf hash of this entry in the Merkle tree."""
        return leaf_hash(self.canonical())

    def says_the_same_as(self, draft: Draft) -> bool:
        """Whether a draft with this key is a retry: the same kind, subject and body."""
        return (self.kind, self.subject, self.body) == (draft.kind, draft.subject, draft.body)


def evidence_draft(evidence: Evidence, *, subject: str) -> Draft:
    """The draft that records evidence about a subject, without the platform's user id."""
    return Draft(
        kind=Kind.EVIDENCE_RECORDED,
        key=f"evidence:{evidence.evidence_id}",
        subject=subject,
        body={
            "activity": evidence.activity,
            "attempt": evidence.attempt,
            "began_at": time_text(evidence.began_at),
            "competencies": [_score(score) for score in evidence.competencies],
            "content": evidence.content_digest,
            "course": evidence.course_key,
            "earned": decimal_text(evidence.earned),
            "evidence_id": evidence.evidence_id,
            "grader": evidence.grader,
            "possible": decimal_text(evidence.possible),
            "submitted_at": time_text(evidence.submitted_at),
            "usage": evidence.usage_key,
        },
    )


def decimal_text(number: Decimal) -> str:
    """A decimal with at least two places and no other trailing zeros, so 7.5 and 7.500 agree.

    >>> decimal_text(Decimal("7.500")), decimal_text(Decimal("0.3333"))
    ('7.50', '0.3333')
    """
    shortest = f"{number.normalize():f}"
    whole, _, places = shortest.partition(".")
    return f"{whole}.{places.ljust(2, '0')}"


def time_text(time: object) -> str:
    """A UTC time with microseconds and Z.

    >>> time_text(datetime(2026, 11, 24, 4, 5, 6, tzinfo=UTC))
    '2026-11-24T04:05:06.000000Z'
    """
    if not isinstance(time, datetime) or time.utcoffset() != timedelta(0):
        raise EntryInvalid("times must be in UTC")
    return time.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def time_from_text(text: object) -> datetime:
    """The UTC time that ``time_text`` wrote; any other spelling is refused."""
    try:
        time = datetime.fromisoformat(str(text)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise EntryInvalid(f"{text!r} is not a time") from error
    if time_text(time) != text:
        raise EntryInvalid(f"{text!r} is not a time written in UTC with microseconds")
    return time


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _score(score: CompetencyScore) -> dict[str, str]:
    return {
        "code": score.code,
        "earned": decimal_text(score.earned),
        "possible": decimal_text(score.possible),
    }


def _frozen(body: object) -> Body:
    try:
        copied = json.loads(canonical.encode(body))
    except CanonicalInvalid as error:
        raise EntryInvalid(error.reason) from error
    if not isinstance(copied, dict):
        raise EntryInvalid("the body must be an object")
    return MappingProxyType(copied)
