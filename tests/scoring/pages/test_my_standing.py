"""What a learner sees of the own learning."""

import re

from scoring import api


def _text(answer):
    return re.sub(r"\s+", " ", answer.text)


def test_the_hours_of_the_year_and_where_they_come_from(visit, office):
    """4 of 20 JP, each with the decision that gave it."""
    text = _text(visit("learner").get("/asn/"))
    seq = office.decision("rahmi", "credit_awarded")

    assert "4 dari 20 JP" in text
    assert 'value="4" max="20"' in text
    assert "16 JP lagi untuk tahun ini." in text
    assert f'href="/asn/decisions/{seq}/"' in text
    assert "Literasi Digital" in text
    assert "90,00" in text


def test_levels_are_labelled_as_evidence(visit):
    """Nobody takes a course score for an assessment."""
    text = _text(visit("learner").get("/asn/"))

    assert "Tingkat bukti" in text
    assert "Ini bukan hasil uji kompetensi." in text
    assert "2 · Dasar" in text
    assert "Keamanan digital dan pelindungan data pribadi" in text


def test_what_is_missing_for_a_reward_is_said(visit):
    """Whoever has not got there sees each condition, met or not, with the figures."""
    text = _text(visit("other").get("/asn/"))

    assert "Prioritas kursi pada pelatihan berikutnya" in text
    assert "Belum terpenuhi" in text
    assert "0 JP; perlu sekurang-kurangnya 4 JP" in text
    assert "Terpenuhi" in text


def test_a_proposed_reward_waits_for_a_person(visit, office):
    """It is shown once, as waiting, with its reasons."""
    text = _text(visit("learner").get("/asn/"))
    seq = office.decision("rahmi", "reward_proposed")

    assert "Menunggu keputusan" in text
    assert f'href="/asn/decisions/{seq}/"' in text
    assert text.count("<h3>Prioritas kursi pada pelatihan berikutnya") == 1


def test_a_decision_reaches_the_person_with_its_reason(visit, office):
    """Granted or not, the reason is there to read."""
    seq = office.decision("rahmi", "reward_proposed")
    api.decide_reward(seq, grant=False, actor="role:approver", reason="Kuota tahun ini habis.")

    text = _text(visit("learner").get("/asn/"))

    assert "Tidak diberikan" in text
    assert "Kuota tahun ini habis." in text


def test_an_account_the_register_does_not_know_is_told_so(visit):
    """No error: what to wait for, and that nothing is lost."""
    answer = visit("stranger").get("/asn/")

    assert answer.status_code == 200
    assert "Akun Anda belum terhubung dengan daftar pegawai" in answer.text


def test_before_the_first_score_every_part_says_what_will_be_there(client, empty_office):
    """Also before a rulebook is published."""
    client.force_login(empty_office.accounts["learner"])
    answer = client.get("/asn/")

    assert answer.status_code == 200
    assert "Belum ada aturan yang berlaku" in answer.text

    api.publish_rulebook("2026-01", actor="role:operator")
    text = _text(client.get("/asn/"))
    assert "0 dari 20 JP" in text
    assert "Belum ada jam pelajaran." in text
    assert "Belum ada keputusan tentang Anda." in text


def test_each_decision_says_what_it_gave(visit):
    """The course and its JP, the competency and its level, the reward: without opening it."""
    text = _text(visit("learner").get("/asn/"))

    assert "Jam pelajaran diberikan: 2 JP, Literasi Digital" in text
    assert "Tingkat bukti dicapai: T.DIG.03 · 2 (Dasar)" in text
    assert "Penghargaan diusulkan: Prioritas kursi" in text


def test_who_learned_before_being_registered_sees_the_hours_and_a_notice(visit, office):
    """The ledger met the account first; the register follows."""
    person = office.people["rahmi"]
    person.nip, person.name, person.unit = None, "", ""
    person.save()

    text = _text(visit("learner").get("/asn/"))

    assert "4 dari 20 JP" in text
    assert "Hasil Anda tetap tersimpan sampai BKPSDM menghubungkannya." in text
