"""What an operator does with scoring from the command line."""
