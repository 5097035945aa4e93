"""Taking a quiz: drafts, answers, attempts, deadline, evidence, and what stays hidden until when."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from xblock.scorable import Score

from asn_xblocks.quiz import QuizXBlock
from scoring.core.evidence import EvidenceConflict
from scoring.signals import EVIDENCE_OBSERVED
from tests.asn_xblocks.quiz.samples import CANARIES, HALF, RIGHT, SECRETS, THREE, submit

# -- answering ----------------------------------------------------------------------------------


def test_an_attempt_is_graded_and_shown(quiz, evidence):
    """The answer holds points in words, a verdict for each question, and what may be done next."""
    answer = submit(quiz, HALF)
    result = answer.json["result"]
    assert answer.status == 200
    assert result["sentence"] == "2.5 of 6 points"
    assert {name: told["verdict"] for name, told in result["items"].items()} == {
        "i1": "wrong",
        "i2": "partly",
        "i3": "partly",
    }
    assert (answer.json["submitted"], answer.json["can_submit"], answer.json["can_retry"]) == (
        True,
        False,
        True,
    )


def test_evidence_states_the_attempt(quiz, evidence):
    """One event with points in total and by competency, the learner, the times and the digest."""
    submit(quiz, HALF)
    (stated,) = evidence
    assert (stated.learner, stated.activity, stated.attempt) == ("7", "asn_quiz", 1)
    assert stated.course_key == "course-v1:Sawahlunto+LD01+2026"
    assert stated.usage_key == str(quiz.usage)
    assert (stated.earned, stated.possible) == (Decimal("2.5"), Decimal(6))
    assert {(one.code, one.earned, one.possible) for one in stated.competencies} == {
        ("T.DIG.03", Decimal(1), Decimal(3)),
        ("T.DIG.04", Decimal("1.5"), Decimal(3)),
    }
    assert stated.content_digest == quiz.block().content_digest
    assert stated.began_at <= stated.submitted_at <= datetime.now(UTC)


def test_grade_and_completion_are_published(quiz, evidence):
    """The gradebook is offered the points and keeps the higher; the block is complete."""
    published = submit(quiz, HALF).block.runtime.published
    assert published == [
        ("grade", {"value": 2.5, "max_value": 6.0, "only_if_higher": True}),
        ("completion", {"completion": 1.0}),
    ]


def test_sending_again_is_harmless(quiz, evidence):
    """The same attempt sent twice answers the recorded result; no second attempt is used."""
    first = submit(quiz, HALF).json
    again = submit(quiz, RIGHT)
    assert again.status == 200
    assert again.json == first
    assert len(evidence) == 1
    assert quiz.block().attempts_used == 1


def test_two_requests_at_once_use_one_attempt(quiz, evidence):
    """Requests that both began before the other was saved state the same attempt."""
    early, late = quiz.block(), quiz.block()
    assert (early.attempts_used, late.attempts_used) == (0, 0)
    submit(quiz, HALF, block=early)
    submit(quiz, HALF, block=late)
    assert len({stated.evidence_id for stated in evidence}) == 1
    assert quiz.block().attempts_used == 1


def test_evidence_that_failed_is_sent_again_unchanged(quiz, monkeypatch):
    """When the ledger fails the attempt is kept as unsent; asking again states the same content."""
    heard, failing = [], [True]

    def ledger(evidence, **_kwargs):
        heard.append(evidence)
        if failing.pop() if failing else False:
            raise ConnectionError("the database is away")

    monkeypatch.setattr(EVIDENCE_OBSERVED, "receivers", [])
    EVIDENCE_OBSERVED.sender_receivers_cache.clear()
    EVIDENCE_OBSERVED.connect(ledger, weak=False)
    with pytest.raises(ConnectionError):
        submit(quiz, HALF)
    assert quiz.block().learner_state()["unsent"] is True
    answer = submit(quiz, HALF)
    EVIDENCE_OBSERVED.sender_receivers_cache.clear()
    assert answer.json["unsent"] is False
    assert heard[0] == heard[1]
    assert [name for name, _event in answer.block.runtime.published] == ["grade", "completion"]


def test_an_attempt_that_another_page_sent_first_gives_way(quiz, monkeypatch):
    """The ledger holds the first result: the second is told so, shows no score, and may go on."""

    def ledger(evidence, **_kwargs):
        raise EvidenceConflict(evidence.evidence_id)

    monkeypatch.setattr(EVIDENCE_OBSERVED, "receivers", [])
    EVIDENCE_OBSERVED.sender_receivers_cache.clear()
    EVIDENCE_OBSERVED.connect(ledger, weak=False)
    refused = submit(quiz, HALF)
    EVIDENCE_OBSERVED.sender_receivers_cache.clear()
    assert refused.status == 409
    assert "another page" in refused.json["error"]
    state = quiz.block().learner_state()
    assert (state["result"], state["unsent"]) == (None, False)
    assert quiz.post("retry", {}).json["attempt"] == 2


def test_a_draft_is_kept_and_resumed(quiz, evidence):
    """A draft comes back with the page, is graded by nobody, and marks when the attempt began."""
    kept = quiz.post("save_draft", {"attempt": 1, "answers": {"i1": ["a"]}})
    assert kept.json == {"saved": True}
    assert quiz.block().learner_state()["answers"] == {"i1": ["a"]}
    assert quiz.block().learner_state()["result"] is None
    assert not evidence
    submit(quiz, RIGHT)
    assert evidence[0].began_at <= evidence[0].submitted_at


def test_a_late_draft_of_a_sent_attempt_changes_nothing(quiz, evidence):
    """A draft that arrives after its attempt was sent is dropped."""
    submit(quiz, RIGHT)
    late = quiz.post("save_draft", {"attempt": 1, "answers": {"i1": ["a"]}})
    assert late.json == {"saved": False}
    assert quiz.block().learner_state()["answers"] == RIGHT


def test_the_best_attempt_counts(quiz, evidence):
    """After a worse second attempt the first is still the score."""
    submit(quiz, HALF)
    assert quiz.post("retry", {}).json["attempt"] == 2
    worse = submit(quiz, {}, attempt=2)
    assert "Your best attempt counts: 2.5 points." in worse.json["result"]["notes"]
    assert quiz.block().get_score() == Score(raw_earned=2.5, raw_possible=6.0)
    assert [stated.attempt for stated in evidence] == [1, 2]


def test_retry_is_empty_once_and_shuffled_anew(quiz, evidence):
    """The next attempt starts without answers; asking for it twice opens one."""
    before = quiz.block().learner_state()["order"]
    submit(quiz, HALF)
    opened = quiz.post("retry", {}).json
    assert (opened["attempt"], opened["answers"], opened["submitted"]) == (2, {}, False)
    assert opened["order"] != before
    assert quiz.post("retry", {}).json["attempt"] == 2


def test_order_is_stable_and_personal(quiz):
    """The same learner sees the same order again, another one another; never the solution."""
    mine = quiz.block().learner_state()["order"]
    assert quiz.block().learner_state()["order"] == mine
    others = [quiz.block(user_id).learner_state()["order"] for user_id in range(8, 20)]
    assert any(other != mine for other in others)
    assert all(other["i3"] != ("s1", "s2", "s3", "s4") for other in others)


def test_without_shuffle_choices_stand_as_written(stage):
    """Shuffle off keeps choices in the author's order; an ordering is shuffled all the same."""
    place = stage(QuizXBlock)
    place.author(THREE, shuffle=False)
    order = place.block().learner_state()["order"]
    assert order["i1"] == ("a", "b", "c")
    assert order["i3"] != ("s1", "s2", "s3", "s4")


# -- refusals -----------------------------------------------------------------------------------


def test_attempts_run_out(quiz, evidence):
    """With all attempts used a further one is refused with 409 and a sentence."""
    submit(quiz, HALF)
    quiz.post("retry", {})
    submit(quiz, HALF, attempt=2)
    refused = quiz.post("retry", {})
    assert (refused.status, refused.json["error"]) == (409, "All attempts have been used.")
    assert submit(quiz, HALF, attempt=3).status == 409
    assert quiz.block().attempts_used == 2


def test_full_points_need_no_retry(quiz, evidence):
    """After a perfect attempt another one is refused."""
    answer = submit(quiz, RIGHT)
    assert answer.json["can_retry"] is False
    assert quiz.post("retry", {}).status == 409


def test_an_attempt_number_from_another_page_is_refused(quiz, evidence):
    """An attempt that is not the current one is 409 and changes nothing."""
    assert submit(quiz, HALF, attempt=2).status == 409
    assert quiz.post("save_draft", {"attempt": 5, "answers": {}}).status == 409
    assert not evidence
    assert quiz.block().attempts_used == 0


@pytest.mark.parametrize("handler", ["submit", "save_draft"])
def test_after_the_deadline_nothing_is_taken(stage, evidence, handler):
    """403 with a sentence; the state is as it was."""
    place = stage(QuizXBlock)
    place.author(THREE, due=datetime.now(UTC) - timedelta(hours=1))
    refused = place.post(handler, {"attempt": 1, "answers": RIGHT})
    assert (refused.status, refused.json["error"]) == (
        403,
        "The deadline has passed. Nothing more can be sent.",
    )
    assert not evidence
    assert place.block().learner_state()["can_submit"] is False


def test_a_recorded_attempt_is_answered_after_the_deadline(quiz, evidence):
    """A retry that arrives late gets the result it had."""
    submit(quiz, HALF)
    quiz.author(THREE, due=datetime.now(UTC) - timedelta(hours=1))
    assert submit(quiz, HALF).status == 200


def test_the_grace_period_counts(stage, evidence):
    """Within the grace period the platform hands down, answers are taken."""
    place = stage(QuizXBlock)
    place.author(THREE, due=datetime.now(UTC) - timedelta(minutes=5))
    block = place.block()
    block.graceperiod = timedelta(minutes=10)
    assert submit(place, RIGHT, block=block).status == 200


def test_the_platforms_own_deadline_wins(quiz, evidence):
    """Where the runtime mixes has_deadline_passed in, it decides."""
    block = quiz.block()
    block.has_deadline_passed = lambda: True
    assert submit(quiz, RIGHT, block=block).status == 403


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ([], "payload"),
        ("text", "payload"),
        ({"answers": {}}, "attempt"),
        ({"attempt": True, "answers": {}}, "attempt"),
        ({"attempt": "1", "answers": {}}, "attempt"),
        ({"attempt": 0, "answers": {}}, "attempt"),
        ({"attempt": 1.0, "answers": {}}, "attempt"),
        ({"attempt": 1}, "answers"),
        ({"attempt": 1, "answers": []}, "answers"),
        ({"attempt": 1, "answers": {"i9": ["a"]}}, "answers.i9"),
        ({"attempt": 1, "answers": {"i1": "a"}}, "answers.i1"),
        ({"attempt": 1, "answers": {"i1": [1]}}, "answers.i1"),
        ({"attempt": 1, "answers": {"i1": [["a"]]}}, "answers.i1"),
        ({"attempt": 1, "answers": {"i1": ["zz"]}}, "answers.i1"),
        ({"attempt": 1, "answers": {"i1": ["a", "b"]}}, "answers.i1"),
        ({"attempt": 1, "answers": {"i2": ["a", "a"]}}, "answers.i2"),
        ({"attempt": 1, "answers": {"i3": ["s1", "s2"]}}, "answers.i3"),
        ({"attempt": 1, "answers": {}, "score": 6}, "score"),
        ({"attempt": 1, "answers": {}, "user_id": 8}, "user_id"),
    ],
)
@pytest.mark.parametrize("handler", ["submit", "save_draft"])
def test_what_a_browser_sends_is_checked(quiz, evidence, handler, sent, field):
    """A wrong type, an unknown id, a score or another user is 400 with the field's name."""
    refused = quiz.post(handler, sent)
    assert (refused.status, refused.json["field"]) == (400, field)
    assert field in refused.json["error"]
    assert not evidence
    assert quiz.block().state == {}


def test_retry_takes_no_fields(quiz):
    """An unknown field is refused there too."""
    assert quiz.post("retry", {"attempt": 9}).status == 400


def test_visitors_and_previews_leave_no_evidence(quiz, evidence):
    """Without a known person, or in Studio's preview, an answer is shown and not stated."""
    assert submit(quiz, RIGHT, user_id=None).status == 200
    block = quiz.block()
    block.runtime.is_author_mode = True
    assert submit(quiz, RIGHT, block=block).status == 200
    assert not evidence


def test_an_empty_quiz_has_nothing_to_answer(stage, evidence):
    """A new block says so, has no score, and refuses answers."""
    place = stage(QuizXBlock)
    place.author("<asn_quiz/>")
    assert "no questions yet" in place.html("student_view")
    assert "Choose Edit" in place.html("author_view", staff=True)
    assert place.block().max_score() is None
    assert submit(place, {}).status == 409
    assert not evidence


# -- what may be seen when ------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["student_view", "public_view"])
def test_nothing_of_the_key_is_in_the_page(canaries, view):
    """Before an answer neither HTML nor arguments hold feedback, explanations or the key."""
    shown = canaries.html(view)
    assert "PROMPT-1" in shown
    assert not [secret for secret in SECRETS if secret in shown]


def test_nothing_of_the_key_is_in_the_data_for_apps(canaries):
    """student_view_data holds choices in an order that is not the solution."""
    offered = canaries.block().student_view_data()
    written = json.dumps(offered)
    assert "CHOICE-1" in written
    assert not [secret for secret in SECRETS if secret in written]
    assert [one["html"] for one in offered["items"][1]["choices"]] != ["STEP-1", "STEP-2", "STEP-3"]


def test_steps_are_never_written_in_the_right_order(canaries):
    """The page of no learner shows the solution of an ordering by the order of its HTML."""
    for user_id in range(7, 30):
        content = canaries.block(user_id).student_view().content
        places = [content.index(step) for step in ("STEP-1", "STEP-2", "STEP-3")]
        assert places != sorted(places)


def test_after_an_attempt_only_chosen_feedback_is_told(canaries, evidence):
    """With an attempt left: the chosen choice's feedback, no explanation, no right answer."""
    written = json.dumps(submit(canaries, {"i1": ["k2"]}).json)
    assert "FEEDBACK-WRONG" in written
    assert not [secret for secret in ("FEEDBACK-RIGHT", "EXPLANATION") if secret in written]
    assert "right" not in submit(canaries, {}).json["result"]["items"]["i1"]
    assert "EXPLANATION" not in canaries.html("student_view")


def test_after_the_last_attempt_the_key_is_told(canaries, evidence):
    """Explanations and right answers come when nothing can change any more."""
    submit(canaries, {"i1": ["k2"]})
    canaries.post("retry", {})
    told = submit(canaries, {"i1": ["k2"]}, attempt=2).json["result"]["items"]
    assert told["i1"]["explanation"] == "EXPLANATION-1"
    assert told["i1"]["right"] == ["k1"]
    assert told["i2"]["right"] == ["z", "y", "x"]


@pytest.mark.parametrize("rule", ["never", "never_but_include_grade"])
def test_show_correctness_never_hides_points_too(canaries, evidence, rule):
    """The learner is told that answers are recorded, and no more, now and later."""
    canaries.author(CANARIES, show_correctness=rule)
    submit(canaries, {"i1": ["k2"]})
    canaries.post("retry", {})
    result = submit(canaries, {"i1": ["k2"]}, attempt=2).json["result"]
    assert (result["visible"], result["items"]) == (False, {})
    assert not [secret for secret in SECRETS if secret in json.dumps(result)]


def test_show_correctness_after_the_deadline(canaries, evidence):
    """Before the deadline nothing, after it everything."""
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    canaries.author(CANARIES, show_correctness="past_due", due=tomorrow)
    hidden = submit(canaries, {"i1": ["k2"]}).json["result"]
    assert "after the deadline" in hidden["sentence"]
    canaries.author(CANARIES, show_correctness="past_due", due=tomorrow - timedelta(days=2))
    assert canaries.block().learner_state()["result"]["items"]["i1"]["right"] == ["k1"]


def test_changed_questions_keep_the_points(canaries, evidence):
    """A result of an earlier text shows its points without judging choices that may be gone."""
    submit(canaries, {"i1": ["k1"]})
    canaries.author(CANARIES.replace("PROMPT-1", "PROMPT-9"))
    result = canaries.block().learner_state()["result"]
    assert result["items"] == {}
    assert "The questions have been changed since; the points stand." in result["notes"]


@pytest.mark.parametrize("view", ["author_view", "studio_view"])
def test_the_key_is_for_the_course_team(canaries, view):
    """A learner who asks for an author's view gets a sentence; the team gets the key."""
    refused = canaries.html(view)
    assert "Only the course team" in refused
    assert "EXPLANATION" not in refused
    assert "EXPLANATION-1" in canaries.html(view, staff=True)
