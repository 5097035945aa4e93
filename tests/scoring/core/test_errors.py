"""A refusal is one sentence, carries its facts, and has one base."""

import pytest

from scoring.core import errors


@pytest.mark.parametrize(
    ("error", "facts", "words"),
    [
        (errors.EvidenceConflict("e-1"), {"evidence_id": "e-1"}, "count the attempt up"),
        (errors.EntryUnknown(7), {"seq": 7}, "no entry number 7"),
        (errors.LedgerBroken(7, "gap"), {"seq": 7, "reason": "gap"}, "at entry 7: gap"),
        (errors.RulebookUnknown("2026-07-01"), {"name": "2026-07-01"}, "asn rulebook publish"),
        (
            errors.PersonInvalid(3, "nip", "write 18 digits"),
            {"row": 3, "field": "nip", "remedy": "write 18 digits"},
            "Row 3, column 'nip': write 18 digits",
        ),
        (errors.PersonUnknown("s-1"), {"subject": "s-1"}, "s-1"),
        (errors.RewardAlreadyDecided(4), {"proposal_seq": 4}, "needs an appeal"),
    ],
)
def test_a_refusal_says_what_and_how_to_go_on(error, facts, words):
    assert isinstance(error, errors.ScoringError)
    assert vars(error) == facts
    assert words in str(error)
    assert "\n" not in str(error)
