"""A reward is proposed by rules and decided by a person, once."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from scoring import api

QUEUE = "/asn/rewards/"
GOOD = {"decision": "grant", "reason": "Semua syarat dipenuhi.", "final": "on"}


@pytest.fixture
def page(office):
    """The address of Rahmi's proposal."""
    return f"{QUEUE}{office.decision('rahmi', 'reward_proposed')}/"


def _state():
    return [case.state for case in api.rewards()]


def test_the_queue_shows_what_waits(visit, page):
    """With the name, the unit and the way to the proposal."""
    text = visit("approver").get(QUEUE).text

    assert "1 menunggu keputusan" in text
    assert "Rahmi Contoh" in text
    assert f'href="{page}"' in text


def test_the_approver_sees_why_and_decides(visit, page):
    """After granting, the page says what was recorded and offers nothing more."""
    approver = visit("approver")
    assert "JP; perlu sekurang-kurangnya 4 JP" in approver.get(page).text

    answer = approver.post(page, GOOD, follow=True)

    assert answer.status_code == 200
    assert "Semua syarat dipenuhi." in answer.text
    assert "<textarea" not in answer.text
    assert _state() == ["granted"]
    assert "Sudah diputuskan" in approver.get(QUEUE).text


def test_the_approver_can_refuse(visit, page):
    """The reason is kept with it."""
    visit("approver").post(page, GOOD | {"decision": "refuse", "reason": "Kuota tahun ini habis."})

    (case,) = api.rewards()
    assert (case.state, case.reason) == ("refused", "Kuota tahun ini habis.")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"decision": ""}, "Pilih apakah penghargaan diberikan."),
        ({"decision": "perhaps"}, "Pilih apakah penghargaan diberikan."),
        ({"reason": "  "}, "Tulis alasan keputusan Anda."),
        ({"reason": "Ya"}, "Tulis alasan dalam satu kalimat."),
        ({"reason": "x " * 600}, "Tulis alasan paling banyak 1000 karakter."),
        ({"reason": "NIP 19860101 201001 2 001 layak"}, "Alasan memuat NIP; hapus NIP itu."),
        ({"reason": "Ibu Rahmi sangat layak"}, "Alasan menyebut nama orangnya (Rahmi)"),
        ({"final": ""}, "Nyatakan bahwa keputusan ini final."),
    ],
)
def test_what_is_missing_or_names_somebody_is_refused(visit, page, wrong, sentence):
    """Each sentence stands at its field and in the summary; nothing is recorded, nothing lost."""
    answer = visit("approver").post(page, GOOD | wrong)

    assert answer.status_code == 400
    assert answer.text.count(sentence) == 2
    assert _state() == ["proposed"]


def test_a_second_decision_is_refused(visit, page):
    """Whoever comes second sees the first decision."""
    approver = visit("approver")
    approver.post(page, GOOD)

    answer = approver.post(page, GOOD | {"decision": "refuse"})

    assert answer.status_code == 409
    assert _state() == ["granted"]


def test_two_approvers_at_the_same_moment_decide_once(visit, page, office, monkeypatch):
    """The second finds the proposal open, writes, and is refused by the ledger."""
    seq = office.decision("rahmi", "reward_proposed")
    stale = api.rewards()
    api.decide_reward(seq, grant=True, actor="role:approver", reason="Lebih dulu sampai.")
    fresh = api.rewards()
    answers = iter([stale, fresh])
    monkeypatch.setattr(api, "rewards", lambda: next(answers))

    answer = visit("approver").post(page, GOOD | {"decision": "refuse"})

    assert answer.status_code == 409
    assert "Lebih dulu sampai." in answer.text


def test_hr_reads_but_does_not_decide(visit, page):
    """There is no form, and a forged one is refused."""
    hr = visit("hr")

    assert "<textarea" not in hr.get(page).text
    assert hr.post(page, GOOD).status_code == 403
    assert _state() == ["proposed"]


def test_nobody_decides_about_the_own_reward(visit, page, office):
    """An approver who is proposed needs another approver."""
    office.accounts["learner"].groups.add(Group.objects.get(name="approver"))

    answer = visit("learner").post(page, GOOD)

    assert answer.status_code == 403
    assert _state() == ["proposed"]


def test_a_decision_from_another_site_is_refused(office, page):
    """Without the token of the form, nothing happens."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.accounts["approver"])

    assert client.post(page, GOOD).status_code == 403
    assert _state() == ["proposed"]


def test_the_entry_says_who_without_a_name(visit, page):
    """The deciding person is a role and an id that tells nothing."""
    visit("approver").post(page, GOOD)

    entry = api.entries(after=api.head().size - 2, limit=1)[0]
    assert entry.body["actor"].startswith("role:approver#")
    assert "approver1" not in entry.canonical().decode()


def test_an_empty_queue_says_what_will_be_there(client, empty_office):
    """Before the first proposal."""
    client.force_login(empty_office.accounts["approver"])

    assert "Belum ada penghargaan yang diusulkan" in client.get(QUEUE).text


def test_an_approver_of_the_register_decides_as_a_subject(visit, page, office):
    """Whoever is a civil servant too is known to the ledger by the own random id."""
    office.people["hostile"].user_id = office.accounts["approver"].pk
    office.people["hostile"].save()

    visit("approver").post(page, GOOD)

    entry = api.entries(after=api.head().size - 2, limit=1)[0]
    assert entry.body["actor"] == f"subject:{office.people['hostile'].subject}"
