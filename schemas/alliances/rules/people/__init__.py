"""Persons: where and how filings name them."""
