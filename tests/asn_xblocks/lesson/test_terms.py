"""Linking glossary terms in a text."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from asn_xblocks.lesson.terms import link_terms


def link(html, *names):
    return link_terms(html, names, "t-")


def test_the_first_occurrence_is_linked_and_no_other():
    """Capitals do not matter; the reader's spelling stays."""
    assert link("<p>Nik dan NIK.</p>", "NIK") == (
        '<p><a class="asn-lesson-term" href="#t-0">Nik</a> dan NIK.</p>'
    )


def test_only_whole_words_are_linked():
    """A term inside a longer word is not the term."""
    assert link("<p>teknik</p>", "NIK") == "<p>teknik</p>"


def test_the_longer_term_wins():
    """“data pribadi” is not cut at “data”, which is linked where it stands alone."""
    html = link("<p>data pribadi dan data</p>", "data", "data pribadi")
    assert html == (
        '<p><a class="asn-lesson-term" href="#t-1">data pribadi</a> dan '
        '<a class="asn-lesson-term" href="#t-0">data</a></p>'
    )


def test_links_code_and_headings_stay_as_they_are():
    """Text after them is linked again."""
    html = link('<h3>NIK</h3><p><a href="/x"><b>NIK</b></a> <code>NIK</code> NIK</p>', "NIK")
    assert html.count("asn-lesson-term") == 1
    assert html.endswith(' <a class="asn-lesson-term" href="#t-0">NIK</a></p>')


def test_bare_text_and_entities_survive():
    """Text without a paragraph is linked too; nothing is unescaped."""
    assert link("a &lt; b, NIK &amp; c", "NIK") == (
        'a &lt; b, <a class="asn-lesson-term" href="#t-0">NIK</a> &amp; c'
    )


def test_a_text_without_terms_is_returned_as_it_is():
    """Nothing is parsed needlessly."""
    assert link("<p>x", "NIK") == "<p>x"


@given(
    st.lists(st.sampled_from(["NIK", "data", "KTP", "lain", "<b>NIK</b>", "&amp;"]), max_size=12)
)
def test_linking_never_changes_the_words(words):
    """The text read aloud is the same before and after."""
    html = "<p>" + " ".join(words) + "</p>"
    linked = link(html, "NIK", "data", "data lain")
    text = lxml_html.fragment_fromstring(linked, create_parent="div").text_content()
    assert text == lxml_html.fragment_fromstring(html, create_parent="div").text_content()
