"""XBlock's own Runtime, for one learner in one course of the campus."""

import json
import logging
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.contrib.auth.models import AnonymousUser, User
from django.urls import get_script_prefix
from django.utils.html import escape
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import UsageKey
from web_fragments.fragment import Fragment
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock
from xblock.exceptions import NoSuchUsage
from xblock.fields import ScopeIds
from xblock.runtime import IdReader, KvsFieldData, Runtime
from xblock.scorable import ScorableXBlockMixin, Score

from campus import grades, services
from campus.catalogue import block_class
from campus.mixins import MIXOLOGIST, completes_on_view
from campus.models import Enrollment
from campus.placeholder import notice
from campus.resources import resource_url
from campus.store import CampusStore, StateRows
from campus.tree import CourseTree

__all__ = ["CampusRuntime", "NoFiles"]

_log = logging.getLogger(__name__)
_tracking = logging.getLogger("campus.tracking")


class NoFiles:
    """The course's files as blocks see them while learners work: none."""

    @staticmethod
    def exists(path: str) -> bool:
        """False."""
        return False


class _Ids(IdReader):
    """A block's definition is its usage: content is not shared between places."""

    def get_definition_id(self, usage_id: UsageKey) -> UsageKey:
        """The same key."""
        return usage_id

    def get_block_type(self, def_id: UsageKey) -> str:
        """The type within the key."""
        return def_id.block_type

    def get_usage_id_from_aside(self, aside_id: Any) -> Any:
        """The usage an aside decorates."""
        return aside_id.usage_key

    def get_definition_id_from_aside(self, aside_id: Any) -> Any:
        """The definition an aside decorates."""
        return aside_id.definition_key

    def get_aside_type_from_usage(self, aside_id: Any) -> str:
        """The aside's type."""
        return aside_id.aside_type

    def get_aside_type_from_definition(self, aside_id: Any) -> str:
        """The aside's type."""
        return aside_id.aside_type


class CampusRuntime(Runtime):
    """Runs blocks for one user in one course.

    Without `enrollment` nothing is graded. With `author` the blocks are previewed: their content
    may be changed, and what the author answers is forgotten when the request ends.
    """

    resources_fs = NoFiles()

    def __init__(
        self,
        tree: CourseTree,
        *,
        user: User | AnonymousUser | None = None,
        enrollment: Enrollment | None = None,
        author: bool = False,
    ) -> None:
        """A runtime over a shared course tree."""
        super().__init__(id_reader=_Ids(), id_generator=None)
        self.mixologist = MIXOLOGIST
        self.tree = tree
        self.user = user if user is not None and user.is_authenticated else None
        self.enrollment = enrollment
        self.is_author_mode = author
        self._learner = self.user.id if self.user else 0
        self.rows = StateRows(keep=self.user is not None and not author)
        self.store = CampusStore(tree, self.rows, authored={} if author else None)
        self._field_data = KvsFieldData(self.store)
        users = services.CampusUsers(self.user, course_key=tree.key)
        self._services.update(
            {
                "user": users,
                "replace_urls": services.ReplaceUrls(tree),
                "cache": services.cache_service,
                "sandbox": services.Sandbox,
                "settings": services.Settings,
                "xqueue": None,
            }
        )
        if self.user and not author:
            self._services["completion"] = services.CampusCompletion(self.user, tree.key)

    @property
    def user_id(self) -> int:
        """The user's id; 0 for nobody."""
        return self._learner

    @property
    def anonymous_student_id(self) -> str | None:
        """The learner's opaque id in this course."""
        known = self._services["user"].get_current_user()
        return known.opt_attrs["edx-platform.anonymous_user_id"]

    def load_block_type(self, block_type: str) -> type[XBlock]:
        """The class of a tag."""
        return block_class(block_type)

    def get_block(self, usage_id: UsageKey, for_parent: XBlock | None = None) -> XBlock:
        """The block of that key; `NoSuchUsage` when the course has none."""
        if usage_id not in self.tree:
            raise NoSuchUsage(repr(usage_id))
        keys = ScopeIds(self._learner or None, usage_id.block_type, usage_id, usage_id)
        cls = block_class(usage_id.block_type)
        return self.construct_xblock_from_class(cls, keys, for_parent=for_parent)

    def prefetch(self, usage_keys: Iterable[UsageKey]) -> None:
        """Read the state of these blocks, of their types and of the user with one query."""
        names = {str(key) for key in usage_keys}
        names |= {self.tree.block(name).block_type for name in names}
        self.rows.prefetch(learner=self._learner, blocks=names)

    def service(self, block: XBlock, service_name: str) -> Any:
        """The service of that name, under XBlock's rules for needing and wanting."""
        if service_name == "field-data":
            return self._field_data
        if service_name == "i18n":
            return services.Translations(block)
        if service_name == "xqueue":
            return None
        return super().service(block, service_name)

    def applicable_aside_types(self, block: XBlock) -> list[str]:
        """None: looking for asides means reading every installed distribution, each time."""
        return []

    # Addresses

    def handler_url(
        self,
        block: XBlock,
        handler_name: str,
        suffix: str = "",
        query: str = "",
        thirdparty: bool = False,  # XBlock's name: codespell:ignore thirdparty
    ) -> str:
        """The address of a block's handler."""
        door = "studio" if self.is_author_mode else "xblock"
        place = quote(str(block.scope_ids.usage_id), safe="@+:")
        url = f"{get_script_prefix()}{door}/{place}/handler/{handler_name}/{quote(suffix)}"
        return f"{url}?{query}" if query else url

    def resource_url(self, resource: str) -> str:
        """The address of one of the site's own static files."""
        return f"{get_script_prefix()}static/{resource}"

    def local_resource_url(self, block: XBlock, uri: str) -> str:
        """The address of a file in the block's `public/` folder."""
        return resource_url(block.scope_ids.block_type, uri)

    # Events

    def publish(self, block: XBlock, event_type: str, event_data: dict[str, Any]) -> None:
        """Keep a grade or a completion; log every other event without saying whose it is."""
        if event_type == "grade":
            self._grade(block, event_data)
        elif event_type == "completion":
            self._complete(block, event_data.get("completion"))
        elif event_type == "progress":
            if not getattr(block, "has_custom_completion", False):
                self._complete(block, 1.0)
        else:
            _tracking.info("%s %s", event_type, block.scope_ids.usage_id)

    def _grade(self, block: XBlock, event: dict[str, Any]) -> None:
        earned, possible = event.get("value"), event.get("max_value")
        if self.enrollment is None or self.is_author_mode:
            return
        if event.get("score_deleted"):
            grades.delete_score(self.enrollment, self.tree, block.scope_ids.usage_id)
            self._complete_by_grade(block, 0.0)
            return
        if earned is None or possible is None:
            return
        recorded = grades.record_score(
            self.enrollment,
            self.tree,
            block.scope_ids.usage_id,
            earned=float(earned),
            possible=float(possible),
            only_if_higher=bool(event.get("only_if_higher")),
        )
        if not recorded:
            return
        if isinstance(block, ScorableXBlockMixin):
            block.set_score(Score(raw_earned=earned, raw_possible=possible))
        self._complete_by_grade(block, 1.0)

    def _complete_by_grade(self, block: XBlock, completion: float) -> None:
        if not getattr(block, "has_custom_completion", False):
            self._complete(block, completion)

    def _complete(self, block: XBlock, completion: float | None) -> None:
        service = self._services.get("completion")
        mode = XBlockCompletionMode.get_mode(block)
        if service is None or completion is None or mode != XBlockCompletionMode.COMPLETABLE:
            return
        service.submit_completion(block.scope_ids.usage_id, completion)

    # Rendering

    def render(
        self, block: XBlock, view_name: str, context: dict[str, Any] | None = None
    ) -> Fragment:
        """The block's view; a block that fails is replaced by a sentence, the page stays whole."""
        try:
            return super().render(block, view_name, context)
        except Exception:  # noqa: BLE001 - other people's code may fail in any way; the unit must not
            _log.exception("%s of %s failed.", view_name, block.scope_ids.usage_id)
            return notice(
                _(
                    "This part of the page could not be shown. The rest of the page works; "
                    "please tell your trainer which unit it was."
                )
            )

    def wrap_xblock(
        self, block: XBlock, view: str, frag: Fragment, context: dict[str, Any] | None
    ) -> Fragment:
        """The fragment within the element by which the page finds and starts the block."""
        wrapped = Fragment()
        content = self._services["replace_urls"].replace_urls(frag.content)
        attributes = "".join(
            f' data-{name}="{escape(value)}"'
            for name, value in self._attributes(block, view, frag).items()
        )
        block_type = escape(block.scope_ids.block_type)
        wrapped.add_content(
            f'<div class="xblock xblock-{view} xblock-{block_type}"{attributes}>'
            f"{content}{_arguments(frag.json_init_args)}</div>"
        )
        wrapped.add_fragment_resources(frag)
        return wrapped

    def _attributes(self, block: XBlock, view: str, frag: Fragment) -> dict[str, str]:
        usage = str(block.scope_ids.usage_id)
        attributes = {
            "usage": usage,
            "usage-id": usage,
            "block-type": block.scope_ids.block_type,
            "course-id": self.tree.name,
            "handler-prefix": self.handler_url(block, "", "").rstrip("/"),
        }
        if frag.js_init_fn:
            attributes["init"] = frag.js_init_fn
            attributes["runtime-version"] = str(frag.js_init_version)
        if self.user and view == "student_view" and completes_on_view(block):
            attributes["completes-on-view"] = "true"
        return attributes


def _arguments(arguments: Any) -> str:
    """The arguments of the block's script, as inert JSON within the page."""
    if arguments is None:
        return ""
    text = json.dumps(arguments, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="json/xblock-args" class="xblock_json_init_args">{text}</script>'
