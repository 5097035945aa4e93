"""Authored content: in and out without loss, dangers refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from asn_xblocks.shared import olx
from asn_xblocks.shared.errors import ContentInvalid

OWN = frozenset({"item", "prompt", "choice", "feedback"})

_TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=["C"]))


@st.composite
def html(draw, depth=2):
    """Some author's HTML as XML nodes: inline and block tags, text before, between and after."""
    node = etree.Element(draw(st.sampled_from(["p", "b", "em", "ul", "div", "span", "h4", "td"])))
    node.text = draw(_TEXT)
    if depth:
        for child in draw(st.lists(html(depth=depth - 1), max_size=2)):
            child.tail = draw(_TEXT)
            node.append(child)
    return node


@st.composite
def documents(draw):
    """A block's element: own tags, with HTML in them."""
    root = etree.Element("asn_x")
    for at in range(draw(st.integers(0, 3))):
        item = etree.SubElement(root, "item", id=f"i{at}", note=draw(_TEXT))
        for tag in draw(st.lists(st.sampled_from(["prompt", "choice", "feedback"]), max_size=3)):
            part = etree.SubElement(item, tag)
            part.text = draw(_TEXT)
            for child in draw(st.lists(html(), max_size=2)):
                child.tail = draw(_TEXT)
                part.append(child)
    return root


@given(documents())
def test_content_comes_back_as_it_was_stored(root):
    """Stored content, exported (plain or pretty-printed) and read again, is the same string."""
    stored = olx.canonical(root, vocabulary=OWN)
    for pretty in (True, False):
        node = etree.Element("asn_x")
        olx.write_into(node, stored, vocabulary=OWN)
        text = etree.tostring(node, encoding="unicode", pretty_print=pretty)
        assert olx.canonical(olx.parse(text), vocabulary=OWN) == stored


def test_a_no_break_space_at_an_edge_stays():
    """It is a sign that an author wrote, so storing the stored form keeps it."""
    root = etree.fromstring("<asn_x><prompt>0\xa0</prompt></asn_x>")
    stored = olx.canonical(root, vocabulary=OWN)
    assert stored == "<asn_x><prompt>0\xa0</prompt></asn_x>"
    assert olx.canonical(olx.parse(stored), vocabulary=OWN) == stored


@given(documents())
def test_cleaning_again_changes_nothing(root):
    """The stored form of the stored form is itself."""
    stored = olx.canonical(root, vocabulary=OWN)
    assert olx.canonical(olx.parse(stored), vocabulary=OWN) == stored


def test_indentation_and_attribute_order_do_not_count():
    """Two writings of the same content are stored as one, so they have one digest."""
    one = olx.parse('<q><item id="a" type="b"><prompt>x</prompt></item></q>')
    other = olx.parse('<q>\n  <item type="b" id="a">\n    <prompt> x </prompt>\n  </item>\n</q>')
    assert olx.canonical(one, vocabulary=OWN) == olx.canonical(other, vocabulary=OWN)


def test_inline_html_survives_pretty_printing():
    """No space appears between two inline elements that stand alone in a paragraph."""
    stored = olx.canonical(
        olx.parse("<q><prompt><p><b>x</b><i>y</i></p><br/></prompt></q>"), vocabulary=OWN
    )
    node = etree.Element("q")
    olx.write_into(node, stored, vocabulary=OWN)
    assert "<p><b>x</b><i>y</i></p><br/>" in etree.tostring(
        node, encoding="unicode", pretty_print=True
    )


def test_comments_and_instructions_are_dropped():
    """Nothing but tags, attributes and text is kept; text around a comment is."""
    root = etree.fromstring("<q><prompt>a<!-- c -->b<?php x?>c</prompt></q>")
    assert olx.canonical(root, vocabulary=OWN) == "<q><prompt>abc</prompt></q>"


def test_inner_html_leaves_own_tags_out():
    """The HTML of a choice is without its feedback, and links cannot reach back."""
    choice = olx.parse('<choice>x <a href="https://a.id">l</a><feedback>no</feedback></choice>')
    shown = olx.inner_html(choice, vocabulary=OWN)
    assert shown == 'x <a href="https://a.id" rel="noopener noreferrer">l</a>'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('<!DOCTYPE q [<!ENTITY e SYSTEM "file:///etc/hostname">]><q>&e;</q>', "DOCTYPE"),
        ('<!DOCTYPE q SYSTEM "http://example.org/q.dtd"><q/>', "DOCTYPE"),
        ("<q>&nbsp;</q>", "well-formed"),
        ("<q>", "well-formed"),
        ("", "well-formed"),
        ("<q>\x00</q>", "well-formed"),
        ("<b>" * 65 + "</b>" * 65, "64 levels"),
        ("<q>" + "x" * (2 * 1024 * 1024) + "</q>", "2 MB"),
        (
            '<!DOCTYPE q [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><q>&b;</q>',
            "DOCTYPE",
        ),
    ],
)
def test_dangerous_text_is_refused(text, says):
    """A DOCTYPE, an entity, depth, size and broken XML each get one sentence."""
    with pytest.raises(ContentInvalid) as refused:
        olx.parse(text)
    assert says in str(refused.value)


def test_a_tree_parsed_by_the_platform_is_checked_too():
    """An element with an entity reference or a DOCTYPE is refused though it was parsed already."""
    parser = etree.XMLParser(resolve_entities=False)
    root = etree.fromstring('<!DOCTYPE q [<!ENTITY e "x">]><q>&e;</q>', parser)
    with pytest.raises(ContentInvalid):
        olx.canonical(root, vocabulary=OWN)
    entity = etree.Element("q")
    entity.append(etree.Entity("e"))
    with pytest.raises(ContentInvalid, match="entity &e;"):
        olx.refuse_dangers(entity)


def test_an_own_tag_in_formatted_text_is_refused():
    """A choice inside a paragraph would be lost, so it is named."""
    with pytest.raises(ContentInvalid, match="<choice> stands inside <p>"):
        olx.canonical(olx.parse("<q><p><choice/></p></q>"), vocabulary=OWN)


def test_the_digest_names_the_content():
    """Equal content, equal digest; another letter, another digest."""
    assert olx.digest("<q/>") == olx.digest("<q/>")
    assert olx.digest("<q/>") != olx.digest("<r/>")
    assert olx.digest("").startswith("sha256:")
    assert len(olx.digest("")) == 71


def test_typed_html_is_cleaned_and_kept_as_xml():
    """Typed text with HTML's own ways (<br>, &nbsp;, control signs) becomes XML that can be kept."""
    node = etree.Element("prompt")
    olx.put_html(node, "a<br>b&nbsp;c\x00\x0b<script>x</script>")
    assert etree.tostring(node, encoding="unicode") == "<prompt>a<br/>b\xa0c</prompt>"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("<p>a<br>b</p>", "<p>a<br/>b</p>"),
        ("a &amp; b", "a &amp; b"),
        ("a<i>b</i>c", "a<i>b</i>c"),
        ("<p>a&nbsp;b</p>", "<p>a\xa0b</p>"),
        ("<pre><ul><li>a</li></ul></pre>", "<pre><ul><li>a</li></ul></pre>"),
    ],
)
def test_html_becomes_the_xml_of_the_same_tree(written, stored):
    """Void tags, named signs and unusual nesting stay what the cleaner made of them."""
    node = etree.Element("text")
    olx.put_html(node, written)
    assert etree.tostring(node, encoding="unicode") == f"<text>{stored}</text>"


@pytest.mark.parametrize(("depth", "fits"), [(64, True), (65, False)])
def test_the_deepest_tag(depth, fits):
    """64 levels are read, 65 are refused at their line."""
    text = "<a>" * (depth - 1) + "\n<a/>" + "</a>" * (depth - 1)
    if fits:
        olx.parse(text)
        return
    with pytest.raises(ContentInvalid) as refused:
        olx.parse(text)
    assert refused.value.line == 2
