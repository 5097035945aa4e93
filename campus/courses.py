"""Courses: imported all or nothing, taken by learners, changed by their authors block by block."""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from os import PathLike
from typing import Any, BinaryIO

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import UsageKey

from campus import grades
from campus.importing import ParsedCourse, parse_course
from campus.models import Block, Course, CourseAsset, Enrollment
from campus.outline import Node, outline, outline_of
from campus.parsing import CourseRefused
from campus.policies import GradingPolicy
from campus.runtime import CampusRuntime
from campus.tree import CourseTree
from campus.trees import fields_as_stored, forget, tree_of
from course_content.archive import CourseFiles, open_course

__all__ = [
    "CourseRefused",
    "Node",
    "course_of_usage",
    "enrol",
    "enroll",
    "get_course",
    "import_course",
    "import_files",
    "outline",
    "outline_of",
    "save_block_fields",
    "tree_of",
    "undo_save",
]

_log = logging.getLogger(__name__)


def import_course(course: str | PathLike[str] | BinaryIO) -> Course:
    """The course stored from a folder or a .tar.gz as Studio exports it.

    Everything is read and checked before anything is written; a refused course
    (`ArchiveRefused`, `OlxInvalid`, `CourseRefused`) leaves no trace. What learners did stays.
    """
    return import_files(open_course(course))


def import_files(files: CourseFiles) -> Course:
    """The course stored from files that are already in memory."""
    parsed = parse_course(files)
    digest = _digest(files)
    with transaction.atomic():
        course = _store(parsed, digest)
        _note_maximum_scores(course, tree_of(course))
        forget(course)
    tree = tree_of(course)
    for enrollment in course.enrollments.select_related("course"):
        grades.regrade(enrollment, tree)
    return course


def _digest(files: CourseFiles) -> str:
    lines = sorted(
        f"{name} {hashlib.sha256(files.read(name)).hexdigest()}" for name in files.names()
    )
    return "sha256:" + hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _store(parsed: ParsedCourse, digest: str) -> Course:
    root = parsed.blocks[str(parsed.root)]
    about = {
        "display_name": str(root.fields.get("display_name") or parsed.key.course)[:255],
        "root": str(parsed.root),
        "grading_policy": parsed.grading_policy,
        "policy_digest": GradingPolicy.digest(parsed.grading_policy),
        "content_digest": digest,
        "modified": timezone.now(),
    }
    course, created = Course.objects.get_or_create(key=str(parsed.key), defaults=about)
    if not created:
        for name, value in about.items():
            setattr(course, name, value)
        course.version += 1
        course.save()
        course.blocks.all().delete()
        course.assets.all().delete()
    rows = []
    for position, block in enumerate(parsed.blocks.values()):
        fields, content = fields_as_stored(block.fields)
        rows.append(
            Block(
                course=course,
                usage_key=str(block.usage_key),
                block_type=block.usage_key.block_type,
                parent=str(block.parent or ""),
                position=position,
                fields=fields,
                content=content,
            )
        )
    Block.objects.bulk_create(rows)
    CourseAsset.objects.bulk_create(
        CourseAsset(course=course, path=path, digest=hashlib.sha256(body).hexdigest(), body=body)
        for path, body in parsed.assets.items()
    )
    return course


def _note_maximum_scores(course: Course, tree: CourseTree) -> None:
    """Ask every scored block once what it can score, as the LMS does when a course is published."""
    runtime = CampusRuntime(tree)
    rows = []
    for row in course.blocks.all():
        possible = _maximum_score(runtime, tree.block(row.usage_key).usage_key)
        if possible is not None:
            row.raw_possible = possible
            rows.append(row)
    if rows:
        Block.objects.bulk_update(rows, ["raw_possible"])


def _maximum_score(runtime: CampusRuntime, usage_key: UsageKey) -> float | None:
    block = runtime.get_block(usage_key)
    if not getattr(block, "has_score", False):
        return None
    try:
        possible = block.max_score()
    except Exception:  # noqa: BLE001 - other people's block: ungraded is better than no course
        _log.exception("max_score of %s failed; the block is not graded.", usage_key)
        return None
    return None if possible is None else float(possible)


def get_course(course_key: str) -> Course | None:
    """The course of that key, or None."""
    return Course.objects.filter(key=course_key).first()


def course_of_usage(usage_key: str) -> tuple[str, UsageKey] | None:
    """The course key within a usage key, and the usage key; None for any other text."""
    try:
        parsed = UsageKey.from_string(usage_key)
    except InvalidKeyError:
        return None
    return str(parsed.context_key), parsed


def enroll(user: User, course: Course | str) -> Enrollment:
    """The learner's place in the course; asking twice gives the same one."""
    row = course if isinstance(course, Course) else Course.objects.get(key=course)
    return Enrollment.objects.get_or_create(user=user, course=row)[0]


enrol = enroll


def save_block_fields(course: Course, authored: Mapping[str, Mapping[str, Any]]) -> None:
    """Store what an author changed, block by block, as a new version of the course."""
    rows = {name: fields_as_stored(fields) for name, fields in authored.items()}
    _change(course, rows, previous=_as_it_was)


def undo_save(course: Course, usage_key: str) -> bool:
    """True when the block is again as it was before its last save; False when there was none."""
    row = course.blocks.filter(usage_key=usage_key).exclude(previous="").first()
    if row is None:
        return False
    fields, content = json.loads(row.previous)
    _change(course, {usage_key: (fields, content)}, previous=lambda _row: "")
    return True


def _as_it_was(row: Block) -> str:
    return json.dumps([row.fields, row.content], ensure_ascii=False)


@transaction.atomic
def _change(
    course: Course, rows: Mapping[str, tuple[str, str]], *, previous: Callable[[Block], str]
) -> None:
    locked = Course.objects.select_for_update().get(pk=course.pk)
    changes = hashlib.sha256(locked.content_digest.encode())
    for name, (fields, content) in sorted(rows.items()):
        row = locked.blocks.get(usage_key=name)
        row.previous = previous(row)
        row.fields, row.content = fields, content
        row.save(update_fields=["fields", "content", "previous"])
        changes.update(f"{name}\n{fields}\n{content}".encode())
    locked.version += 1
    locked.content_digest = "sha256:" + changes.hexdigest()
    locked.modified = timezone.now()
    locked.save(update_fields=["version", "content_digest", "modified"])
    tree = tree_of(locked)
    runtime = CampusRuntime(tree)
    for name in rows:
        possible = _maximum_score(runtime, tree.block(name).usage_key)
        locked.blocks.filter(usage_key=name).update(raw_possible=possible)
    forget(locked)
    for name in ("version", "content_digest", "modified"):
        setattr(course, name, getattr(locked, name))
