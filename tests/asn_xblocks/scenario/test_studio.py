"""Editing a scenario: the form, its refusals, and that nothing is stored half."""

import copy
from importlib import resources

import pytest

from asn_xblocks.scenario import ScenarioXBlock
from asn_xblocks.scenario.form import form_of

COUNTER = (
    resources.files("asn_xblocks.scenario").joinpath("scenarios/counter.xml").read_text("utf-8")
)


@pytest.fixture
def counter(stage):
    place = stage(ScenarioXBlock)
    place.author(COUNTER)
    return place


@pytest.fixture
def form(counter):
    return {"display_name": "Loket", "weight": "1", **form_of(counter.block().authored)}


def save(place, sent, *, staff=True):
    return place.post("studio_save", sent, staff=staff)


def stored(place):
    block = place.block()
    return (block.content, block.first, block.display_name, block.weight, block.max_attempts)


def test_the_untouched_form_changes_nothing(counter, form):
    """Opening the editor and saving keeps every letter of the content."""
    before = counter.block().content_digest
    assert save(counter, form).status == 200
    assert counter.block().content_digest == before
    assert counter.block().display_name == "Loket"


def test_html_that_plain_lines_cannot_say_survives_the_form(stage):
    """Tables, bare text and emphasis come back as they were."""
    place = stage(ScenarioXBlock)
    place.author(
        COUNTER.replace("<p>Ia pergi dan menulis ulasan buruk.</p>", "bare <b>words</b> &amp; more")
        .replace("<p>Kebutuhan seluruh rombongan terlayani.</p>", "Kebutuhan &lt; 5 terlayani")
        .replace("Mencetak tiket rombongan saja", "<p>Mencetak <em>saja</em></p>")
    )
    before = place.block().content
    assert save(place, form_of(place.block().authored)).status == 200
    assert place.block().content == before


def test_the_form_adds_a_node_with_typed_text(counter, form):
    """Empty lines become paragraphs, a decimal comma is understood, settings are stored."""
    form["nodes"][0]["choices"].append(
        {
            "id": "c",
            "to": "n9",
            "label": "Memanggil atasan & menunggu",
            "feedback": "",
            "scores": [{"competency": "M.05", "earned": "1,5"}],
        }
    )
    form["nodes"].append(
        {"id": "n9", "ending": "fair", "text": "Satu.\n\nDua < tiga.", "title": ""}
    )
    form["max_attempts"] = ""
    assert save(counter, form).status == 200
    block = counter.block()
    assert block.authored.by_id["n9"].text == "<p>Satu.</p><p>Dua &lt; tiga.</p>"
    added = block.authored.by_id["n1"].choice("c")
    assert added.label == "Memanggil atasan &amp; menunggu"
    assert str(added.earned) == "1.5"
    assert block.max_attempts is None


def test_the_text_editor_takes_olx(counter):
    """A whole OLX text is the other way in."""
    assert save(counter, {"olx": COUNTER.replace("antre", "menunggu")}).status == 200
    assert "menunggu" in counter.block().authored.by_id["n1"].text


def test_only_the_course_team_may_save(counter, form):
    """403 for a learner, and nothing is stored."""
    before = stored(counter)
    refused = save(counter, form, staff=False)
    assert refused.status == 403
    assert stored(counter) == before


def change(path, value):
    def apply(form):
        at = form
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value

    return apply


N1_A = ("nodes", 0, "choices", 0)


@pytest.mark.parametrize(
    ("edit", "field", "says"),
    [
        (change((*N1_A, "to"), "n1"), "n1", "circle"),
        (change((*N1_A, "to"), "nowhere"), "n1/a", '"nowhere"'),
        (change((*N1_A, "to"), ""), "n1/a", "no to"),
        (change((*N1_A, "label"), " "), "n1/a/label", "no label"),
        (change((*N1_A, "id"), "b"), "n1/b", "twice"),
        (change((*N1_A, "scores", 0, "earned"), "many"), "n1/a", "not a number"),
        (change((*N1_A, "scores", 0, "earned"), "-1"), "n1/a", "not a number"),
        (change((*N1_A, "scores", 0, "earned"), 2), "n1/a/earned", "must be a text"),
        (change((*N1_A, "scores", 0, "competency"), "sopan"), "n1/a", "competency code"),
        (change((*N1_A, "scores", 1, "competency"), "M.05"), "n1/a/scores", "twice"),
        (change((*N1_A, "scores"), "2"), "n1/a/scores", "list"),
        (change((*N1_A, "feedback"), "\x00"), "n1/a/feedback", "must be a text"),
        (change(("nodes", 0, "text"), ""), "n1/text", "no text"),
        (change(("nodes", 0, "id"), ""), "", "no id"),
        (change(("nodes", 0, "id"), "n 1"), "n 1", "not simple"),
        (change(("nodes", 0, "choices"), []), "n1", "dead end"),
        (change(("nodes", 0, "ending"), "good"), "n1", "is an ending and has choices"),
        (change(("nodes", 2, "ending"), "splendid"), "e1/ending", "splendid"),
        (change(("nodes", 2, "ending"), ""), "e1", "dead end"),
        (change(("first",), "n7"), "first", '"n7"'),
        (change(("nodes",), {}), "nodes", "list"),
        (change(("weight",), "much"), "weight", "much"),
        (change(("weight",), "-1"), "weight", "-1"),
        (change(("max_attempts",), "-2"), "max_attempts", "-2"),
    ],
)
def test_what_cannot_be_played_is_refused_with_its_place(counter, form, edit, field, says):
    """400 with a sentence and the field; nothing is stored."""
    before = stored(counter)
    edit(form)
    form["display_name"] = "Changed as well"
    refused = save(counter, form)
    assert refused.status == 400
    assert says in refused.json["error"]
    assert refused.json.get("field", "").startswith(field)
    assert stored(counter) == before


def test_an_empty_title_is_refused(counter, form):
    """A scenario keeps its title; nothing is stored."""
    before = stored(counter)
    refused = save(counter, {**form, "display_name": " "})
    assert (refused.status, refused.json["field"]) == (400, "display_name")
    assert stored(counter) == before


def test_nothing_to_earn_is_refused(counter, form):
    """A scenario that cannot be scored is not stored."""
    for node in form["nodes"]:
        for choice in node["choices"]:
            choice["scores"] = []
    refused = save(counter, form)
    assert refused.status == 400
    assert "No path earns anything" in refused.json["error"]


@pytest.mark.parametrize(
    ("olx", "says"),
    [
        ("<asn_scenario>\n<node id='a'>", "well-formed"),
        ("<asn_quiz/>", "asn_scenario"),
        ("<!DOCTYPE x><asn_scenario/>", "DOCTYPE"),
        ("<asn_scenario>\n<quest/></asn_scenario>", "quest"),
        ("<asn_scenario>\n<node id='a' ending='good'><p>lost</p></node></asn_scenario>", "<p>"),
        ("<asn_scenario>stray words</asn_scenario>", "stray words"),
    ],
)
def test_broken_olx_is_refused_with_its_line(counter, olx, says):
    """The sentence names what is wrong; a line is given where there is one; nothing is stored."""
    before = stored(counter)
    refused = save(counter, {"olx": olx})
    assert refused.status == 400
    assert says in refused.json["error"]
    assert stored(counter) == before


def test_a_graph_fault_in_olx_names_the_authors_line(counter):
    """The line is the one in the text that was sent."""
    olx = "<asn_scenario>\n<node id='a'>\n<text>x</text></node>\n</asn_scenario>"
    refused = save(counter, {"olx": olx})
    assert refused.json["error"].startswith("Line 2:")


def test_scripts_do_not_survive_saving(counter, form):
    """What could attack a reader is cleaned away before it is stored and before it is shown."""
    form["nodes"][0]["text"] = '<p onclick="x()">Hi<script>alert(1)</script></p>'
    form["nodes"][0]["title"] = "</script><b>x"
    assert save(counter, form).status == 200
    assert counter.block().authored.by_id["n1"].text == "<p>Hi</p>"
    page = counter.block().student_view({})
    assert "<b>x" not in page.content
    assert "</script>" not in str(page.json_init_args)


def test_the_editor_holds_the_whole_form(counter):
    """The state the script builds the form from, with words."""
    page = counter.html("studio_view", staff=True)
    assert "Tiket rombongan" in page
    assert "Add a node" in page


def test_form_of_is_not_shared_between_requests(counter, form):
    """Changing one form does not reach the cached scenario."""
    other = copy.deepcopy(form)
    form["nodes"][0]["choices"].clear()
    assert form_of(counter.block().authored)["nodes"] == other["nodes"]
