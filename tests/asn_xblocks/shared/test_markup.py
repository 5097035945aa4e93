"""Author's HTML: what stays, what goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn_xblocks.shared import markup
from asn_xblocks.shared.markup import clean_html, plain_text, show_html


@pytest.mark.parametrize(
    "harmless",
    [
        '<p>a <strong>b</strong> <a href="https://sawahlunto.id">c</a></p>',
        '<img src="/static/peta.png" alt="Peta">',
        '<table><thead><tr><th scope="col">a</th></tr></thead></table>',
        '<p class="asn-note">x</p>',
        "<ol><li>a</li></ol>",
    ],
)
def test_what_trainers_write_stays(harmless):
    """Text, links, pictures, tables, lists and our note boxes are kept as they are."""
    assert clean_html(harmless) == harmless


@pytest.mark.parametrize(
    ("harmful", "left"),
    [
        ("<script>alert(1)</script>x", "x"),
        ("<style>p{}</style>x", "x"),
        (
            '<p onclick="x()" style="a" id="b" class="navbar asn-note">y</p>',
            '<p class="asn-note">y</p>',
        ),
        ('<a href="javascript:alert(1)">y</a>', "<a>y</a>"),
        ('<a href="  JaVaScRiPt:alert(1)">y</a>', "<a>y</a>"),
        ('<img src="data:image/svg+xml,x">', "<img>"),
        ('<iframe src="https://example.org"></iframe>y', "y"),
        ("<!-- x -->y", "y"),
        ('<form><input name="csrfmiddlewaretoken">y</form>', "y"),
    ],
)
def test_what_could_harm_goes(harmful, left):
    """Scripts, styles, handlers, frames, forms and odd links are dropped; their words stay."""
    assert clean_html(harmful) == left


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    """Cleaning changes nothing that is clean."""
    assert clean_html(clean_html(text)) == clean_html(text)
    assert show_html(show_html(text)) == show_html(text)


def test_plain_text_is_words():
    """Tags part words, entities become signs."""
    assert plain_text("<p>a&amp;b</p><p>c&nbsp;d</p>") == "a&b c d"


def test_a_plain_text_is_its_own_clean_form():
    """What skips the cleaners is exactly what they would leave as it is, for every sign."""
    for sign in map(chr, (*range(0xD800), *range(0xE000, 0x10400))):
        text = f"a{sign}b"
        assert clean_html(text) == markup._STORE.clean(text), hex(ord(sign))
        assert show_html(text) == markup._SHOW.clean(text), hex(ord(sign))


@pytest.mark.parametrize("link", ['<a href="https://x.id">x</a>', '<A HREF="https://x.id">x</A>'])
def test_a_shown_link_cannot_reach_back(link):
    """Links get their rel when shown, however they are written; stored ones do not."""
    assert 'rel="noopener noreferrer"' in show_html(link)
    assert "rel=" not in clean_html(link)
