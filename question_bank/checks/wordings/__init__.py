"""Wordings that point at other options or at the key: patterns as data, held to examples."""
