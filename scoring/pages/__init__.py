"""What people see of scoring: their standing, HR's table, the rewards and the ledger."""
