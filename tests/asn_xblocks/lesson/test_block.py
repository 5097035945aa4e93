"""Reading a lesson: progress, checks, refusals, and what stays hidden until when."""

from importlib import resources

import pytest
from lxml import etree

from asn_xblocks.lesson import LessonXBlock

PRIVACY = resources.files("asn_xblocks.lesson").joinpath("scenarios/privacy.xml").read_text("utf-8")
CANARIES = """
<asn_lesson display_name="Kenari">
  <section id="s1" title="One"><p>Reading</p>
    <check id="c1"><prompt>Ask</prompt>
      <choice id="k1" correct="true">Yes<feedback>FEEDBACK-RIGHT</feedback></choice>
      <choice id="k2">No<feedback>FEEDBACK-WRONG</feedback></choice>
      <choice id="k3">Maybe<feedback>FEEDBACK-MAYBE</feedback></choice>
    </check></section>
</asn_lesson>"""


@pytest.fixture
def privacy(stage):
    place = stage(LessonXBlock)
    place.author(PRIVACY)
    return place


@pytest.fixture
def canaries(stage):
    place = stage(LessonXBlock)
    place.author(CANARIES)
    return place


def read(place, section, **who):
    return place.post("read", {"section": section}, **who)


def check(place, check_id, choice):
    return place.post("check", {"check": check_id, "choice": choice})


def completions(answer):
    return [sent["completion"] for kind, sent in answer.block.runtime.published]


# -- progress -----------------------------------------------------------------------------------


def test_reading_and_checking_add_up(privacy):
    """Each step moves completion; a section with an open check is not done yet."""
    first = read(privacy, "s1")
    assert first.status == 200
    assert first.json["sections_done"] == []
    assert completions(first) == [1 / 3]
    second = check(privacy, "c1", "b")
    assert second.json["sections_done"] == ["s1"]
    assert second.json["go_on"] == "s2"
    third = read(privacy, "s2")
    assert third.json["finished"] is True
    assert completions(third) == [1.0]


def test_no_score_is_ever_published(privacy):
    """A lesson is not graded."""
    answers = [read(privacy, "s1"), check(privacy, "c1", "a"), read(privacy, "s2")]
    kinds = {kind for answer in answers for kind, _ in answer.block.runtime.published}
    assert kinds == {"completion"}
    assert not getattr(privacy.block(), "has_score", False)


def test_marking_twice_changes_nothing(privacy):
    """A retry answers the state and publishes nothing."""
    read(privacy, "s1")
    again = read(privacy, "s1")
    assert again.status == 200
    assert completions(again) == []


def test_the_page_goes_on_where_one_stopped(privacy):
    """A fresh page leads to the first section that is not done and keeps what was."""
    assert "Go on with" not in privacy.html("student_view")
    read(privacy, "s1")
    check(privacy, "c1", "a")
    page = privacy.html("student_view")
    assert "Go on with" in page
    assert "1 of 2 sections" in page
    assert "asn-verdict--right" in page


def test_two_learners_read_for_themselves(privacy):
    """One learner's mark is not another's."""
    read(privacy, "s1", user_id=7)
    assert privacy.block(8).learner_state()["read"] == []


def test_a_wrong_answer_may_be_corrected_and_a_right_one_stands(canaries):
    """Trying again is free until the answer is right."""
    assert check(canaries, "c1", "k2").json["checks"]["c1"]["right"] is False
    assert check(canaries, "c1", "k1").json["checks"]["c1"]["right"] is True
    late = check(canaries, "c1", "k3")
    assert late.json["checks"]["c1"]["choice"] == "k1"
    assert completions(late) == []


def test_contents_are_listed_when_there_are_more_than_three_sections(stage):
    """Short lessons need no table of contents."""
    sections = [f'<section id="s{n}" title="Bagian {n}"><p>x</p></section>' for n in range(4)]
    place = stage(LessonXBlock)
    place.author(f"<asn_lesson>{''.join(sections[:3])}</asn_lesson>")
    assert "<nav" not in place.html("student_view")
    place.author(f"<asn_lesson>{''.join(sections)}</asn_lesson>")
    assert place.html("student_view").count("data-asn-mark") == 4


def test_an_answer_the_author_removed_leaves_the_page_sound(canaries):
    """The check counts as answered, without feedback that no longer exists."""
    check(canaries, "c1", "k3")
    canaries.author(CANARIES.replace('<choice id="k3">', '<choice id="k4">'))
    answer = canaries.block().learner_state()["checks"]["c1"]
    assert answer == {"choice": "k3", "right": False, "feedback": ""}
    assert "FEEDBACK" not in canaries.html("student_view")


# -- refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("handler", "sent", "field"),
    [
        ("read", ["s1"], "body"),
        ("read", {}, "section"),
        ("read", {"section": 1}, "section"),
        ("read", {"section": "s9"}, "section"),
        ("read", {"section": "s1", "user": 9}, "user"),
        ("check", {"check": "c1"}, "choice"),
        ("check", {"check": "c9", "choice": "a"}, "check"),
        ("check", {"check": "c1", "choice": "z"}, "choice"),
        ("check", {"check": "c1", "choice": ["a"]}, "choice"),
    ],
)
def test_a_wrong_payload_is_answered_with_its_field(privacy, handler, sent, field):
    """400 names the field; nothing changes."""
    refused = privacy.post(handler, sent)
    assert refused.status == 400
    assert refused.json["field"] == field
    assert refused.json["error"]
    assert privacy.block().state == {}


# -- what stays hidden ----------------------------------------------------------------------------


def test_no_answer_is_in_the_page_before_one_answers(canaries):
    """Neither feedback nor what is right reaches the browser by any door."""
    block = canaries.block()
    doors = [
        canaries.html("student_view"),
        canaries.html("public_view"),
        str(block.student_view_data()),
        str(block.index_dictionary()),
        str(read(canaries, "s1").json),
    ]
    for page in doors:
        assert "FEEDBACK" not in page
        assert "correct" not in page


def test_a_wrong_answer_reveals_its_own_feedback_only(canaries):
    """The right answer stays hidden until it is found."""
    shown = str(check(canaries, "c1", "k2").json)
    assert "FEEDBACK-WRONG" in shown
    assert "FEEDBACK-RIGHT" not in shown
    assert "FEEDBACK-MAYBE" not in shown
    page = canaries.html("student_view")
    assert "FEEDBACK-WRONG" in page
    assert "FEEDBACK-RIGHT" not in page


def test_the_author_sees_everything(canaries):
    """Right answers and feedback, for the trainer."""
    page = canaries.html("author_view", staff=True)
    assert all(word in page for word in ("FEEDBACK-RIGHT", "FEEDBACK-WRONG", "right answer"))


def test_a_visitor_reads_without_checks(canaries):
    """The reading is public where the course is; checks are for learners."""
    page = canaries.html("public_view", user_id=None)
    assert "Reading" in page
    assert "Ask" not in page


# -- the platform -----------------------------------------------------------------------------------


def test_pictures_are_found_and_terms_are_linked(privacy):
    """Static addresses become the course's own; each term leads to its definition."""
    page = privacy.block().student_view({}).content
    assert 'src="/asset/course/ktp.svg"' in page
    assert 'alt="Kartu tanda penduduk' in page
    assert page.count('class="asn-lesson-term"') == 2
    assert f'id="{privacy.block().prefix}-term-0"' in page


def test_it_is_made_for_small_screens(privacy):
    """The mobile app asks for this support by name."""
    block = privacy.block()
    assert block.has_support(block.student_view, "multi_device")


def test_mobile_data_holds_sections_and_questions(privacy):
    """Everything to read, with the course's own addresses."""
    found = privacy.block().student_view_data()
    assert [section["id"] for section in found["sections"]] == ["s1", "s2"]
    assert found["sections"][0]["checks"][0]["choices"][1]["id"] == "b"
    assert "/asset/course/ktp.svg" in found["sections"][0]["html"]
    assert found["glossary"][0]["name"] == "NIK"


def test_search_finds_reading_and_glossary(privacy):
    """Titles, text and definitions are words to find."""
    found = privacy.block().index_dictionary()
    assert "dasar hukum" in found["content"]["sections"]
    assert "16 angka" in found["content"]["glossary"]


def test_olx_comes_out_as_it_went_in(privacy):
    """Import, export and import again give the same content."""
    first = privacy.block()
    node = etree.Element("unknown")
    first.add_xml_to_node(node)
    privacy.author(etree.tostring(node, encoding="unicode", pretty_print=True))
    second = privacy.block()
    assert second.content == first.content
    assert second.display_name == first.display_name


def test_an_empty_lesson_says_so(stage):
    """Learners, visitors and authors read what will be here."""
    place = stage(LessonXBlock)
    place.author("<asn_lesson/>")
    for view in ("student_view", "public_view", "author_view"):
        assert "no content yet" in place.html(view)


def test_the_examples_are_offered_to_the_workbench():
    """Each example reads without a fault."""
    assert [name for name, _ in LessonXBlock.workbench_scenarios()] == ["privacy.xml"]


def test_a_picture_without_words_is_a_warning_to_its_author(stage):
    """Imported content opens, and the trainer is told what to add."""
    place = stage(LessonXBlock)
    place.author(
        '<asn_lesson><section id="a" title="T"><img src="/static/x.png"/></section></asn_lesson>'
    )
    assert "no alternative text" in place.html("author_view", staff=True)
