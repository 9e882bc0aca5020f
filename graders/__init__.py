"""Everything that turns answers into marks."""
