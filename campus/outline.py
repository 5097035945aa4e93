"""A course as the learner sees it: sections, subsections and units, with progress and dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from completion.models import BlockCompletion
from django.contrib.auth.models import User
from opaque_keys.edx.keys import CourseKey, UsageKey
from xblock.completable import XBlockCompletionMode
from xblock.fields import DateTime

from campus import accounts, grades
from campus.catalogue import block_class
from campus.models import BlockScore, Course
from campus.tree import BlockContent, CourseTree
from campus.trees import tree_of

__all__ = ["Node", "outline", "outline_of"]

_to_datetime = DateTime().from_json


@dataclass(frozen=True, kw_only=True)
class Node:
    """One block of the outline with everything below it."""

    usage_key: UsageKey
    block_type: str
    name: str
    children: tuple["Node", ...]
    completion: float  # 0..1, the mean of the completable blocks below
    earned: float
    possible: float
    due: datetime | None
    graded: bool
    format: str
    completable: int  # how many blocks below count for completion

    @property
    def percent_complete(self) -> int:
        """The completion in whole percent; 100 only when nothing is left."""
        return int(self.completion * 100 + 1e-9)

    def find(self, usage_key: UsageKey | str) -> "Node | None":
        """The node of that key at or below this one."""
        if str(self.usage_key) == str(usage_key):
            return self
        return next((found for child in self.children if (found := child.find(usage_key))), None)

    def units(self) -> list["Node"]:
        """The units below, in course order."""
        if self.block_type == "vertical":
            return [self]
        return [unit for child in self.children for unit in child.units()]


def outline(course_key: CourseKey | str, user: User | None) -> Node:
    """The outline of a course for one user, or for nobody; `Course.DoesNotExist` is passed on."""
    return outline_of(Course.objects.get(key=str(course_key)), user)


def outline_of(course: Course, user: User | None) -> Node:
    """The outline of a course that is already loaded: two queries, however long the course."""
    tree = tree_of(course)
    done = _completions(tree, user) if user else {}
    scores = _scores(course, user) if user else {}
    sees_all = user is not None and accounts.is_trainer(user)
    return _node(tree, tree.block(tree.root), done=done, scores=scores, sees_all=sees_all)


def _completions(tree: CourseTree, user: User) -> dict[str, float]:
    rows = BlockCompletion.objects.filter(user=user, context_key=tree.key)
    return {str(key): share for key, share in rows.values_list("block_key", "completion")}


def _scores(course: Course, user: User) -> grades.Scores:
    rows = BlockScore.objects.filter(enrollment__user=user, enrollment__course=course)
    values = rows.values_list("usage_key", "earned", "possible")
    return {name: (earned, possible) for name, earned, possible in values}


@cache
def _counts_for_completion(block_type: str) -> bool:
    mode = XBlockCompletionMode.get_mode(block_class(block_type))
    return mode == XBlockCompletionMode.COMPLETABLE


def _node(
    tree: CourseTree,
    block: BlockContent,
    *,
    done: Mapping[str, float],
    scores: grades.Scores,
    sees_all: bool,
) -> Node:
    children = tuple(
        _node(tree, tree.block(child), done=done, scores=scores, sees_all=sees_all)
        for child in block.children
        if sees_all or not tree.block(child).setting("visible_to_staff_only", False)
    )
    name = str(block.usage_key)
    counts = not children and _counts_for_completion(block.block_type)
    completable = int(counts) + sum(child.completable for child in children)
    completed = done.get(name, 0.0) if counts else 0.0
    completed += sum(child.completion * child.completable for child in children)
    score = scores.get(name)
    earned = possible = 0.0
    if score is not None or block.raw_possible is not None:
        earned, possible = grades.weighted(block, score)
    due = block.setting("due")
    return Node(
        usage_key=block.usage_key,
        block_type=block.block_type,
        name=block.display_name,
        children=children,
        completion=completed / completable if completable else float(not block.children),
        earned=earned + sum(child.earned for child in children),
        possible=possible + sum(child.possible for child in children),
        due=_to_datetime(due) if due else None,
        graded=bool(block.setting("graded", False)),
        format=str(block.setting("format") or ""),
        completable=completable,
    )
