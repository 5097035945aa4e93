"""What the campus keeps: accounts, courses and their blocks, state, scores and grades."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property

from campus.policies import GradingPolicy

__all__ = [
    "Account",
    "Block",
    "BlockScore",
    "Course",
    "CourseAsset",
    "CourseGrade",
    "Enrollment",
    "UserState",
]


class Account(models.Model):
    """The campus's side of a user: the opaque id that blocks may see, and one role.

    .. pii: Links a user to an opaque identifier.
    .. pii_types: id
    .. pii_retirement: local_api
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="account"
    )
    opaque_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    role = models.CharField(max_length=16, default="learner")

    def __str__(self) -> str:
        """The opaque id and role."""
        return f"{self.opaque_id} ({self.role})"


class Course(models.Model):
    """A course run as it was imported last.

    .. no_pii:
    """

    key = models.CharField(max_length=255, unique=True)
    display_name = models.CharField(max_length=255)
    root = models.CharField(max_length=255)
    grading_policy = models.JSONField(default=dict)
    policy_digest = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    content_digest = models.CharField(max_length=80)
    modified = models.DateTimeField()

    def __str__(self) -> str:
        """The course key."""
        return self.key

    @cached_property
    def policy(self) -> GradingPolicy:
        """The grading policy, ready to be applied."""
        return GradingPolicy.of(self.grading_policy)


class Block(models.Model):
    """One block as authored: its field `content` as text, its other fields as JSON.

    `previous` is what both were before the last save in the studio, for undoing it.

    .. no_pii:
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="blocks")
    usage_key = models.CharField(max_length=255)
    block_type = models.CharField(max_length=64)
    parent = models.CharField(max_length=255, blank=True)
    position = models.PositiveIntegerField()
    fields = models.TextField()
    content = models.TextField(blank=True)
    previous = models.TextField(blank=True)
    raw_possible = models.FloatField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["usage_key"], name="campus_block_once"),
        ]

    def __str__(self) -> str:
        """The usage key."""
        return self.usage_key


class CourseAsset(models.Model):
    """A file of a course's `static/` folder.

    .. no_pii:
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="assets")
    path = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    body = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "path"], name="campus_asset_once"),
        ]

    def __str__(self) -> str:
        """The path."""
        return self.path


class Enrollment(models.Model):
    """A learner's place in a course.

    .. no_pii:
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrollments"
    )
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="enrollments")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "course"], name="campus_enrolled_once"),
        ]

    def __str__(self) -> str:
        """Who is where, in numbers."""
        return f"{self.user_id} in {self.course_id}"


class UserState(models.Model):
    """The state of one block (or block type) for one user, in one scope; learner 0 is everybody.

    .. pii: Holds what a learner answered.
    .. pii_types: learning
    .. pii_retirement: local_api
    """

    scope = models.CharField(max_length=20)
    block = models.CharField(max_length=255)
    learner = models.BigIntegerField(default=0)
    state = models.TextField()
    modified = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "block", "scope"], name="campus_one_state_each"
            ),
        ]

    def __str__(self) -> str:
        """The scope and the block."""
        return f"{self.scope} {self.block}"


class BlockScore(models.Model):
    """The raw score a learner has in a block, as the block published it.

    .. no_pii:
    """

    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE, related_name="scores")
    usage_key = models.CharField(max_length=255)
    earned = models.FloatField()
    possible = models.FloatField()
    modified = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrollment", "usage_key"], name="campus_one_score"),
        ]

    def __str__(self) -> str:
        """The fraction and the block."""
        return f"{self.earned}/{self.possible} {self.usage_key}"


class CourseGrade(models.Model):
    """The course grade a learner has, as it was computed last.

    .. no_pii:
    """

    enrollment = models.OneToOneField(
        Enrollment, on_delete=models.CASCADE, primary_key=True, related_name="grade"
    )
    percent = models.DecimalField(max_digits=5, decimal_places=4)
    letter = models.CharField(max_length=64, blank=True)
    passed = models.BooleanField(default=False)
    passed_at = models.DateTimeField(null=True)
    policy_digest = models.CharField(max_length=80)
    modified = models.DateTimeField()

    def __str__(self) -> str:
        """The percentage."""
        return f"{self.percent} {'passed' if self.passed else 'open'}"
