"""The editor: what a trainer sees, saves, and is told when it cannot be saved."""

import json
from decimal import Decimal
from importlib import resources
from types import SimpleNamespace

import pytest

from asn_xblocks.quiz import QuizXBlock

THREE = resources.files("asn_xblocks.quiz").joinpath("scenarios/three_kinds.xml").read_text("utf-8")


@pytest.fixture
def quiz(stage):
    place = stage(QuizXBlock)
    place.author(THREE)
    return place


def opened(place):
    """The editor's fields as the browser gets them."""
    state = json.loads(place.block(staff=True).studio_view().json_init_args["state"])
    return {**state["form"], "settings": state["settings"]}


def save(place, sent, **who):
    return place.post("studio_save", sent, **{"staff": True, **who})


def test_an_untouched_form_changes_nothing(quiz):
    """Opening and saving gives the same content, digest and settings."""
    before = quiz.block()
    answer = save(quiz, opened(quiz))
    after = quiz.block()
    assert answer.status == 200
    assert answer.json["content_digest"] == before.content_digest
    assert after.content == before.content
    assert [getattr(after, name) for name in after.SETTINGS] == [
        getattr(before, name) for name in before.SETTINGS
    ]


def test_new_questions_and_choices_get_ids(quiz):
    """A question without an id gets one that is free, and so do its choices."""
    form = opened(quiz)
    choices = [
        {"id": "", "text": "ya", "correct": True, "feedback": "baik"},
        {"id": "", "text": "tidak", "correct": False, "feedback": ""},
    ]
    form["items"].insert(0, {"id": "", "type": "single", "prompt": "Baru?", "choices": choices})
    assert save(quiz, form).status == 200
    added = quiz.block().authored.questions[0]
    assert (added.id, added.prompt) == ("i4", "Baru?")
    assert [choice.id for choice in added.choices] == ["c1", "c2"]
    assert added.choices[0].feedback == "baik"
    assert added.explanation == ""


def test_typed_lines_become_paragraphs(quiz):
    """Plain text with an empty line becomes paragraphs; one line stays one line."""
    form = opened(quiz)
    form["items"][0]["prompt"] = "Satu.\n\nDua < tiga."
    form["items"][1]["prompt"] = "Satu baris & titik"
    save(quiz, form)
    first, second, _third = quiz.block().authored.questions
    assert first.prompt == "<p>Satu.</p><p>Dua &lt; tiga.</p>"
    assert second.prompt == "Satu baris &amp; titik"


def test_an_ordering_keeps_its_order(quiz):
    """Steps are stored in the order of the form; marks of right choices are dropped."""
    form = opened(quiz)
    form["items"][2]["choices"].reverse()
    form["items"][2]["choices"][0]["correct"] = True
    save(quiz, form)
    assert quiz.block().authored.questions[2].graded.key == ("s4", "s3", "s2", "s1")


def test_settings_are_saved_and_cleared(quiz):
    """A setting takes its value; an empty one goes back to its default."""
    form = opened(quiz)
    form["settings"] |= {"weight": "2.5", "max_attempts": "", "shuffle": False}
    assert save(quiz, form).status == 200
    block = quiz.block()
    assert (block.weight, block.max_attempts, block.shuffle) == (2.5, None, False)


@pytest.mark.parametrize("title", ["", "  "])
def test_a_quiz_keeps_its_title(quiz, title):
    """An empty title is refused at its field, in the form and as text; nothing is stored."""
    form = opened(quiz)
    form["settings"]["display_name"] = title
    refused = save(quiz, form)
    assert (refused.status, refused.json["field"]) == (400, "settings.display_name")
    assert "no title" in refused.json["error"]
    refused = save(quiz, {"olx": f'<asn_quiz display_name="{title}"/>'})
    assert (refused.status, refused.json["field"]) == (400, "display_name")
    assert quiz.block().display_name
    assert quiz.block().authored.questions


def test_a_decimal_comma_is_understood(quiz):
    """Points and weight may be typed as Indonesians write them."""
    form = opened(quiz)
    form["settings"]["weight"] = "1,5"
    form["items"][0]["points"] = "2,5"
    assert save(quiz, form).status == 200
    assert (quiz.block().weight, quiz.block().possible) == (1.5, Decimal("7.5"))


def test_the_whole_quiz_can_be_saved_as_text(quiz):
    """The text of the OLX tab, changed, replaces content and settings."""
    text = json.loads(quiz.block(staff=True).studio_view().json_init_args["state"])["olx"]
    assert save(quiz, {"olx": text}).json["content_digest"] == quiz.block().content_digest
    assert save(quiz, {"olx": text.replace('max_attempts="2"', 'weight="3"')}).status == 200
    block = quiz.block()
    assert (block.max_attempts, block.weight) == (None, 3.0)


@pytest.mark.parametrize(
    ("olx", "says", "line"),
    [
        ("<asn_quiz>\n<item>", "well-formed", 2),
        ("<asn_lesson/>", "outermost tag must be <asn_quiz>", 1),
        ('<!DOCTYPE a [<!ENTITY x "y">]><asn_quiz/>', "DOCTYPE", 1),
        ('<asn_quiz weight="x"/>', "weight", 1),
        ('<asn_quiz>\n\n<item id="i"/></asn_quiz>', "Question 1 has no text", 3),
    ],
)
def test_text_that_cannot_be_used_names_its_line(quiz, olx, says, line):
    """400 with a sentence and the line; nothing has changed."""
    before = quiz.block().content
    refused = save(quiz, {"olx": olx})
    assert (refused.status, refused.json["line"]) == (400, line)
    assert says in refused.json["error"]
    assert quiz.block().content == before


def _at(form, path, value):
    *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    for part in parents:
        form = form[part]
    form[last] = value


@pytest.mark.parametrize(
    ("path", "value", "field", "says"),
    [
        ("items.0.prompt", " ", "items.0.prompt", "Question 1 has no text"),
        ("items.1.choices.2.text", "", "items.1.choices.2.text", "choice 3 is empty"),
        ("items.0.choices.1.correct", False, "items.0.choices", "exactly one right choice"),
        ("items.1.choices", [], "items.1.choices", "2 to 20 choices"),
        ("items.1.type", "essay", "items.1.type", "unknown type"),
        ("items.1.points", "satu", "items.1.points", "not a number"),
        ("items.1.points", "0", "items.1.points", "gives no points"),
        ("items.1.competency", "DIG3", "items.1.competency", "not a competency code"),
        ("items.1.prompt", 5, "items.1.prompt", "must be a text"),
        ("items.1.choices.0.correct", "yes", "items.1.choices.0.correct", "true or false"),
        ("items.1", "x", "items.1", "must be an object"),
        ("items", {}, "items", "must be a list"),
        ("settings.weight", "berat", "weight", "weight"),
        ("settings.weight", ["1"], "settings.weight", "must be a text"),
        ("settings.display_name", "a\x00", "settings.display_name", "must be a text"),
        ("items.0.points", "\x01", "items.0.points", "must be a text"),
        ("intro", "\ud800", "intro", "must be a text"),
        ("settings.owner", "me", "owner", "not known"),
        ("script", "x", "script", "not known"),
    ],
)
def test_a_form_that_cannot_be_used_names_its_field(quiz, path, value, field, says):
    """400 with a sentence and the field, no line; nothing has changed."""
    form, before = opened(quiz), quiz.block().content
    _at(form, path, value)
    refused = save(quiz, form)
    assert (refused.status, refused.json.get("field")) == (400, field)
    assert says in refused.json["error"]
    assert "Line" not in refused.json["error"]
    assert quiz.block().content == before


def test_only_the_course_team_saves(quiz):
    """A learner is refused with 403; so is a visitor."""
    form = opened(quiz)
    for user_id in (7, None):
        assert save(quiz, form, user_id=user_id, staff=False).status == 403


@pytest.mark.parametrize("asks", ["can_write", "can_edit_content"])
@pytest.mark.parametrize("allowed", [True, False])
def test_studios_own_permissions_count(quiz, asks, allowed):
    """In Studio, where nobody is called staff, its permission service decides."""
    form = opened(quiz)
    block = quiz.block()
    block.runtime._services["studio_user_permissions"] = SimpleNamespace(
        **{asks: lambda _: allowed}
    )
    assert save(quiz, form, block=block).status == (200 if allowed else 403)


@pytest.mark.parametrize(
    "vector",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<svg onload="alert(1)"></svg>',
        '<iframe src="https://example.org"></iframe>',
        '<math><mtext><style><img src=x onerror="alert(1)"></style></mtext></math>',
        '<p style="position:fixed">x</p>',
        "<form action='/'><input name='a'></form>",
    ],
)
def test_harmful_html_never_gets_through(quiz, vector):
    """Whatever is typed into a field, no script, handler, style or frame is stored or shown."""
    form = opened(quiz)
    harmful = f"Teks {vector}"
    form["intro"] = harmful
    for name in ("prompt", "explanation"):
        form["items"][0][name] = harmful
    for name in ("text", "feedback"):
        form["items"][0]["choices"][1][name] = harmful
    assert save(quiz, form).status == 200
    block = quiz.block(staff=True)
    shown = block.content + quiz.html("student_view") + quiz.html("author_view", staff=True)
    for sign in (
        "<script",
        "onerror",
        "onload",
        "javascript:",
        "<iframe",
        "<svg",
        "style=",
        "<math",
    ):
        assert sign not in shown
