"""Namings: how filings say that two names are one thing."""
