"""Which class stands for which OLX tag."""

import logging
from functools import cache

from xblock.core import XBlock
from xblock.plugin import PluginMissingError

from campus.containers import CONTAINERS
from campus.placeholder import Placeholder

__all__ = ["UPSTREAM", "block_class", "is_upstream"]

_log = logging.getLogger(__name__)

# xblocks-contrib registers its blocks under names that only Open edX's own switch translates.
UPSTREAM = {
    tag: f"_{tag}_extracted"
    for tag in (
        "annotatable",
        "discussion",
        "html",
        "lti",
        "poll_question",
        "problem",
        "video",
        "word_cloud",
    )
}
_OTHER_NAMES = {"about": "html", "static_tab": "html", "course_info": "html"}


@cache
def block_class(block_type: str) -> type[XBlock]:
    """The class of a tag; `Placeholder` for a tag nothing installed knows."""
    if block_type in CONTAINERS:
        return CONTAINERS[block_type]
    name = _OTHER_NAMES.get(block_type, block_type)
    try:
        return XBlock.load_class(UPSTREAM.get(name, name))
    except PluginMissingError:
        _log.info("No component is installed for <%s>.", block_type)
    except ImportError as error:
        _log.warning("The component for <%s> cannot be loaded: %s", block_type, error)
    return Placeholder


def is_upstream(block_type: str) -> bool:
    """True for blocks that expect the LMS's page around them, jQuery first of all."""
    cls = block_class(block_type)
    return not cls.__module__.startswith(("asn_xblocks.", "campus."))
