"""Playing a scenario: choices, refusals, evidence, and what stays hidden until when."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib import resources

import pytest
from lxml import etree
from xblock.core import XBlockMixin
from xblock.fields import DateTime, Scope
from xblock.runtime import Mixologist

from asn_xblocks.scenario import ScenarioXBlock
from asn_xblocks.shared.errors import ContentInvalid

COUNTER = (
    resources.files("asn_xblocks.scenario").joinpath("scenarios/counter.xml").read_text("utf-8")
)
CANARIES = """
<asn_scenario display_name="Kenari" max_attempts="2" first="n1">
  <node id="n1" title="TITLE-1"><text><p>TEXT-1</p></text>
    <choice id="c1" to="node-hidden-2"><label>LABEL-1</label>
      <score competency="M.05" earned="7.125"/><feedback><p>FEEDBACK-1</p></feedback></choice>
    <choice id="c2" to="node-hidden-3"><label>LABEL-2</label>
      <score competency="T.DIG.03" earned="3.375"/><feedback><p>FEEDBACK-2</p></feedback></choice>
  </node>
  <node id="node-hidden-2" title="TITLE-2"><text><p>TEXT-2</p></text>
    <choice id="c3" to="node-hidden-4"><label>LABEL-3</label><score competency="M.05" earned="1"/><feedback>FEEDBACK-3</feedback></choice>
  </node>
  <node id="node-hidden-3" ending="poor" title="TITLE-3"><text><p>TEXT-3</p></text></node>
  <node id="node-hidden-4" ending="good" title="TITLE-4"><text><p>TEXT-4</p></text></node>
</asn_scenario>"""


@pytest.fixture
def counter(stage):
    place = stage(ScenarioXBlock)
    place.author(COUNTER)
    return place


@pytest.fixture
def canaries(stage):
    place = stage(ScenarioXBlock)
    place.author(CANARIES)
    return place


def choose(place, node, choice, attempt=1, **who):
    return place.post("choose", {"attempt": attempt, "node": node, "choice": choice}, **who)


def play(place, *steps, attempt=1):
    for node, choice in steps:
        answer = choose(place, node, choice, attempt)
        assert answer.status == 200, answer.json
    return answer


# -- playing ------------------------------------------------------------------------------------


def test_a_choice_leads_to_the_next_node(counter):
    """The answer holds the path so far and the node it came to, and the page part to show."""
    answer = choose(counter, "n1", "a")
    assert answer.status == 200
    assert answer.json["node"]["id"] == "n2"
    assert [step["node"]["id"] for step in answer.json["path"]] == ["n1"]
    assert answer.json["path"][0]["choice"]["id"] == "a"
    assert "Tiket rombongan" in answer.json["html"]
    assert answer.json["finished"] is False


def test_the_page_goes_on_where_one_stopped(counter):
    """A fresh page shows the node the path came to."""
    choose(counter, "n1", "a")
    page = counter.html("student_view")
    assert "Tiket rombongan" in page
    assert 'data-node=\\"n2\\"' in page or 'data-node="n2"' in page


def test_two_learners_walk_their_own_paths(counter):
    """One learner's choice moves nobody else."""
    choose(counter, "n1", "a", user_id=7)
    assert counter.block(8).learner_state()["node"]["id"] == "n1"


def test_an_ending_is_evidence_grade_and_completion(counter, evidence):
    """Scores in total and by competency, out of the best of all paths."""
    answer = play(counter, ("n1", "a"), ("n2", "b"))
    (stated,) = evidence
    assert (stated.earned, stated.possible) == (Decimal(4), Decimal(5))
    assert [(c.code, c.earned, c.possible) for c in stated.competencies] == [
        ("M.05", Decimal(2), Decimal(2)),
        ("T.PAR.02", Decimal(2), Decimal(3)),
    ]
    assert (stated.learner, stated.attempt, stated.activity) == ("7", 1, "asn_scenario")
    assert stated.course_key == "course-v1:Sawahlunto+LD01+2026"
    assert stated.content_digest == counter.block().content_digest
    grade = {"value": 4.0, "max_value": 5.0, "only_if_higher": True}
    assert answer.block.runtime.published == [
        ("grade", grade),
        ("completion", {"completion": 1.0}),
    ]
    assert answer.json["result"]["earned"] == "4"
    assert answer.json["result"]["ending"] == "fair"


def test_the_replay_says_what_came_of_each_choice(counter, evidence):
    """Feedback and points stand beside each choice once the attempt is finished."""
    answer = play(counter, ("n1", "a"), ("n2", "b"))
    first, second = answer.json["path"]
    assert "lebih mudah" in first["feedback"]
    assert second["scores"] == [["T.PAR.02", "1"]]
    assert "M.05 +2" in answer.json["html"]


def test_the_same_choice_again_is_harmless(counter, evidence):
    """A retry answers the state as it is now, also after the end, and states nothing twice."""
    play(counter, ("n1", "a"), ("n2", "a"))
    for node in ("n1", "n2"):
        again = choose(counter, node, "a")
        assert again.status == 200
        assert again.json["finished"] is True
        assert again.block.runtime.published == []
    assert len(evidence) == 1


def test_another_choice_at_a_passed_node_is_refused(counter):
    """What was chosen stands, in this attempt and in a finished one."""
    choose(counter, "n1", "a")
    refused = choose(counter, "n1", "b")
    assert refused.status == 409
    assert "already chosen" in refused.json["error"]
    assert counter.block().state["path"] == [["n1", "a"]]


def test_another_choice_after_the_end_is_refused(counter, evidence):
    """A finished attempt is not changed."""
    play(counter, ("n1", "b"))
    assert choose(counter, "n1", "a").status == 409
    assert len(evidence) == 1


def test_a_lost_answer_is_made_good_by_the_retry(counter, evidence):
    """The process died after the result was saved: the same choice sends the same evidence."""
    play(counter, ("n1", "b"))
    block = counter.block()
    block.state = {**block.state, "unsent": 1}
    block.save()
    choose(counter, "n1", "b")
    assert evidence[0] == evidence[1]
    assert "unsent" not in counter.block().state


def test_the_page_knows_what_was_not_sent(counter, evidence):
    """On the next visit the script sends the last choice again; a GET states no evidence."""
    play(counter, ("n1", "b"))
    block = counter.block()
    block.state = {**block.state, "unsent": 1}
    block.save()
    assert '\\"unsent\\":true' in counter.html("student_view")
    assert len(evidence) == 1


def test_a_restart_first_sends_what_was_not_sent(counter, evidence):
    """No result is lost behind a new attempt."""
    play(counter, ("n1", "b"))
    block = counter.block()
    block.state = {**block.state, "unsent": 1}
    block.save()
    assert counter.post("restart", {}).json["attempt"] == 2
    assert evidence[0] == evidence[1]


def test_a_second_attempt_begins_at_the_start(counter, evidence):
    """Restart opens one attempt, however often it is asked for; its evidence has another id."""
    play(counter, ("n1", "b"))
    for _ in range(2):
        answer = counter.post("restart", {})
        assert answer.status == 200
        assert (answer.json["attempt"], answer.json["path"]) == (2, [])
    answer = play(counter, ("n1", "a"), ("n2", "a"), attempt=2)
    assert [e.attempt for e in evidence] == [1, 2]
    assert evidence[0].evidence_id != evidence[1].evidence_id
    assert answer.json["can_restart"] is False


def test_a_restart_before_the_end_changes_nothing(counter):
    """An attempt under way is not thrown away."""
    choose(counter, "n1", "a")
    answer = counter.post("restart", {})
    assert answer.status == 200
    assert [step["node"]["id"] for step in answer.json["path"]] == ["n1"]


def test_an_author_who_changes_the_scenario_leaves_the_learner_on_sound_ground(counter):
    """A step that no longer exists is forgotten; the learner chooses again there."""
    choose(counter, "n1", "a")
    counter.author(COUNTER.replace('id="a" to="n2"', 'id="z" to="n2"'))
    assert counter.block().learner_state()["node"]["id"] == "n1"
    assert choose(counter, "n1", "z").json["node"]["id"] == "n2"


# -- refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ([], "body"),
        ({"attempt": "1", "node": "n1", "choice": "a"}, "attempt"),
        ({"attempt": True, "node": "n1", "choice": "a"}, "attempt"),
        ({"attempt": 1, "node": 1, "choice": "a"}, "node"),
        ({"attempt": 1, "node": "n1", "choice": ["a"]}, "choice"),
        ({"attempt": 1, "node": "n1"}, "choice"),
        ({"attempt": 1, "node": "n1", "choice": "zz"}, "choice"),
        ({"attempt": 1, "node": "n1", "choice": "a", "user": 9}, "user"),
    ],
)
def test_a_wrong_payload_is_answered_with_its_field(counter, sent, field):
    """400 names the field; nothing changes."""
    refused = counter.post("choose", sent)
    assert refused.status == 400
    assert refused.json["field"] == field
    assert counter.block().state == {}


@pytest.mark.parametrize("node", ["nowhere", "n2", "e1"])
def test_a_node_where_one_does_not_stand_is_refused(counter, node):
    """Unknown and unreached nodes get one answer, so that nobody can probe for nodes."""
    refused = choose(counter, node, "a")
    assert refused.status == 409
    assert "out of date" in refused.json["error"]


def test_a_wrong_attempt_is_refused(counter):
    """A page of another attempt must be reloaded first."""
    assert choose(counter, "n1", "a", attempt=2).status == 409


def test_after_the_deadline_nothing_is_taken(counter, evidence):
    """403 with a sentence; the page says so instead of offering choices."""
    counter.author(COUNTER, due=datetime.now(UTC) - timedelta(minutes=1))
    refused = choose(counter, "n1", "a")
    assert refused.status == 403
    assert "deadline" in refused.json["error"]
    page = counter.html("student_view")
    assert "data-choice=" not in page
    assert "The deadline has passed" in page
    assert evidence == []


def test_when_attempts_are_used_up_no_more_is_taken(counter, evidence):
    """The last attempt leaves no restart, and a new attempt number is refused."""
    counter.author(COUNTER, max_attempts=1)
    answer = play(counter, ("n1", "b"))
    assert answer.json["can_restart"] is False
    assert "data-restart" not in answer.json["html"]
    assert counter.post("restart", {}).status == 409
    assert choose(counter, "n1", "a", attempt=2).status == 409


def test_restart_takes_no_fields(counter):
    """An unknown field is named."""
    assert counter.post("restart", {"attempt": 5}).status == 400


def test_an_empty_scenario_takes_no_choice(stage):
    """A scenario without nodes says so and is not scored."""
    place = stage(ScenarioXBlock)
    place.author("<asn_scenario/>")
    assert choose(place, "n1", "a").status == 409
    assert "no content yet" in place.html("student_view")
    assert "no content yet" in place.html("author_view")
    assert place.block().max_score() is None


# -- what stays hidden ----------------------------------------------------------------------------


def seen(text):
    tokens = ["TITLE-", "TEXT-", "LABEL-", "FEEDBACK-"]
    found = {t + str(n) for t in tokens for n in range(1, 5) if t + str(n) in text}
    return found | {
        c
        for c in ("7.125", "3.375", "node-hidden-2", "node-hidden-3", "node-hidden-4")
        if c in text
    }


def test_the_first_page_holds_the_first_node_only(canaries):
    """Neither targets, scores, feedback nor other nodes are anywhere in the page or its state."""
    assert seen(canaries.html("student_view")) == {"TITLE-1", "TEXT-1", "LABEL-1", "LABEL-2"}


def test_half_way_nothing_of_the_rest_is_sent(canaries):
    """The answer to a choice holds the path and the current node, and no feedback yet."""
    answer = str(choose(canaries, "n1", "c1").json)
    at_two = {"TITLE-1", "TEXT-1", "LABEL-1", "TITLE-2", "TEXT-2", "LABEL-3", "node-hidden-2"}
    assert seen(answer) == at_two
    assert seen(canaries.html("student_view")) == at_two


def test_at_the_end_only_the_path_taken_is_revealed(canaries, evidence):
    """Feedback of the choices taken; the other branch stays hidden for another attempt."""
    shown = seen(str(play(canaries, ("n1", "c1"), ("node-hidden-2", "c3")).json))
    assert {"FEEDBACK-1", "FEEDBACK-3", "TEXT-4", "7.125"} <= shown
    assert not shown & {"LABEL-2", "FEEDBACK-2", "TITLE-3", "TEXT-3", "node-hidden-3"}


@pytest.mark.parametrize("when", ["never", "past_due", "never_but_include_grade"])
def test_scores_and_feedback_wait_for_show_correctness(canaries, evidence, when):
    """The story's end is told; what it was worth is not."""
    canaries.author(CANARIES, show_correctness=when, due=datetime.now(UTC) + timedelta(hours=1))
    answer = play(canaries, ("n1", "c1"), ("node-hidden-2", "c3"))
    assert not seen(str(answer.json)) & {"FEEDBACK-1", "FEEDBACK-3", "7.125"}
    assert answer.json["result"] == {"hidden": True}
    assert "recorded" in answer.json["html"]
    assert "Good ending" not in answer.json["html"]


def test_other_doors_tell_nothing_either(canaries):
    """Mobile data, search and the public view hold no node but, for search, the first."""
    block = canaries.block()
    assert seen(str(block.student_view_data())) == set()
    assert seen(str(block.index_dictionary())) == {"TITLE-1", "TEXT-1"}
    assert seen(canaries.html("public_view")) == set()


def test_the_author_sees_everything(canaries):
    """The outline holds every node, choice, score, feedback and target."""
    page = canaries.html("author_view", staff=True)
    assert {f"FEEDBACK-{n}" for n in (1, 2, 3)} <= seen(page)
    assert "M.05 +7.12" in page
    assert 'href="#' in page


def test_a_node_nobody_reaches_is_a_warning_to_its_author(stage):
    """It may be saved, and the outline says so."""
    place = stage(ScenarioXBlock)
    place.author(
        COUNTER.replace(
            "</asn_scenario>", '<node id="x" ending="fair"><text>lost</text></node></asn_scenario>'
        )
    )
    assert "No path leads to node" in place.html("author_view", staff=True)


# -- the platform -----------------------------------------------------------------------------------


def test_it_is_a_scored_block_for_small_screens(counter):
    """What the LMS collects at publishing works without a user."""
    block = counter.block(None)
    assert block.has_score
    assert block.max_score() == 5.0
    assert block.has_support(block.student_view, "multi_device")
    assert block.student_view_data()["competencies"] == ["M.05", "T.PAR.02"]


def test_olx_comes_out_as_it_went_in(counter):
    """Import, export and import again give the same content, first node and settings."""
    first = counter.block()
    node = etree.Element("unknown")
    first.add_xml_to_node(node)
    text = etree.tostring(node, encoding="unicode")
    assert node.get("first") == "n1"
    assert node.get("max_attempts") == "2"
    counter.author(text)
    second = counter.block()
    assert second.content == first.content
    assert second.content_digest == first.content_digest
    assert second.authored == first.authored


def test_the_first_node_is_part_of_what_was_authored(counter):
    """Another first node is another scenario, so another digest."""
    before = counter.block().content_digest
    counter.author(COUNTER.replace('first="n1"', 'first="n2"').replace('to="n2"', 'to="e3"'))
    assert counter.block().content_digest != before
    assert counter.block().learner_state()["node"]["id"] == "n2"


def test_without_the_attribute_the_first_node_begins(stage):
    """The attribute may be left out, in the block and when only its content is read."""
    place = stage(ScenarioXBlock)
    place.author(COUNTER.replace(' first="n1"', ""))
    block = place.block()
    assert block.learner_state()["node"]["id"] == "n1"
    assert ScenarioXBlock.read(block.content).first == "n1"
    node = etree.Element("unknown")
    block.add_xml_to_node(node)
    assert "first" not in node.attrib


class _Released(XBlockMixin):
    """What a platform mixes into every block."""

    start = DateTime(scope=Scope.settings, default=datetime(2030, 1, 1, tzinfo=UTC))


def test_the_platforms_release_date_stays_a_date(stage):
    """Mixed with a platform's `start`, the first node and the release date keep apart."""
    released = Mixologist([_Released]).mix(ScenarioXBlock)
    block = stage(released).author(COUNTER)
    assert (block.start, block.first) == (datetime(2030, 1, 1, tzinfo=UTC), "n1")
    dated = COUNTER.replace('first="n1"', 'first="n1" start="2026-02-03T04:05:06Z"')
    block = stage(released).author(dated)
    assert (block.start, block.first) == (datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC), "n1")


@pytest.mark.parametrize("mixins", [[], [_Released]])
def test_a_node_as_start_is_refused_with_its_remedy(stage, mixins):
    """`start` names no node: the import says what to write, and no field is set."""
    place = stage(Mixologist(mixins).mix(ScenarioXBlock))
    with pytest.raises(ContentInvalid) as refused:
        place.author(COUNTER.replace('first="n1"', 'start="n1"'))
    assert refused.value.field == "start"
    assert 'first="n1"' in refused.value.sentence(str)
    block = place.block()
    assert not [name for name, field in block.fields.items() if field.is_set_on(block)]


def test_an_introduction_alone_may_be_kept(stage):
    """A trainer may write the introduction first; there is nothing to play yet."""
    place = stage(ScenarioXBlock)
    place.author("<asn_scenario><intro><p>Soon</p></intro></asn_scenario>")
    assert "Soon" in place.html("student_view")
    assert place.block().max_score() is None


def test_the_examples_are_offered_to_the_workbench():
    """Each example reads without a fault."""
    names = [name for name, _ in ScenarioXBlock.workbench_scenarios()]
    assert names == ["counter.xml"]


def test_static_addresses_become_the_courses_own(stage):
    """Pictures a trainer uploaded are found, in the page and in an answer."""
    place = stage(ScenarioXBlock)
    place.author(COUNTER.replace("<text><p>Ter", '<text><img src="/static/x.svg" alt="x"/><p>Ter'))
    assert "/asset/course/x.svg" in choose(place, "n1", "a").json["html"]
