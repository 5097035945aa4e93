"""Every entry can say why it is there, under which rule, and how to object."""

import dataclasses

import pytest

from scoring.core.entries import Draft, Kind
from scoring.core.errors import RulebookUnknown
from scoring.core.explain import explain
from scoring.core.reward import decision
from scoring.core.rulebook import publication


@pytest.fixture
def told(ledger, rulebook):
    """The explanation of an entry as text."""
    return lambda entry, translate=str: explain(entry, ledger.entries, rulebook).text(translate)


@pytest.fixture
def of_kind(ledger):
    """A learner's whole way to a proposal, and its first entry of a kind."""
    ledger.evidence(ledger.DIGITAL, "2026-03-02", points={"T.DIG.03": (5, 5), "M.05": (0, 2)})
    ledger.evidence(ledger.DIGITAL, "2026-03-02", usage="quiz-2", points={"T.DIG.03": (3, 5)})
    ledger.grade(ledger.DIGITAL, "2026-03-02", 87.5)
    ledger.grade(ledger.TOURISM, "2026-03-03", 70)
    ledger.judge()
    return lambda kind: next(entry for entry in ledger.entries if entry.kind is kind)


def test_evidence_shows_points_times_and_grader(of_kind, told):
    text = told(of_kind(Kind.EVIDENCE_RECORDED))
    assert text.startswith("Evidence: quiz, attempt 1\n")
    assert "100 of 100 points were earned." in text
    assert "    T.DIG.03: 5 of 5 points" in text
    assert "Begun 02-03-2026 08.40 WIB, submitted 02-03-2026 09.00 WIB." in text
    assert "Graded by the server" in text
    assert "abababababab" in text


@pytest.mark.parametrize(
    ("activity", "title"),
    [
        ("asn_scenario", "Evidence: service scenario, attempt 1"),
        ("course", "Evidence: course grade, change 1"),
        ("drag-and-drop-v2", "Evidence: drag-and-drop-v2, attempt 1"),
    ],
)
def test_evidence_is_named_by_its_activity(ledger, told, activity, title):
    assert told(ledger.evidence(ledger.DIGITAL, "2026-03-02", activity=activity)).startswith(title)


def test_a_person_who_graded_is_said_to_have_graded(ledger, told):
    entry = ledger.evidence(ledger.DIGITAL, "2026-03-02")
    graded = dataclasses.replace(entry, body={**entry.body, "grader": "person"})
    assert "Graded by a person." in told(graded)


def test_credit_shows_the_score_the_mark_and_the_caps(of_kind, told):
    text = told(of_kind(Kind.CREDIT_AWARDED))
    assert text.startswith("2 JP for the course Literasi Digital\n")
    assert "[x] Course score 87,5 on 02-03-2026; at least 70 needed to pass." in text
    assert "The course is worth 2 JP (form C3)." in text
    assert (
        "At most 3 JP count for one day (BPS 2019, after PerLAN 10/2018; check against the annex)"
        in text
    )
    assert "    02-03-2026: 3 JP were left that day, 2 JP counted." in text
    assert "At most 20 JP count in 2026; 20 JP were left" in text
    assert "[x] No cap shortened the JP of the course." in text


def test_credit_that_a_cap_shortened_says_so(ledger, told):
    ledger.grade(ledger.DIGITAL, "2026-03-02", 90)
    ledger.grade(ledger.TOURISM, "2026-03-02", 90)
    text = told(ledger.judge()[1])
    assert "02-03-2026: 1 JP were left that day, 1 JP counted." in text
    assert "[ ] The caps cut off 1 JP." in text


def test_every_decision_names_rule_basis_entries_and_objection(of_kind, told, rulebook):
    decided = (Kind.CREDIT_AWARDED, Kind.LEVEL_REACHED, Kind.REWARD_PROPOSED)
    for kind in decided:
        entry = of_kind(kind)
        text = told(entry)
        assert "Rulebook 2026-01, clause " + entry.body["clause"] in text
        assert "fingerprint " + rulebook.digest[7:19] in text
        assert "Legal basis: UU 20/2023 art. 49." in text
        rests_on = ", ".join(str(seq) for seq in entry.body["rests_on"])
        assert f"It rests on these entries of the ledger: {rests_on}." in text
        assert f"Recorded as entry {entry.seq} on 24-11-2026" in text
        assert "a person will look at it and decide (UU 27/2022 art. 10)" in text


def test_a_level_says_what_was_shown_and_what_it_is_not(of_kind, told):
    text = told(of_kind(Kind.LEVEL_REACHED))
    assert text.startswith("Evidence level 1 (Paham) in T.DIG.03\n")
    assert "[x] 5 of 5 points in the best attempts; at least 60% needed." in text
    assert "[x] Different activities: 1; at least 1 needed." in text
    assert "it is no result of a competency test" in text


def test_a_proposal_shows_each_condition_as_it_was_judged(of_kind, told, ledger):
    proposal = of_kind(Kind.REWARD_PROPOSED)
    before = told(proposal)
    assert "[x] Training hours in 2026: 4 JP; at least 4 JP needed" in before
    assert "[ ] Score in Manajemen Pariwisata: 70; at least 80 needed" in before
    assert "[x] Performance predicate: Baik; at least Baik needed" in before
    assert "This is only a proposal: a person decides on it." in before
    ledger.grade(ledger.DIGITAL, "2026-04-01", 10)
    assert told(proposal) == before


@pytest.mark.parametrize(("grant", "word"), [(True, "granted"), (False, "refused")])
def test_a_decision_shows_the_person_the_reason_and_the_conditions(
    of_kind, told, ledger, grant, word
):
    proposal = of_kind(Kind.REWARD_PROPOSED)
    draft = decision(proposal, grant=grant, actor="role:approver#1", reason="Kuota 100% penuh.")
    text = told(ledger.append(draft))
    assert text.startswith(f"Reward {word}: Prioritas kursi pada pelatihan berikutnya\n")
    assert "A person decided this on 24-11-2026, not the system." in text
    assert "The reason given: Kuota 100% penuh." in text
    assert "[x] Training hours in 2026: 4 JP" in text


def test_a_decision_without_its_proposal_still_gives_its_reason(of_kind, rulebook, ledger):
    proposal = of_kind(Kind.REWARD_PROPOSED)
    entry = ledger.append(decision(proposal, grant=True, actor="a", reason="Layak."))
    text = explain(entry, [entry], rulebook).text()
    assert "The reason given: Layak." in text
    assert "Training hours" not in text


def test_a_reversed_entry_says_so(of_kind, told, ledger):
    award = of_kind(Kind.CREDIT_AWARDED)
    reversal = ledger.reverse(award)
    assert f"[ ] Entry {reversal.seq} reversed this one: it no longer counts." in told(award)
    assert told(reversal).startswith(f"Entry {award.seq} was reversed: salah rekam\n")


def test_a_decision_is_explained_by_its_own_rulebook_only(of_kind, ledger, rulebook):
    other = dataclasses.replace(rulebook, digest="sha256:" + "0" * 64)
    with pytest.raises(RulebookUnknown, match="2026-01"):
        explain(of_kind(Kind.CREDIT_AWARDED), ledger.entries, other)


def test_an_entry_about_nobody_offers_no_objection(ledger, told, rulebook):
    text = told(ledger.append(publication(rulebook, actor="role:hr")))
    assert text.startswith("Rulebook 2026-01 was published: Aturan pengakuan")
    assert "BKPSDM" not in text


def test_an_unverified_legal_basis_is_marked(of_kind, ledger, rulebook):
    doubtful = tuple(dataclasses.replace(legal, verified=False) for legal in rulebook.legal)
    text = explain(
        of_kind(Kind.LEVEL_REACHED),
        ledger.entries,
        dataclasses.replace(rulebook, legal=doubtful),
    ).text()
    assert "Legal basis, still to be checked against its text: UU 20/2023 art. 49." in text


def test_every_kind_of_entry_has_a_title(ledger, rulebook):
    ledger.evidence(ledger.DIGITAL, "2026-03-02")
    described = {
        Kind.EXPORT_MADE: ({"what": "results", "rows": 40}, "Results were exported: results, 40"),
        Kind.SUBJECT_ERASED: ({}, "The person behind this subject was erased"),
        Kind.APPEAL_OPENED: ({"reason": "nilai"}, "An objection was made: nilai"),
        Kind.APPEAL_CLOSED: ({"reason": "tetap"}, "An objection was answered: tetap"),
        Kind.OVERRIDE: ({"reason": "izin"}, "Two people decided otherwise: izin"),
    }
    for kind, (body, title) in described.items():
        entry = ledger.append(Draft(kind=kind, key=kind, subject="subject-1", body=body))
        assert explain(entry, ledger.entries, rulebook).title.text().startswith(title)
