"""What the platform asks of a quiz, and its OLX in and out."""

import json
from importlib import metadata, resources

import pytest
from django.utils import translation
from lxml import etree
from xblock.scorable import Score

from asn_xblocks.quiz import QuizXBlock
from asn_xblocks.shared.errors import ContentInvalid
from tests.asn_xblocks.quiz.samples import HALF, RIGHT, SECRETS, THREE, submit

# -- the platform's side --------------------------------------------------------------------------


def test_scores_without_a_person(quiz):
    """max_score needs no user; the platform collects it when the course is published."""
    assert quiz.block(None).max_score() == 6.0


def test_what_the_platform_asks_of_a_scored_block(quiz, evidence):
    """Score, submission and rescoring answer as the platform expects."""
    assert quiz.block().get_score() == Score(raw_earned=0.0, raw_possible=6.0)
    assert quiz.block().has_submitted_answer() is False
    submit(quiz, RIGHT)
    block = quiz.block()
    block.set_score(Score(raw_earned=0.0, raw_possible=6.0))
    assert block.calculate_score() == Score(raw_earned=6.0, raw_possible=6.0)
    assert block.has_submitted_answer() is True
    assert block.allows_rescore() is False


def test_many_attempts_do_not_grow_the_state(stage, evidence):
    """Without a limit, the latest results and the best one are kept."""
    place = stage(QuizXBlock)
    place.author(THREE, max_attempts=None)
    submit(place, HALF)
    for attempt in range(2, 30):
        place.post("retry", {})
        submit(place, {}, attempt=attempt)
    block = place.block()
    assert block.attempts_used == 29
    assert len(block.state["results"]) == 12
    assert block.get_score().raw_earned == 2.5
    assert submit(place, HALF, attempt=3).status == 200
    assert len(evidence) == 29


def test_a_quiz_without_a_title_has_a_name(stage):
    """The default name is what Studio's list shows; the heading says it in the reader's words."""
    place = stage(QuizXBlock)
    place.author(THREE, display_name="Quiz")
    with translation.override("id"):
        assert ">Kuis<" in place.html("student_view")
    assert place.block().display_name == "Quiz"


def test_search_finds_questions_and_no_answers(canaries):
    """The index holds title, introduction and prompts."""
    found = json.dumps(canaries.block().index_dictionary())
    assert "PROMPT-2" in found
    assert "asn_quiz" in found
    assert not [word for word in (*SECRETS, "CHOICE", "STEP") if word in found]


def test_the_entry_point_names_this_block():
    """The stock names under which platforms find the block."""
    points = {point.name: point for point in metadata.entry_points(group="xblock.v1")}
    assert points["asn_quiz"].load() is QuizXBlock


def test_files_the_views_name_are_served(quiz):
    """Every script and style of every view is a file in public/."""
    for view in ("student_view", "public_view", "author_view", "studio_view"):
        fragment = getattr(quiz.block(staff=True), view)()
        urls = [one.data for one in fragment.resources if one.kind == "url"]
        assert urls
        for url in urls:
            with QuizXBlock.open_local_resource(url.removeprefix("/local/")) as file:
                assert file.read()


def test_a_double_edge_in_text_cannot_leave_the_arguments(stage):
    """Text that ends a script element stays text in HTML and in the arguments."""
    place = stage(QuizXBlock)
    place.author(THREE, display_name="</script><script>alert(1)</script>")
    shown = place.html("student_view") + place.html("studio_view", staff=True)
    assert "<script" not in shown
    assert "</script" not in shown


# -- OLX -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["three_kinds.xml", "one_question.xml"])
def test_examples_come_back_as_they_were(stage, name):
    """Each example goes in and out without a change, pretty-printed or not."""
    text = resources.files("asn_xblocks.quiz").joinpath("scenarios", name).read_text("utf-8")
    first, second = stage(QuizXBlock), stage(QuizXBlock)
    block = first.author(text)
    for pretty in (True, False):
        node = etree.Element("unknown")
        block.add_xml_to_node(node)
        again = second.author(etree.tostring(node, pretty_print=pretty, encoding="unicode"))
        assert again.content == block.content
        assert {name: getattr(again, name) for name in block.SETTINGS} == {
            name: getattr(block, name) for name in block.SETTINGS
        }


def broken(item, **attributes):
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<asn_quiz{given}>\n{item}\n</asn_quiz>"


CHOICES = '<choice id="a" correct="true">x</choice><choice id="b">y</choice>'


@pytest.mark.parametrize(
    ("olx", "says"),
    [
        (broken(f"<item><prompt>p</prompt>{CHOICES}</item>"), "no id"),
        (broken(f'<item id="a b"><prompt>p</prompt>{CHOICES}</item>'), "not simple"),
        (broken(f'<item id="i" type="essay"><prompt>p</prompt>{CHOICES}</item>'), "unknown type"),
        (broken(f'<item id="i">{CHOICES}</item>'), "no text"),
        (broken(f'<item id="i" points="0"><prompt>p</prompt>{CHOICES}</item>'), "no points"),
        (broken(f'<item id="i" points="x"><prompt>p</prompt>{CHOICES}</item>'), "not a number"),
        (broken(f'<item id="i" points="-1"><prompt>p</prompt>{CHOICES}</item>'), "not a number"),
        (broken(f'<item id="i" competency="X"><prompt>p</prompt>{CHOICES}</item>'), "competency"),
        (broken('<item id="i"><prompt>p</prompt><choice id="a">x</choice></item>'), "2 to 20"),
        (broken(f'<item id="i"><prompt>p</prompt>{CHOICES.replace("true", "ja")}</item>'), "true"),
        (broken(f'<item id="i"><prompt>p</prompt>{CHOICES.replace("true", "false")}</item>'), "1"),
        (
            broken(
                '<item id="i" type="multiple"><prompt>p</prompt>'
                + CHOICES.replace("true", "false")
                + "</item>"
            ),
            "no right choice",
        ),
        (
            broken(
                '<item id="i"><prompt>p</prompt><choice id="a" correct="true"></choice>'
                '<choice id="b">y</choice></item>'
            ),
            "empty",
        ),
        (broken(f'<item id="i"><prompt>p</prompt>{CHOICES}<step id="s">z</step></item>'), "<step>"),
        (broken(f'<item id="i">stray<prompt>p</prompt>{CHOICES}</item>'), "outside"),
        (
            broken(
                f'<item id="i"><prompt>p</prompt>{CHOICES}</item>\n'
                f'<item id="i"><prompt>p</prompt>{CHOICES}</item>'
            ),
            "twice",
        ),
        (
            broken(
                f'<item id="i"><prompt><p><choice id="q">x</choice></p></prompt>{CHOICES}</item>'
            ),
            "inside",
        ),
        (broken("", weight="heavy"), "weight"),
        (broken("", max_attempts="-1"), "max_attempts"),
        (broken("", show_correctness="perhaps"), "show_correctness"),
    ],
)
def test_a_quiz_that_cannot_be_asked_is_refused(stage, olx, says):
    """One sentence that names the line, the place and the remedy."""
    with pytest.raises(ContentInvalid) as refused:
        stage(QuizXBlock).author(olx)
    sentence = refused.value.sentence(lambda msgid: msgid)
    assert says in sentence
    assert sentence.startswith("Line ")


def test_a_hundred_questions_are_the_most(stage):
    """More are refused with the advice to split."""
    item = '<item id="i{}"><prompt>p</prompt>' + CHOICES + "</item>"
    with pytest.raises(ContentInvalid, match="at most 100"):
        stage(QuizXBlock).author(broken("".join(item.format(n) for n in range(101))))
