"""Reading a lesson's OLX: order is kept, what would be lost is refused."""

import pytest

from asn_xblocks.lesson.content import Check, read
from asn_xblocks.shared.errors import ContentInvalid

CHECK = '<check id="c"><prompt>?</prompt><choice id="a" correct="true">A</choice><choice id="b">B</choice></check>'


def section(inner, attributes='id="s" title="T"'):
    return f"<asn_lesson><section {attributes}>{inner}</section></asn_lesson>"


def test_text_and_checks_keep_their_order():
    """A check stands where the author put it."""
    (one,) = read(section(f"<p>before</p>{CHECK}<p>after</p>")).sections
    before, check, after = one.parts
    assert (before, after) == ("<p>before</p>", "<p>after</p>")
    assert isinstance(check, Check)
    assert one.html == "<p>before</p><p>after</p>"
    assert check.right == ("a",)


def test_an_empty_text_is_an_empty_lesson():
    """Nothing to read, nothing wrong."""
    assert read("").sections == ()


@pytest.mark.parametrize(
    ("olx", "says", "field"),
    [
        (section(""), "is empty", "s"),
        (section("x", 'id="s"'), "no title", "s"),
        (section("x", 'title="T"'), "no id", None),
        ("<asn_lesson><p>x</p></asn_lesson>", "<p>", None),
        ("<asn_lesson>x</asn_lesson>", "“x”", None),
        (section(CHECK + CHECK), "twice", "s/c"),
        (section("<term name='x'>y</term>"), "<term>", "s"),
        (section("<check id='c'/>"), "asks nothing", "s/c/prompt"),
        (section("<check id='c'><p>x</p></check>"), "<p>", "s/c"),
        (section(CHECK.replace(' correct="true"', "")), "one of them right", "s/c"),
        (section(CHECK.replace('"true"', '"yes"')), "neither true nor false", "s/c/a"),
        (section(CHECK.replace(">B<", "><")), "is empty", "s/c/b/text"),
        (section(CHECK.replace(">B<", "><prompt>x</prompt><")), "<prompt>", "s/c/b"),
        (
            section(CHECK.replace('"c"', '"c" competency="x y"')),
            "competency code",
            "s/c/competency",
        ),
        ("<asn_lesson><glossary><term>x</term></glossary></asn_lesson>", "no name", None),
        ('<asn_lesson><glossary><term name="N"/></glossary></asn_lesson>', "no definition", "N"),
        (
            '<asn_lesson><glossary><term name="N">x</term><term name="n">y</term></glossary></asn_lesson>',
            "twice",
            "n",
        ),
        (
            '<asn_lesson><glossary><term name="N"><check/></term></glossary></asn_lesson>',
            "<check>",
            "N",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(olx, says, field):
    """The sentence says what is wrong, the field where."""
    with pytest.raises(ContentInvalid) as refused:
        read(olx)
    assert says in str(refused.value)
    assert refused.value.field == field
