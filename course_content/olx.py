"""One way to read OLX: without document types, entities, network access or endless nesting.

Everything that reads course text goes through `parse`, whoever wrote the file. lxml's own limits
stay on (`huge_tree=False`); ours are narrower, because a course unit is small.
"""

import re
from typing import Any, Final

from lxml import etree

from course_content.wording import gettext as _

__all__ = ["MAX_DEPTH", "MAX_SIZE", "OlxInvalid", "parse"]

MAX_SIZE = 2 * 1024 * 1024
MAX_DEPTH = 64

# What may stand before the first element. A document type can stand nowhere else, so a comment
# or a CDATA section that merely mentions one is let through.
_PROLOG = re.compile(rb"(?:\s|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*['\"]([^'\"]*)['\"]")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_TOO_DEEP: Final = etree.XPath("/" + "/".join(["*"] * (MAX_DEPTH + 1)))
_PARSER: Final = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    dtd_validation=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    collect_ids=False,
)
_UTF_8 = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}


class OlxInvalid(Exception):  # noqa: N818 - it names what is wrong, as every error here does
    """An OLX text that cannot be used; correct the named line as `remedy` says."""

    def __init__(self, *, file: str, line: int, message: str, remedy: str) -> None:
        facts = {"file": file, "line": line, "message": message, "remedy": remedy}
        super().__init__(_("%(file)s, line %(line)d: %(message)s %(remedy)s") % facts)
        self.file = file
        self.line = line
        self.message = message
        self.remedy = remedy


def parse(content: bytes, *, source: str) -> etree._Element:
    """The root element of an OLX text, comments and processing instructions left out.

    `source` is the file's name below the course folder, for the sentence an author reads.
    Refuses (`OlxInvalid`) what is too large, too deep, not UTF-8, not well-formed, or carries a
    document type.
    """
    _refuse_size(content, source)
    content = content.removeprefix(_BYTE_ORDER_MARK)
    _refuse_encoding(content, source)
    _refuse_document_type(content, source)
    try:
        root = etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as error:
        raise _not_well_formed(error, source) from error
    _refuse_depth(root, source)
    return root


def _refuse_size(content: bytes, source: str) -> None:
    if len(content) > MAX_SIZE:
        raise OlxInvalid(
            file=source,
            line=1,
            message=_("The file is larger than %(limit)d MB.") % {"limit": MAX_SIZE // 1024**2},
            remedy=_("Split the text into several units, and keep pictures in static/."),
        )


def _refuse_encoding(content: bytes, source: str) -> None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise OlxInvalid(
            file=source,
            line=content.count(b"\n", 0, error.start) + 1,
            message=_("The text is not UTF-8."),
            remedy=_("Save the file again with the encoding UTF-8."),
        ) from error
    declared = _ENCODING.match(content)
    if b"\0" in content or (declared and declared[1].lower() not in _UTF_8):
        raise OlxInvalid(
            file=source,
            line=1,
            message=_("The file declares an encoding other than UTF-8."),
            remedy=_("Save the file again with the encoding UTF-8."),
        )


def _refuse_document_type(content: bytes, source: str) -> None:
    prolog = _PROLOG.match(content)
    start = prolog.end() if prolog else 0
    if content[start : start + 9].upper() == b"<!DOCTYPE":
        raise OlxInvalid(
            file=source,
            line=content.count(b"\n", 0, start) + 1,
            message=_("The file carries a document type (DOCTYPE), which may define entities."),
            remedy=_("Delete the DOCTYPE; write special signs as UTF-8 or as &#160;."),
        )


def _not_well_formed(error: etree.XMLSyntaxError, source: str) -> OlxInvalid:
    undefined_entity = "Entity" in error.msg and "not defined" in error.msg
    return OlxInvalid(
        file=source,
        line=error.lineno or 1,
        message=_("The XML is not well-formed: %(detail)s.") % {"detail": error.msg},
        remedy=_("Write the sign itself instead of a named entity such as &nbsp;.")
        if undefined_entity
        else _("Close every tag, quote every attribute and write & as &amp;."),
    )


def _refuse_depth(root: etree._Element, source: str) -> None:
    too_deep: Any = _TOO_DEEP(root)
    for element in too_deep:
        raise OlxInvalid(
            file=source,
            line=element.sourceline or 1,
            message=_("The elements are nested more than %(limit)d deep.") % {"limit": MAX_DEPTH},
            remedy=_("Flatten the text; a unit needs few levels."),
        )
