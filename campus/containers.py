"""The four containers of a course: they hold blocks in order and show nothing of their own."""

from typing import Any

from web_fragments.fragment import Fragment
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.fields import Dict, Scope, String

__all__ = ["CONTAINERS", "Chapter", "Course", "Sequential", "Vertical"]


class _Container(XBlock):
    """A block that renders its children one after the other."""

    has_children = True
    completion_mode = XBlockCompletionMode.AGGREGATOR

    display_name = String(default=None, scope=Scope.settings)
    xml_attributes = Dict(default={}, scope=Scope.settings)

    def student_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """The children, in order."""
        return self._children_in("student_view", context)

    def author_view(self, context: dict[str, Any] | None = None) -> Fragment:
        """The children as their author sees them."""
        return self._children_in("author_view", context)

    def _children_in(self, view: str, context: dict[str, Any] | None) -> Fragment:
        fragment = Fragment()
        for child in self.get_children():
            chosen = view if hasattr(child, view) else "student_view"
            rendered = self.runtime.render_child(child, chosen, context)
            fragment.add_content(rendered.content)
            fragment.add_fragment_resources(rendered)
        return fragment


class Course(_Container):
    """A course run."""


class Chapter(_Container):
    """A section."""


class Sequential(_Container):
    """A subsection: what is graded together."""


class Vertical(_Container):
    """A unit: what is on one page."""


CONTAINERS: dict[str, type[XBlock]] = {
    "course": Course,
    "chapter": Chapter,
    "sequential": Sequential,
    "vertical": Vertical,
}
