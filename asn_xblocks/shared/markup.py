"""Author's HTML, reduced to what cannot harm a reader.

Cleaned when it is stored and once more when it is read, so that content which came in by
another door (an old import, a database edit) is as safe as what the editor saved.
"""

import re
from functools import lru_cache
from html import unescape

import nh3

__all__ = ["clean_html", "is_plain", "plain_text", "show_html"]

_TAGS = frozenset(
    """a abbr b blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption
    figure h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub sup
    table tbody td tfoot th thead tr u ul var""".split()  # noqa: SIM905 - reads better so
)
_ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "col": {"span"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_CLASSES = frozenset({"asn-note", "asn-warning"})
_CLASS_TAGS = ("blockquote", "div", "figure", "p", "span")
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


# What a cleaner would write differently; a text without these signs is its own clean form.
_NOT_PLAIN = re.compile("[<>&\\x00\\r\\xa0\\ufeff]")


def _cleaner(link_rel: str | None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        allowed_classes={tag: set(_CLASSES) for tag in _CLASS_TAGS},
        url_schemes=set(_SCHEMES),
        link_rel=link_rel,
    )


_STORE = _cleaner(None)
_SHOW = _cleaner("noopener noreferrer")


def is_plain(html: str) -> bool:
    """Whether a text has no sign that a cleaner would look at: it is clean as it stands."""
    return not _NOT_PLAIN.search(html)


def clean_html(html: str) -> str:
    """The HTML as it may be stored: only harmless tags, attributes and links are left."""
    return _cleaned(html) if _NOT_PLAIN.search(html) else html


def show_html(html: str) -> str:
    """The HTML as it may be shown: cleaned, and links cannot reach back into our page."""
    if not _NOT_PLAIN.search(html):
        return html
    # The two cleaners differ in links alone.
    return _SHOW.clean(html) if "<a" in html.lower() else _cleaned(html)


@lru_cache(maxsize=2048)
def _cleaned(html: str) -> str:
    """Clean HTML from a cache: an import checks and stores, so it meets each text twice."""
    return _STORE.clean(html)


def plain_text(html: str) -> str:
    """The words of some HTML without tags, for search and for labels."""
    return " ".join(unescape(nh3.clean(html.replace("<", " <"), tags=set())).split())
