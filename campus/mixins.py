"""What the campus adds to every block: the platform's settings, old names, completion on view."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from opaque_keys.edx.keys import CourseKey, UsageKey
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock, XBlockMixin
from xblock.exceptions import JsonHandlerError
from xblock.fields import Boolean, DateTime, Integer, Scope, String, Timedelta
from xblock.runtime import Mixologist

__all__ = ["MIXOLOGIST", "PlatformMixin", "completes_on_view"]


def completes_on_view(block: XBlock) -> bool:
    """True for blocks that are complete once they have been seen."""
    return (
        XBlockCompletionMode.get_mode(block) == XBlockCompletionMode.COMPLETABLE
        and not getattr(block, "has_custom_completion", False)
        and not getattr(block, "has_score", False)
    )


class PlatformMixin(XBlockMixin):
    """Inherited settings and the attributes blocks expect of an Open edX platform."""

    start = DateTime(default=datetime(2020, 1, 1, tzinfo=UTC), scope=Scope.settings)
    due = DateTime(default=None, scope=Scope.settings)
    graceperiod = Timedelta(default=None, scope=Scope.settings)
    graded = Boolean(default=False, scope=Scope.settings)
    format = String(default=None, scope=Scope.settings)
    show_correctness = String(default="always", scope=Scope.settings)
    showanswer = String(default="finished", scope=Scope.settings)
    rerandomize = String(default="never", scope=Scope.settings)
    max_attempts = Integer(default=None, scope=Scope.settings)
    visible_to_staff_only = Boolean(default=False, scope=Scope.settings)
    days_early_for_beta = Integer(default=None, scope=Scope.settings)

    @property
    def location(self) -> UsageKey:
        """The usage key, under its older name."""
        return self.scope_ids.usage_id

    @property
    def course_id(self) -> CourseKey:
        """The course key, under its older name."""
        return self.scope_ids.usage_id.context_key

    @property
    def display_name_with_default(self) -> str:
        """The title, or the block's type when it has none."""
        return getattr(self, "display_name", None) or self.scope_ids.block_type

    @property
    def close_date(self) -> datetime | None:
        """When answers are no longer taken: the due date and the grace after it."""
        if self.due is not None and self.graceperiod is not None:
            return self.due + self.graceperiod
        return self.due

    def has_deadline_passed(self) -> bool:
        """True when answers are no longer taken."""
        close_date = self.close_date
        return close_date is not None and timezone.now() > close_date

    @XBlock.json_handler
    def publish_completion(self, content: dict[str, Any], suffix: str = "") -> dict[str, str]:
        """Mark a block that is complete by being seen; refused for every other block."""
        if not completes_on_view(self):
            raise JsonHandlerError(400, _("This block is not completed by viewing it."))
        if content.get("completion") != 1.0:
            raise JsonHandlerError(400, _("completion: give the number 1.0."))
        self.runtime.publish(self, "completion", {"completion": 1.0})
        return {"result": "ok"}


MIXOLOGIST = Mixologist((PlatformMixin,))
