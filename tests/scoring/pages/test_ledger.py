"""What an auditor reads."""

import html
import re

import pytest

from scoring import api
from scoring.core.merkle import leaf_hash

PAGE = "/asn/ledger/"


def _numbers(answer):
    return [int(seq) for seq in re.findall(r'href="/asn/ledger/(\d+)/">\d+<', answer.text)]


def test_the_newest_entries_come_first(visit):
    """Below the size and the root."""
    answer = visit("auditor").get(PAGE)
    head = api.head()

    assert _numbers(answer) == list(range(head.size - 1, -1, -1))
    assert head.root in answer.text


def test_page_after_page_every_entry_is_seen_once(visit, monkeypatch):
    """By the links to older entries, down to number 0."""
    monkeypatch.setattr("scoring.pages.ledger._ENTRIES_A_PAGE", 4)
    auditor, address, seen = visit("auditor"), PAGE, []
    while address:
        answer = auditor.get(address)
        seen += _numbers(answer)
        older = re.search(r'rel="next" href="([^"]+)"', answer.text)
        address = PAGE + older[1] if older else ""

    assert seen == list(range(api.head().size - 1, -1, -1))
    assert 'rel="prev"' in answer.text


@pytest.mark.parametrize("start", ["abc", "-1", "9" * 40, ""])
def test_a_wrong_start_shows_the_newest(visit, start):
    """No error for an address somebody typed."""
    assert _numbers(visit("auditor").get(PAGE, {"from": start}))[0] == api.head().size - 1


def test_the_ledger_is_verified_on_the_spot(visit):
    """The answer says how many entries were read."""
    text = visit("auditor").post(PAGE).text

    assert "Buku besar terverifikasi" in text
    assert f"{api.head().size} entri dibaca dan di-hash ulang" in text


def test_a_broken_ledger_is_named_entry_by_entry(visit, monkeypatch):
    """What is wrong and what to do stand before everything else."""
    found = api.Verification(size=3, root="00", problems=["entry 2: its leaf hash is not <its>"])
    monkeypatch.setattr(api, "verify_ledger", lambda: found)

    text = visit("auditor").post(PAGE).text

    assert "Buku besar tidak utuh" in text
    assert "entry 2: its leaf hash is not &lt;its&gt;" in text


def test_an_entry_shows_what_was_hashed(visit, office):
    """From the page alone, anybody can compute the leaf hash."""
    seq = office.decision("rahmi", "credit_awarded")
    text = visit("auditor").get(f"{PAGE}{seq}/").text

    canonical = html.unescape(re.search(r'class="card"><code class="digest">(.+?)</code>', text)[1])
    assert leaf_hash(canonical.encode()).hex() in text
    assert f'href="/asn/decisions/{seq}/"' in text


def test_evidence_and_the_rulebook_have_no_reason_to_read(visit):
    """Only decisions link to an explanation."""
    assert "/asn/decisions/" not in visit("auditor").get(f"{PAGE}0/").text


def test_the_first_and_the_last_entry_have_one_neighbour(visit):
    """No link leads beyond the ledger."""
    auditor = visit("auditor")
    last = api.head().size - 1

    assert 'rel="prev"' not in auditor.get(f"{PAGE}0/").text
    assert 'rel="next"' not in auditor.get(f"{PAGE}{last}/").text


def test_an_empty_ledger_says_how_it_begins(client, empty_office):
    """And offers nothing to verify."""
    client.force_login(empty_office.accounts["auditor"])
    text = client.get(PAGE).text

    assert "Buku besar masih kosong" in text
    assert "<form" not in text.split("<main")[1]
