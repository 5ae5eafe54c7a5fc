"""Deals: who agrees, and on what."""
