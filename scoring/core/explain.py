"""Why an entry is in the ledger, in sentences: what held, under which rule, and how to object.

An explanation is made from the entry, the entries before it and the rulebook it names, so it can
be made again by anybody, and it can never say something else than what was decided.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .attempts import reversals, wib_day
from .entries import Entry
from .errors import RulebookUnknown
from .rulebook import Rulebook
from .sentences import told
from .wording import N_, Line, date_shown

__all__ = ["Explanation", "Line", "explain"]

_MARKS = {True: "[x] ", False: "[ ] ", None: ""}


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """A title and the sentences below it, in the order in which they should be read."""

    title: Line
    lines: tuple[Line, ...]

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The whole explanation as plain text, one sentence a line, indented by depth."""
        shown = (_MARKS[line.met] + line.text(translate) for line in self.lines)
        depths = ("  " * (line.depth + 1) for line in self.lines)
        return "\n".join([self.title.text(translate), *map(str.__add__, depths, shown)])


def explain(entry: Entry, entries: Sequence[Entry], rulebook: Rulebook) -> Explanation:
    """The explanation of an entry; ``entries`` are those of its subject, in order.

    A decision is explained by the rulebook it names and by no other.
    """
    named = entry.body.get("rulebook_digest", rulebook.digest)
    if named != rulebook.digest:
        raise RulebookUnknown(f"{entry.body['rulebook']} ({named})")
    title, specific = told(entry, entries, rulebook)
    general = (*_reversal(entry, entries), *_grounds(entry, rulebook), *_recorded(entry))
    return Explanation(title=title, lines=(*specific, *general))


def _reversal(entry: Entry, entries: Sequence[Entry]) -> Iterator[Line]:
    reversed_by = reversals(entries).get(entry.seq)
    if reversed_by is not None:
        yield Line(
            msgid=N_("Entry %(seq)s reversed this one: it no longer counts."),
            params={"seq": str(reversed_by)},
            met=False,
        )


def _grounds(entry: Entry, rulebook: Rulebook) -> Iterator[Line]:
    body = entry.body
    if "clause" not in body:
        return
    yield Line(
        msgid=N_("Rulebook %(rulebook)s, clause %(clause)s, fingerprint %(digest)s."),
        params={
            "rulebook": body["rulebook"],
            "clause": body["clause"],
            "digest": body["rulebook_digest"].removeprefix("sha256:")[:12],
        },
    )
    for legal in rulebook.legal:
        checked = N_("Legal basis: %(ref)s.")
        unchecked = N_("Legal basis, still to be checked against its text: %(ref)s.")
        yield Line(
            msgid=checked if legal.verified else unchecked,
            params={"ref": legal.ref},
            translated=frozenset({"ref"}),
        )
    yield Line(
        msgid=N_("It rests on these entries of the ledger: %(entries)s."),
        params={"entries": ", ".join(map(str, body["rests_on"]))},
    )


def _recorded(entry: Entry) -> Iterator[Line]:
    yield Line(
        msgid=N_("Recorded as entry %(seq)s on %(day)s; only another entry can correct it."),
        params={"seq": str(entry.seq), "day": date_shown(wib_day(entry.at))},
    )
    if entry.subject is not None:
        yield Line(
            msgid=N_(
                "If you think this is wrong, write to BKPSDM and name the entry number: a person "
                "will look at it and decide (UU 27/2022 art. 10)."
            )
        )
