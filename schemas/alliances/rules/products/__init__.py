"""Products and services: how filings say that something is offered."""
