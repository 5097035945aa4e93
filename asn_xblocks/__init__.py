"""What a learner does: XBlocks for Open edX that state evidence of what was learned."""
