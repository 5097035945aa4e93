"""The doors: who may knock, what is refused, and that a retry or a lie changes nothing."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campus.models import Block, UserState
from tests.campus.conftest import COURSE, key

Q1 = key("campus_probe", "q1")


def test_a_handler_without_csrf_token_is_refused(ana):
    """Django's CSRF check stands before every handler."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana.user)
    answer = client.post(f"/xblock/{Q1}/handler/keep", "{}", content_type="application/json")
    assert answer.status_code == 403


def test_who_is_not_logged_in_is_refused(course):
    """No session, no handler."""
    answer = Client().post(f"/xblock/{Q1}/handler/tell", "{}", content_type="application/json")
    assert answer.status_code == 403
    assert "error" in answer.json()


def test_who_is_not_enrolled_is_refused(ana, budi):
    """A learner without a place in the course gets a sentence, not the block."""
    budi.user.enrollments.all().delete()
    assert budi.post(Q1, "keep", answer="x").status_code == 403
    assert not UserState.objects.exists()


def test_the_learner_is_always_the_one_of_the_session(ana, budi):
    """Naming somebody else in the request reaches nobody else's state."""
    budi.client.post(
        f"/xblock/{Q1}/handler/keep?student_id={ana.user.id}&user_id={ana.user.id}",
        json.dumps({"answer": "pencuri"}),
        content_type="application/json",
    )
    assert ana.tell(Q1)["answer"] == ""
    assert budi.tell(Q1)["answer"] == "pencuri"


@pytest.mark.parametrize(
    "address",
    [
        f"/xblock/{Q1}/handler/tiada",
        f"/xblock/{Q1}/handler/student_view",
        f"/xblock/{key('html', 'tiada')}/handler/tell",
        "/xblock/bukan-kunci/handler/tell",
        "/xblock/block-v1:Lain+C1+2026+type@html+block@x/handler/tell",
    ],
)
def test_what_does_not_exist_is_not_found_or_not_open(ana, address):
    """Unknown handlers, blocks and courses are 404, or 403 where one is not enrolled."""
    answer = ana.client.post(address, "{}", content_type="application/json")
    assert answer.status_code in {403, 404}


def test_a_refusal_of_the_block_is_passed_on(ana):
    """JsonHandlerError reaches the browser with its status and sentence."""
    answer = ana.post(Q1, "refuse")
    assert answer.status_code == 409
    assert answer.json() == {"error": "Sudah lewat."}


def test_a_request_over_a_megabyte_is_refused(ana):
    """The cap is looked at before the body is read."""
    answer = ana.post(Q1, "keep", answer="x" * 1_100_000)
    assert answer.status_code == 413


def test_malformed_json_is_a_client_error(ana):
    """XBlock's JSON handlers answer 400."""
    answer = ana.client.post(f"/xblock/{Q1}/handler/keep", "{", content_type="application/json")
    assert answer.status_code == 400


def test_a_submit_needs_few_queries(ana):
    """Session, user, seat, state, score (2), grade (2), inbox, completion; a lock on servers."""
    ana.post(Q1, "publish", value=1, max_value=2)
    with CaptureQueriesContext(connection) as said:
        ana.post(Q1, "publish", value=2, max_value=2)
    asked = [query["sql"] for query in said if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= 10 + connection.features.has_select_for_update, asked


def test_only_trainers_change_content(ana, pelatih, course):
    """The studio door refuses learners; a trainer's save is a new version of the course."""
    address = f"/studio/{Q1}/handler/keep"
    body = json.dumps({"body": "baru"})
    refused = ana.client.post(address, body, content_type="application/json")
    assert refused.status_code == 403
    assert pelatih.client.post(address, body, content_type="application/json").status_code == 200
    course.refresh_from_db()
    assert course.version == 2
    assert "baru" in Block.objects.get(usage_key=Q1).fields


def test_a_learner_cannot_change_content_through_the_learning_door(pelatih, course):
    """Even a trainer's change through the learner's door is not stored."""
    pelatih.post(Q1, "keep", body="baru")
    course.refresh_from_db()
    assert course.version == 1


def test_course_files_are_served_without_running(ana):
    """Pictures are shown, SVG is caged, HTML is a download; nothing is sniffed."""
    svg = ana.client.get(f"/asset/{COURSE}/gambar.svg")
    assert svg["Content-Type"].startswith("image/svg+xml")
    assert "sandbox" in svg["Content-Security-Policy"]
    page = ana.client.get(f"/asset/{COURSE}/catatan.html")
    assert page["Content-Disposition"] == "attachment"
    assert page["Content-Type"] == "application/octet-stream"
    assert page["X-Content-Type-Options"] == "nosniff"
    tag = svg["ETag"]
    again = ana.client.get(f"/asset/{COURSE}/gambar.svg", headers={"if-none-match": tag})
    assert again.status_code == 304


def test_course_files_are_for_who_may_see_the_course(ana, budi):
    """Without a place in the course there is no file."""
    budi.user.enrollments.all().delete()
    assert budi.client.get(f"/asset/{COURSE}/peta.png").status_code == 404
    assert Client().get(f"/asset/{COURSE}/peta.png").status_code == 404
    assert ana.client.get(f"/asset/{COURSE}/../settings.py").status_code == 404


def test_files_of_blocks_stay_within_their_public_folder(ana):
    """A block's script is served for ever under its fingerprint; its source is not served."""
    script = ana.client.get("/xblock/resource/problem/public/js/ProblemBlockDisplay.js?v=1")
    assert script.status_code == 200
    assert "immutable" in script["Cache-Control"]
    for place in ("problem/public/../capa_block.py", "problem/capa_block.py", "tiada/public/x.js"):
        assert ana.client.get(f"/xblock/resource/{place}").status_code == 404


def test_completion_by_viewing_is_for_readable_blocks_only(ana):
    """html completes when seen; a scored block refuses."""
    assert ana.post(key("html", "h1"), "publish_completion", completion=1.0).status_code == 200
    assert ana.post(Q1, "publish_completion", completion=1.0).status_code == 400
    assert ana.post(key("html", "h1"), "publish_completion", completion=9).status_code == 400
