"""Holdings: how filings say who holds whom."""
