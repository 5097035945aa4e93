"""Who is looking at a block, as far as the runtime tells."""

from dataclasses import dataclass
from typing import Any

__all__ = ["Learner", "learner_of", "may_author"]


@dataclass(frozen=True, kw_only=True)
class Learner:
    """The person of this request. ``user_id`` and ``key`` are empty for a visitor."""

    user_id: str = ""
    key: str = ""  # the platform's opaque id of the person in this course
    is_staff: bool = False

    @property
    def is_known(self) -> bool:
        """Whether evidence about this person can be stated at all."""
        return bool(self.user_id and self.key)


def learner_of(block: Any) -> Learner:
    """The learner of a block's runtime; a visitor where the runtime names nobody."""
    service = block.runtime.service(block, "user")
    user = service.get_current_user() if service else None
    if user is None:
        return Learner()
    attributes = user.opt_attrs
    user_id = attributes.get("edx-platform.user_id")
    return Learner(
        user_id="" if user_id is None else str(user_id),
        key=str(attributes.get("edx-platform.anonymous_user_id") or ""),
        is_staff=bool(attributes.get("edx-platform.user_is_staff")),
    )


def may_author(block: Any) -> bool:
    """Whether this person may change the block's content.

    Studio's user service calls nobody staff, so Studio's own permission service is asked too.
    """
    if learner_of(block).is_staff:
        return True
    studio = block.runtime.service(block, "studio_user_permissions")
    if studio is None:
        return False
    ask = getattr(studio, "can_edit_content", None) or studio.can_write
    return bool(ask(block.context_key))
