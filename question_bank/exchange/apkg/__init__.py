"""Packages of Anki: notes with a card for each language."""
