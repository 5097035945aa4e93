"""Finds the pages of a role by following links from its first page, one of each kind."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.browser.visiting import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["walk"]

_LINKS = """() => [...document.querySelectorAll("a[href]:not([download])")]
  .map((link) => link.href.split("#")[0])"""
_BLOCKS = """() => [...document.querySelectorAll(".xblock[data-block-type]")]
  .map((block) => block.dataset.blockType)"""


def walk(someone: Visit, *, start: str = "/", without: str = "never") -> Iterator[str]:
    """The kind of each page, while it is open; links that match `without` are not followed."""
    waiting, queued, shown = [someone.site + start], {_kind(start)}, set()
    while waiting:
        someone.open(waiting.pop(0).removeprefix(someone.site))
        kind = " ".join([_sort(someone.page), *sorted(set(someone.page.evaluate(_BLOCKS)))])
        if kind not in shown:
            shown.add(kind)
            yield kind
        for link in someone.page.evaluate(_LINKS):
            ours = link.startswith(someone.site + "/") and not re.search(without, link)
            if ours and _kind(link) not in queued:
                queued.add(_kind(link))
                waiting.append(link)


def _sort(page: "Page") -> str:
    """The kind of the open page, with blocks and courses told apart only by what is on it."""
    return re.sub(r"(block|course)-v1:[^/]+", r"\1", _kind(page.url))


def _kind(link: str) -> str:
    """The address with numbers and the values of questions left out."""
    address = urlsplit(link)
    asked = ",".join(sorted(parse_qs(address.query, keep_blank_values=True)))
    return re.sub(r"/\d+/", "/N/", address.path) + (f"?{asked}" if asked else "")
