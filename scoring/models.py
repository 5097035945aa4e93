"""What scoring keeps: the ledger, the register of people, and projections of the ledger.

Updates: only ``journal.append`` writes entries, once; triggers of the database refuse the rest.
Deletion: a person can be erased, because entries know only the subject; projections can be
dropped at any time, because ``followers.rebuild`` makes them again.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from scoring.core.entries import Entry as CoreEntry
from scoring.core.merkle import EMPTY_ROOT

__all__ = [
    "CourseResult",
    "Cursor",
    "Entry",
    "Head",
    "InboxItem",
    "LevelResult",
    "Person",
    "RewardCase",
    "RulebookText",
]


class Person(models.Model):
    """A civil servant behind a subject; erase the row and the ledger stays whole.

    .. pii: NIP, name, position and yearly performance of a civil servant, from the HR register.
    .. pii_types: id, name, employment
    .. pii_retirement: local_api
    """

    subject = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # No foreign key: closing an account must neither be vetoed by us nor take the register along.
    user_id = models.BigIntegerField(null=True, blank=True, unique=True)
    nip = models.CharField(max_length=18, null=True, blank=True, unique=True)
    name = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=200, blank=True, db_index=True)
    position = models.CharField(max_length=200, blank=True)
    job_type = models.CharField(max_length=40, blank=True)
    population = models.CharField(max_length=20, default="PNS")
    performance = models.CharField(max_length=40, blank=True)
    tenure_from = models.DateField(null=True, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        permissions = [
            ("read_results", "May read the results of every learner"),
            ("decide_rewards", "May grant or refuse a proposed reward"),
            ("read_ledger", "May read the ledger and its checks"),
            ("export_results", "May export results with names and NIP"),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def masked_nip(self) -> str:
        """The NIP as it may be shown: first four and last three digits."""
        return f"{self.nip[:4]}****...{self.nip[-3:]}" if self.nip else ""


class Entry(models.Model):
    """One entry of the ledger, as hashed, with the columns by which it is looked up.

    .. no_pii:
    """

    seq = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=32, db_index=True)
    key = models.CharField(max_length=255, unique=True)
    subject = models.CharField(max_length=36, blank=True)
    at = models.DateTimeField()
    canonical = models.TextField()
    leaf = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["subject", "seq"], name="asn_scoring_entry_of_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(seq__gte=0), name="asn_scoring_entry_counts_from_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"

    def restored(self) -> CoreEntry:
        """The entry that was hashed."""
        return CoreEntry.from_canonical(self.canonical.encode())


class Head(models.Model):
    """The one row whose lock makes the journal the only writer, with the tree's frontier.

    .. no_pii:
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)
    root = models.CharField(max_length=64, default=EMPTY_ROOT.hex())
    frontier = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="asn_scoring_head_single"),
            models.CheckConstraint(condition=Q(size__gte=0), name="asn_scoring_head_size"),
        ]

    def __str__(self) -> str:
        return f"{self.size} {self.root}"


class RulebookText(models.Model):
    """The text of a published rulebook, kept word for word; its digest is in an entry.

    .. no_pii:
    """

    digest = models.CharField(max_length=71, primary_key=True)
    name = models.CharField(max_length=64, unique=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.name


class InboxItem(models.Model):
    """A learner whose course grade changed; the grade itself is pulled when it is taken up.

    .. pii: The platform's user id of a learner, until the grade is recorded.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    id = models.BigAutoField(primary_key=True)
    user_id = models.BigIntegerField()
    course_key = models.CharField(max_length=255)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "course_key"], name="asn_scoring_inbox_one_per_course"
            )
        ]

    def __str__(self) -> str:
        return self.course_key


class Cursor(models.Model):
    """How far a follower has read: the number of the last entry it has dealt with.

    .. no_pii:
    """

    name = models.CharField(max_length=32, primary_key=True)
    seq = models.BigIntegerField(default=-1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(seq__gte=-1), name="asn_scoring_cursor_seq")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.seq}"


class CourseResult(models.Model):
    """Where a subject stands in one course; projected, and read by HR in the order of ``seq``.

    .. no_pii:
    """

    id = models.BigAutoField(primary_key=True)
    subject = models.UUIDField()
    course_key = models.CharField(max_length=255)
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    passed = models.BooleanField(default=False)
    passed_on = models.DateField(null=True)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    activities = models.PositiveIntegerField(default=0)
    competencies = models.JSONField(default=list)
    jp = models.PositiveSmallIntegerField(default=0)
    seq = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "course_key"], name="asn_scoring_result_one_per_course"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100),
                name="asn_scoring_result_score",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.course_key}"


class LevelResult(models.Model):
    """The evidence level a subject has reached in one competency; projected.

    .. no_pii:
    """

    id = models.BigAutoField(primary_key=True)
    subject = models.UUIDField()
    code = models.CharField(max_length=32)
    level = models.PositiveSmallIntegerField()
    seq = models.BigIntegerField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "code"], name="asn_scoring_level_one_per_competency"
            ),
            models.CheckConstraint(
                condition=Q(level__gte=1, level__lte=5), name="asn_scoring_level_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.code} {self.level}"


class RewardCase(models.Model):
    """A reward that was proposed, and what a person decided about it; projected.

    .. no_pii:
    """

    class State(models.TextChoices):
        """Where the case stands."""

        PROPOSED = "proposed"
        HELD = "held"
        GRANTED = "granted"
        REFUSED = "refused"

    # These two references also make MariaDB and MySQL refuse to truncate what they point at.
    proposed = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    rulebook = models.ForeignKey(RulebookText, on_delete=models.PROTECT, related_name="+")
    subject = models.UUIDField(db_index=True)
    reward_id = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, choices=State)
    decided_seq = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "held", "granted", "refused"]),
                name="asn_scoring_reward_state",
            ),
            models.CheckConstraint(
                condition=Q(decided_seq__isnull=True) | Q(decided_seq__gt=F("proposed")),
                name="asn_scoring_reward_decided_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposed_id} {self.reward_id} {self.state}"

    @property
    def proposed_seq(self) -> int:
        """The number of the entry that proposed it, by which it is decided."""
        return int(self.proposed_id)
