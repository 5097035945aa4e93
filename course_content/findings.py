"""What a check has to say about a course."""

from dataclasses import dataclass
from typing import cast

from lxml import etree

from course_content.wording import gettext as _

__all__ = ["Finding", "found"]


@dataclass(frozen=True, kw_only=True, order=True)
class Finding:
    """Something an author should mend; `line` is 0 when the whole file is meant."""

    file: str
    line: int
    message: str
    remedy: str


def found(
    file: str, element: etree._Element | None, msgid: str, remedy: str, **facts: object
) -> Finding:
    """The finding at an element, its sentences in the reader's language."""
    line = 0 if element is None else cast("int | None", element.sourceline) or 0
    return Finding(
        file=file,
        line=line,
        message=_(msgid) % facts,
        remedy=_(remedy) % facts,
    )
