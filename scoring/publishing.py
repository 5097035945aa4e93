"""Rulebooks: publishing one for good, and finding the one that was in force on a day.

Published means: its text is kept word for word, its digest is an entry, and nothing can change
either. A later rulebook for the same day takes the place of the earlier one from its entry on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from django.db import transaction

from scoring import journal
from scoring.core import golden, rulebook
from scoring.core.entries import Entry as CoreEntry
from scoring.core.entries import Kind
from scoring.core.errors import RulebookInvalid, RulebookUnknown
from scoring.core.rulebook import Rulebook
from scoring.models import Entry, RulebookText

__all__ = ["Published", "by_digest", "check", "in_force", "publish", "published", "shipped"]

_NAME = re.compile(r"[0-9a-z][0-9a-z-]*")
_LARGEST = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Published:
    """A rulebook and the number of the entry that published it."""

    seq: int
    rules: Rulebook


def publish(name: str | Path, *, actor: str) -> CoreEntry:
    """The entry that publishes the rulebook; publishing the same text again changes nothing.

    ``name`` is a file, or the name of a rulebook that scoring ships. Raises RulebookInvalid when
    it cannot be read, a golden case fails, or its id stands for another text already.
    """
    text, source = _read(name)
    rules = _checked(text, source)
    with transaction.atomic():
        draft = rulebook.publication(rules, actor=actor)
        earlier = Entry.objects.filter(key=draft.key).first()
        if earlier is not None:
            return earlier.restored()
        if RulebookText.objects.filter(name=rules.id).exists():
            raise RulebookInvalid(
                source, f"{rules.id} is published with another text; give this one a new id"
            )
        RulebookText.objects.create(digest=rules.digest, name=rules.id, text=text)
        return journal.append(draft).entry


def check(name: str | Path) -> Rulebook:
    """The rulebook of a file or name when it could be published; RulebookInvalid says why not."""
    return _checked(*_read(name))


def published() -> tuple[Published, ...]:
    """Every published rulebook in the order of publication."""
    rows = Entry.objects.filter(kind=Kind.RULEBOOK_PUBLISHED).order_by("seq")
    return tuple(
        Published(seq=row.seq, rules=by_digest(row.restored().body["rulebook_digest"]))
        for row in rows
    )


def in_force(day: date, among: Sequence[Published]) -> Rulebook | None:
    """The rulebook for this day: of those that cover it, the one published last."""
    covering = [candidate.rules for candidate in among if candidate.rules.in_force_on(day)]
    return covering[-1] if covering else None


def by_digest(digest: str) -> Rulebook:
    """The published rulebook with this digest."""
    text = RulebookText.objects.filter(pk=digest).values_list("text", flat=True).first()
    if text is None:
        raise RulebookUnknown(digest)
    return _parsed(text, digest)


def shipped() -> tuple[str, ...]:
    """The names of the rulebooks that come with scoring."""
    folder = files("scoring") / "rulebooks"
    names = (entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names))


@lru_cache(maxsize=32)
def _checked(text: str, source: str) -> Rulebook:
    rules = rulebook.parse(text, source=source)
    failures = [str(failure) for failure in golden.check(rules)]
    if failures:
        raise RulebookInvalid(
            source,
            f"{len(failures)} golden cases fail; correct the rule or the case: {'; '.join(failures)}",
        )
    return rules


def _parsed(text: str, digest: str) -> Rulebook:
    # Kept by its text, so that nothing in the database can make a stale answer.
    rules = rulebook.parse(text, source=digest)
    if rules.digest != digest:
        raise RulebookInvalid(digest, "its stored text was changed; restore the last good copy")
    return rules


def _read(name: str | Path) -> tuple[str, str]:
    if isinstance(name, str) and _NAME.fullmatch(name):
        if name not in shipped():
            known = ", ".join(shipped())
            raise RulebookInvalid(name, f"there is no such rulebook; write a file or: {known}")
        raw = (files("scoring") / "rulebooks" / f"{name}.toml").read_bytes()
        return _decoded(raw, f"{name}.toml"), f"{name}.toml"
    path = Path(name)
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        raise RulebookInvalid(str(path), f"the file cannot be read ({error.strerror})") from error
    return _decoded(raw, str(path)), str(path)


def _decoded(raw: bytes, source: str) -> str:
    if len(raw) > _LARGEST:
        raise RulebookInvalid(source, "a rulebook has at most a million bytes")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RulebookInvalid(source, "save the file as UTF-8") from error
