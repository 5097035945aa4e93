"""Each page opens to its role, and to nobody else."""

import pytest

from scoring import api

HR_PAGE = "/asn/results/"
REWARDS = "/asn/rewards/"
LEDGER = "/asn/ledger/"
ENTRY = "/asn/ledger/0/"
MINE = "/asn/"
ROLES = ["learner", "trainer", "hr", "approver", "auditor"]
OPEN_TO = {
    MINE: set(ROLES),
    HR_PAGE: {"hr"},
    REWARDS: {"hr", "approver"},
    LEDGER: {"hr", "auditor"},
    ENTRY: {"hr", "auditor"},
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", OPEN_TO)
def test_a_page_opens_to_its_roles(visit, page, role):
    """Others see a page that says so, with the way back and nothing else."""
    answer = visit(role).get(page)

    if role in OPEN_TO[page]:
        assert answer.status_code == 200
    else:
        assert answer.status_code == 403
        assert "Akun Anda tidak memiliki peran untuk halaman ini." in answer.text
        assert 'href="/asn/"' in answer.text
        assert "Contoh" not in answer.text


@pytest.mark.parametrize("page", [*OPEN_TO, "/asn/rewards/1/", "/asn/decisions/1/"])
def test_a_visitor_is_sent_to_log_in(client, office, page):
    """The address is kept, so that the page follows after logging in."""
    answer = client.get(page)

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={page}")


@pytest.mark.parametrize("page", [MINE, HR_PAGE, REWARDS, LEDGER])
def test_no_page_stays_in_a_cache(visit, page):
    """A shared machine must not show the next person what the last one saw."""
    answer = visit("hr").get(page)

    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("role", "page"),
    [("learner", MINE), ("hr", HR_PAGE), ("hr", REWARDS), ("approver", REWARDS), ("hr", LEDGER)],
)
def test_a_nip_is_masked_on_every_page(visit, role, page):
    """Ten digits of it are enough to know a birthday; no page shows them."""
    text = visit(role).get(page).text

    assert "198601012010012001" not in text
    assert "19860101" not in text


@pytest.mark.parametrize("page", [HR_PAGE, REWARDS])
def test_a_hostile_name_is_text(visit, office, names, page):
    """What stands in the register never becomes markup."""
    office.study(
        "hostile", course=names.digital.replace("LD01", "LD02"), code="T.DIG.03", score=90, day=9
    )
    text = visit("hr").get(page).text

    assert "<script" not in text


@pytest.mark.parametrize("page", ["/asn/ledger/99999/", "/asn/rewards/0/", "/asn/decisions/99999/"])
def test_a_number_that_does_not_exist_gives_a_page_that_says_so(visit, page):
    """404, a sentence and the way back."""
    answer = visit("hr").get(page)

    assert answer.status_code == 404
    assert "Tidak ditemukan" in answer.text
    assert 'href="/asn/"' in answer.text


def test_there_is_nothing_in_line_that_a_policy_would_refuse(visit, office):
    """No style and no script is written into a page."""
    hr = visit("hr")
    seq = office.decision("rahmi", "reward_proposed")
    pages = [
        MINE,
        HR_PAGE,
        REWARDS,
        LEDGER,
        ENTRY,
        f"/asn/rewards/{seq}/",
        f"/asn/decisions/{seq}/",
    ]

    for page in pages:
        text = hr.get(page).text
        assert "style=" not in text, page
        assert "onclick" not in text, page
        assert "<script>" not in text, page


def test_the_pages_speak_english_too(visit, office):
    """With the cookie of the site's language switch, no Indonesian sentence is left."""
    reader = visit("learner")
    reader.cookies["django_language"] = "en"

    text = reader.get(MINE).text

    assert "My results" in text
    assert "4 of 20 JP" in text
    assert "Jam pelajaran" not in text


def test_the_ledger_grows_by_reading_nothing(visit):
    """A page is a page: opening it writes no entry."""
    reader = visit("hr")
    size = api.head().size
    for page in OPEN_TO:
        reader.get(page)

    assert api.head().size == size
