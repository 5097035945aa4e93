"""Editing a lesson: the form, its refusals, and that nothing is stored half."""

from importlib import resources

import pytest

from asn_xblocks.lesson import LessonXBlock
from asn_xblocks.lesson.form import form_of

PRIVACY = resources.files("asn_xblocks.lesson").joinpath("scenarios/privacy.xml").read_text("utf-8")


@pytest.fixture
def privacy(stage):
    place = stage(LessonXBlock)
    place.author(PRIVACY)
    return place


@pytest.fixture
def form(privacy):
    return {"display_name": "Data pribadi", **form_of(privacy.block().authored)}


def save(place, sent, *, staff=True):
    return place.post("studio_save", sent, staff=staff)


def test_the_untouched_form_changes_nothing(privacy, form):
    """Opening the editor and saving keeps every letter of the content."""
    before = privacy.block().content
    assert save(privacy, form).status == 200
    assert privacy.block().content == before
    assert privacy.block().display_name == "Data pribadi"


def test_bare_text_around_checks_survives_the_form(stage):
    """Words without a paragraph come back in their place."""
    place = stage(LessonXBlock)
    place.author(
        PRIVACY.replace(
            "<p>Setelah itu, perhatikan siapa yang meminta data.</p>", "bare &amp; <b>b</b> end"
        )
    )
    before = place.block().content
    assert save(place, form_of(place.block().authored)).status == 200
    assert place.block().content == before


def test_bare_words_may_begin_a_section(stage):
    """Text without any tag, before and between checks, stays where it was."""
    place = stage(LessonXBlock)
    ask = '<check id="%s"><prompt>?</prompt><choice id="a" correct="true">A</choice><choice id="b">B</choice></check>'
    inner = f"first words{ask % 'c1'}between{ask % 'c2'}"
    place.author(f'<asn_lesson><section id="s" title="T">{inner}</section></asn_lesson>')
    before = place.block().content
    assert save(place, form_of(place.block().authored)).status == 200
    assert place.block().content == before


def test_the_form_adds_a_section_a_check_and_a_term(privacy, form):
    """What a trainer types becomes sections, checks and glossary."""
    answers = [
        {"id": "a1", "text": "Ya < tidak", "correct": True, "feedback": "Benar."},
        {"id": "a2", "text": "Tidak", "correct": False, "feedback": ""},
    ]
    form["sections"].append(
        {
            "id": "s3",
            "title": "Baru",
            "parts": [
                {"kind": "text", "text": "Satu.\n\n- dua\n- tiga"},
                {"kind": "check", "id": "c2", "prompt": "Siap?", "choices": answers},
                {"kind": "text", "text": "akhir"},
            ],
        }
    )
    form["glossary"].append({"name": "KTP", "definition": "Kartu tanda penduduk."})
    assert save(privacy, form).status == 200
    lesson = privacy.block().authored
    text, check, end = lesson.section("s3").parts
    assert text == "<p>Satu.</p><ul><li>dua</li><li>tiga</li></ul>"
    assert (check.right, check.choice("a1").html) == (("a1",), "Ya &lt; tidak")
    assert end == "<p>akhir</p>"
    assert lesson.glossary[-1].name == "KTP"


def test_sections_may_change_places(privacy, form):
    """The order of the form is the order of the lesson."""
    form["sections"].reverse()
    form["glossary"] = []
    assert save(privacy, form).status == 200
    lesson = privacy.block().authored
    assert [section.id for section in lesson.sections] == ["s2", "s1"]
    assert lesson.glossary == ()


def test_only_the_course_team_may_save(privacy, form):
    """403 for a learner, and nothing is stored."""
    before = privacy.block().content
    assert save(privacy, {**form, "sections": []}, staff=False).status == 403
    assert privacy.block().content == before


def change(*path_and_value):
    *path, last, value = path_and_value

    def apply(form):
        at = form
        for step in path:
            at = at[step]
        at[last] = value

    return apply


C1 = ("sections", 0, "parts", 1)


@pytest.mark.parametrize(
    ("edit", "field", "says"),
    [
        (change("sections", 0, "title", ""), "s1", "no title"),
        (change("sections", 0, "parts", []), "s1", "is empty"),
        (change("sections", 0, "parts", 0, "kind", "film"), "s1/kind", "text or check"),
        (change("sections", 0, "parts", 0, "text", 4), "s1/text", "must be a text"),
        (change("sections", 1, "id", "s1"), "s1", "twice"),
        (change(*C1, "prompt", " "), "s1/c1/prompt", "asks nothing"),
        (change(*C1, "choices", 0, "correct", False), "s1/c1", "one of them right"),
        (change(*C1, "choices", 0, "correct", "yes"), "s1/c1/a/correct", "true or false"),
        (change(*C1, "choices", 0, "text", ""), "s1/c1/a/text", "is empty"),
        (change("glossary", 0, "definition", ""), "NIK", "no definition"),
        (change("glossary", 0, "name", ""), "", "no name"),
        (change("glossary", {}), "glossary", "list"),
        (change("display_name", " "), "display_name", "no title"),
        (change("display_name", "x" * 201), "display_name", "display_name"),
        (
            change("sections", 1, "parts", 0, "text", '<img src="/static/x.png">'),
            "s2/text",
            "alternative text",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(privacy, form, edit, field, says):
    """400 with a sentence and the field; nothing is stored."""
    before = (privacy.block().content, privacy.block().display_name)
    edit(form)
    refused = save(privacy, form)
    assert refused.status == 400
    assert says in refused.json["error"]
    assert (refused.json.get("field") or "").startswith(field)
    assert (privacy.block().content, privacy.block().display_name) == before


def test_broken_olx_names_its_line(privacy):
    """The line is the one in the text that was sent."""
    refused = save(privacy, {"olx": "<asn_lesson>\n\n<section id='s'>x</section></asn_lesson>"})
    assert refused.status == 400
    assert refused.json["error"].startswith("Line 3:")


def test_scripts_do_not_survive_saving(privacy, form):
    """What could attack a reader is cleaned away."""
    form["sections"][1]["parts"][0]["text"] = '<p onclick="x()">Hi<script>alert(1)</script></p>'
    assert save(privacy, form).status == 200
    assert privacy.block().authored.section("s2").html == "<p>Hi</p>"


def test_the_editor_holds_the_whole_form(privacy):
    """The state the script builds the form from, right answers included, for the trainer."""
    page = privacy.html("studio_view", staff=True)
    assert "Add a section" in page
    assert "dasar hukum" in page
