"""Blind readings: sheets for readers, the ledger of their answers, and what follows."""
