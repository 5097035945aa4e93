"""What a rulebook says in words is known to the translators."""

from scoring.core.sentences import RULEBOOK_TEXTS


def test_every_sentence_of_the_shipped_rulebook_can_be_translated(rulebook):
    said = {rulebook.caps.day_source, rulebook.caps.year_source}
    said |= {reward.legal for reward in rulebook.rewards.values()}
    said |= {legal.ref for legal in rulebook.legal}
    assert said == set(RULEBOOK_TEXTS)
