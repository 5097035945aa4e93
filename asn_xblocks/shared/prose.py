"""Formatted text as trainers type it: paragraphs and lists without tags, or HTML as it is.

Simple HTML is shown in the editor as plain lines: an empty line parts paragraphs, ``- `` begins
a point of a list. Whatever plain lines cannot say stays HTML, so nothing an author wrote is lost.
"""

import html as entities
import re
from collections.abc import Iterator
from textwrap import dedent

__all__ = ["from_line", "from_prose", "to_line", "to_prose"]

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BLOCK = re.compile(r"\s*<p>([^<>]*)</p>|\s*<ul>((?:\s*<li>[^<>]*</li>)+)\s*</ul>")
_POINT = re.compile(r"<li>([^<>]*)</li>")


def from_prose(text: str) -> str:
    """The HTML of what was typed; text that holds a tag is taken as HTML."""
    if _TAG.search(text):
        return text.strip()
    return "".join(_blocks(text.replace("\r\n", "\n")))


def to_prose(html: str) -> str:
    """The text to type for this HTML: plain lines where they say the same, else the HTML."""
    written = []
    end = 0
    for block in _BLOCK.finditer(html):
        if block.start() != end:
            return _unindented(html)
        end = block.end()
        points = _POINT.findall(block[2]) if block[2] else None
        lines = [f"- {_line(point)}" for point in points] if points else [_line(block[1] or "")]
        written.append("\n".join(lines))
    text = "\n\n".join(written)
    if html[end:].strip():
        return _unindented(html) if _TAG.search(html) else entities.unescape(html).strip()
    # What would not come back the same, such as a paragraph that begins with "- ", stays HTML.
    return text if from_prose(text) == "".join(_squeezed(html)) else _unindented(html)


def from_line(text: str) -> str:
    """The HTML of one typed line, without a paragraph around it; a tag makes it HTML."""
    return text.strip() if _TAG.search(text) else entities.escape(_line(text), False)


def to_line(html: str) -> str:
    """The line to type for this HTML: plain where it has no tags, else the HTML."""
    return html if "<" in html else _line(html)


def _unindented(html: str) -> str:
    """The HTML without the indentation of the course file, unless the spaces are part of it."""
    first, newline, rest = html.partition("\n")
    return html if "<pre" in html else first + newline + dedent(rest)


def _blocks(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [_line(line) for line in block.split("\n") if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            points = "".join(f"<li>{entities.escape(line[2:], False)}</li>" for line in lines)
            yield f"<ul>{points}</ul>"
        elif lines:
            yield f"<p>{entities.escape(' '.join(lines), False)}</p>"


def _squeezed(html: str) -> Iterator[str]:
    for block in _BLOCK.finditer(html):
        inner = block[2] or ""
        points = "".join(f"<li>{_canonical(point)}</li>" for point in _POINT.findall(inner))
        yield f"<ul>{points}</ul>" if points else f"<p>{_canonical(block[1] or '')}</p>"


def _canonical(text: str) -> str:
    return entities.escape(_line(text), False)


def _line(text: str) -> str:
    return " ".join(entities.unescape(text).split())
