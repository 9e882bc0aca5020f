"""What gives a key away to someone who knows nothing of the subject."""
