# ruff: noqa: N818 - the name says what is wrong; "PersonInvalidError" would say it twice.
"""Everything that can be refused, each refusal with its remedy.

Bad input raises one of these; a rule that is not met is a value (see ``rules.Verdict``).
"""

__all__ = [
    "CanonicalInvalid",
    "EntryInvalid",
    "EntryUnknown",
    "EvidenceConflict",
    "EvidenceInvalid",
    "LedgerBroken",
    "PersonInvalid",
    "PersonUnknown",
    "RewardAlreadyDecided",
    "RulebookInvalid",
    "RulebookUnknown",
    "ScoringError",
]


class ScoringError(Exception):
    """The base of every refusal of scoring: catch it to show its sentence to a person."""


class EvidenceInvalid(ScoringError):
    """A field of the evidence breaks its contract: correct ``field`` where it is made."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"Evidence field {field!r}: {reason}.")
        self.field = field
        self.reason = reason


class EvidenceConflict(ScoringError):
    """The ledger holds this id with other content: use a new attempt number, never this id."""

    def __init__(self, evidence_id: str) -> None:
        super().__init__(
            f"Evidence {evidence_id} is already in the ledger with other content; "
            "an attempt is recorded once, so count the attempt up."
        )
        self.evidence_id = evidence_id


class CanonicalInvalid(ScoringError):
    """The value has no canonical form: use text, whole numbers, true, false, null, list, object."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Not canonical JSON: {reason}.")
        self.reason = reason


class EntryInvalid(ScoringError):
    """The entry breaks its form: build it through ``entries.Draft`` and the journal."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Ledger entry refused: {reason}.")
        self.reason = reason


class EntryUnknown(ScoringError):
    """The ledger has no such entry: check the number on the entries page."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"The ledger has no entry number {seq}.")
        self.seq = seq


class LedgerBroken(ScoringError):
    """The ledger contradicts itself: stop writing and restore from the last verified copy."""

    def __init__(self, seq: int, reason: str) -> None:
        super().__init__(f"Ledger broken at entry {seq}: {reason}.")
        self.seq = seq
        self.reason = reason


class RulebookInvalid(ScoringError):
    """The rulebook cannot be used: do what ``remedy`` says at ``place`` (file, table, key)."""

    def __init__(self, place: str, remedy: str) -> None:
        super().__init__(f"Rulebook {place}: {remedy}.")
        self.place = place
        self.remedy = remedy


class RulebookUnknown(ScoringError):
    """No rulebook is in force: publish one with ``asn rulebook publish``."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"No published rulebook for {name}; publish one with 'asn rulebook publish'."
        )
        self.name = name


class PersonInvalid(ScoringError):
    """A row of the register cannot be read: do what ``remedy`` says, then import again."""

    def __init__(self, row: int, field: str, remedy: str) -> None:
        super().__init__(f"Row {row}, column {field!r}: {remedy}.")
        self.row = row
        self.field = field
        self.remedy = remedy


class PersonUnknown(ScoringError):
    """Nobody in the register has this subject: import the register first."""

    def __init__(self, subject: str) -> None:
        super().__init__(f"The register has nobody with the subject {subject}.")
        self.subject = subject


class RewardAlreadyDecided(ScoringError):
    """The proposal was granted or refused before: a person decides it once; appeal instead."""

    def __init__(self, proposal_seq: int) -> None:
        super().__init__(
            f"The reward proposed in entry {proposal_seq} has been decided already; "
            "a correction needs an appeal."
        )
        self.proposal_seq = proposal_seq
