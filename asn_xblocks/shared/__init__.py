"""What every block of this house shares: content, words, fragments, attempts, evidence."""
