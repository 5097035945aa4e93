"""The courses in memory: read once for each version, shared by all requests of a process."""

import json
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any

from opaque_keys.edx.keys import CourseKey, UsageKey

from campus.models import Course
from campus.tree import CourseTree, build_tree

__all__ = ["course_at", "fields_as_stored", "forget", "tree_of"]

_KEPT = 64
_Place = tuple[str, int, str]  # course key, version, digest
_trees: OrderedDict[_Place, CourseTree] = OrderedDict()
_courses: OrderedDict[_Place, Course] = OrderedDict()
_lock = Lock()


def tree_of(course: Course) -> CourseTree:
    """The course in memory, read again only when its content has changed."""
    place = _place(course)
    with _lock:
        tree = _trees.get(place)
        if tree is not None:
            _trees.move_to_end(place)
            return tree
    tree = _read(course)
    with _lock:
        _trees[place] = tree
        while len(_trees) > _KEPT:
            _trees.popitem(last=False)
    return tree


def course_at(key: str, *, version: int, digest: str) -> Course:
    """The course's row at a version, from memory; it is shared, so nobody may change it."""
    place = (key, version, digest)
    with _lock:
        course = _courses.get(place)
    if course is None:
        course = Course.objects.get(key=key)
        with _lock:
            _courses[_place(course)] = course
            while len(_courses) > _KEPT:
                _courses.popitem(last=False)
    return course


def forget(course: Course) -> None:
    """Read this version again at the next request."""
    with _lock:
        _trees.pop(_place(course), None)
        _courses.pop(_place(course), None)


def fields_as_stored(fields: Mapping[str, Any]) -> tuple[str, str]:
    """The two columns of a block's row: all fields but `content` as JSON, and `content`."""
    others = {name: value for name, value in fields.items() if name != "content"}
    content = fields.get("content")
    if content is not None and not isinstance(content, str):
        others["content"], content = content, ""
    return json.dumps(others, ensure_ascii=False), content or ""


def _place(course: Course) -> _Place:
    return course.key, course.version, course.content_digest


def _read(course: Course) -> CourseTree:
    rows = course.blocks.order_by("position").values_list(
        "usage_key", "block_type", "parent", "fields", "content", "raw_possible"
    )
    return build_tree(
        key=CourseKey.from_string(course.key),
        root=UsageKey.from_string(course.root),
        digest=course.content_digest,
        rows=list(rows),
        assets=frozenset(course.assets.values_list("path", flat=True)),
    )
