"""A learner before one block of ours and of each peer, in the campus's own runtime."""

import itertools
import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from webob import Request
from xblock.core import XBlock

from benchmarks.sample_course import write_course
from campus import accounts, courses
from campus.access import Seat, enrollment_of
from campus.trees import tree_of
from scoring import api

__all__ = ["PROBLEM", "Scene", "scene"]

PROBLEM = "xblocks-contrib problem"
_numbers = itertools.count(1)


@dataclass
class Scene:
    """The learner, the course and the blocks, by tag."""

    learner: User
    course_key: str
    blocks: dict[str, str] = field(default_factory=dict)

    def block(self, tag: str) -> XBlock:
        """The block as a request gets it: a runtime of its own, the learner's state read."""
        enrollment = enrollment_of(self.learner, self.course_key)
        assert enrollment is not None
        tree = tree_of(enrollment.course)
        key = tree.block(self.blocks[tag]).usage_key
        seat = Seat(course=enrollment.course, tree=tree, usage_key=key, enrollment=enrollment)
        runtime = seat.runtime(self.learner)
        runtime.prefetch([key])
        return runtime.get_block(key)

    def send(self, tag: str, handler: str, payload: dict[str, Any], suffix: str = "") -> Any:
        """The decoded answer of a block's handler to a JSON payload."""
        request = Request.blank("/", method="POST", body=json.dumps(payload).encode())
        request.content_type = "application/json"
        return self._answer(tag, handler, request, suffix)

    def send_form(self, tag: str, handler: str, fields: dict[str, str], suffix: str = "") -> Any:
        """The decoded answer of a block's handler to a form, as upstream's script sends it."""
        return self._answer(tag, handler, Request.blank("/", POST=fields), suffix)

    def _answer(self, tag: str, handler: str, request: Request, suffix: str) -> Any:
        response = self.block(tag).handle(handler, request, suffix)
        assert response.status_code == 200, response.text
        return json.loads(response.body)


def scene() -> Scene:
    """A fresh learner enrolled in the sample course."""
    with tempfile.TemporaryDirectory() as folder:
        course = courses.import_course(write_course(Path(folder)))
    accounts.ensure_roles()
    if not api.head().size:
        api.publish_rulebook("2026-01", actor="role:operator")
    learner = accounts.create_account(f"bench{next(_numbers)}", role="learner")
    courses.enroll(learner, course)
    keys = course.blocks.values_list("block_type", "usage_key")
    return Scene(learner, course.key, dict(keys))
