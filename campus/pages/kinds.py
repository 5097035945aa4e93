"""What the kinds of blocks are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["kind_of"]

_KINDS: dict[str, Promise] = {
    "asn_lesson": _("Lesson"),
    "asn_quiz": _("Quiz"),
    "asn_scenario": _("Scenario"),
    "html": _("Text"),
    "problem": _("Problem"),
    "video": _("Video"),
}


def kind_of(block_type: str) -> Promise | str:
    """What kind of block it is, in words; its tag when nobody named it."""
    return _KINDS.get(block_type, block_type)
