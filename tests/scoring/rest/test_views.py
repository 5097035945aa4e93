"""What a machine reads: each door opens to its office, and a list is read without gaps."""

import base64

import pytest

from scoring import api
from scoring.core import canonical
from scoring.core.merkle import leaf_hash, root

RESULTS = "/api/asn/v1/results"
ENTRIES = "/api/asn/v1/entries"
NIP = "198601012010012001"


def _why(seq):
    return f"/api/asn/v1/decisions/{seq}/explanation"


@pytest.mark.parametrize(
    ("door", "roles"),
    [(RESULTS, {"hr"}), (ENTRIES, {"hr", "auditor"})],
    ids=["results", "entries"],
)
@pytest.mark.parametrize("role", ["learner", "trainer", "hr", "approver", "auditor"])
def test_a_door_opens_to_its_office_alone(visit, door, roles, role):
    """Everybody else is refused in Bahasa Indonesia, and sees nothing."""
    answer = visit(role).get(door)

    if role in roles:
        assert answer.status_code == 200
    else:
        assert answer.status_code == 403
        assert answer.json()["detail"].startswith("Hanya")


@pytest.mark.parametrize("door", [RESULTS, ENTRIES, _why(0)])
def test_nobody_reads_without_logging_in(client, office, door):
    """A visitor gets 403."""
    assert client.get(door).status_code == 403


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("door", [RESULTS, ENTRIES, _why(0)])
def test_nothing_can_be_written_here(visit, door, method):
    """Every other method is refused and the ledger stays as it was."""
    size = api.head().size

    assert getattr(visit("hr"), method)(door).status_code == 405
    assert api.head().size == size


def test_a_result_says_who_what_and_with_which_outcome(visit, office, names):
    """HR gets the NIP, because its own register needs it; decimals are text."""
    answer = visit("hr").get(RESULTS, {"course": names.digital, "unit": "Dinas Contoh A"}).json()

    assert answer["next"] is None
    assert answer["results"] == [
        {
            "seq": answer["results"][0]["seq"],
            "subject": str(office.people["rahmi"].subject),
            "nip": NIP,
            "name": "Rahmi Contoh",
            "unit": "Dinas Contoh A",
            "course": names.digital,
            "title": "Literasi Digital",
            "score": "90.00",
            "predicate": "Sangat memuaskan",
            "passed": True,
            "completed_on": "2026-03-02",
            "year": 2026,
            "jp": 2,
            "form": "C3",
            "competencies": [{"code": "T.DIG.03", "level": 2}],
        }
    ]


def test_an_erased_person_leaves_a_row_without_a_name(visit, office):
    """The result stays; who it was is gone."""
    office.people["rahmi"].delete()

    rows = visit("hr").get(RESULTS).json()["results"]

    assert len(rows) == 3
    assert [row["name"] for row in rows].count(None) == 2


@pytest.mark.parametrize("door", [RESULTS, ENTRIES])
@pytest.mark.parametrize("limit", [1, 2, 1000])
def test_a_reader_who_remembers_one_number_misses_nothing(visit, door, limit):
    """Page after page, each row comes once and in order."""
    reader, after, seen = visit("hr"), -1, []
    while after is not None:
        answer = reader.get(door, {"after": after, "limit": limit}).json()
        seen += [row["seq"] for row in answer["results"]]
        assert len(answer["results"]) <= limit
        after = answer["next"]

    assert seen == sorted(set(seen))
    assert len(seen) == (3 if door == RESULTS else api.head().size)


@pytest.mark.parametrize("door", [RESULTS, ENTRIES])
@pytest.mark.parametrize(
    ("name", "value"),
    [("limit", "0"), ("limit", "1001"), ("limit", "banyak"), ("after", "-2"), ("after", "9" * 30)],
)
def test_a_parameter_that_is_none_is_refused_by_name(visit, door, name, value):
    """The answer is 400 and its only key is the parameter."""
    answer = visit("hr").get(door, {name: value})

    assert answer.status_code == 400
    assert list(answer.json()) == [name]


def test_the_entries_are_what_was_hashed(visit):
    """From the JSON alone, anybody can compute the root again."""
    rows = visit("auditor").get(ENTRIES, {"limit": 1000}).json()["results"]

    leaves = [leaf_hash(canonical.encode(row["entry"])) for row in rows]
    assert [leaf.hex() for leaf in leaves] == [row["leaf"] for row in rows]
    assert root(leaves).hex() == api.head().root


def test_no_nip_and_no_name_is_in_the_entries(visit):
    """The ledger knows subjects only."""
    text = visit("auditor").get(ENTRIES, {"limit": 1000}).content.decode()

    assert NIP not in text
    assert "Rahmi" not in text


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("learner", 200),
        ("hr", 200),
        ("auditor", 200),
        ("approver", 200),
        ("other", 403),
        ("trainer", 403),
    ],
)
def test_an_explanation_is_for_the_person_concerned_and_the_offices(visit, office, role, status):
    """Another learner is refused."""
    seq = office.decision("rahmi", "credit_awarded")

    assert visit(role).get(_why(seq)).status_code == status


def test_an_explanation_speaks_the_language_that_is_asked_for(visit, office):
    """Bahasa Indonesia unless the reader says otherwise, with the same lines in both."""
    seq = office.decision("rahmi", "reward_proposed")
    reader = visit("learner")

    indonesian = reader.get(_why(seq)).json()
    english = reader.get(_why(seq), HTTP_ACCEPT_LANGUAGE="en").json()

    assert (indonesian["language"], english["language"]) == ("id", "en")
    assert indonesian["title"] != english["title"]
    assert len(indonesian["lines"]) == len(english["lines"]) > 3
    assert "\n" in indonesian["text"]
    assert {line["met"] for line in english["lines"]} >= {True, None}


@pytest.mark.parametrize(
    ("seq", "sentence"),
    [
        (0, "Entri ini bukan keputusan."),
        (1, "Entri ini bukan keputusan."),
        (10_000, "Buku besar tidak memiliki entri itu."),
    ],
)
def test_what_is_no_decision_is_not_found(visit, seq, sentence):
    """The rulebook, an attempt and a number beyond the end have no reason to tell."""
    answer = visit("auditor").get(_why(seq))

    assert answer.status_code == 404
    assert answer.json()["detail"] == sentence


def test_a_machine_pulls_with_a_password(client, office):
    """Without a session, HR's own programme reads the same rows."""
    secret = base64.b64encode(b"hr1:kata-hr-1").decode()

    assert client.get(RESULTS, HTTP_AUTHORIZATION=f"Basic {secret}").status_code == 200
    wrong = base64.b64encode(b"hr1:salah").decode()
    assert client.get(RESULTS, HTTP_AUTHORIZATION=f"Basic {wrong}").status_code == 403


def test_an_empty_ledger_answers_with_an_empty_list(client, empty_office):
    """Nothing is an answer too."""
    client.force_login(empty_office.accounts["hr"])

    assert client.get(RESULTS).json() == {"results": [], "next": None}
    assert client.get(ENTRIES).json() == {"results": [], "next": None}
